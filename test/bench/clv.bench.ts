import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type BgBbScoring,
  type BgNbdScoring,
  fitBdw,
  fitBgBb,
  fitBgNbd,
  fitMbgNbd,
  fitParetoNbd,
  fitSbg,
  type OrderingColumns,
  type OrderingScoring,
  type ParetoNbdScoring,
  type SbgScoring,
  scoreClv,
  simulateOpportunities,
  simulateOrders,
  simulateRenewals,
} from "clientele/clv";
import { orThrow } from "clientele/core";
import { bgNbdProcess, scoreOrderingColumns } from "clientele/kernel";
import type { Bench } from "./harness.ts";

const PEER = "scipy";
const unit = "week";
const horizon = { amount: 39, unit } as const;
const bgNbd: BgNbdScoring = {
  format: "bg-nbd-model/1",
  unit,
  parameters: { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 },
};
const paretoNbd: ParetoNbdScoring = {
  format: "pareto-nbd-model/1",
  unit,
  parameters: { r: 0.5533, alpha: 10.578, s: 0.6062, beta: 11.669 },
};

/** The published estimates for donations, and for the customers called "Regular". */
const donors: BgBbScoring = {
  format: "bg-bb-model/1",
  parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
};
const members: SbgScoring = { format: "sbg-model/1", parameters: { alpha: 0.704, beta: 1.182 } };

type Columns = OrderingColumns & {
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
};

/**
 * Fits and scoring beside numpy and scipy: the same likelihoods, L-BFGS-B with the analytic gradient for BG/NBD and a
 * numerical one for Pareto/NBD, whose analytic one nobody writes down.
 */
export function bench({ smoke, report, time }: Bench): void {
  const peer = smoke ? null : startPeer();
  const fits: { readonly name: string; readonly bg: Columns; readonly pareto: Columns }[] = [];
  const sample = join(import.meta.dirname, "../../../shared/data/cdnow/cdnow_sample_cbs_weeks.csv");
  if (existsSync(sample)) {
    const columns = readSample(sample);
    fits.push({ name: "CDNOW, 2,357 customers of columns", bg: columns, pareto: columns });
  }
  for (const customers of smoke ? [200] : [2357, 23_570, 1_000_000]) {
    const [bg, pareto] = [simulated(bgNbd, customers), simulated(paretoNbd, customers)];
    fits.push({
      name: `${customers.toLocaleString("en")} customers of columns, daily`,
      bg: daily(bg),
      pareto: daily(pareto),
    });
    fits.push({ name: `${customers.toLocaleString("en")} customers of columns, continuous`, bg, pareto });
  }
  for (const { name, bg, pareto } of fits) {
    const large = bg.frequency.length > 100_000;
    const works = [
      ["fitBgNbd", (): unknown => orThrow(fitBgNbd(bg, { unit })), "bg"],
      ["fitMbgNbd", (): unknown => orThrow(fitMbgNbd(bg, { unit })), null],
      ["fitParetoNbd", (): unknown => orThrow(fitParetoNbd(pareto, { unit })), large ? null : "pareto"],
    ] as const;
    const spent = time(
      ...works.map(
        ([, run]) =>
          (times: number) =>
            repeated(run, times),
      ),
    );
    const theirs = { ...peer?.fit("bg", bg), ...(large ? {} : peer?.fit("pareto", pareto)) };
    works.forEach(([model, , key], i) => {
      const other = key === null ? undefined : theirs[key];
      report({
        work: `${model}, ${name}`,
        ours: spent[i] ?? NaN,
        ...(other === undefined
          ? {}
          : { peer: `${PEER}, ${key === "bg" ? "gradient" : "differences"}`, theirs: other }),
      });
    });
  }

  const many = smoke ? 200 : 23_570;
  const gifts = simulateOpportunities(donors, { opportunities: new Float64Array(many).fill(6), seed: 20 });
  const renewals = simulateRenewals(members, { due: Float64Array.from({ length: many }, (_, i) => i % 12), seed: 20 });
  const periods = [
    ["fitBgBb", (): unknown => orThrow(fitBgBb(gifts))],
    ["fitSbg", (): unknown => orThrow(fitSbg(renewals))],
    ["fitBdw", (): unknown => orThrow(fitBdw(renewals))],
  ] as const;
  const times = time(
    ...periods.map(
      ([, run]) =>
        (count: number) =>
          repeated(run, count),
    ),
  );
  periods.forEach(([model], i) => {
    report({ work: `${model}, ${many.toLocaleString("en")} customers of columns`, ours: times[i] ?? NaN });
  });

  const customers = smoke ? 1000 : 1_000_000;
  const columns = { unit, ...simulated(bgNbd, customers) } as const;
  const process = bgNbdProcess(bgNbd.parameters);
  const works = [
    ["bgNbdProcess, aliveColumn", (): unknown => aliveOf(process, columns), "bgAlive"],
    ["scoreOrderingColumns, BG/NBD", (): unknown => scoreOrderingColumns(columns, process, { horizon: 39 }), "bg"],
    ["scoreClv, BG/NBD, checked", (): unknown => scoreClv(columns, { orders: bgNbd }, { horizon }), "bg"],
    ["scoreClv, Pareto/NBD, checked", (): unknown => scoreClv(columns, { orders: paretoNbd }, { horizon }), "pareto"],
  ] as const;
  const spent = time(
    ...works.map(
      ([, run]) =>
        (times: number) =>
          repeated(run, times),
    ),
  );
  const theirs = peer?.score(columns) ?? {};
  works.forEach(([work, , key], i) => {
    const other = theirs[key];
    report({
      work: `${work}, ${customers.toLocaleString("en")} customers of columns`,
      ours: spent[i] ?? NaN,
      ...(other === undefined ? {} : { peer: PEER, theirs: other }),
    });
  });
  peer?.end();
}

