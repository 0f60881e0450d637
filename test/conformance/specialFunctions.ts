import {
  digamma,
  expE,
  incBetaRegularized,
  incGammaP,
  incGammaQ,
  log2F1,
  logBeta,
  logGamma,
  trigamma,
} from "../../src/numeric/index.ts";
import { near, readJson } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

interface Case {
  readonly fn: string;
  readonly args: readonly (number | string)[];
  readonly truth: string | null;
}

/** By name in the files, with the least size a truth is taken to have: some of the functions cross zero. */
const FUNCTIONS: Readonly<
  Record<string, { readonly of: (...args: number[]) => number; readonly floor: number; readonly tolerance?: number }>
> = {
  logGamma: { of: (x = NaN) => logGamma(x), floor: 1e-3 },
  digamma: { of: (x = NaN) => digamma(x), floor: 1e-3 },
  trigamma: { of: (x = NaN) => trigamma(x), floor: 1e-3 },
  log2F1_pnbd: { of: hypergeometric, floor: 1e-290, tolerance: 1e-12 },
  log2F1_bgnbd: { of: hypergeometric, floor: 1e-290, tolerance: 1e-12 },
  "2F1": { of: (...args) => Math.exp(hypergeometric(...args)), floor: 1e-290, tolerance: 1e-12 },
  logBeta: { of: (a = NaN, b = NaN) => logBeta(a, b), floor: 1e-3 },
  incBetaRegularized: { of: (a = NaN, b = NaN, x = NaN) => incBetaRegularized(a, b, x), floor: 1e-290 },
  expE: { of: (s = NaN, z = NaN) => expE(s, z), floor: 1e-290 },
  incGammaP: { of: (a = NaN, x = NaN) => incGammaP(a, x), floor: 1e-290 },
  incGammaQ: { of: (a = NaN, x = NaN) => incGammaQ(a, x), floor: 1e-290 },
};

/** Each point of each function, to 1e-13 relative, of hypergeometric functions to 1e-12. */
export const specialFunctions: Kind = (file, only) => {
  const { cases } = readJson(file) as { readonly cases: readonly Case[] };
  return cases
    .map((item, place) => ({ ...item, place, name: item.fn.split(/[(=]/)[0]?.trim() ?? item.fn }))
    .filter(({ name }) => only === null || only.has(name))
    .map(({ name, args, truth, place }): Outcome => {
      const id = `${place}: ${name}(${args.join(", ")})`;
      const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
      if (known === undefined) return { id, differences: [{ what: name, expected: truth, got: "not offered" }] };
      if (truth === null) return { id, differences: [] };
      const got = attempt(() => known.of(...args.map(Number)));
      const holds = typeof got === "number" && near(got, Number(truth), known.tolerance ?? 1e-13, known.floor);
      return { id, differences: holds ? [] : [{ what: name, expected: truth, got }] };
    });
};

function hypergeometric(a = NaN, b = NaN, c = NaN, z = NaN): number {
  return log2F1(a, b, c, z);
}

function attempt(of: () => number): number | string {
  try {
    return of();
  } catch (error) {
    return String(error);
  }
}
