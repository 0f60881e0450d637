import { modelName, orderingProcess } from "./clvOrdering.ts";
import { held, readJson, type Truth } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

interface Case {
  readonly case: number | string;
  readonly model: string;
  readonly tag?: string;
  readonly params: Readonly<Record<string, number>>;
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  readonly truth: Readonly<Record<string, Truth>>;
}

/** The rate of discount of the files: 15 per cent a year of 52 weeks. */
const DELTA = Math.log(1.15) / 52;

/** Every truth field of every case, to 1e-8 relative. */
export const clvHard: Kind = (file, only) => {
  const { cases } = readJson(file) as { readonly cases: readonly Case[] };
  return cases
    .filter(({ model }) => only === null || only.has(model) || only.has(modelName(model)))
    .map((item): Outcome => {
      const id = `${item.case}: ${item.model} ${item.tag ?? ""}`.trim();
      const process = orderingProcess(item.model, item.params);
      if (process === null) return { id, differences: [{ what: item.model, expected: "a model", got: "not offered" }] };
      const row = { frequency: item.x, recency: item.tx, age: item.T };
      const answer = (what: string): unknown => {
        const alive = process.probabilityAlive(row);
        const weeks = /^cet(\d+)$/.exec(what)?.[1];
        if (weeks !== undefined) return alive * process.future(row).orders({ from: 0, to: Number(weeks) });
        switch (what) {
          case "ll":
            return process.logLikelihood(row);
          case "pAlive":
            return alive;
          case "dert":
            return alive * process.future(row).discountedOrders({ delta: DELTA, horizon: Infinity });
          default:
            return "not offered";
        }
      };
      return { id, differences: held(item.truth, answer, { tolerance: 1e-8, floors: { ll: 1e-3 } }) };
    });
};
