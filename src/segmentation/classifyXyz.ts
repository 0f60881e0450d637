import { DomainError, invalidFact, LISTED_ROWS, show, startRowFindings } from "../core/index.ts";
import type { PeriodicCustomer, XyzClass, XyzCustomer, XyzDivision } from "./abcModel.ts";
import { eachCustomer } from "./internal/eachCustomer.ts";
import { LARGEST, powerBelow } from "./internal/concentration.ts";

/** Steady, wavering, and the rest. */
const XYZ: readonly XyzClass<"X" | "Y" | "Z">[] = [
  { name: "X", upTo: 0.5 },
  { name: "Y", upTo: 1 },
  { name: "Z", upTo: null },
];

/**
 * Divides customers into X, Y and Z by how steadily they buy: X vary little from period to period, Z the most.
 *
 *     variation = standard deviation / mean, over the periods (that of a population: divided by their number)
 *
 * `upTo` belongs to its class. Where the mean is zero or less there is no coefficient, and no class: such customers are
 * counted in `unclassified`. The order of the periods and the unit of the amounts do not matter; an amount added to every
 * period makes the variation smaller.
 *
 * @param customers - What each bought by period, a zero where it was nothing. A customer who comes again is a finding, and
 *   counts as they came first.
 * @param options - `periods`: how many there are, 2 at least; rows with another number are findings. `classes`: names and
 *   limits, ascending from zero, the last null (by default X to 0.5, Y to 1, Z; conventions differ). `listed`: how many
 *   unusable rows are listed (all are counted; default 100).
 * @returns Classes, and customers by identifier.
 * @throws `DomainError` with code `invalid-option` for customers that cannot be iterated over, other periods or classes, or a
 *   bad `listed`.
 *
 * @example
 * ```ts
 * import { classifyXyz } from "clientele/segmentation";
 *
 * const { customers } = classifyXyz(
 *   [
 *     { customerId: "he", amounts: [100, 110, 90, 100] },
 *     { customerId: "li", amounts: [0, 400, 0, 0] },
 *     { customerId: "wu", amounts: [0, 0, 0, 0] },
 *   ],
 *   { periods: 4 },
 * );
 *
 * customers.map((one) => [one.customerId, one.class, one.variation?.toFixed(3)]);
 * // => [["he", "X", "0.071"], ["li", "Z", "1.732"], ["wu", null, undefined]]
 * ```
 *
 * @see K. Pearson, Regression, heredity and panmixia, Phil. Trans. R. Soc. A 187 (1896), for the coefficient; the limits are a
 *   common convention of inventory management, and no standard.
 */
export function classifyXyz<const Class extends string = "X" | "Y" | "Z">(
  customers: Iterable<PeriodicCustomer>,
  options: {
    readonly periods: number;
    readonly classes?: readonly XyzClass<Class>[] | undefined;
    readonly listed?: number | undefined;
  },
): XyzDivision<Class> {
  const { periods } = options;
  if (!Number.isSafeInteger(periods) || periods < 2) {
    throw new DomainError("invalid-option", `periods: expected an integer of 2 or more, received ${show(periods)}`);
  }
  const classes = options.classes ?? (XYZ as readonly XyzClass[] as readonly XyzClass<Class>[]);
  checkClasses(classes);
  const rows = startRowFindings(options.listed ?? LISTED_ROWS);
  const counts = classes.map(() => 0);
  const divided: XyzCustomer<Class>[] = [];
  eachCustomer(customers, rows, ({ customerId, amounts }) => {
    if (!Array.isArray(amounts) || amounts.length !== periods) return invalidFact("/amounts", "array", amounts);
    const list = Array.from({ length: periods }, (_, period) => (amounts as readonly number[])[period]);
    const strange = list.findIndex((amount) => typeof amount !== "number" || !(Math.abs(amount) <= LARGEST));
    if (strange >= 0) return invalidFact(`/amounts/${strange}`, "finite-number", list[strange]);
    const { mean, variation } = variationOf(list as readonly number[]);
    const at = variation === null ? -1 : classes.findIndex(({ upTo }) => upTo === null || variation <= upTo);
    counts[at] = (counts[at] ?? 0) + 1;
    divided.push({ customerId, mean, variation, class: classes[at]?.name ?? null });
    return null;
  });
  return {
    classes: classes.map(({ name, upTo }, k) => ({ name, upTo, customers: counts[k] ?? 0 })),
    customers: divided.sort((a, b) => (a.customerId < b.customerId ? -1 : 1)),
    unclassified: counts[-1] ?? 0,
    rows: rows.result(),
  };
}

/** Ascending, so that the order of the periods is of no effect; scaled by a power of two, so that no square overflows. */
function variationOf(amounts: readonly number[]): { readonly mean: number; readonly variation: number | null } {
  const scale = powerBelow(Math.max(...amounts.map(Math.abs)));
  const sorted = amounts.map((amount) => amount / scale).sort((a, b) => a - b);
  const mean = sorted.reduce((sum, amount) => sum + amount, 0) / sorted.length;
  const squares = sorted.reduce((sum, amount) => sum + (amount - mean) ** 2, 0);
  const even = sorted[0] === sorted.at(-1); // the mean of equals may be off by rounding
  const variation = mean > 0 ? (even ? 0 : Math.sqrt(squares / sorted.length) / mean) : null;
  return { mean: mean * scale, variation };
}

function checkClasses(classes: readonly XyzClass[]): void {
  const limits = classes.slice(0, -1).map(({ upTo }) => upTo);
  const sound =
    classes.at(-1)?.upTo === null &&
    new Set(classes.map(({ name }) => name)).size === classes.length &&
    limits.every((upTo, k) => typeof upTo === "number" && upTo >= 0 && upTo > (limits[k - 1] ?? -1));
  if (!sound) {
    throw new DomainError(
      "invalid-option",
      "classes: expected different names with ascending upTo from zero, the last of them null",
    );
  }
}
