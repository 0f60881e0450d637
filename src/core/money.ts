import { minorDigits } from "./currencies.ts";
import { type Exact, exact, type Rounding, roundedText } from "./decimal.ts";
import { isComputedText, isDecimalText } from "./decimalText.ts";
import { DomainError } from "./error.ts";
import { type InvalidFact, invalidFact, show } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";

/** An amount in one currency. Text at rest, exact decimals only while computing; never a binary fraction. */
export interface Money {
  /** Plain decimal text in major units, such as `"19.90"`: no exponent, no grouping. */
  readonly amount: string;
  /** ISO 4217 code, such as `"CNY"`. */
  readonly currency: string;
}

/** Two currencies met, and no rate between them is known here. */
export interface CurrencyMismatch {
  /** Always this. */
  readonly code: "currency-mismatch";
  /** The currency that was asked for. */
  readonly expected: string;
  /** The currency that came. */
  readonly observed: string;
}

/**
 * Pairs an amount with its currency, in code.
 *
 * @param amount - Plain decimal text in major units, such as `"19.90"`; its decimals are kept as they are.
 * @param currency - ISO 4217 code.
 * @returns The money.
 * @throws {@link DomainError} with code `invalid-money` for a binary number, other text, or an unknown currency.
 *
 * @example
 * ```ts
 * import { money } from "clientele/core";
 *
 * money("19.90", "CNY"); // => { amount: "19.90", currency: "CNY" }
 * ```
 */
export function money(amount: string, currency: string): Money {
  const read = parseMoney({ amount, currency });
  if (read.ok) return read.value;
  throw new DomainError(
    "invalid-money",
    read.error.path === "/amount"
      ? `expected an amount as decimal text such as "19.90", received ${show(amount)}`
      : `expected an ISO 4217 currency, received ${show(currency)}`,
  );
}

/**
 * Reads money that is a fact from outside.
 *
 * @param input - Anything; `{ amount, currency }` with decimal text and an ISO 4217 code is money.
 * @returns The money without further keys, or `invalid-fact` naming the part.
 */
export function parseMoney(input: unknown): Result<Money, InvalidFact> {
  if (typeof input !== "object" || input === null) return err(invalidFact("", "money", input));
  let parts: { readonly amount?: unknown; readonly currency?: unknown };
  try {
    const { amount, currency } = input as typeof parts;
    parts = { amount, currency };
  } catch {
    return err(invalidFact("", "money", input)); // a getter or proxy that throws
  }
  const { amount, currency } = parts;
  if (!isDecimalText(amount)) return err(invalidFact("/amount", "decimal", amount));
  if (typeof currency !== "string" || minorDigits(currency) === null) {
    return err(invalidFact("/currency", "currency", currency));
  }
  return ok({ amount, currency });
}

/**
 * Makes money of integer minor units (cents, fen).
 *
 * @param minor - An integer: a bigint, or a number no larger than `Number.MAX_SAFE_INTEGER`.
 * @param currency - ISO 4217 code, which says how many minor units make a major one.
 * @returns The money, with exactly the currency's decimals.
 * @throws {@link DomainError} with code `invalid-money` for a fraction, an unsafe number or an unknown currency.
 *
 * @example
 * ```ts
 * import { moneyFromMinor } from "clientele/core";
 *
 * moneyFromMinor(1990, "CNY"); // => { amount: "19.90", currency: "CNY" }
 * moneyFromMinor(-5n, "JPY"); // => { amount: "-5", currency: "JPY" }
 * ```
 */
