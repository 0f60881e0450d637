import {
  DomainError,
  err,
  LISTED_ROWS,
  minorDigits,
  ok,
  type Result,
  show,
  startRowFindings,
  unreachable,
} from "../core/index.ts";
import type { AbcClass, AbcClassTotal, AbcCustomer, AbcDivision, NoValue, ValuedCustomer } from "./abcModel.ts";
import { abcColumn } from "./internal/abcColumn.ts";
import { startSum } from "./internal/concentration.ts";
import { eachCustomer } from "./internal/eachCustomer.ts";
import { unitsPerMajor, valueOf } from "./internal/valueOf.ts";

/** Four fifths, the next fifteen hundredths, and the rest. */
const ABC: readonly AbcClass<"A" | "B" | "C">[] = [
  { name: "A", upTo: 0.8 },
  { name: "B", upTo: 0.95 },
  { name: "C", upTo: 1 },
];

/**
 * Divides customers into A, B and C by what they are worth: A are the fewest of the most valuable that together hold at
 * least 80 % of all value, A and B the fewest that hold at least 95 %, C the rest.
 *
 *     class = the first whose upTo is above the share held by all who are worth more
 *
 * - Equals are never parted: whoever is worth the same has the same class, rank and cumulative share.
 * - The most valuable are always of the first class, even if one of them alone holds more than its share.
 * - A value of zero or less holds no share: it belongs to the last class, and is counted in `withoutValue`. Shares are parts
 *   of all positive value.
 * - Money is added in minor units, so that a share that is 80 % exactly counts as that.
 *
 * The order of the customers and the unit of the values do not matter.
 *
 * @param customers - What each is worth. A customer who comes again is a finding, and counts as they came first.
 * @param options - `classes`: names and shares, ascending, the last 1 (by default A to 0.8, B to 0.95, C to 1); `currency`:
 *   ISO 4217 code of the values when they are money; `listed`: how many unusable rows are listed (all are counted; default
 *   100).
 * @returns Classes and customers; or `no-value` when nobody is worth more than zero.
 * @throws `DomainError` with code `invalid-option` for customers that cannot be iterated over, other classes, an unknown
 *   currency or a bad `listed`.
 *
 * @example
 * ```ts
 * import { money, orThrow } from "clientele/core";
 * import { classifyAbc } from "clientele/segmentation";
 *
 * const worth = (customerId: string, amount: string) => ({ customerId, value: money(amount, "CNY") });
 * const { classes, customers } = orThrow(
 *   classifyAbc([worth("li", "500.00"), worth("wu", "80.00"), worth("he", "300.00"), worth("ma", "120.00")], {
 *     currency: "CNY",
 *   }),
 * );
 *
 * customers.map((one) => [one.customerId, one.class, one.cumulativeShare]);
 * // => [["li", "A", 0.5], ["he", "A", 0.8], ["ma", "B", 0.92], ["wu", "B", 1]]
 * classes.map((one) => [one.name, one.customers, one.value]); // => [["A", 2, 800], ["B", 2, 200], ["C", 0, 0]]
 * ```
 *
 * @see H. F. Dickie, ABC inventory analysis shoots for dollars not pennies, Factory Management and Maintenance 109 (1951).
 *   Who the customer at the line belongs to is our own rule: to the better class, so that no class falls short of its share.
 */
export function classifyAbc<const Class extends string = "A" | "B" | "C">(
  customers: Iterable<ValuedCustomer>,
  options: {
    readonly classes?: readonly AbcClass<Class>[] | undefined;
    readonly currency?: string | undefined;
    readonly listed?: number | undefined;
  } = {},
): Result<AbcDivision<Class>, NoValue> {
  const classes = options.classes ?? (ABC as readonly AbcClass[] as readonly AbcClass<Class>[]);
  checkClasses(classes);
  const currency = options.currency ?? null;
  if (currency !== null && (typeof (currency as unknown) !== "string" || minorDigits(currency) === null)) {
    throw new DomainError("invalid-option", `currency: expected an ISO 4217 code, received ${show(currency)}`);
  }
  const rows = startRowFindings(options.listed ?? LISTED_ROWS);
  const ids: string[] = [];
  const units: number[] = [];
  eachCustomer(customers, rows, ({ value, customerId }) => {
    const read = valueOf(value, currency);
    if (!read.ok) return read.error;
    ids.push(customerId);
    units.push(read.value);
    return null;
  });

  const { classOf, cumulativeShare, total, order } = abcColumn(
    units,
    classes.map(({ upTo }) => upTo),
  );
  if (total === 0) return err({ code: "no-value" });
  const perMajor = unitsPerMajor(currency);
  const last = classes.length - 1;
  const sums = classes.map(() => ({ customers: 0, value: 0, positive: 0, all: startSum(), above: startSum() }));
  let withoutValue = 0;
  let rank = 0;
  const divided = Array.from(order)
    .sort((a, b) => at(units, b) - at(units, a) || ((ids[a] ?? "") < (ids[b] ?? "") ? -1 : 1))
    .map((row, place, sorted): AbcCustomer<Class> => {
      const value = at(units, row);
      if (place === 0 || at(units, sorted[place - 1] ?? 0) !== value) rank = place + 1;
      const own = classOf[row] ?? last;
      const sum = sums[own];
      if (sum !== undefined) {
        sum.customers++;
        sum.value = sum.all.add(value);
        if (value > 0) sum.positive = sum.above.add(value);
      }
      if (value <= 0) withoutValue++;
      return {
        customerId: ids[row] ?? "",
        value: value / perMajor,
        rank,
        share: value > 0 ? value / total : 0,
        cumulativeShare: at(cumulativeShare, row),
        class: (classes[own] ?? unreachable("a class is one of those given")).name,
      };
    });
  return ok({
    classes: classes.map(
      ({ name, upTo }, k): AbcClassTotal<Class> => ({
        name,
        upTo,
        customers: sums[k]?.customers ?? 0,
        customerShare: (sums[k]?.customers ?? 0) / ids.length,
        value: (sums[k]?.value ?? 0) / perMajor,
        valueShare: (sums[k]?.positive ?? 0) / total,
      }),
    ),
    customers: divided,
    total: total / perMajor,
    withoutValue,
    rows: rows.result(),
  });
}

const at = (column: ArrayLike<number>, index: number): number => column[index] ?? NaN;

function checkClasses(classes: readonly AbcClass[]): void {
  const sound =
    classes.length > 0 &&
    classes.length <= 255 &&
    new Set(classes.map(({ name }) => name)).size === classes.length &&
    classes.every(
      ({ name, upTo }, k) => typeof (name as unknown) === "string" && upTo > (classes[k - 1]?.upTo ?? 0) && upTo <= 1,
    ) &&
    classes.at(-1)?.upTo === 1;
  if (!sound) {
    throw new DomainError(
      "invalid-option",
      "classes: expected different names with ascending upTo above 0, the last of them 1",
    );
  }
}
