import {
  type BgNbdModel,
  type ClvFitRefusal,
  type ClvUnit,
  customerValues,
  discountedOrders,
  expectedSpend,
  fitBgNbd,
  fitGammaGamma,
  type GammaGammaModel,
  historyColumns,
  outputInterval,
  repeatBuyers,
  scoreClv,
  type ValueConcentration,
  valueConcentration,
} from "clientele/clv";
import { type Instant, type Issue, type Money, multiplyMoney, orThrow } from "clientele/core";
import type { CustomerHistory, CustomerSummary } from "clientele/history";
import { type HoldOut, holdOutOf } from "./holdOut.ts";
import { VALUE_ASSUMPTIONS, valuePolicyFor } from "./policies.ts";

/** What customers are expected to bring; or why nothing can be said. */
export type Valuation =
  | { readonly known: false; readonly refusal: ClvFitRefusal }
  | {
      readonly known: true;
      /** Orders expected of everyone within the horizon. */
      readonly expectedOrders: number;
      /** The sum of P(alive). */
      readonly expectedAlive: number;
      /** Discounted margin on those orders, less what is given back as so far. */
      readonly residualValue: Money;
      /** How much of it the most valuable customers hold. */
      readonly concentration: ValueConcentration;
      /** Those of whom most is expected. */
      readonly top: readonly TopCustomer[];
      /** The model without the last weeks, held against them. */
      readonly holdOut: HoldOut | null;
      /** What of every unit of money was given back so far. */
      readonly refundShare: number;
      readonly probabilityAlive: ReadonlyMap<string, number>;
      readonly aliveBands: readonly { readonly from: number; readonly to: number; readonly customers: number }[];
      readonly bgNbd: FittedModel & { readonly unit: ClvUnit };
      readonly gammaGamma: FittedModel;
      /** The mean probability of leaving for good after an order, a / (a + b). */
      readonly leavesPerOrder: number;
      /** Warnings of the fits. */
      readonly notes: readonly Issue[];
    };

/** The fit behind the figures. */
interface FittedModel {
  readonly parameters: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
  readonly stopped: string;
  readonly customers: number;
}

/** One of the most valuable customers; the interval is that of the mean, from the fits. */
export interface TopCustomer {
  readonly customerId: string;
  readonly residual: Money;
  readonly low: Money | null;
  readonly high: Money | null;
}

const UNIT = "week";
/** Customers listed by what is expected of them. */
const TOP = 10;
/** With what chance an interval holds the mean. */
export const INTERVAL_LEVEL = 0.9;

/** Fits how often customers buy and how much they spend, and reckons what is still to come. */
export function valueCustomers(
  customers: readonly CustomerSummary[],
  histories: Iterable<CustomerHistory>,
  facts: {
    readonly currency: string;
    readonly timeZone: string;
    readonly asOf: Instant;
    readonly refundShare: number;
  },
): Valuation {
  const { currency, timeZone, asOf, refundShare } = facts;
  const columns = historyColumns(customers, { unit: UNIT, currency });
  const orders = fitBgNbd(columns, { unit: UNIT });
  if (!orders.ok) return { known: false, refusal: orders.error };
  const spend = fitGammaGamma(repeatBuyers(columns), { currency });
  if (!spend.ok) return { known: false, refusal: spend.error };

  const models = { orders: orders.value.model, spend: spend.value.model };
  const policy = valuePolicyFor(timeZone, currency, refundShare);
  const horizon = { amount: VALUE_ASSUMPTIONS.horizonMonths, unit: "month" } as const;
  const { probabilityAlive, expectedOrders } = scoreClv(columns, { orders: models.orders }, { horizon });
  const valued = Array.from(customerValues(customers, models, policy, { asOf }), ({ row, result }): Valued[] =>
    result.ok ? [{ summary: row, residual: result.value.residual }] : [],
  ).flat();
  const worth = valued.map(({ residual }) => residual);
  const concentration = orThrow(valueConcentration(worth, { currency }));
  const byWorth = valued.toSorted((a, b) => Number(b.residual.amount) - Number(a.residual.amount));
  return {
    known: true,
    expectedOrders: sum(expectedOrders),
    expectedAlive: sum(probabilityAlive),
    residualValue: concentration.total,
    concentration,
    top: byWorth.slice(0, TOP).map((customer) => withInterval(customer, models)),
    holdOut: holdOutOf(histories, { asOf, timeZone, unit: UNIT }),
    refundShare,
    probabilityAlive: new Map(columns.ids.map((id, i) => [id, probabilityAlive[i] ?? NaN])),
    aliveBands: bandsOf(probabilityAlive),
    bgNbd: { ...fitted(models.orders), unit: UNIT },
    gammaGamma: fitted(models.spend),
    leavesPerOrder: models.orders.parameters.a / (models.orders.parameters.a + models.orders.parameters.b),
    notes: [...orders.value.findings, ...spend.value.findings],
  };
}

/** A customer with what is still to come. */
interface Valued {
  readonly summary: CustomerSummary;
  readonly residual: Money;
}

/** What the parameters' own uncertainty leaves open: that of orders and that of spend, which were fitted apart. */
function withInterval(
  { summary: { customerId, repeat }, residual }: Valued,
  models: { readonly orders: BgNbdModel; readonly spend: GammaGammaModel },
): TopCustomer {
  if (repeat === null) return { customerId, residual, low: null, high: null };
  const { discount, horizonMonths } = VALUE_ASSUMPTIONS;
  const horizon = { amount: horizonMonths, unit: "month" } as const;
  const asked = { level: INTERVAL_LEVEL, scale: "log" } as const;
  const bought = outputInterval(
    models.orders,
    (model) => orThrow(discountedOrders(repeat, model, { horizon, discount })).orders,
    asked,
  );
  const paid = outputInterval(models.spend, (model) => orThrow(expectedSpend(repeat, model)).mean, asked);
  if (!bought.ok || !paid.ok) return { customerId, residual, low: null, high: null };
  const reach = Math.hypot(
    ...[bought.value, paid.value].map(({ high, estimate }) => (estimate > 0 ? Math.log(high / estimate) : 0)),
  );
  const times = (factor: number): Money => multiplyMoney(residual, factor.toFixed(9), { rounding: "half-even" });
  return { customerId, residual, low: times(Math.exp(-reach)), high: times(Math.exp(reach)) };
}

function fitted(model: {
  readonly parameters: object;
  readonly logLikelihood: number;
  readonly customers: number;
  readonly convergence: { readonly stopped: string };
}): FittedModel {
  const { parameters, logLikelihood, customers, convergence } = model;
  return {
    parameters: { ...parameters },
    logLikelihood,
    customers,
    stopped: convergence.stopped,
  };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function bandsOf(probabilities: Float64Array): { from: number; to: number; customers: number }[] {
  return [0, 0.2, 0.4, 0.6, 0.8].map((from) => {
    const to = from + 0.2;
    const inBand = (p: number): boolean => p >= from && (p < to || from === 0.8);
    return { from, to, customers: probabilities.filter(inBand).length };
  });
}
