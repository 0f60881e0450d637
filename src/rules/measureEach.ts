import { asOfIn, DomainError, type InstantInput, type Sealed, show } from "../core/index.ts";
import { startJudgement } from "./internal/judgement.ts";
import { metricProgram, type MetricSource } from "./internal/metricProgram.ts";
import type { CustomerAnchors, CustomerFacts, Measurement } from "./measureModel.ts";

/** One row of a population, and what was measured of it. */
export interface MeasuredRow<Row, Metric extends string = string> {
  /** The caller's own row. */
  readonly row: Row;
  /** What `measure` says of it. */
  readonly measured: Measurement<Metric>;
}

/**
 * Measures a population, row by row as the caller takes them: each exactly as `measure` does. Windows that lie at one place for
 * everybody are laid once.
 *
 * @param rows - The facts of each customer; a `CustomerHistory` goes in as `{ customerId, orders: history }`. The rows' own keys travel along.
 * @param policy - Metrics from `defineMetrics`, or any checked policy with a zone, a currency and metrics.
 * @param options - `asOf`, the moment of judgement; `anchorsOf`, what tells a row's own moments.
 * @returns Rows with their measurements, lazily, in the order they come.
 * @throws `DomainError` as `measure` does: at once for the policy and the options, in its turn for a row without a `customerId`.
 *
 * @example
 * ```ts
 * import { defineMetrics, measureEach } from "clientele/rules";
 *
 * const metrics = defineMetrics({
 *   id: "tenure", version: 1, timeZone: "Asia/Shanghai", currency: "CNY",
 *   metrics: [{ id: "tenure", kind: "days", measure: { tenure: "enrolment" } }],
 * });
 * const members = [{ customerId: "c1", enrolledOn: "2026-01-01" }, { customerId: "c2", enrolledOn: "2026-06-01" }];
 * const each = measureEach(members, metrics, {
 *   asOf: "2026-07-01T00:00:00+08:00",
 *   anchorsOf: ({ enrolledOn }) => ({ enrolment: enrolledOn }),
 * });
 *
 * [...each].map(({ row, measured }) => [row.customerId, measured.metrics.tenure.value]); // => [["c1", 181], ["c2", 30]]
 * ```
 */
export function measureEach<Row extends CustomerFacts, Metric extends string>(
  rows: Iterable<Row>,
  policy: Sealed<MetricSource<Metric>>,
  options: {
    readonly asOf: InstantInput;
    readonly anchorsOf?: ((row: Row) => CustomerAnchors | null) | null;
  },
): Generator<MeasuredRow<Row, Metric>, void, undefined> {
  const program = metricProgram(policy);
  const asOf = asOfIn(options);
  const { anchorsOf = null } = options;
  if (typeof (rows as unknown) !== "object" || (rows as unknown) === null || !(Symbol.iterator in rows)) {
    throw new DomainError("invalid-option", `rows: expected something to iterate over, received ${show(rows)}`);
  }
  if (anchorsOf !== null && typeof (anchorsOf as unknown) !== "function") {
    throw new DomainError("invalid-option", `anchorsOf: expected a function, received ${show(anchorsOf)}`);
  }
  const reference = { id: policy.id, version: policy.version };
  return measuredRows();

  function* measuredRows(): Generator<MeasuredRow<Row, Metric>, void, undefined> {
    const judgement = startJudgement(program, asOf);
    for (const row of rows) {
      const measured = judgement.of(row, anchorsOf === null ? null : anchorsOf(row));
      yield {
        row,
        measured: { customerId: row.customerId, asOf, policy: reference, ...measured },
      };
    }
  }
}
