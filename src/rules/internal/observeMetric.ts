import { epochDayOfText, epochMsOf, type Instant, instantFromMs, parseMoney, pointer, show } from "../../core/index.ts";
import type { ConditionFinding, ConditionFindingCode } from "../programModel.ts";
import type { MetricSlot } from "./compiled.ts";
import { minorUnits } from "./minorUnits.ts";

/** What metrics are read with. */
export interface MetricReader {
  /** Of every amount. */
  readonly currency: string;
  /** Decimals of its minor unit. */
  readonly digits: number;
  /** The moment of judgement; NaN where there is none. */
  readonly asOfMs: number;
}

/**
 * Reads a metric's value as a number of the row. What cannot be used is not known (NaN), and a finding says why.
 *
 * @param given - What was handed in: plain, or measured.
 * @param slot - The metric.
 * @param oldestMs - The newest of the facts must have happened after this moment; NaN where it may be of any age.
 * @param reader - `currency`, `digits`, `asOfMs`.
 * @param findings - Where to put what is amiss.
 * @returns The number.
 */
export function observeMetric(
  given: unknown,
  slot: MetricSlot,
  oldestMs: number,
  reader: MetricReader,
  findings: ConditionFinding[],
): number {
  if (typeof given !== "object" || given === null || !Object.hasOwn(given, "value")) {
    if (slot.plain) return valueOf(given, slot, reader, findings);
    if (given === null || given === undefined) return unknown("metric-missing", slot, findings, {});
    return observeMeasured({ value: given }, slot, oldestMs, reader, findings);
  }
  return observeMeasured(given as Measured, slot, oldestMs, reader, findings);
}

/** As it is handed in: nothing of it is sure. */
interface Measured {
  readonly value: unknown;
  readonly n?: unknown;
  readonly freshAt?: unknown;
}

function observeMeasured(
  { value, n, freshAt }: Measured,
  slot: MetricSlot,
  oldestMs: number,
  reader: MetricReader,
  findings: ConditionFinding[],
): number {
  const read = valueOf(value, slot, reader, findings);
  if (Number.isNaN(read)) return NaN;
  const { minSample, maxAge } = slot;
  if (minSample !== null && !(typeof n === "number" && n >= minSample)) {
    const observed = n === null || n === undefined ? null : show(n);
    return unknown("metric-small-sample", slot, findings, { observed, required: minSample });
  }
  const freshMs = freshAt === null || freshAt === undefined ? NaN : epochMsOf(freshAt);
  if (freshMs > reader.asOfMs) {
    return unknown("metric-from-the-future", slot, findings, {
      observed: moment(freshMs),
      required: moment(reader.asOfMs),
    });
  }
  if (maxAge !== null && !(freshMs > oldestMs)) {
    const observed = Number.isNaN(freshMs) ? null : moment(freshMs);
    return unknown("metric-stale", slot, findings, { observed, required: maxAge });
  }
  return read;
}

/** The number that a plain value is in the row. */
function valueOf(value: unknown, slot: MetricSlot, reader: MetricReader, findings: ConditionFinding[]): number {
  if (value === null || value === undefined) return unknown("metric-missing", slot, findings, {});
  switch (slot.kind) {
    case "money":
      return amountOf(value, slot, reader, findings);
    case "text":
      return typeof value === "string" ? (slot.texts.get(value) ?? -1) : wrongType("text", value, slot, findings);
    case "boolean":
      return typeof value === "boolean" ? Number(value) : wrongType("boolean", value, slot, findings);
    case "day": {
      const epochDay = epochDayOfText(value);
      return Number.isNaN(epochDay) ? wrongType("day", value, slot, findings) : epochDay;
    }
    default: {
      if (typeof value !== "number" || !Number.isFinite(value)) {
        return unknown("metric-not-a-number", slot, findings, { observed: show(value) });
      }
      if (value < slot.least || value > slot.greatest || (slot.whole && !Number.isInteger(value))) {
        return unknown("metric-out-of-range", slot, findings, { observed: show(value), expected: slot.kind });
      }
      return value + 0; // -0, which JSON cannot say, becomes 0
    }
  }
}

function amountOf(value: unknown, slot: MetricSlot, reader: MetricReader, findings: ConditionFinding[]): number {
  const { currency, digits } = reader;
  if (typeof value === "object" && value !== null) {
    const given = value as { readonly amount?: unknown; readonly currency?: unknown };
    if (given.currency === currency) {
      const units = minorUnits(given.amount, digits);
      if (!Number.isNaN(units)) return units;
    }
  }
  const money = parseMoney(value);
  return money.ok
    ? unknown("metric-other-currency", slot, findings, { observed: money.value.currency, expected: currency })
    : unknown("metric-not-money", slot, findings, { observed: money.error.observed });
}

const wrongType = (expected: string, value: unknown, slot: MetricSlot, findings: ConditionFinding[]): number =>
  unknown("metric-wrong-type", slot, findings, { observed: show(value), expected });

/** Not known, and why. */
export function unknown(
  code: ConditionFindingCode,
  { id, keys }: Pick<MetricSlot, "id" | "keys">,
  findings: ConditionFinding[],
  params: ConditionFinding["params"],
): number {
  findings.push({ code, severity: "warning", path: pointer(keys), keys, params: { metric: id, ...params } });
  return NaN;
}

const moment = (ms: number): { readonly kind: "instant"; readonly at: Instant } => ({
  kind: "instant",
  at: instantFromMs(ms),
});
