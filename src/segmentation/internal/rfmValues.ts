import { err, invalidFact, ok, parseMoney, type Result } from "../../core/index.ts";
import type { RfmMetric, RfmMode, RfmRefusal, RfmSubject } from "../model.ts";

/** The metrics of RFM, in the order of its letters. */
export const RFM_METRICS: readonly RfmMetric[] = ["recency", "frequency", "monetary"];

/**
 * Tells how a metric is held against its cuts.
 *
 * @param metric - Which.
 * @param mode - The model's mode.
 * @returns The rule for the kernel.
 */
export const ruleOf = (
  metric: RfmMetric,
  mode: RfmMode,
): { readonly mode: RfmMode; readonly lowerIsBetter: boolean } => ({
  mode,
  lowerIsBetter: metric === "recency",
});

/**
 * Reads what is scored of a customer as three numbers.
 *
 * @param subject - A summary; perhaps malformed.
 * @param rule - Which count is the frequency, and the currency.
 * @returns Days, a count, major units; or why there are none.
 */
export function rfmValues(
  subject: RfmSubject,
  rule: { readonly frequency: "orders" | "purchaseDays"; readonly currency: string },
): Result<Readonly<Record<RfmMetric, number>>, RfmRefusal> {
  try {
    return read(subject, rule);
  } catch {
    return refuse("", "plain-data", subject); // a getter or proxy that throws
  }
}

function read(
  subject: RfmSubject,
  rule: { readonly frequency: "orders" | "purchaseDays"; readonly currency: string },
): Result<Readonly<Record<RfmMetric, number>>, RfmRefusal> {
  if (typeof (subject as unknown) !== "object" || (subject as unknown) === null) return refuse("", "object", subject);
  const { customerId, recencyDays, monetary } = subject;
  if (typeof customerId !== "string") return refuse("/customerId", "text", customerId);
  if (recencyDays === null) return err({ code: "no-purchase", customerId });
  if (!Number.isFinite(recencyDays)) return refuse("/recencyDays", "finite-number", recencyDays);
  const count = subject[rule.frequency];
  if (!Number.isSafeInteger(count) || count < 0) return refuse(`/${rule.frequency}`, "non-negative-integer", count);
  const spent = parseMoney(monetary);
  if (!spent.ok)
    return refuse(`/monetary${spent.error.path}`, moneyPart(spent.error.path), partOf(monetary, spent.error.path));
  if (spent.value.currency !== rule.currency) {
    return err({ code: "currency-mismatch", expected: rule.currency, observed: spent.value.currency });
  }
  return ok({ recency: recencyDays, frequency: count, monetary: Number(spent.value.amount) });
}

const moneyPart = (path: string): "money" | "decimal" | "currency" =>
  path === "/amount" ? "decimal" : path === "/currency" ? "currency" : "money";

const partOf = (monetary: unknown, path: string): unknown =>
  path === "" ? monetary : (monetary as Readonly<Record<string, unknown>>)[path.slice(1)];

function refuse(
  path: string,
  expected: Extract<RfmRefusal, { code: "invalid-fact" }>["expected"],
  observed: unknown,
): Result<never, RfmRefusal> {
  const { observed: shown } = invalidFact(path, expected, observed);
  return err({ code: "invalid-fact", path, expected, observed: shown });
}
