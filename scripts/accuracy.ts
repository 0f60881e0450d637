// Writes docs/accuracy.md: our numbers beside truth on the hard cases.
//
//     npx tsx --tsconfig test/tsconfig.json scripts/accuracy.ts
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { orderingProcess } from "../test/conformance/clvOrdering.ts";

/** One customer under one model, with what is true of them to twenty digits. */
interface HardCase {
  readonly model: string;
  readonly params: Readonly<Record<string, number>>;
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  readonly truth: Readonly<Record<string, string>>;
}

/** One line of the page. */
interface Line {
  readonly model: string;
  readonly output: string;
  readonly cases: number;
  /** The least power of ten that no relative error exceeds. */
  readonly within: number;
  /** Outputs that are no finite number. */
  readonly lost: number;
}

const MODELS = { pnbd: "Pareto/NBD", bgnbd: "BG/NBD", mbgnbd: "MBG/NBD" } as const;
const OUTPUTS = {
  ll: "log-likelihood",
  pAlive: "P(alive)",
  cet39: "expected orders, 39 weeks",
  dert: "discounted orders, for ever",
} as const;
/** Fifteen per cent a year of 52 weeks. */
const DELTA = Math.log(1.15) / 52;

/** The cases of a file. */
export const casesIn = (file: URL): readonly HardCase[] =>
  (JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly HardCase[] }).cases;

/** Where the whole set stands beside the checkout, and the part of it that comes with the tests. */
export const WHOLE: URL = new URL("../../shared/vectors/clv/hard-cases.json", import.meta.url);
export const PART: URL = new URL("../test/golden/clv-hard.json", import.meta.url);
export const PAGE: URL = new URL("../docs/accuracy.md", import.meta.url);

/** How far our outputs are from the truth, by model and output. */
export function linesOf(cases: readonly HardCase[]): readonly Line[] {
  return Object.entries(MODELS).flatMap(([key, model]) =>
    Object.entries(OUTPUTS).map(([what, output]): Line => {
      const errors = cases
        .filter((item) => item.model === key && item.truth[what] !== undefined)
        .map((item) => {
          const truth = Number(item.truth[what]);
          // below the range of numbers 0 is right; a log-likelihood near 0 is held to a thousandth of its unit
          const floor = what === "ll" ? 1e-3 : 1e-290;
          return Math.abs(answerOf(item, what) - truth) / Math.max(Math.abs(truth), floor);
        });
      const worst = errors.reduce((most, error) => (Number.isFinite(error) ? Math.max(most, error) : most), 0);
      const within = worst === 0 ? 1e-16 : 10 ** Math.ceil(Math.log10(worst));
      return { model, output, cases: errors.length, within, lost: errors.filter((e) => !Number.isFinite(e)).length };
    }),
  );
}

function answerOf({ model, params, x, tx, T }: HardCase, what: string): number {
  const process = orderingProcess(model, params);
  if (process === null) return NaN;
  const row = { frequency: x, recency: tx, age: T };
  if (what === "ll") return process.logLikelihood(row);
  const alive = process.probabilityAlive(row);
  const future = process.future(row);
  if (what === "cet39") return alive * future.orders({ from: 0, to: 39 });
  if (what === "dert") return alive * future.discountedOrders({ delta: DELTA, horizon: Infinity });
  return alive;
}

/** The page. */
export function pageOf(lines: readonly Line[]): string {
  const rows = lines.map(
    ({ model, output, cases, within, lost }) =>
      `| ${model} | ${output} | ${cases} | ${within.toExponential(0)} | ${lost} |`,
  );
  return `---
title: Accuracy
order: 22
summary: How exact the lifetime value models are on hard cases.
---

# Accuracy on hard cases

Lifetime value formulae are easy to write down and hard to compute: gamma functions of large numbers cancel, hypergeometric functions
overflow, parameters that make a formula 0/0 (\`a = 1\`, \`s = 1\`, \`alpha = beta\`) are ordinary outcomes of a fit. What follows is what this
library returns where that happens: frequencies to 5,000, parameters from 1e-4 to 1e5, equal and almost equal rates, days and weeks. The
truth is computed with 50 digits (mpmath), by sums and integrals of the models' definitions.

## Ours, beside the truth

\`within\`: the least power of ten that no relative error exceeds. \`lost\`: outputs that are no finite number. Discounting is continuous, 15 % a
year of 52 weeks.

| model | output | cases | within | lost |
| --- | --- | ---: | ---: | ---: |
${rows.join("\n")}

## Peers, on hard cases of this kind

What peers returned for Pareto/NBD when they were asked for the same outputs of such customers, as measured when the cases were made:

| peer | no finite number | finite, but wrong |
| --- | ---: | ---: |
| BTYD (R) | 149 of 344 | not counted |
| CLVTools (R) | 21 | 32 |

No peer offers discounted orders for BG/NBD or MBG/NBD. For lifetimes (Python) no counts stand behind this page: it gives none rather than
guesses. CLVTools applies a rate called annual to each unit of time, and lifetimes counts a month as 4.345 weeks or 30 days: numbers
that are finite and plausible, and not comparable.

## How this page is made

\`npx tsx --tsconfig test/tsconfig.json scripts/accuracy.ts\` writes it from the cases; a test holds that the page says what the script would
write, or, where only the cases that come with the tests are at hand, that none of those is further off than the page says.
`;
}

if (process.argv[1] !== undefined && import.meta.url === new URL(`file://${process.argv[1]}`).href) {
  if (!existsSync(WHOLE)) throw new Error(`the cases are not at hand: ${WHOLE.pathname}`);
  writeFileSync(PAGE, pageOf(linesOf(casesIn(WHOLE))));
}
