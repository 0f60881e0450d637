import {
  asOfIn,
  compiledPolicy,
  DomainError,
  err,
  exact,
  type Exact,
  type Instant,
  type InstantInput,
  invalidFact,
  minorDigits,
  type Money,
  ok,
  parseMoney,
  type Phrase,
  type PhraseParams,
  type Result,
  roundedText,
  type Tagged,
  taggedMoney,
  taggedNumber,
} from "../../core/index.ts";
import { type CustomerSummary, type HistoryPolicy, summarizeOrders } from "../../history/index.ts";
import { clvKind } from "../clvKind.ts";
import { expectedSpend } from "../expectedSpend.ts";
import { historicValue } from "../historicValue.ts";
import type { ClvReasonCode } from "../estimateModel.ts";
import type {
  ClvPolicy,
  CustomerCounted,
  CustomerOrders,
  CustomerValue,
  CustomerValueRefusal,
  ValueModels,
  ValueReason,
  ValueSubject,
} from "../valueModel.ts";
import { checkedGammaGamma, doubtsOf, readyOrdering } from "./checkedModel.ts";
import { discountingIn } from "./options.ts";
import { readHistory } from "./readHistory.ts";

/** From here a number has no plain decimal text. */
const LARGEST = 1e21;

/**
 * Makes ready to tell what customers are worth: models and policy are looked at once.
 *
 * @param models - As the caller handed them in.
 * @param policy - Likewise.
 * @param options - Likewise.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-model`, `invalid-instant`.
 */
export function readyValue(
  models: ValueModels,
  policy: ClvPolicy,
  options: { readonly asOf: InstantInput },
): (subject: ValueSubject) => Result<CustomerValue, CustomerValueRefusal> {
  const { history } = compiledPolicy(clvKind, policy);
  const asOf = asOfIn(options);
  const { unit, process, reasons: aliveReasons } = readyOrdering(models.orders);
  const { currency } = policy;
  checkedGammaGamma(models.spend);
  if (models.spend.currency !== currency) {
    throw new DomainError("invalid-model", `expected a spend model in ${currency}, received ${models.spend.currency}`);
  }
  const discounting = discountingIn(policy, unit);
  const digits = minorDigits(currency) ?? 2;
  const rounded = (value: Exact): Money => ({ amount: roundedText(value, digits, policy.rounding), currency });
  const acquisition = policy.costs?.acquisition ?? null;
  const perOrder = policy.costs?.perOrder ?? null;
  const kept = exact("1")
    .minus(policy.refundShare ?? "0")
    .times(policy.margin);
  const { span, terms } = wordsOf(policy);
  const spendDoubts = doubtsOf(models.spend);

  return (subject) => {
    const read = readSubject(subject, history, asOf);
    if (!read.ok) return read;
    const customer = read.value;
    const { customerId, repeat } = customer;
    if (repeat === null) return err({ code: "never-purchased", customerId });
    const row = readHistory(repeat, unit);
    if (!row.ok) return row.error.code === "invalid-fact" ? within("/repeat", row.error) : row;
    const spent = policy.firstOrderInSpend
      ? { frequency: repeat.frequency + 1, spend: customer.gross }
      : { frequency: repeat.frequency, spend: repeat.spend };
    const spend = expectedSpend(spent, models.spend);
    if (!spend.ok) {
      if (spend.error.code !== "invalid-fact") return spend;
      const path = spend.error.path.replace(/^\/spend/, policy.firstOrderInSpend ? "/gross" : "/repeat/spend");
      return err({ ...spend.error, path });
    }
    const costs = [...(acquisition === null ? [] : [{ amount: acquisition, currency }]), ...(customer.costs ?? [])];
    const historic = historicOf(customer, {
      margin: policy.margin,
      rounding: policy.rounding,
      costs,
      ...(perOrder === null ? {} : { perOrder: { amount: perOrder, currency } }),
    });
    if (!historic.ok) return historic;

    const alive = process.probabilityAlive(row.value);
    const future = process.future(row.value);
    const discountedOrders = alive * future.discountedOrders(discounting);
    const worth = discountedOrders * spend.value.mean;
    if (!(worth < LARGEST && discountedOrders < LARGEST)) return err({ code: "value-out-of-range", observed: worth });
    const served = exact(discountedOrders.toFixed(12)).times(perOrder ?? "0");
    const residual = rounded(exact(worth.toFixed(12)).times(kept).minus(served));
    const total = rounded(exact(historic.value.value.amount).plus(residual.amount));

    const reason = (
      code: ClvReasonCode,
      rule: string,
      metric: string,
      observed: Tagged,
      params?: PhraseParams,
    ): ValueReason => ({
      code,
      rule,
      metric,
      op: null,
      observed,
      required: null,
      verdict: "met",
      label: null,
      ...(params === undefined ? {} : { params }),
    });
    const mean = rounded(exact(spend.value.mean.toFixed(12)));
    const { parts } = historic.value;
    return ok({
      customerId,
      asOf,
      policy: { id: policy.id, version: policy.version },
      models: { orders: models.orders.format, spend: models.spend.format },
      probabilityAlive: alive,
      expectedOrders: policy.horizon === null ? null : alive * future.orders({ from: 0, to: discounting.horizon }),
      discountedOrders,
      expectedSpend: spend.value.mean,
      historic: historic.value.value,
      residual,
      total,
      assumes: ["assumes-steady-customers", "assumes-independent-spend", "assumes-constant-margin"],
      reasons: [
        reason("value-alive", "", "probabilityAlive", legible(alive)),
        reason(
          "value-orders",
          policy.horizon === null ? "/discount" : "/horizon",
          "discountedOrders",
          legible(discountedOrders),
          { span },
        ),
        reason("value-spend", "/firstOrderInSpend", "expectedSpend", taggedMoney(mean)),
        reason("value-margin-so-far", "/margin", "monetary", taggedMoney(parts.margin)),
        reason("value-costs-so-far", "/costs", "costs", taggedMoney(parts.costs)),
        reason("value-to-come", "/discount", "residual", taggedMoney(residual), { span, terms }),
        ...refundedMostly(customer),
        ...aliveReasons(row.value.frequency),
        ...spendDoubts,
      ],
    });
  };
}

