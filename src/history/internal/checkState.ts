import {
  compiledPolicy,
  DAY_MS,
  epochDayOfText,
  epochMsOf,
  err,
  type Expected,
  ok,
  pointer,
  type Result,
  type ZoneRules,
} from "../../core/index.ts";
import { historyKind } from "../historyKind.ts";
import type { CustomerDay, HistoryPolicy, OrderSummaryState } from "../model.ts";
import { touchKey } from "./cells.ts";

/** Why the state of another shard was not merged. */
export type MergeRefusal =
  | {
      /** Why. */
      readonly code: "invalid-state";
      /** JSON Pointer into the state. */
      readonly path: string;
      /** What was expected. */
      readonly expected: Expected;
    }
  | {
      /** Why. */
      readonly code: "state-mismatch";
      /** What differs. */
      readonly what: "format" | "timeZone" | "currency" | "rates";
      /** What was expected. */
      readonly expected: string;
      /** What came. */
      readonly observed: string;
    };

const COUNTS = ["orders", "freeOrders", "spentMinor", "cancellations", "refunds", "refundedMinor"] as const;

/**
 * Checks a state that may have come from outside, before any of it is taken in.
 *
 * @param input - Anything.
 * @param policy - Whose zone and currency it must share.
 * @returns The state, or the first thing wrong with it.
 */
export function checkState(input: unknown, policy: HistoryPolicy): Result<OrderSummaryState, MergeRefusal> {
  const { zone } = compiledPolicy(historyKind, policy);
  try {
    return check(input, policy, zone);
  } catch {
    return flaw([], "plain-data"); // a getter or proxy that throws
  }
}

function check(input: unknown, policy: HistoryPolicy, zone: ZoneRules): Result<OrderSummaryState, MergeRefusal> {
  if (!isRecord(input)) return flaw([], "object");
  const expectations = {
    format: "order-summary-state/1",
    timeZone: policy.timeZone,
    currency: policy.currency,
  } as const;
  for (const what of ["format", "timeZone", "currency"] as const) {
    const expected = expectations[what];
    const observed = input[what];
    if (typeof observed !== "string") return flaw([what], "text");
    if (observed !== expected) return err({ code: "state-mismatch", what, expected, observed });
  }
  const rates = ratesText(policy.rates);
  const theirs = input["rates"];
  if (theirs !== undefined && !isRecord(theirs)) return flaw(["rates"], "object");
  const observed = ratesText(theirs ?? null);
  if (observed !== rates) return err({ code: "state-mismatch", what: "rates", expected: rates, observed });
  const customers = input["customers"];
  if (!Array.isArray(customers)) return flaw(["customers"], "array");
  const seen = new Set<string>();
  for (const [i, customer] of (customers as readonly unknown[]).entries()) {
    if (!isRecord(customer)) return flaw(["customers", i], "object");
    const { customerId, days, touches } = customer;
    if (typeof customerId !== "string" || customerId === "" || seen.has(customerId)) {
      return flaw(["customers", i, "customerId"], "text");
    }
    seen.add(customerId);
    if (!Array.isArray(days)) return flaw(["customers", i, "days"], "array");
    let before = -Infinity;
    for (const [j, day] of (days as readonly unknown[]).entries()) {
      const wrong = flawOfDay(day, zone, before);
      if (wrong !== null) return flaw(["customers", i, "days", j, ...wrong.keys], wrong.expected);
      before = epochDayOfText((day as CustomerDay).on);
    }
    if (touches === undefined) continue;
    if (!Array.isArray(touches)) return flaw(["customers", i, "touches"], "array");
    let last: Place = { key: "", day: -Infinity };
    for (const [j, touch] of (touches as readonly unknown[]).entries()) {
      const next = placeOfTouch(touch, zone, last);
      if ("expected" in next) return flaw(["customers", i, "touches", j, ...next.keys], next.expected);
      last = next;
    }
  }
  const refused = input["refused"];
  if (!isRecord(refused)) return flaw(["refused"], "object");
  const miscounted = Object.entries(refused).find(([, rows]) => !isCount(rows));
  if (miscounted !== undefined) return flaw(["refused", miscounted[0]], "non-negative-integer");
  return ok(input as unknown as OrderSummaryState);
}

/** What is wrong with a part, and where. */
interface Wrong {
  readonly keys: readonly (string | number)[];
  readonly expected: Expected;
}

