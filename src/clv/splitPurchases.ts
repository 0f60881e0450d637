import {
  type Day,
  DomainError,
  epochDayOfText,
  err,
  type InvalidFact,
  invalidFact,
  ok,
  type Result,
  show,
} from "../core/index.ts";
import { checkedUnit } from "./internal/options.ts";
import { type ClvUnit, inUnit } from "./kernel.ts";
import type { Purchase } from "./historyModel.ts";
import type { PurchaseSplit } from "./validationModel.ts";

/**
 * Splits purchases into a calibration period, to fit a model on, and a hold-out period, to see what it is worth.
 *
 *     frequency: distinct purchase days of a customer after the first, up to the end of calibration, inclusive
 *     recency, age: from the first purchase day to the last of them, and to the end of calibration
 *     hold-out: distinct purchase days after that, up to the end of the hold-out, inclusive
 *
 * Purchases of one customer on one day are one. Customers whose first purchase comes after calibration have no row, since
 * nothing could have been foreseen of them; how many is told. Purchases after the hold-out are not looked at.
 *
 * @param purchases - In any order; `day` is a day of the calendar in the caller's zone (`dayOf` makes one of a moment).
 * @param options - `calibrateUntil`, `holdOutUntil`: the last days of both; `unit`: of the columns.
 * @returns Columns for fits, with what came in the hold-out; or `invalid-fact` for the first purchase that cannot be read.
 * @throws `DomainError` with code `invalid-option` for another unit, days that do not exist, or a hold-out that ends first.
 *
 * @example
 * ```ts
 * import { splitPurchases } from "clientele/clv";
 * import { day, orThrow } from "clientele/core";
 *
 * const split = orThrow(
 *   splitPurchases(
 *     [
 *       { customerId: "a", day: "2025-01-01" },
 *       { customerId: "a", day: "2025-01-15" },
 *       { customerId: "a", day: "2025-01-15" },
 *       { customerId: "a", day: "2025-02-10" },
 *       { customerId: "b", day: "2025-02-02" },
 *     ],
 *     { calibrateUntil: day("2025-01-31"), holdOutUntil: day("2025-02-28"), unit: "day" },
 *   ),
 * );
 *
 * [split.ids, Array.from(split.frequency), Array.from(split.recency), Array.from(split.age)]; // => [["a"], [1], [14], [30]]
 * [Array.from(split.holdOut), split.cameLater, split.horizon]; // => [[1], 1, { amount: 28, unit: "day" }]
 * ```
 */
export function splitPurchases(
  purchases: Iterable<Purchase>,
  options: { readonly calibrateUntil: Day; readonly holdOutUntil: Day; readonly unit: ClvUnit },
): Result<PurchaseSplit, InvalidFact> {
  const unit = checkedUnit(options.unit, "unit");
  const [calibrated, ended] = (["calibrateUntil", "holdOutUntil"] as const).map((name) => {
    const number = epochDayOfText(options[name]);
    if (!Number.isNaN(number)) return number;
    throw new DomainError("invalid-option", `${name}: expected a day YYYY-MM-DD, received ${show(options[name])}`);
  }) as [number, number];
  if (ended < calibrated) {
    throw new DomainError(
      "invalid-option",
      `holdOutUntil: expected a day from calibrateUntil on, received ${options.holdOutUntil}`,
    );
  }

  const daysOf = new Map<string, Set<number>>();
  let index = 0;
  for (const purchase of purchases) {
    const { customerId, day } = purchase;
    if (typeof customerId !== "string") return err(invalidFact(`/${index}/customerId`, "text", customerId));
    const number = epochDayOfText(day);
    if (Number.isNaN(number)) return err(invalidFact(`/${index}/day`, "day", day));
    index++;
    if (number > ended) continue;
    const days = daysOf.get(customerId);
    if (days === undefined) daysOf.set(customerId, new Set([number]));
    else days.add(number);
  }

  const ids: string[] = [];
  const rows: { readonly first: number; readonly last: number; readonly repeats: number; readonly held: number }[] = [];
  const repeatDays: number[] = [];
  let cameLater = 0;
  for (const [id, set] of daysOf) {
    const days = Int32Array.from(set).sort();
    const first = days[0] ?? NaN;
    if (first > calibrated) {
      cameLater++;
      continue;
    }
    const known = days.filter((each) => each <= calibrated);
    ids.push(id);
    rows.push({ first, last: known.at(-1) ?? first, repeats: known.length - 1, held: days.length - known.length });
    repeatDays.push(...days.slice(1));
  }
  const times = (days: (row: (typeof rows)[number]) => number): Float64Array =>
    Float64Array.from(rows, (row) => inUnit(days(row), { from: "day", to: unit }));
  return ok({
    unit,
    ids,
    frequency: Float64Array.from(rows, ({ repeats }) => repeats),
    recency: times(({ first, last }) => last - first),
    age: times(({ first }) => calibrated - first),
    holdOut: Float64Array.from(rows, ({ held }) => held),
    horizon: { amount: ended - calibrated, unit: "day" },
    calibrateUntil: options.calibrateUntil,
    holdOutUntil: options.holdOutUntil,
    cameLater,
    firstDays: Int32Array.from(rows, ({ first }) => first),
    repeatDays: Int32Array.from(repeatDays).sort(),
  });
}