/** A number for a sentence: the answer itself carries all its digits. */
const legible = (value: number): Tagged => taggedNumber(Math.round(value * 1000) / 1000);

/** A share as per cent, for a sentence. */
const percentOf = (share: number | string): number => Math.round(Number(share) * 1e8) / 1e6;

/** What the value of the orders to come rests on, as parts of sentences. */
function wordsOf({ horizon, margin, refundShare, costs, discount, currency }: ClvPolicy): {
  readonly span: Phrase;
  readonly terms: readonly Phrase[];
} {
  const perOrder = costs?.perOrder ?? null;
  const rate = "annual" in discount ? discount.annual : discount.continuous;
  return {
    span:
      horizon === null
        ? { code: "orders-for-ever", params: {} }
        : { code: "orders-within", params: { horizon: taggedNumber(horizon.amount, `${horizon.unit}s`) } },
    terms: [
      { code: "term-margin", params: { percent: percentOf(margin) } },
      ...(refundShare === null ? [] : [{ code: "term-refunds", params: { percent: percentOf(refundShare) } }]),
      ...(perOrder === null
        ? []
        : [{ code: "term-service", params: { cost: taggedMoney({ amount: perOrder, currency }) } }]),
      rate === 0
        ? { code: "term-no-discount", params: {} }
        : "annual" in discount
          ? { code: "term-annual-discount", params: { percent: percentOf(rate) } }
          : {
              code: "term-continuous-discount",
              params: { percent: percentOf(rate), unit: taggedNumber(1, `${discount.per}s`) },
            },
    ],
  };
}

/** The share of what was spent that must have been kept for the orders to stand for what they were. */
const MOST = 0.5;

