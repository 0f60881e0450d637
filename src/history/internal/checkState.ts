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
      readonly what: "format" | "timeZone" | "currency";
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
  const customers = input["customers"];
  if (!Array.isArray(customers)) return flaw(["customers"], "array");
  const seen = new Set<string>();
  for (const [i, customer] of (customers as readonly unknown[]).entries()) {
    if (!isRecord(customer)) return flaw(["customers", i], "object");
    const { customerId, days } = customer;
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
  }
  const refused = input["refused"];
  if (!isRecord(refused)) return flaw(["refused"], "object");
  const miscounted = Object.entries(refused).find(([, rows]) => !isCount(rows));
  if (miscounted !== undefined) return flaw(["refused", miscounted[0]], "non-negative-integer");
  return ok(input as unknown as OrderSummaryState);
}

/** Each day comes after the one `before`. */
function flawOfDay(
  day: unknown,
  zone: ZoneRules,
  before: number,
): { keys: readonly string[]; expected: Expected } | null {
  if (!isRecord(day)) return { keys: [], expected: "object" };
  const epochDay = epochDayOfText(day["on"]);
  if (!(epochDay > before)) return { keys: ["on"], expected: "day" };
  for (const key of ["firstAt", "lastAt"]) {
    const ms = typeof day[key] === "string" ? epochMsOf(day[key]) : NaN;
    // NaN is no day either
    if (Math.floor((ms + zone.offsetAt(Number.isNaN(ms) ? 0 : ms)) / DAY_MS) !== epochDay) {
      return { keys: [key], expected: "instant" };
    }
  }
  if (epochMsOf(day["lastAt"]) < epochMsOf(day["firstAt"])) return { keys: ["lastAt"], expected: "instant" };
  const wrong = COUNTS.find((key) => !isCount(day[key]));
  return wrong === undefined ? null : { keys: [wrong], expected: "non-negative-integer" };
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const flaw = (keys: readonly (string | number)[], expected: Expected): Result<never, MergeRefusal> =>
  err({ code: "invalid-state", path: pointer(keys), expected });
