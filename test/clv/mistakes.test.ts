import {
  assessHoldOut,
  bootstrapInterval,
  type ClvModel,
  cohortValue,
  compareNested,
  discountedOrders,
  expectedOrders,
  expectedSpend,
  fitBgNbd,
  fitGammaGamma,
  fitLogNormal,
  fitNbd,
  historyColumns,
  logSpendColumns,
  nextOrderQuantiles,
  observedRetention,
  opportunityColumns,
  opportunityOutlook,
  orderDistribution,
  outputInterval,
  probabilityAlive,
  profileInterval,
  renewalOutlook,
  residualValue,
  scoreClv,
  simpleValue,
  simulateLogSpend,
  simulateOrders,
  spendColumns,
  splitPurchases,
  trackOrders,
  valueConcentration,
} from "clientele/clv";
import { DomainError, day, money, orThrow } from "clientele/core";
import { describe, expect, test } from "vitest";
import { published, spendModel } from "../support/clv.ts";

const unit = "week" as const;
const who = { frequency: 2, recencyDays: 213, ageDays: 272 };
const rows = { frequency: [0, 1, 2, 3], recency: [0, 5, 30, 12], age: [39, 39, 33, 39] };
const spent = { frequency: [1, 2, 1, 4], monetary: [20, 30, 6, 90] };
const logSpent = { frequency: [1, 2, 1, 4], geometricMean: [20, 30, 6, 90], logSquares: [0, 0.3, 0, 0.9] };
const horizon = { amount: 10, unit };
const fitted: ClvModel & { readonly format: "nbd-model/1" } = orThrow(fitNbd(rows, { unit })).model;
const renewals = { format: "sbg-model/1", parameters: { alpha: 0.7, beta: 1.2 } } as const;
const gifts = { format: "bg-bb-model/1", parameters: { alpha: 1.2, beta: 0.75, gamma: 0.65, delta: 2.8 } } as const;
const asked = { calibrateUntil: day("2025-01-31"), holdOutUntil: day("2025-02-28"), unit: "day" } as const;
const split = orThrow(splitPurchases([{ customerId: "a", day: "2025-01-01" }], asked));
const held = { unit, frequency: [2], recency: [10], age: [20], holdOut: [3], horizon } as const;
const bootstrap = { simulate: () => rows, fit: () => fitNbd(rows, { unit }), seed: 1 };
const cohort = {
  until: day("2025-01-31"),
  everyDays: 30,
  currency: "CNY",
  margin: "0.5",
  rounding: "half-even",
} as const;
const simple = { retention: 0.8, discount: { perPeriod: 0.1 }, paid: "now", rounding: "half-even" } as const;
const residual = { horizon, discount: { annual: 0.1 }, margin: "0.35", rounding: "half-even" } as const;
const opportunity = { frequency: 2, recency: 3, opportunities: 6 };
const wrong = (value: unknown): never => value as never;