/** That most of what was spent was given back, where it was: the orders still count as placed. */
function refundedMostly({ gross, monetary }: Pick<CustomerSummary, "gross" | "monetary">): readonly ValueReason[] {
  const [spent, left] = [Number(gross.amount), Number(monetary.amount)];
  if (!(left < MOST * spent)) return [];
  return [
    {
      code: "value-mostly-refunded",
      rule: "/refunds",
      metric: "monetary",
      op: ">=",
      observed: taggedMoney(monetary),
      required: taggedMoney(gross),
      verdict: "unmet",
      label: null,
    },
  ];
}

type Counted = Pick<CustomerSummary, "customerId" | "orders" | "gross" | "monetary" | "repeat"> & {
  readonly costs?: readonly Money[] | null | undefined;
};

const within = <Refusal extends { readonly path: string }>(path: string, refusal: Refusal) =>
  err({ ...refusal, path: `${path}${refusal.path}` });

/** The margin so far, in which paths lead to where the customer's facts are. */
function historicOf(customer: Counted, options: Parameters<typeof historicValue>[1]): ReturnType<typeof historicValue> {
  const own = (customer.costs ?? []).length;
  const value = historicValue(customer, options);
  if (value.ok || value.error.code !== "invalid-fact") return value;
  const of = (options.costs ?? []).length - own; // those of the policy come first
  const path = value.error.path.replace(/^\/costs\/(\d+)/, (_, index: string) => `/costs/${Number(index) - of}`);
  return err({ ...value.error, path });
}

/** The customer's facts up to the moment of judgement, counted. */
function readSubject(
  subject: ValueSubject,
  policy: HistoryPolicy | null,
  asOf: Instant,
): Result<Counted, CustomerValueRefusal> {
  const input: unknown = subject;
  if (typeof input !== "object" || input === null) return err(invalidFact("", "object", input));
  const { customerId, costs = null } = subject;
  if (typeof customerId !== "string" || customerId === "") {
    return err(invalidFact("/customerId", "non-empty-text", customerId));
  }
  if (costs !== null && !Array.isArray(costs)) return err(invalidFact("/costs", "array", costs));
  if (isCounted(subject)) return readCounted(subject, asOf);
  const stranger = subject.orders.findIndex((order: unknown) => ownerOf(order) !== customerId);
  if (stranger >= 0) {
    return err(invalidFact(`/orders/${stranger}/customerId`, "this-customer", ownerOf(subject.orders[stranger])));
  }
  if (policy === null)
    throw new DomainError("policy-not-checked", "expected a policy that says how orders are counted");
  const { customers, findings } = summarizeOrders(subject.orders, policy, { asOf });
  if (findings.total > 0) {
    return err({ code: "invalid-orders", total: findings.total, first: findings.rows[0]?.index ?? 0, rows: findings });
  }
  const [summary] = customers;
  return summary === undefined ? err({ code: "never-purchased", customerId }) : ok({ ...summary, costs });
}

const isCounted = (subject: CustomerOrders | CustomerCounted): subject is CustomerCounted =>
  !Array.isArray(subject.orders);

const ownerOf = (order: unknown): unknown =>
  typeof order === "object" && order !== null ? (order as { readonly customerId?: unknown }).customerId : undefined;

function readCounted(subject: CustomerCounted, asOf: Instant): Result<Counted, CustomerValueRefusal> {
  if (subject.asOf !== asOf) return err({ code: "as-of-mismatch", expected: asOf, observed: String(subject.asOf) });
  if (!(Number.isSafeInteger(subject.orders) && subject.orders >= 0)) {
    return err(invalidFact("/orders", "non-negative-integer", subject.orders));
  }
  const gross = parseMoney(subject.gross);
  if (!gross.ok) return within("/gross", gross.error);
  const repeat: unknown = subject.repeat;
  if (typeof repeat !== "object") return err(invalidFact("/repeat", "object", repeat));
  return ok(subject);
}