function aliveOf(process: ReturnType<typeof bgNbdProcess>, columns: Columns): Float64Array {
  const out = new Float64Array(columns.frequency.length);
  process.aliveColumn(columns, out);
  return out;
}

function repeated(run: () => unknown, times: number): unknown {
  let last: unknown = null;
  for (let i = 0; i < times; i++) last = run();
  return last;
}

/** Customers who came over twelve weeks and are seen for 27 to 39. */
const simulated = (model: OrderingScoring, customers: number): Columns =>
  simulateOrders(model, {
    ages: Float64Array.from({ length: customers }, (_, i) => (189 + ((i * 7919) % 84)) / 7),
    unit,
    seed: 20,
  });

/** The same with purchases on whole days. */
const daily = ({ frequency, recency, age }: Columns): Columns => ({
  frequency,
  recency: recency.map((time, i) => Math.min(age[i] ?? NaN, Math.ceil(time * 7) / 7)),
  age,
});

function readSample(file: string): Columns {
  const [head = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  const cells = lines.map((line) => line.split(","));
  const column = (name: string): Float64Array => Float64Array.from(cells, (row) => Number(row[names.indexOf(name)]));
  return { frequency: column("x"), recency: column("t_x"), age: column("T") };
}

interface Peer {
  readonly fit: (model: "bg" | "pareto", columns: Columns) => Readonly<Record<string, number>>;
  readonly score: (columns: Columns) => Readonly<Record<string, number>>;
  readonly end: () => void;
}

/** scipy, where python3 and scipy are there. */
function startPeer(): Peer | null {
  if (spawnSync("python3", ["-c", "import scipy.optimize"]).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), "clv-bench-"));
  const ask = (what: string, columns: Columns): Readonly<Record<string, number>> => {
    for (const name of ["frequency", "recency", "age"] as const) writeFileSync(join(folder, name), columns[name]);
    const script = join(import.meta.dirname, "clv_scipy.py");
    const { stdout, status, stderr } = spawnSync("python3", [script, what, folder], {
      encoding: "utf8",
      env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
    });
    if (status !== 0) throw new Error(`the peer failed: ${stderr}`);
    return JSON.parse(stdout) as Readonly<Record<string, number>>;
  };
  return {
    fit: (model, columns) => ask(`fit-${model}`, columns),
    score: (columns) => ask("score", columns),
    end: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
