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

/** One output of one customer: what is true, what this library says, what the printed formula comes to. */
interface Single {
  readonly item: HardCase;
  readonly output: "P(alive)" | "expected orders";
  readonly truth: number;
  readonly ours: number;
  readonly formula: number;
}

/** How far the formula must be off to be listed: a millionth of the truth, or no number at all. */
const OFF = 1e-6;
/** Rows of each model and output. */
const LISTED = 4;

/** Cases in which the printed formulae, evaluated as they stand, are off; those first that look like any other figure, then by orders. */
export function singlesOf(cases: readonly HardCase[]): readonly Single[] {
  return (["pnbd", "bgnbd"] as const).flatMap((model) =>
    (["pAlive", "cet39"] as const).flatMap((what) =>
      cases
        .filter((item) => item.model === model && item.truth[what] !== undefined)
        .map((item): Single => {
          const formula = what === "pAlive" ? printedAlive(item) : printedOrders(item, 39);
          const truth = Number(item.truth[what]);
          const output = what === "pAlive" ? "P(alive)" : "expected orders";
          return { item, output, truth, ours: answerOf(item, what), formula };
        })
        .filter(({ truth, formula }) => truth > 1e-12 && !(Math.abs(formula - truth) <= OFF * truth))
        .sort(
          (one, other) =>
            Number(Number.isFinite(other.formula)) - Number(Number.isFinite(one.formula)) || one.item.x - other.item.x,
        )
        .slice(0, LISTED),
    ),
  );
}

/** Gauss's hypergeometric function by its power series, term by term, as the papers propose. */
function powerSeries(a: number, b: number, c: number, z: number): number {
  let [term, sum] = [1, 1];
  for (let k = 0; k < 100_000 && Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
    term *= (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z;
    sum += term;
  }
  return sum;
}

/** P(alive) as printed: BG/NBD in Fader, Hardie and Lee (2005, and the note of 2008), Pareto/NBD in Fader and Hardie (2005). */
function printedAlive({ model, params, x, tx, T }: HardCase): number {
  const { r = NaN, alpha = NaN, a = NaN, b = NaN, s = NaN, beta = NaN } = params;
  if (model === "bgnbd") return x === 0 ? 1 : 1 / (1 + (a / (b + x - 1)) * ((alpha + T) / (alpha + tx)) ** (r + x));
  const [most, least] = [Math.max(alpha, beta), Math.min(alpha, beta)];
  const n = r + s + x;
  const part = (time: number): number =>
    powerSeries(n, alpha >= beta ? s + 1 : r + x, n + 1, (most - least) / (most + time)) / (most + time) ** n;
  return 1 / (1 + (s / n) * (alpha + T) ** (r + x) * (beta + T) ** s * (part(tx) - part(T)));
}

/** Orders expected in a time to come, as printed in the same. */
function printedOrders(item: HardCase, time: number): number {
  const { model, params, x, T } = item;
  const { r = NaN, alpha = NaN, a = NaN, b = NaN, s = NaN, beta = NaN } = params;
  if (model === "pnbd") {
    const still = 1 - ((beta + T) / (beta + T + time)) ** (s - 1);
    return (((r + x) * (beta + T)) / ((alpha + T) * (s - 1))) * still * printedAlive(item);
  }
  const series = powerSeries(r + x, b + x, a + b + x - 1, time / (alpha + T + time));
  const still = 1 - ((alpha + T) / (alpha + T + time)) ** (r + x) * series;
  return ((a + b + x - 1) / (a - 1)) * still * printedAlive(item);
}

const digits = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(9))) : String(value);

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
export function pageOf(lines: readonly Line[], singles: readonly Single[] = singlesOf(casesIn(PART))): string {
  const customers = singles.map(({ item, output, truth, ours, formula }) => {
    const parameters = Object.entries(item.params).map(([name, value]) => `${name} ${value}`);
    const who = `${item.x} in ${digits(item.tx)} of ${digits(item.T)}`;
    const model = item.model === "pnbd" ? MODELS.pnbd : MODELS.bgnbd;
    return `| ${model}, ${parameters.join(", ")} | ${who} | ${output} | ${digits(truth)} | ${digits(ours)} | ${digits(formula)} |`;
  });
  const rows = lines.map(
    ({ model, output, cases, within, lost }) =>
      `| ${model} | ${output} | ${cases} | ${within.toExponential(0)} | ${lost} |`,
  );
  return `---
title: Accuracy
order: 7
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

## Where the printed formula is lost

Some of the customers that come with the tests, with nine digits. The last column is the formula of the papers evaluated as it is printed, in
double precision: powers as powers, Gauss's hypergeometric function by its power series of up to 100,000 terms. **It is the formula, not anyone's program**: programs
mend some of this, and each mends another part. Where it is lost it says \`NaN\`, infinity, or a figure that looks like any other.
\`repeat orders\`: how many, the last of them when, of how long a time. Orders are those expected in the 39 units to come.
The P(alive) of BG/NBD is not in the table: of these customers none is lost.

| model | repeat orders | output | truth | ours | formula as printed |
| --- | --- | --- | ---: | ---: | ---: |
${customers.join("\n")}

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
