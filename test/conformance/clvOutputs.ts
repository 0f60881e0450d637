import {
  bgBbProcess,
  gammaGammaExpectedSpend,
  gammaGammaLogLikelihood,
  type OrderingProcess,
  sbgProcess,
} from "clientele/kernel";
import { modelName, orderingProcess } from "./clvOrdering.ts";
import { held, readJson, type Truth } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

/** A customer, a cell of a table, a cohort: numbers given and numbers expected, by model. */
type Row = Readonly<Record<string, string | number | null>>;

interface Model {
  /** The model, a slash, and the data. */
  readonly model: string;
  readonly params: Readonly<Record<string, string>>;
  readonly horizon?: number;
  readonly deltaPerWeek?: string;
  readonly expectation?: readonly { readonly t: number; readonly ex: string }[];
  readonly pmf?: { readonly t: number; readonly p: readonly string[] };
  readonly rows: readonly Row[];
}

/** One thing asked of a model: what it was, the truths, and how to answer them by name. */
interface Asked {
  readonly what: string;
  readonly truth: Readonly<Record<string, Truth>>;
  readonly answer: (name: string) => unknown;
}

/** By model: everything that its part of a file asks. Null where its parameters make no model. */
const MODELS: Readonly<Record<string, (model: Model) => readonly Asked[]>> = {
  "bg-nbd": askOrdering,
  "mbg-nbd": askOrdering,
  "pareto-nbd": askOrdering,
  "gamma-gamma": askGammaGamma,
  "bg-bb": askBgBb,
  sbg: askSbg,
};

/** Every truth field of every row, expectation and chance, to 1e-9 relative. */
export const clvOutputs: Kind = (file, only) => {
  const { models } = readJson(file) as { readonly models: readonly Model[] };
  return models.flatMap((item): readonly Outcome[] => {
    const name = modelName(item.model.split("/")[0] ?? "");
    if (only !== null && !only.has(name)) return [];
    const ask = Object.hasOwn(MODELS, name) ? MODELS[name] : undefined;
    if (ask === undefined) {
      return [{ id: item.model, differences: [{ what: name, expected: "a model", got: "not offered" }] }];
    }
    return ask(item).map(
      ({ what, truth, answer }): Outcome => ({
        id: `${item.model} ${what}`,
        differences: held(truth, answer, { tolerance: 1e-9, floors: { logLikelihood: 1e-3 } }),
      }),
    );
  });
};

function askOrdering(item: Model): readonly Asked[] {
  const process = orderingProcess(item.model.split("/")[0] ?? "", item.params);
  if (process === null) return [];
  const nobody = { frequency: 0, recency: 0, age: 0 };
  const alive = process.probabilityAlive(nobody);
  const future = process.future(nobody);
  const { pmf } = item;
  return [
    ...(item.expectation ?? []).map(
      ({ t, ex }): Asked => ({
        what: `expectation to ${t}`,
        truth: { ex },
        answer: () => alive * future.orders({ from: 0, to: t }),
      }),
    ),
    ...(pmf?.p ?? []).map(
      (p, orders): Asked => ({
        what: `chance of ${orders}`,
        truth: { p },
        answer: () => alive * future.exactly({ orders, time: pmf?.t ?? NaN }) + (orders === 0 ? 1 - alive : 0),
      }),
    ),
    ...item.rows.map((row) => askCustomer(process, item, row)),
  ];
}

function askCustomer(process: OrderingProcess, { horizon = NaN, deltaPerWeek }: Model, row: Row): Asked {
  const { id, x, tx, T, txDays, TDays, ...truth } = row;
  const weeks = (days: Row[string] | undefined, given: Row[string] | undefined): number =>
    days === undefined || days === null ? Number(given) : Number(days) / 7;
  const customer = { frequency: Number(x), recency: weeks(txDays, tx), age: weeks(TDays, T) };
  return {
    what: `customer ${String(id)}`,
    truth,
    answer: (name) => {
      const alive = process.probabilityAlive(customer);
      switch (name) {
        case "logLikelihood":
          return process.logLikelihood(customer);
        case "pAlive":
          return alive;
        case "cet":
          return alive * process.future(customer).orders({ from: 0, to: horizon });
        case "dert":
        case "dert15":
          return alive * process.future(customer).discountedOrders({ delta: Number(deltaPerWeek), horizon: Infinity });
        default:
          return "not offered";
      }
    },
  };
}

function askGammaGamma(item: Model): readonly Asked[] {
  const parameters = { p: Number(item.params["p"]), q: Number(item.params["q"]), v: Number(item.params["v"]) };
  return item.rows.map((row): Asked => {
    const { id, x, zbar, ...truth } = row;
    const customer = { frequency: Number(x), monetary: Number(zbar) };
    return {
      what: `customer ${String(id)}`,
      truth,
      answer: (name) => {
        switch (name) {
          case "logLikelihood":
            return gammaGammaLogLikelihood(customer, parameters);
          case "expectedSpend":
            return gammaGammaExpectedSpend(customer, parameters);
          default:
            return "not offered";
        }
      },
    };
  });
}

function askBgBb(item: Model): readonly Asked[] {
  const [alpha, beta, gamma, delta] = ["alpha", "beta", "gamma", "delta"].map((name) => Number(item.params[name]));
  const process = bgBbProcess({ alpha: alpha ?? NaN, beta: beta ?? NaN, gamma: gamma ?? NaN, delta: delta ?? NaN });
  return item.rows.map((row): Asked => {
    const { id, x, tx, n, custs, ...truth } = row;
    const customer = { frequency: Number(x), recency: Number(tx), opportunities: Number(n) };
    return {
      what: `customer ${String(id ?? [x, tx, n].join(" "))} ${String(custs ?? "")}`.trim(),
      truth,
      answer: (name) => {
        const alive = process.probabilityAlive(customer);
        const future = process.future(customer);
        switch (name) {
          case "logLikelihood":
            return process.logLikelihood(customer);
          case "pAliveNow":
            return alive;
          case "pAliveNext":
            return alive * future.survival(1);
          case "cet5":
            return alive * future.orders({ from: 0, to: 5 });
          case "dert10pct":
            return alive * future.discountedOrders({ rate: 0.1, to: Infinity });
          default:
            return "not offered";
        }
      },
    };
  });
}

function askSbg(item: Model): readonly Asked[] {
  const [alpha, beta] = [Number(item.params["alpha"]), Number(item.params["beta"])];
  const process = sbgProcess({ alpha, beta });
  return item.rows.map((row): Asked => {
    const { t, ...truth } = row;
    const renewal = Number(t);
    return {
      what: `renewal ${renewal}`,
      truth,
      answer: (name) => {
        switch (name) {
          case "pChurn":
            return Math.exp(process.logLikelihood({ renewals: renewal - 1, ended: true }));
          case "survival":
            return process.survival(renewal);
          case "retention":
            return process.retention(renewal);
          case "derl10":
            return process.discounted({ renewals: renewal - 1, horizon: Infinity, rate: 0.1 });
          default:
            return "not offered";
        }
      },
    };
  });
}
