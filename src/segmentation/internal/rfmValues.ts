import { epochMsOf, err, invalidFact, isDecimalText, ok, parseMoney, type Result } from "../../core/index.ts";
import type { RfmRefusal, RfmSubject } from "../model.ts";
import { ofMetric } from "./metricNames.ts";

/** What is read of a customer. */
export interface RfmReading {
  /** Each metric and where it is found. */
  readonly sources: readonly { readonly metric: string; readonly from: string }[];
  /** The currency of monetary values. */
  readonly currency: string | null;
}

/** What a name can hold. */
type ExpectedValue = Extract<RfmRefusal, { code: "invalid-fact" }>["expected"];

/**
 * Reads what is scored of a customer as numbers.
 *
 * @param subject - A summary; perhaps malformed.
 * @param reading - What is read, and the currency.
 * @param values - Where the values go, in the order of the metrics.
 * @returns Null when all is well; else why not.
 */
export function readRfmValues(subject: RfmSubject, reading: RfmReading, values: number[]): RfmRefusal | null {
  try {
    return read(subject, reading, values);
  } catch {
    return refuse("", "plain-data", subject); // a getter or proxy that throws
  }
}

function read(subject: RfmSubject, { sources, currency }: RfmReading, values: number[]): RfmRefusal | null {
  if (typeof (subject as unknown) !== "object" || (subject as unknown) === null) return refuse("", "object", subject);
  const { customerId, asOf } = subject;
  if (typeof customerId !== "string") return refuse("/customerId", "text", customerId);
  if (typeof asOf !== "string") return refuse("/asOf", "instant", asOf);
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i];
    if (source === undefined) continue;
    const { metric, from } = source;
    switch (from) {
      case "recencyDays":
      case "tenureDays": {
        const days = subject[from];
        if (days === null) return { code: "no-purchase", customerId };
        if (typeof days !== "number" || !Number.isFinite(days)) return refuse(`/${from}`, "finite-number", days);
        values[i] = days;
        break;
      }
      case "orders":
      case "purchaseDays": {
        const count = subject[from];
        if (!Number.isSafeInteger(count) || count < 0) return refuse(`/${from}`, "non-negative-integer", count);
        values[i] = count;
        break;
      }
      case "monetary": {
        const spent = readMoney(subject.monetary, currency);
        if (!spent.ok) return spent.error;
        values[i] = spent.value;
        break;
      }
      default: {
        const own = ofMetric<unknown>(subject.metrics ?? {}, from) ?? null;
        if (own === null) return { code: "unscored-metric", customerId, metric };
        if (typeof own !== "number" || !Number.isFinite(own)) return refuse(`/metrics/${from}`, "finite-number", own);
        values[i] = own;
      }
    }
  }
  return null;
}

function readMoney(monetary: RfmSubject["monetary"], currency: string | null): Result<number, RfmRefusal> {
  // what is well formed need not be taken apart
  if (typeof (monetary as unknown) === "object" && (monetary as unknown) !== null && monetary.currency === currency) {
    if (isDecimalText(monetary.amount)) return ok(Number(monetary.amount));
  }
  const spent = parseMoney(monetary);
  if (!spent.ok) {
    const { path } = spent.error;
    return err(refuse(`/monetary${path}`, moneyPart(path), partOf(monetary, path)));
  }
  if (spent.value.currency !== currency) {
    return err({ code: "currency-mismatch", expected: currency ?? "none", observed: spent.value.currency });
  }
  return ok(Number(spent.value.amount));
}

/**
 * Tells whether text is a moment in its one spelling.
 *
 * @param at - The text.
 * @returns Whether it is.
 */
export const isMoment = (at: string): boolean => !Number.isNaN(epochMsOf(at));

const moneyPart = (path: string): "money" | "decimal" | "currency" =>
  path === "/amount" ? "decimal" : path === "/currency" ? "currency" : "money";

const partOf = (monetary: unknown, path: string): unknown =>
  path === "" ? monetary : (monetary as Readonly<Record<string, unknown>>)[path.slice(1)];

function refuse(path: string, expected: ExpectedValue, observed: unknown): RfmRefusal {
  const { observed: shown } = invalidFact(path, expected, observed);
  return { code: "invalid-fact", path, expected, observed: shown };
}
