import {
  epochMsOf,
  err,
  type Expected,
  isDecimalText,
  minorDigits,
  moneyFromMinor,
  ok,
  pointerStep,
  type Result,
  type RowFinding,
  show,
} from "../../core/index.ts";
import type { CompiledHistoryPolicy } from "../historyKind.ts";

/** An order in numbers, amounts in minor units of the policy's currency. */
export interface ReadOrder {
  readonly customerId: string;
  readonly ms: number;
  /** Below zero for a cancellation. */
  readonly minor: number;
  readonly refunds: readonly { readonly ms: number; readonly minor: number }[];
  /** Whether the refunds come to the whole amount. */
  readonly paidBack: boolean;
}

/** What is wrong with a row, but for its place. */
export type Flaw = Pick<RowFinding, "code" | "path" | "params">;

/** How amounts are read. */
export type AmountRules = Pick<CompiledHistoryPolicy, "digits" | "rates" | "cancellations"> & {
  /** The currency that amounts are counted in. */
  readonly currency: string;
};

/** An amount: as it stands in its own currency, and counted in the policy's. */
interface Amount {
  readonly own: number;
  readonly minor: number;
  readonly currency: string;
}

const NONE: ReadOrder["refunds"] = [];

/**
 * Reads a row as an order.
 *
 * @param row - Anything; the row's own code may throw, which makes it no order.
 * @param rules - Currency, rates, and what cancellation rows do.
 * @returns The order in numbers, or what is wrong with it.
 */
export function readOrder(row: unknown, rules: AmountRules): Result<ReadOrder, Flaw> {
  try {
    return read(row, rules);
  } catch {
    return err(flawOf("", "plain-data", row));
  }
}

function read(row: unknown, rules: AmountRules): Result<ReadOrder, Flaw> {
  if (typeof row !== "object" || row === null) return err(flawOf("", "object", row));
  const { customerId, at, amount, refunds } = row as Readonly<Record<string, unknown>>;
  if (typeof customerId !== "string" || customerId === "")
    return err(flawOf("/customerId", "non-empty-text", customerId));
  const ms = epochMsOf(at);
  if (Number.isNaN(ms)) return err(flawOf("/at", "instant", at));
  const cost = readAmount(amount, "/amount", rules);
  if (!cost.ok) return cost;
  const { own, minor, currency } = cost.value;
  if (own < 0 && rules.cancellations === "refuse") {
    const observed = (amount as { readonly amount: string }).amount;
    return err({ code: "cancellation-refused", path: "/amount/amount", params: { path: "/amount/amount", observed } });
  }
  if (refunds === undefined || refunds === null) return ok({ customerId, ms, minor, refunds: NONE, paidBack: false });
  if (!Array.isArray(refunds)) return err(flawOf("/refunds", "array", refunds));
  const paidBack: { ms: number; minor: number }[] = [];
  let sum = 0;
  for (const [place, refund] of (refunds as readonly unknown[]).entries()) {
    const paid = readRefund(refund, `/refunds${pointerStep(place)}`, rules, currency);
    if (!paid.ok) return paid;
    paidBack.push(paid.value);
    sum += paid.value.own;
  }
  if (paidBack.length > 0 && !(sum <= own)) {
    // a sum beyond the exact range of integers is beyond any amount, too
    const observed = Number.isSafeInteger(sum) ? moneyFromMinor(sum, currency).amount : String(sum);
    const params = { path: "/refunds", expected: (amount as { readonly amount: string }).amount, observed };
    return err({ code: "refunds-exceed-order", path: "/refunds", params });
  }
  return ok({ customerId, ms, minor, refunds: paidBack, paidBack: paidBack.length > 0 && sum === own });
}

function readRefund(
  refund: unknown,
  path: string,
  rules: AmountRules,
  currency: string,
): Result<{ ms: number; minor: number; own: number }, Flaw> {
  if (typeof refund !== "object" || refund === null) return err(flawOf(path, "object", refund));
  const { at, amount } = refund as Readonly<Record<string, unknown>>;
  const ms = epochMsOf(at);
  if (Number.isNaN(ms)) return err(flawOf(`${path}/at`, "instant", at));
  const paid = readAmount(amount, `${path}/amount`, rules);
  if (!paid.ok) return paid;
  if (paid.value.currency !== currency) return err(mismatch(`${path}/amount/currency`, currency, paid.value.currency));
  if (paid.value.own > 0) return ok({ ms, minor: paid.value.minor, own: paid.value.own });
  return err(flawOf(`${path}/amount/amount`, "positive-number", (amount as { readonly amount: unknown }).amount));
}

/** Minor units as a number that is exact. */
function readAmount(input: unknown, path: string, { currency, digits, rates }: AmountRules): Result<Amount, Flaw> {
  if (typeof input !== "object" || input === null) return err(flawOf(path, "money", input));
  const { amount, currency: observed } = input as Readonly<Record<string, unknown>>;
  if (!isDecimalText(amount)) return err(flawOf(`${path}/amount`, "decimal", amount));
  if (observed === currency) {
    const own = minorNumber(amount, digits);
    if (Number.isSafeInteger(own)) return ok({ own, minor: own, currency });
    return err(flawOf(`${path}/amount`, "minor-units", amount));
  }
  const otherDigits = typeof observed === "string" ? minorDigits(observed) : null;
  if (otherDigits === null || typeof observed !== "string") {
    return err(flawOf(`${path}/currency`, "currency", observed));
  }
  const rate = rates.get(observed);
  if (rate === undefined) return err(mismatch(`${path}/currency`, currency, observed));
  const own = minorNumber(amount, otherDigits);
  const minor = Number.isSafeInteger(own) ? converted(BigInt(own), rate) : NaN;
  return Number.isSafeInteger(minor)
    ? ok({ own, minor, currency: observed })
    : err(flawOf(`${path}/amount`, "minor-units", amount));
}

/** Rounded half to even. */
function converted(own: bigint, { times, over }: { readonly times: bigint; readonly over: bigint }): number {
  const size = (own < 0n ? -own : own) * times;
  const whole = size / over;
  const twice = (size - whole * over) * 2n;
  const rounded = Number(twice > over || (twice === over && whole % 2n === 1n) ? whole + 1n : whole);
  return own < 0n ? -rounded : rounded;
}

/** NaN when the text has a fraction of a minor unit. */
function minorNumber(text: string, digits: number): number {
  const point = text.indexOf(".");
  if (point < 0) return Number(text + "0".repeat(digits));
  const fraction = text.slice(point + 1);
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) return NaN;
  return Number(text.slice(0, point) + fraction.slice(0, digits).padEnd(digits, "0"));
}

const mismatch = (path: string, expected: string, observed: string): Flaw => ({
  code: "currency-mismatch",
  path,
  params: { path, expected, observed },
});

/**
 * Says that a part of a row cannot be read.
 *
 * @param path - JSON Pointer into the row.
 * @param expected - What was expected there.
 * @param observed - What came.
 * @returns The flaw.
 */
export const flawOf = (path: string, expected: Expected, observed: unknown): Flaw => ({
  code: "invalid-fact",
  path,
  params: { path, expected, observed: show(observed) },
});
