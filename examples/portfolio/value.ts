import {
  fitBgNbd,
  fitGammaGamma,
  type ClvFitRefusal,
  type ClvUnit,
  historyColumns,
  repeatBuyers,
  residualValue,
  scoreClv,
} from "clientele/clv";
import { type Issue, type Money, multiplyMoney, sumMoney, orThrow } from "clientele/core";
import type { CustomerSummary } from "clientele/history";
import { VALUE_ASSUMPTIONS } from "./policies.ts";

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

const UNIT = "week";

/** Fits how often customers buy and how much they spend, and reckons what is still to come. */
export function valueCustomers(
  customers: readonly CustomerSummary[],
  currency: string,
  refundShare: number,
): Valuation {
  const columns = historyColumns(customers, { unit: UNIT, currency });
  const orders = fitBgNbd(columns, { unit: UNIT });
  if (!orders.ok) return { known: false, refusal: orders.error };
  const buyers = repeatBuyers(columns);
  const spend = fitGammaGamma(buyers, { currency });
  if (!spend.ok) return { known: false, refusal: spend.error };

  const models = { orders: orders.value.model, spend: spend.value.model };
  const horizon = { amount: VALUE_ASSUMPTIONS.horizonMonths, unit: "month" } as const;
  const { probabilityAlive, expectedOrders } = scoreClv(columns, { orders: models.orders }, { horizon });
  const worth = customers.flatMap(({ repeat }): Money[] => {
    if (repeat === null) return [];
    const { margin, discount } = VALUE_ASSUMPTIONS;
    const value = residualValue(repeat, models, { horizon, margin, discount, rounding: "half-even" });
    return value.ok ? [value.value.value] : [];
  });
  const kept = (1 - refundShare).toFixed(6);
  return {
    known: true,
    expectedOrders: sum(expectedOrders),
    expectedAlive: sum(probabilityAlive),
    residualValue: multiplyMoney(orThrow(sumMoney(worth, currency)), kept, { rounding: "half-even" }),
    refundShare,
    probabilityAlive: new Map(columns.ids.map((id, i) => [id, probabilityAlive[i] ?? NaN])),
    aliveBands: bandsOf(probabilityAlive),
    bgNbd: { ...fitted(models.orders), unit: UNIT },
    gammaGamma: fitted(models.spend),
    leavesPerOrder: models.orders.parameters.a / (models.orders.parameters.a + models.orders.parameters.b),
    notes: [...orders.value.findings, ...spend.value.findings],
  };
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