export function moneyFromMinor(minor: bigint | number, currency: string): Money {
  const digits = minorDigits(currency);
  if (digits === null)
    throw new DomainError("invalid-money", `expected an ISO 4217 currency, received ${show(currency)}`);
  if (typeof minor !== "bigint" && !Number.isSafeInteger(minor)) {
    throw new DomainError("invalid-money", `expected minor units as an integer, received ${show(minor)}`);
  }
  const text = (minor < 0 ? -BigInt(minor) : BigInt(minor)).toString().padStart(digits + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return {
    amount: digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`,
    currency,
  };
}

/**
 * Counts money in integer minor units.
 *
 * @param value - The money.
 * @returns A bigint; or `invalid-fact` when the amount has a fraction of a minor unit, which would have to be rounded.
 *
 * @example
 * ```ts
 * import { minorUnitsOf, money } from "clientele/core";
 *
 * minorUnitsOf(money("19.9", "CNY")); // => { ok: true, value: 1990n }
 * minorUnitsOf(money("19.905", "CNY")).ok; // => false
 * ```
 */
export function minorUnitsOf(value: Money): Result<bigint, InvalidFact> {
  const digits = minorDigits(value.currency);
  if (digits === null) return err(invalidFact("/currency", "currency", value.currency));
  if (!isComputedText(value.amount)) return err(invalidFact("/amount", "decimal", value.amount));
  const [whole = "", fraction = ""] = value.amount.split(".");
  if (/[1-9]/.test(fraction.slice(digits))) return err(invalidFact("/amount", "integer", value.amount));
  return ok(BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0")));
}

/**
 * Adds two amounts of one currency, exactly.
 *
 * @param a - The first.
 * @param b - The second.
 * @returns The sum with the longer of both decimals; or `currency-mismatch`.
 *
 * @example
 * ```ts
 * import { addMoney, money } from "clientele/core";
 *
 * addMoney(money("0.10", "EUR"), money("0.2", "EUR")); // => { ok: true, value: { amount: "0.30", currency: "EUR" } }
 * ```
 */
export const addMoney = (a: Money, b: Money): Result<Money, CurrencyMismatch> =>
  inOneCurrency(a, b, (x, y) => written(x.plus(y), Math.max(scaleOf(a), scaleOf(b)), a.currency));

/**
 * Subtracts an amount from another of the same currency, exactly.
 *
 * @param a - What is taken from.
 * @param b - What is taken.
 * @returns The difference with the longer of both decimals; or `currency-mismatch`.
 */
export const subtractMoney = (a: Money, b: Money): Result<Money, CurrencyMismatch> =>
  inOneCurrency(a, b, (x, y) => written(x.minus(y), Math.max(scaleOf(a), scaleOf(b)), a.currency));

/**
 * Compares two amounts of one currency, exactly.
 *
 * @param a - The first.
 * @param b - The second.
 * @returns -1 when `a` is less, 0 when equal (`"1.0"` equals `"1.00"`), 1 when more; or `currency-mismatch`.
 *
 * @example
 * ```ts
 * import { compareMoney, money } from "clientele/core";
 *
 * compareMoney(money("100000.00", "CNY"), money("99999.99", "CNY")); // => { ok: true, value: 1 }
 * ```
 */
export const compareMoney = (a: Money, b: Money): Result<-1 | 0 | 1, CurrencyMismatch> =>
  inOneCurrency(a, b, (x, y) => Math.sign(x.comparedTo(y)) as -1 | 0 | 1);

/**
 * Adds many amounts of one currency, exactly.
 *
 * @param amounts - Any iterable; none give zero.
 * @param currency - The currency all of them must have.
 * @returns The sum with at least the currency's own decimals; or `currency-mismatch` for the first that differs.
 */
export function sumMoney(amounts: Iterable<Money>, currency: string): Result<Money, CurrencyMismatch> {
  let sum = moneyFromMinor(0, currency);
  for (const amount of amounts) {
    const next = addMoney(sum, amount);
    if (!next.ok) return next;
    sum = next.value;
  }
  return ok(sum);
}

/**
 * Multiplies an amount by a factor and rounds once, at the end.
 *
 * @param value - The amount.
 * @param factor - Decimal text, such as `"0.35"`: a binary fraction is not exact.
 * @param options - `rounding`; `scale`, the decimals kept (default the currency's own).
 * @returns The product.
 * @throws {@link DomainError} with code `invalid-option` for a factor that is no decimal text or a scale out of 0 to 20.
 *
 * @example
 * ```ts
 * import { money, multiplyMoney } from "clientele/core";
 *
 * multiplyMoney(money("10.05", "CNY"), "0.5", { rounding: "half-even" }); // => { amount: "5.02", currency: "CNY" }
 * ```
 */
export function multiplyMoney(
  value: Money,
  factor: string,
  options: { readonly rounding: Rounding; readonly scale?: number },
): Money {
  if (!isDecimalText(factor)) {
    throw new DomainError("invalid-option", `factor: expected decimal text such as "0.35", received ${show(factor)}`);
  }
  return roundMoney(value, options, exact(factor));
}

/**
 * Rounds an amount.
 *
 * @param value - The amount.
 * @param options - `rounding`; `scale`, the decimals kept (default the currency's own).
 * @param times - A factor applied before, for {@link multiplyMoney}.
 * @returns The rounded amount.
 * @throws {@link DomainError} with code `invalid-option` for a scale that is no integer of 0 to 20.
 */
export function roundMoney(
  value: Money,
  options: { readonly rounding: Rounding; readonly scale?: number },
  times?: Exact,
): Money {
  const { amount, currency } = readable(value);
  const scale = options.scale ?? minorDigits(currency) ?? 2;
  if (!Number.isInteger(scale) || scale < 0 || scale > 20) {
    throw new DomainError("invalid-option", `scale: expected an integer of 0 to 20, received ${show(options.scale)}`);
  }
  const product = times === undefined ? exact(amount) : exact(amount).times(times);
  return { amount: roundedText(product, scale, options.rounding), currency };
}

/**
 * Splits an amount by weights so that nothing is lost: the shares always sum to the amount. Each share is rounded down
 * (towards zero) to the minor unit, or to the amount's own decimals where those are finer; what is left goes, one unit
 * each, to the largest remainders, the earlier one first among equals.
 *
 * @param value - The amount, of either sign.
 * @param weights - Non-negative safe integers, at least one of them positive.
 * @returns One share per weight.
 * @throws {@link DomainError} with code `invalid-option` for other weights.
 *
 * @example
 * ```ts
 * import { allocateMoney, money } from "clientele/core";
 *
 * allocateMoney(money("100.00", "CNY"), [1, 1, 1]).map((share) => share.amount); // => ["33.34", "33.33", "33.33"]
 * ```
 */
export function allocateMoney(value: Money, weights: readonly number[]): readonly Money[] {
  const { amount, currency } = readable(value);
  if (
    !weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0) ||
    !weights.some((weight) => weight > 0)
  ) {
    throw new DomainError("invalid-option", "weights: expected non-negative integers, at least one of them positive");
  }
  const scale = Math.max(scaleOf(value), minorDigits(currency) ?? 0);
  const units = BigInt(exact(amount).abs().toFixed(scale).replace(".", ""));
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const shares = weights.map((weight, index) => {
    const product = units * BigInt(weight);
    return { index, units: product / total, remainder: product % total };
  });
  let left = units - shares.reduce((sum, share) => sum + share.units, 0n);
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder) {
    if (left === 0n) break;
    share.units += 1n;
    left -= 1n;
  }
  const negative = amount.startsWith("-");
  return shares.map((share) => written(exact(`${negative ? -share.units : share.units}e-${scale}`), scale, currency));
}

/** Money handed to arithmetic: a sum may be longer than what is taken from outside. */
function readable(value: Money): Money {
  const { amount, currency } = value;
  return isComputedText(amount) && minorDigits(currency) !== null ? value : money(amount, currency);
}

const scaleOf = ({ amount }: Money): number =>
  amount.length - 1 - (amount.includes(".") ? amount.indexOf(".") : amount.length - 1);

const written = (value: Exact, scale: number, currency: string): Money => ({
  amount: roundedText(value, scale, "half-even"),
  currency,
});

function inOneCurrency<T>(a: Money, b: Money, combine: (x: Exact, y: Exact) => T): Result<T, CurrencyMismatch> {
  const [x, y] = [readable(a), readable(b)];
  if (x.currency !== y.currency) {
    return err({ code: "currency-mismatch", expected: x.currency, observed: y.currency });
  }
  return ok(combine(exact(x.amount), exact(y.amount)));
}