/** Each day comes after the one `before`. */
function flawOfDay(day: unknown, zone: ZoneRules, before: number): Wrong | null {
  if (!isRecord(day)) return { keys: [], expected: "object" };
  const epochDay = epochDayOfText(day["on"]);
  if (!(epochDay > before)) return { keys: ["on"], expected: "day" };
  const moments = flawOfMoments(day, zone, epochDay);
  if (moments !== null) return moments;
  const wrong = COUNTS.find((key) => !isCount(day[key]));
  if (wrong !== undefined) return { keys: [wrong], expected: "non-negative-integer" };
  const cancelled = day["cancelledMinor"] ?? 0;
  if (!isCount(cancelled) || Number(cancelled) > Number(day["refundedMinor"])) {
    return { keys: ["cancelledMinor"], expected: "non-negative-integer" };
  }
  return day["voided"] === undefined ? null : flawOfVoided(day["voided"], day);
}

/** Moments ascend, and their parts come to no more than the day. */
function flawOfVoided(voided: unknown, day: Readonly<Record<string, unknown>>): Wrong | null {
  if (!Array.isArray(voided)) return { keys: ["voided"], expected: "array" };
  const left = {
    orders: Number(day["orders"]) - Number(day["freeOrders"]),
    spentMinor: Number(day["spentMinor"]),
    refunds: Number(day["refunds"]),
    refundedMinor: Number(day["refundedMinor"]) - Number(day["cancelledMinor"] ?? 0),
  };
  let before = -Infinity;
  for (const [i, part] of (voided as readonly unknown[]).entries()) {
    if (!isRecord(part)) return { keys: ["voided", i], expected: "object" };
    const ms = typeof part["at"] === "string" ? epochMsOf(part["at"]) : NaN;
    if (!(ms > before)) return { keys: ["voided", i, "at"], expected: "instant" };
    before = ms;
    for (const key of ["orders", "spentMinor", "refunds", "refundedMinor"] as const) {
      if (!isCount(part[key])) return { keys: ["voided", i, key], expected: "non-negative-integer" };
      left[key] -= Number(part[key]);
      if (left[key] < 0) return { keys: ["voided", i, key], expected: "non-negative-integer" };
    }
  }
  return null;
}

/** The place of a touch among the others of its customer. */
interface Place {
  readonly key: string;
  readonly day: number;
}

/** Each touch comes after the one `before`, by name and day. */
function placeOfTouch(touch: unknown, zone: ZoneRules, before: Place): Place | Wrong {
  if (!isRecord(touch)) return { keys: [], expected: "object" };
  const { what, name, on, count } = touch;
  if (what !== "interaction" && what !== "activity") return { keys: ["what"], expected: "known-name" };
  if (typeof name !== "string" || name === "") return { keys: ["name"], expected: "non-empty-text" };
  const day = epochDayOfText(on);
  if (Number.isNaN(day)) return { keys: ["on"], expected: "day" };
  const key = touchKey(what, name);
  if (key < before.key || (key === before.key && day <= before.day)) return { keys: ["on"], expected: "day" };
  const moments = flawOfMoments(touch, zone, day);
  if (moments !== null) return moments;
  return isCount(count) ? { key, day } : { keys: ["count"], expected: "non-negative-integer" };
}

/** The first and last moment lie on the day, in this order. */
function flawOfMoments(part: Readonly<Record<string, unknown>>, zone: ZoneRules, epochDay: number): Wrong | null {
  for (const key of ["firstAt", "lastAt"]) {
    const ms = typeof part[key] === "string" ? epochMsOf(part[key]) : NaN;
    // NaN is no day either
    if (Math.floor((ms + zone.offsetAt(Number.isNaN(ms) ? 0 : ms)) / DAY_MS) !== epochDay) {
      return { keys: [key], expected: "instant" };
    }
  }
  return epochMsOf(part["lastAt"]) < epochMsOf(part["firstAt"]) ? { keys: ["lastAt"], expected: "instant" } : null;
}

/** Rates in one spelling. */
const ratesText = (rates: Readonly<Record<string, unknown>> | null): string =>
  rates === null
    ? "none"
    : Object.keys(rates)
        .sort()
        .map((currency) => `${currency} ${String(rates[currency])}`)
        .join(", ");

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const flaw = (keys: readonly (string | number)[], expected: Expected): Result<never, MergeRefusal> =>
  err({ code: "invalid-state", path: pointer(keys), expected });
