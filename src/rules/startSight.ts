import { DomainError, epochMsOf, instant, type InstantInput, minusDuration, show } from "../core/index.ts";
import { compiledConditions } from "./compileConditions.ts";
import type { BehaviourSlot, CompiledConditions } from "./internal/compiled.ts";
import { run } from "./internal/machine.ts";
import { observeBehaviour } from "./internal/observeBehaviour.ts";
import { observeMetric, unknown } from "./internal/observeMetric.ts";
import { traceOf } from "./internal/trace.ts";
import type { MetricValues } from "./metricModel.ts";
import type {
  ConditionFinding,
  ConditionProgram,
  ConditionReason,
  ConditionSight,
  ConditionSubject,
  Truth,
} from "./programModel.ts";

/**
 * Starts looking at customers with a program of conditions. The answer holds one customer at a time: start one for each loop.
 *
 * A metric is not known, and a finding says so, when its value is missing, null, not finite, of another type than its kind,
 * out of the kind's range, or in another currency; when it rests on fewer facts than `minSample`, or on facts older than
 * `maxAge` or later than the moment of judgement. A comparison of what is not known is unknown, whatever it compares, unless
 * its `onMissing` says otherwise.
 *
 * @param program - Of `compileConditions`.
 * @param options - `asOf`, the moment of judgement; null or left out where there is none.
 * @returns A place to look at one customer after another.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-instant`; `invalid-option` when the conditions need a moment
 *   of judgement and there is none.
 *
 * @example
 * ```ts
 * import { compileConditions, type ConditionFinding, startSight } from "clientele/rules";
 *
 * const program = compileConditions({
 *   metrics: [
 *     { id: "spend", kind: "money", unit: null, betterWhen: "higher", window: null, minSample: null, maxAge: null, labels: null },
 *   ],
 *   currency: "CNY",
 *   timeZone: "Asia/Shanghai",
 *   conditions: [{ keys: ["when"], condition: { metric: "spend", op: "!=", value: "0" } }],
 * });
 * const sight = startSight(program, { asOf: "2026-07-01T00:00:00+08:00" });
 * const findings: ConditionFinding[] = [];
 *
 * sight.observe({ spend: { amount: "12.50", currency: "CNY" } }, findings);
 * [sight.truth(0), findings.length]; // => [2, 0]
 * sight.observe({ spend: { amount: "12.50", currency: "USD" } }, findings);
 * [sight.truth(0), findings[0]?.code]; // => [1, "metric-other-currency"]
 * ```
 */
export function startSight(
  program: ConditionProgram,
  options: { readonly asOf?: InstantInput | null | undefined },
): ConditionSight {
  const compiled = compiledConditions(program);
  if (typeof (options as unknown) !== "object" || (options as unknown) === null) {
    throw new DomainError("invalid-option", `options: expected { asOf }, received ${show(options)}`);
  }
  const { asOf = null } = options;
  if (asOf === null && compiled.needsAsOf) {
    throw new DomainError(
      "invalid-option",
      "asOf: expected a moment, since a metric has a greatest age or something is asked of what the customer did",
    );
  }
  return new Sight(compiled, asOf === null ? NaN : epochMsOf(instant(asOf)));
}

const NOTHING: ConditionSubject = {};

/** What is known of one customer. */
class Sight implements ConditionSight {
  readonly #compiled: CompiledConditions;
  readonly #asOfMs: number;
  /** By slot of a metric: what is older is too old. */
  readonly #oldest: readonly number[];
  /** By slot of behaviour: where its window begins. */
  readonly #after: readonly number[];
  readonly #reader: { readonly currency: string; readonly digits: number; readonly asOfMs: number };
  readonly #row: Float64Array;
  readonly #counters: Int32Array;
  /** By slot: what a trace shows. */
  readonly #shown: unknown[];
  /** Whether any slot is not known. */
  #unsure = true;

  constructor(compiled: CompiledConditions, asOfMs: number) {
    this.#compiled = compiled;
    this.#asOfMs = asOfMs;
    const { metricSlots, behaviourSlots, currency, digits, timeZone } = compiled;
    const since = (duration: string | null): number => startOf(asOfMs, duration, timeZone);
    this.#oldest = metricSlots.map(({ maxAge }) => (maxAge === null ? NaN : since(maxAge)));
    this.#after = behaviourSlots.map((slot) => since(durationOf(slot)));
    this.#reader = { currency, digits, asOfMs };
    this.#row = new Float64Array(metricSlots.length + behaviourSlots.length).fill(NaN);
    this.#counters = new Int32Array(compiled.counters);
    this.#shown = Array.from(this.#row, () => null);
  }

  observe(values: MetricValues, findings: ConditionFinding[], subject?: ConditionSubject | null): void {
    const { metricSlots, behaviourSlots } = this.#compiled;
    const row = this.#row;
    const known = isObject(values) ? values : {};
    let unsure = false;
    for (let at = 0; at < metricSlots.length; at++) {
      const slot = metricSlots[at];
      if (slot === undefined) break;
      let given: unknown = null;
      let value = NaN;
      try {
        given = Object.hasOwn(known, slot.id) ? known[slot.id] : null;
        value = observeMetric(given, slot, this.#oldest[at] ?? NaN, this.#reader, findings);
      } catch {
        unknown("metric-wrong-type", slot, findings, { observed: show(given), expected: slot.kind }); // a getter that throws
      }
      row[at] = value;
      this.#shown[at] = given;
      if (Number.isNaN(value)) unsure = true;
    }
    for (const [index, slot] of behaviourSlots.entries()) {
      const at = metricSlots.length + index;
      const reader = { asOfMs: this.#asOfMs, afterMs: this.#after[index] ?? NaN };
      const { value, shown } = observeBehaviour(slot, subject ?? NOTHING, reader, findings);
      row[at] = value;
      this.#shown[at] = shown;
      if (Number.isNaN(value)) unsure = true;
    }
    this.#unsure = unsure;
  }

  truth(condition: number): Truth {
    const compiled = this.#compiled;
    const entry = compiled.entries[condition];
    if (entry === undefined) throw noSuchCondition(condition, compiled);
    if (run(compiled, entry, this.#row, this.#counters, false)) return 2;
    return this.#unsure && run(compiled, entry, this.#row, this.#counters, true) ? 1 : 0;
  }

  trace(condition: number): readonly ConditionReason[] {
    const compiled = this.#compiled;
    const node = compiled.traces[condition];
    if (node === undefined) throw noSuchCondition(condition, compiled);
    return traceOf(node, compiled, { row: this.#row, shown: this.#shown, after: this.#after });
  }
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

const noSuchCondition = (condition: number, { entries }: CompiledConditions): DomainError =>
  new DomainError("invalid-option", `condition: expected 0 to ${entries.length - 1}, received ${show(condition)}`);

function durationOf(slot: BehaviourSlot): string | null {
  if (slot.kind === "performed") return slot.terms.within;
  return slot.kind === "last-performed" ? slot.duration : null;
}

/** Where a window of that length begins; for one that would begin before the calendar, and for ever, before everything. */
function startOf(asOfMs: number, duration: string | null, timeZone: string): number {
  if (duration === null || Number.isNaN(asOfMs)) return -Infinity;
  try {
    return epochMsOf(minusDuration({ epochMilliseconds: asOfMs }, duration, { timeZone }));
  } catch (error) {
    if (error instanceof DomainError && error.code === "out-of-range") return -Infinity;
    throw error;
  }
}