describe("a mistake of the caller says where it is, what was expected, and what came", () => {
  const currency = 'currency: expected an ISO 4217 code, received "XXL"';
  const noText = "currency: expected an ISO 4217 code, received 7";
  test.each<readonly [string, () => unknown]>([
    [
      'unit: expected "day", "week", "month" or "year", received "weeks"',
      () => fitBgNbd(rows, { unit: wrong("weeks") }),
    ],
    ['unit: the columns are in days, received "week"', () => fitBgNbd({ ...rows, unit: "day" }, { unit })],
    ["penalty: expected a number of zero or more, received -1", () => fitBgNbd(rows, { unit, penalty: -1 })],
    [
      "penalty: expected a number of zero or more, received Infinity",
      () => fitBgNbd(rows, { unit, penalty: Infinity }),
    ],
    ['penalty: expected a number of zero or more, received "1"', () => fitBgNbd(rows, { unit, penalty: wrong("1") })],
    [currency, () => fitGammaGamma(spent, { currency: "XXL" })],
    [noText, () => fitGammaGamma(spent, { currency: wrong(7) })],
    [
      'currency: the columns are in USD, received "CNY"',
      () => fitGammaGamma({ ...spent, currency: "USD" }, { currency: "CNY" }),
    ],
    [currency, () => fitLogNormal(logSpent, { currency: "XXL" })],
    [noText, () => fitLogNormal(logSpent, { currency: wrong(7) })],
    [
      'currency: the columns are in USD, received "CNY"',
      () => fitLogNormal({ ...logSpent, currency: "USD" }, { currency: "CNY" }),
    ],
    ["options: expected { unit, currency }, received undefined", () => Reflect.apply(historyColumns, null, [[]])],
    ["options: expected { unit, currency }, received null", () => historyColumns([], wrong(null))],
    ["options: expected { currency, firstOrder }, received undefined", () => logSpendColumns([], wrong(undefined))],
    ["options: expected { currency, firstOrder }, received undefined", () => spendColumns([], wrong(undefined))],
    ["options: expected { ends }, received undefined", () => opportunityColumns([], wrong(undefined))],
    ["ends: expected an array, received undefined", () => opportunityColumns([], wrong({}))],
    [currency, () => historyColumns([], { unit, currency: "XXL" })],
    [noText, () => historyColumns([], { unit, currency: wrong(7) })],
    [
      'unit: expected "day", "week", "month" or "year", received "weeks"',
      () => historyColumns([], { unit: wrong("weeks"), currency: "CNY" }),
    ],
    [currency, () => logSpendColumns([], { currency: "XXL", firstOrder: true })],
    [noText, () => logSpendColumns([], { currency: wrong(7), firstOrder: true })],
    [currency, () => spendColumns([], { currency: "XXL", firstOrder: true })],
    [noText, () => spendColumns([], { currency: wrong(7), firstOrder: true })],
    [currency, () => cohortValue([], { ...cohort, currency: "XXL" })],
    [noText, () => cohortValue([], { ...cohort, currency: wrong(7) })],
    ['until: expected a day YYYY-MM-DD, received "soon"', () => cohortValue([], { ...cohort, until: wrong("soon") })],
    ["everyDays: expected a whole number above zero, received 0", () => cohortValue([], { ...cohort, everyDays: 0 })],
    [
      "everyDays: expected a whole number above zero, received 1.5",
      () => cohortValue([], { ...cohort, everyDays: 1.5 }),
    ],
    [
      'margin: expected decimal text such as "0.35", received 0.35',
      () => cohortValue([], { ...cohort, margin: wrong(0.35) }),
    ],
    [
      "horizon.amount: expected a number of zero or more, received -1",
      () => expectedOrders(who, published, { horizon: { amount: -1, unit } }),
    ],
    [
      "horizon.amount: expected a number of zero or more, received Infinity",
      () => expectedOrders(who, published, { horizon: { amount: Infinity, unit } }),
    ],
    [
      'horizon.amount: expected a number of zero or more, received "3"',
      () => expectedOrders(who, published, { horizon: { amount: wrong("3"), unit } }),
    ],
    [
      'horizon.unit: expected "day", "week", "month" or "year", received undefined',
      () => expectedOrders(who, published, { horizon: wrong({ amount: 3 }) }),
    ],
    [
      "horizon: expected a time not before from, received 10",
      () => expectedOrders(who, published, { horizon, from: { amount: 11, unit } }),
    ],
    [
      "in.amount: expected a number of zero or more, received -1",
      () => probabilityAlive(who, published, { in: { amount: -1, unit } }),
    ],
    [
      "discount.annual: expected a number of zero or more, received -0.1",
      () => discountedOrders(who, published, { discount: { annual: -0.1 } }),
    ],
    [
      "discount.continuous: expected a number of zero or more, received NaN",
      () => discountedOrders(who, published, { discount: { continuous: NaN, per: "day" } }),
    ],
    [
      'discount.per: expected "day", "week", "month" or "year", received "days"',
      () => discountedOrders(who, published, { discount: { continuous: 0.1, per: wrong("days") } }),
    ],
    [
      "discount: expected a rate above zero, or a horizon, received a rate of zero",
      () => discountedOrders(who, published, { discount: { annual: 0 } }),
    ],
    [
      'margin: expected decimal text such as "0.35", received 0.35',
      () =>
        residualValue(
          { ...who, monetary: 9 },
          { orders: published, spend: spendModel },
          { ...residual, margin: wrong(0.35) },
        ),
    ],
    [
      "chances.1: expected a number from 0 to below 1, received 1",
      () => nextOrderQuantiles(who, published, { chances: [0, 1] }),
    ],
    [
      "chances.0: expected a number from 0 to below 1, received -0.1",
      () => nextOrderQuantiles(who, published, { chances: [-0.1] }),
    ],
    [
      'chances.0: expected a number from 0 to below 1, received "0.5"',
      () => nextOrderQuantiles(who, published, { chances: [wrong("0.5")] }),
    ],
    [
      "upTo: expected a whole number from 0 to 100000, received -1",
      () => orderDistribution(who, published, { horizon, upTo: -1 }),
    ],
    [
      "expected a model of format bg-nbd-model/1: expected positive-number at /parameters/a, received 0",
      () => probabilityAlive(who, { ...published, parameters: { ...published.parameters, a: 0 } }),
    ],
    [
      "expected a model of format bg-nbd-model/1 or mbg-nbd-model/1 or pareto-nbd-model/1 or nbd-model/1, received undefined",
      () => probabilityAlive(who, wrong(null)),
    ],
    [
      "expected a model of format gamma-gamma-model/1: expected currency at /currency, received 7",
      () => expectedSpend({ frequency: 1, monetary: 1 }, wrong({ ...spendModel, currency: 7 })),
    ],
    ["level: expected a number between 0 and 1, received 1", () => outputInterval(fitted, () => 1, { level: 1 })],
    ["level: expected a number between 0 and 1, received 0", () => outputInterval(fitted, () => 1, { level: 0 })],
    [
      'level: expected a number between 0 and 1, received "0.5"',
      () => outputInterval(fitted, () => 1, { level: wrong("0.5") }),
    ],
    [
      "draws: expected a whole number from 20 to 1000000, received 19",
      () => outputInterval(fitted, () => 1, { method: "simulation", seed: 1, draws: 19 }),
    ],
    [
      "draws: expected a whole number from 20 to 1000000, received 1000001",
      () => outputInterval(fitted, () => 1, { method: "simulation", seed: 1, draws: 1_000_001 }),
    ],
    [
      "seed: expected a safe integer, received 0.5",
      () => outputInterval(fitted, () => 1, { method: "simulation", seed: 0.5 }),
    ],
    ["output: expected a finite number, received NaN", () => outputInterval(fitted, () => NaN)],
    ['output: expected a finite number, received "1"', () => outputInterval(fitted, () => wrong("1"))],
    [
      'scale: expected a positive output for "log", received -',
      () => outputInterval(fitted, ({ parameters }) => -parameters.r, { scale: "log" }),
    ],
    [
      'scale: expected an output between 0 and 1 for "logit", received ',
      () => outputInterval(fitted, ({ parameters }) => 1 + parameters.r, { scale: "logit" }),
    ],
    [
      "level: expected a number between 0 and 1, received 0",
      () => bootstrapInterval(fitted, () => 1, { ...bootstrap, level: 0 }),
    ],
    [
      'level: expected a number between 0 and 1, received "0.5"',
      () => bootstrapInterval(fitted, () => 1, { ...bootstrap, level: wrong("0.5") }),
    ],
    [
      "draws: expected a whole number from 20 to 10000, received 10001",
      () => bootstrapInterval(fitted, () => 1, { ...bootstrap, draws: 10_001 }),
    ],
    ["output: expected a finite number, received Infinity", () => bootstrapInterval(fitted, () => Infinity, bootstrap)],
    [
      "seed: expected a safe integer, received undefined",
      () => bootstrapInterval(fitted, () => 1, { ...bootstrap, seed: wrong(undefined) }),
    ],
    [
      "level: expected a number between 0 and 1, received 1",
      () => profileInterval(fitted, rows, { parameter: "r", level: 1 }),
    ],
    [
      'level: expected a number between 0 and 1, received "0.5"',
      () => profileInterval(fitted, rows, { parameter: "r", level: wrong("0.5") }),
    ],
    ['parameter: expected r, alpha, received "s"', () => profileInterval(fitted, rows, { parameter: wrong("s") })],
    [
      "expected a model that can be profiled, received x",
      () => profileInterval({ ...fitted, format: wrong("x") }, wrong(rows), { parameter: "r" }),
    ],
    [
      "expected fitted models with parameters and a log-likelihood",
      () => compareNested({ simpler: { ...fitted, parameters: wrong(null) }, larger: fitted }),
    ],
    [
      "expected fitted models with parameters and a log-likelihood",
      () => compareNested({ simpler: { ...fitted, parameters: wrong(7) }, larger: fitted }),
    ],
    [
      "expected fitted models with parameters and a log-likelihood",
      () => compareNested({ simpler: fitted, larger: { ...fitted, logLikelihood: NaN } }),
    ],
    [
      "level: expected a number between 0 and 1, received 1",
      () => observedRetention({ renewals: [1], ended: [1] }, { level: 1 }),
    ],
    [
      'level: expected a number between 0 and 1, received "0.5"',
      () => observedRetention({ renewals: [1], ended: [1] }, { level: wrong("0.5") }),
    ],
    [
      'scale: expected "plain" or "log-log", received "log"',
      () => observedRetention({ renewals: [1], ended: [1] }, { scale: wrong("log") }),
    ],
    [
      "retention: expected a number from 0 to 1, received 1.1",
      () => simpleValue({ margin: money("1.00", "CNY") }, { ...simple, retention: 1.1 }),
    ],
    [
      "retention: expected a number from 0 to 1, received -0.1",
      () => simpleValue({ margin: money("1.00", "CNY") }, { ...simple, retention: -0.1 }),
    ],
    [
      'retention: expected a number from 0 to 1, received "1"',
      () => simpleValue({ margin: money("1.00", "CNY") }, { ...simple, retention: wrong("1") }),
    ],
    [
      "discount.perPeriod: expected a number of zero or more, received -1",
      () => simpleValue({ margin: money("1.00", "CNY") }, { ...simple, discount: { perPeriod: -1 } }),
    ],
    [
      'discount.perPeriod: expected a number of zero or more, received "1"',
      () => simpleValue({ margin: money("1.00", "CNY") }, { ...simple, discount: { perPeriod: wrong("1") } }),
    ],
    [
      "discount.perPeriod: expected a rate above zero where everyone is retained",
      () => simpleValue({ margin: money("1.00", "CNY") }, { ...simple, retention: 1, discount: { perPeriod: 0 } }),
    ],
    [
      'paid: expected "now" or "next", received "later"',
      () => simpleValue({ margin: money("1.00", "CNY") }, { ...simple, paid: wrong("later") }),
    ],
    [
      "ages.1: expected a number of zero or more, received -1",
      () => simulateOrders(published, { ages: [3, -1], unit, seed: 1 }),
    ],
    [
      "ages.0: expected a number of zero or more, received Infinity",
      () => simulateOrders(published, { ages: [Infinity], unit, seed: 1 }),
    ],
    [
      'ages.0: expected a number of zero or more, received "3"',
      () => simulateOrders(published, { ages: [wrong("3")], unit, seed: 1 }),
    ],
    ["seed: expected a safe integer, received 0.5", () => simulateOrders(published, { ages: [3], unit, seed: 0.5 })],
    [
      'seed: expected a safe integer, received "1"',
      () => simulateOrders(published, { ages: [3], unit, seed: wrong("1") }),
    ],
    [
      "frequency.1: expected a whole number from 0 to ",
      () =>
        simulateLogSpend(
          { format: "log-normal-model/1", currency: "CNY", parameters: { median: 80, between: 0.7, within: 0.4 } },
          { frequency: [1, -1], seed: 1 },
        ),
    ],
    ["row 0 cannot be true: ", () => assessHoldOut({ ...held, recency: [21] }, published)],
    [
      "expected at least one customer, received none",
      () => assessHoldOut({ ...held, frequency: [], recency: [], age: [], holdOut: [] }, published),
    ],
    [
      "everyDays: expected a positive whole number, received 0.5",
      () => trackOrders(split, published, { everyDays: 0.5 }),
    ],
    [
      'calibrateUntil: expected a day YYYY-MM-DD, received "soon"',
      () => splitPurchases([], { ...asked, calibrateUntil: wrong("soon") }),
    ],
    [
      "holdOutUntil: expected a day from calibrateUntil on, received 2025-01-30",
      () => splitPurchases([], { ...asked, holdOutUntil: day("2025-01-30") }),
    ],
    [
      "expected a column monetary, since a spend model is given",
      () => scoreClv({ ...rows, unit }, { orders: published, spend: spendModel }, { horizon }),
    ],
    [
      "expected amounts in USD, received CNY",
      () =>
        scoreClv(
          { ...rows, unit, monetary: [0, 1, 1, 1], currency: "CNY" },
          { orders: published, spend: spendModel },
          { horizon },
        ),
    ],
    [
      "expected 4 rows in every column, received 2 in ",
      () => scoreClv({ ...rows, unit, age: [1, 2] }, { orders: published }, { horizon }),
    ],
    ["expected a column of numbers at ", () => fitBgNbd({ ...rows, age: wrong(undefined) }, { unit })],
    [
      "discount.perPeriod: expected a number above zero, received 0",
      () => renewalOutlook({ renewals: 1 }, renewals, { discount: { perPeriod: 0 } }),
    ],
    ["horizon: expected a whole number from 0 to ", () => opportunityOutlook(opportunity, gifts, { horizon: -1 })],
    [currency, () => valueConcentration([], { currency: "XXL" })],
    [noText, () => valueConcentration([], { currency: wrong(7) })],
    [
      "top.0: expected a number above 0, at most 1, received 0",
      () => valueConcentration([], { currency: "CNY", top: [0] }),
    ],
    [
      "top.1: expected a number above 0, at most 1, received 1.1",
      () => valueConcentration([], { currency: "CNY", top: [1, 1.1] }),
    ],
    [
      "horizon: expected a whole number from 0 to ",
      () => renewalOutlook({ renewals: 1 }, renewals, { horizon: -1, discount: { perPeriod: 0.1 } }),
    ],
  ])("%s", (message, call) => {
    let thrown: unknown = null;
    try {
      call();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DomainError);
    expect((thrown as DomainError).message).toContain(message);
  });
});
