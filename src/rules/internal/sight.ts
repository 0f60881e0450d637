import { DomainError, epochMsOf, instant, type InstantInput, minusDuration, show } from "../../core/index.ts";
import type { MetricValues } from "../metricModel.ts";
import type { ConditionFinding, ConditionReason, ConditionSight, ConditionSubject, Truth } from "../programModel.ts";
import type { BehaviourSlot, CompiledConditions } from "./compiled.ts";
import { run } from "./machine.ts";
import { observeBehaviour } from "./observeBehaviour.ts";
import { observeMetric, unknown } from "./observeMetric.ts";
import { traceOf } from "./trace.ts";

const NOTHING: ConditionSubject = {};

/** What is known of one customer, on a row of numbers that is written over for the next. */
export class Sight implements ConditionSight {
  /** The moment of judgement; NaN where there is none. */
  readonly asOfMs: number;
  readonly #compiled: CompiledConditions;
  /** By slot of a metric: what is older is too old. */
  readonly #oldest: Float64Array;
  /** By slot of behaviour: where its window begins. */
  readonly #after: Float64Array;
  readonly #reader: { readonly currency: string; readonly digits: number; readonly asOfMs: number };
  readonly #row: Float64Array;
  readonly #counters: Int32Array;
  /** By slot: what a trace shows, where that is not the row's own number. */
  readonly #shown: unknown[];
  /** Whether any slot is not known. */
  #unsure = true;

  constructor(compiled: CompiledConditions, asOfMs: number) {
    this.#compiled = compiled;
    this.asOfMs = asOfMs;
    const { metricSlots, behaviourSlots, currency, digits, timeZone } = compiled;
    const since = (duration: string | null): number => startOf(asOfMs, duration, timeZone);
    this.#oldest = Float64Array.from(metricSlots, ({ maxAge }) => (maxAge === null ? NaN : since(maxAge)));
    this.#after = Float64Array.from(behaviourSlots, (slot) => since(durationOf(slot)));
    this.#reader = { currency, digits, asOfMs };
    this.#row = new Float64Array(metricSlots.length + behaviourSlots.length).fill(NaN);
    this.#counters = new Int32Array(compiled.counters);
    this.#shown = Array.from(this.#row, () => null);
  }

  /** See {@link ConditionSight}. */
  observe(values: MetricValues, findings: ConditionFinding[], subject?: ConditionSubject | null): void {
    const { metricSlots, behaviourSlots } = this.#compiled;
    const row = this.#row;
    const given: Readonly<Record<string, unknown>> =
      typeof (values as unknown) === "object" && (values as unknown) !== null ? values : {};
    let at = 0;
    for (const slot of metricSlots) {
      const value = slot.plain ? peek(given, slot.id) : undefined;
      // most values are numbers with nothing amiss
      row[at] =
        typeof value === "number" &&
        value >= slot.least &&
        value <= slot.greatest &&
        (!slot.whole || Math.floor(value) === value)
          ? value + 0
          : this.#look(given, at, findings);
      at += 1;
    }
    for (const slot of behaviourSlots) {
      const reader = { asOfMs: this.asOfMs, afterMs: this.#after[at - metricSlots.length] ?? NaN };
      const { value, shown } = observeBehaviour(slot, subject ?? NOTHING, reader, findings);
      row[at] = value;
      this.#shown[at] = shown;
      at += 1;
    }
    this.#unsure = false;
    for (let slot = 0; slot < row.length; slot++) if (Number.isNaN(row[slot])) this.#unsure = true;
  }

  /** See {@link ConditionSight}. */
  truth(condition: number): Truth {
    const compiled = this.#compiled;
    const entry = compiled.entries[condition];
    if (entry === undefined) throw noSuchCondition(condition, compiled);
    if (run(compiled, entry, this.#row, this.#counters, false)) return 2;
    return this.#unsure && run(compiled, entry, this.#row, this.#counters, true) ? 1 : 0;
  }

  /** See {@link ConditionSight}. */
  trace(condition: number): readonly ConditionReason[] {
    const compiled = this.#compiled;
    const node = compiled.traces[condition];
    if (node === undefined) throw noSuchCondition(condition, compiled);
    return traceOf(node, compiled, { row: this.#row, shown: this.#shown, after: this.#after });
  }

  /** Lets go of the customer's own data. */
  forget(): void {
    this.#shown.fill(null);
  }

  /** Looks at a value closely. */
  #look(values: Readonly<Record<string, unknown>>, at: number, findings: ConditionFinding[]): number {
    const slot = this.#compiled.metricSlots[at];
    if (slot === undefined) return NaN;
    let given: unknown = null;
    try {
      // what every object has, such as `constructor`, is no value
      given = Object.hasOwn(values, slot.id) || !(slot.id in Object.prototype) ? values[slot.id] : null;
      this.#shown[at] = given;
      return observeMetric(given, slot, this.#oldest[at] ?? NaN, this.#reader, findings);
    } catch {
      // a getter or proxy that throws
      return unknown("metric-wrong-type", slot, findings, { observed: show(given), expected: slot.kind });
    }
  }
}

/** Reads a property, or nothing where that throws. */
function peek(values: Readonly<Record<string, unknown>>, id: string): unknown {
  try {
    return values[id];
  } catch {
    return undefined;
  }
}

/**
 * Reads the moment of judgement for a program.
 *
 * @param compiled - The program.
 * @param options - `asOf`, perhaps.
 * @returns Epoch milliseconds; NaN where there is no such moment, and none is needed.
 */
export function asOfMsFor(
  { needsAsOf }: CompiledConditions,
  options: { readonly asOf?: InstantInput | null | undefined },
): number {
  if (typeof (options as unknown) !== "object" || (options as unknown) === null) {
    throw new DomainError("invalid-option", `options: expected { asOf }, received ${show(options)}`);
  }
  const { asOf = null } = options;
  if (asOf !== null) return epochMsOf(instant(asOf));
  if (!needsAsOf) return NaN;
  throw new DomainError(
    "invalid-option",
    "asOf: expected a moment, since a metric has a greatest age or something is asked of what the customer did",
  );
}

const noSuchCondition = (condition: number, { entries }: CompiledConditions): DomainError =>
  new DomainError("invalid-option", `condition: expected 0 to ${entries.length - 1}, received ${show(condition)}`);

function durationOf(slot: BehaviourSlot): string | null {
  if (slot.kind === "performed") return slot.terms.within;
  return slot.kind === "last-performed" ? slot.duration : null;
}

/** Where a window of that length begins; for one that would begin before the calendar, and for ever, before everything. */
export function startOf(asOfMs: number, duration: string | null, timeZone: string): number {
  if (duration === null || Number.isNaN(asOfMs)) return -Infinity;
  try {
    return epochMsOf(minusDuration({ epochMilliseconds: asOfMs }, duration, { timeZone }));
  } catch (error) {
    if (error instanceof DomainError && error.code === "out-of-range") return -Infinity;
    throw error;
  }
}
