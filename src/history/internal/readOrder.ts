import {
  epochMsOf,
  err,
  type Expected,
  isDecimalText,
  minorDigits,
  ok,
  pointerStep,
  type Result,
  type RowFinding,
  show,
} from "../../core/index.ts";

/** An order in numbers. */
export interface ReadOrder {
  readonly customerId: string;
  readonly ms: number;
  /** Below zero for a cancellation. */
  readonly minor: number;
  readonly refunds: readonly { readonly ms: number; readonly minor: number }[];
}

/** What is wrong with a row, but for its place. */
type Flaw = Pick<RowFinding, "code" | "path" | "params">;

const NONE: ReadOrder["refunds"] = [];

/**
 * Reads a row as an order in the policy's currency.
 *
 * @param row - Anything; the row's own code may throw, which makes it no order.
 * @param currency - The currency of the policy.
 * @returns The order in numbers, or what is wrong with it.
 */
export function readOrder(row: unknown, currency: string): Result<ReadOrder, Flaw> {
  try {
    return read(row, currency);
  } catch {
    return err(invalid("", "plain-data", row));
  }
}

function read(row: unknown, currency: string): Result<ReadOrder, Flaw> {
  if (typeof row !== "object" || row === null) return err(invalid("", "object", row));
  const { customerId, at, amount, refunds } = row as Readonly<Record<string, unknown>>;
  if (typeof customerId !== "string" || customerId === "")
    return err(invalid("/customerId", "non-empty-text", customerId));
  const ms = epochMsOf(at);
  if (Number.isNaN(ms)) return err(invalid("/at", "instant", at));
  const minor = readAmount(amount, "/amount", currency);
  if (!minor.ok) return minor;
  if (refunds === undefined || refunds === null) return ok({ customerId, ms, minor: minor.value, refunds: NONE });
  if (!Array.isArray(refunds)) return err(invalid("/refunds", "array", refunds));
  const paidBack: { ms: number; minor: number }[] = [];
  for (const [place, refund] of (refunds as readonly unknown[]).entries()) {
    const paid = readRefund(refund, `/refunds${pointerStep(place)}`, currency);
    if (!paid.ok) return paid;
    paidBack.push(paid.value);
  }
  return ok({ customerId, ms, minor: minor.value, refunds: paidBack });
}

function readRefund(refund: unknown, path: string, currency: string): Result<{ ms: number; minor: number }, Flaw> {
  if (typeof refund !== "object" || refund === null) return err(invalid(path, "object", refund));
  const { at, amount } = refund as Readonly<Record<string, unknown>>;
  const ms = epochMsOf(at);
  if (Number.isNaN(ms)) return err(invalid(`${path}/at`, "instant", at));
  const minor = readAmount(amount, `${path}/amount`, currency);
  if (!minor.ok) return minor;
  if (minor.value > 0) return ok({ ms, minor: minor.value });
  return err(invalid(`${path}/amount/amount`, "positive-number", (amount as { readonly amount: unknown }).amount));
}

/** Minor units as a number that is exact. */
function readAmount(input: unknown, path: string, currency: string): Result<number, Flaw> {
  if (typeof input !== "object" || input === null) return err(invalid(path, "money", input));
  const { amount, currency: observed } = input as Readonly<Record<string, unknown>>;
  if (!isDecimalText(amount)) return err(invalid(`${path}/amount`, "decimal", amount));
  if (observed !== currency) {
    if (typeof observed !== "string" || minorDigits(observed) === null) {
      return err(invalid(`${path}/currency`, "currency", observed));
    }
    const params = { path: `${path}/currency`, expected: currency, observed };
    return err({ code: "currency-mismatch", path: params.path, params });
  }
  const minor = minorNumber(amount, minorDigits(currency) ?? 0);
  return Number.isSafeInteger(minor) ? ok(minor) : err(invalid(`${path}/amount`, "minor-units", amount));
}

/** NaN when the text has a fraction of a minor unit. */
function minorNumber(text: string, digits: number): number {
  const point = text.indexOf(".");
  if (point < 0) return Number(text + "0".repeat(digits));
  const fraction = text.slice(point + 1);
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) return NaN;
  return Number(text.slice(0, point) + fraction.slice(0, digits).padEnd(digits, "0"));
}

const invalid = (path: string, expected: Expected, observed: unknown): Flaw => ({
  code: "invalid-fact",
  path,
  params: { path, expected, observed: show(observed) },
});
