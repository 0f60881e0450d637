import { DomainError, err, LISTED_ROWS, ok, type Result, show } from "../core/index.ts";
import { kaplanMeier, survivalInterval } from "../numeric/index.ts";
import { refuseRenewals } from "./internal/fitRenewals.ts";
import type { RenewalColumns } from "./kernel.ts";
import type { ClvFitRefusal } from "./model.ts";
import type { ObservedRetention } from "./renewalModel.ts";

/**
 * Who renewed and who stayed, as it was seen, without any model: the Kaplan-Meier estimate, to hold `retentionCurve` against.
 *
 *     retention r(t) = 1 - left at t / came to t,    survival S(t) = r(1) r(2) ... r(t)
 *     standard error = S(t) sqrt(sum over i <= t of left_i / [came_i (came_i - left_i)]), Greenwood's
 *
 * Customers who are still there count for as long as they were seen, and customers may have begun at different times. The intervals
 * hold each survival by itself, on the log-log scale unless asked otherwise, where they stay between 0 and 1. It says nothing
 * of renewals that nobody has come to yet.
 *
 * @param columns - `renewals`, `ended`, `weight`, as of `fitSbg`.
 * @param options - `level`: with what chance an interval holds the survival; 0.95 unless given. `scale`: `"log-log"` unless
 *   given. `listed`: how many bad rows are listed; 100 unless given.
 * @returns The renewals at which somebody left, ascending; at the others retention is 1 and survival that before. Or
 *   `invalid-rows`.
 * @throws `DomainError` with code `invalid-columns` for columns of different lengths, or `invalid-option`.
 *
 * @example
 * ```ts
 * import { observedRetention, survivorColumns } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const columns = orThrow(survivorColumns([1000, 631, 468, 382]));
 * const seen = orThrow(observedRetention(columns));
 *
 * seen.map(({ renewal, atRisk, left, survival }) => [renewal, atRisk, left, survival.toFixed(3)]);
 * // => [[1, 1000, 369, "0.631"], [2, 631, 163, "0.468"], [3, 468, 86, "0.382"]]
 * [seen[2]?.low?.toFixed(3), seen[2]?.high?.toFixed(3)]; // => ["0.352", "0.412"]
 * ```
 *
 * @see E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53, 1958; J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis
 *   of Failure Time Data, 2002, for the intervals.
 */
export function observedRetention(
  columns: RenewalColumns,
  options: {
    readonly level?: number;
    readonly scale?: "plain" | "log-log";
    readonly listed?: number;
  } = {},
): Result<readonly ObservedRetention[], Extract<ClvFitRefusal, { readonly code: "invalid-rows" }>> {
  const { level = 0.95, scale = "log-log", listed = LISTED_ROWS } = options;
  if (!(typeof level === "number" && level > 0 && level < 1)) {
    throw new DomainError("invalid-option", `level: expected a number between 0 and 1, received ${show(level)}`);
  }
  if (!SCALES.includes(scale)) {
    throw new DomainError("invalid-option", `scale: expected "plain" or "log-log", received ${show(scale)}`);
  }
  const { renewals, ended, weight } = columns;
  const refused = refuseRenewals(columns, listed);
  if (refused !== null) return err(refused);
  // who left, left at the renewal after the last one made
  const time = Float64Array.from(renewals, (made, row) => made + Number(ended[row] ?? 0));
  return ok(
    kaplanMeier({ time, ended, weight }).map((step) => {
      const interval = survivalInterval(step, { confidence: level, scale });
      return {
        renewal: step.time,
        atRisk: step.atRisk,
        left: step.ended,
        retention: 1 - step.ended / step.atRisk,
        survival: step.survival,
        standardError: interval === null ? null : step.survival * Math.sqrt(step.logVariance),
        low: interval === null ? null : interval[0],
        high: interval === null ? null : interval[1],
      };
    }),
  );
}

const SCALES: readonly string[] = ["plain", "log-log"];
