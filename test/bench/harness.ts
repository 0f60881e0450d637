/** One line of a benchmark's answer; times are per operation, in `unit`. */
export interface Measured {
  /** What was done, in words. */
  readonly work: string;
  /** Our time. */
  readonly ours: number;
  /** Who was compared with, or null where there is none. */
  readonly peer?: string | null;
  /** Their time. */
  readonly theirs?: number | null;
  /** Default: milliseconds. */
  readonly unit?: "ns" | "us" | "ms" | "s" | "MiB";
}

/** What a benchmark is given. */
export interface Bench {
  /** Ours only, on small work: only to see that it runs. */
  readonly smoke: boolean;
  /** Says one result. */
  readonly report: (measured: Measured) => void;
  /**
   * Times a function, warm: the least time of several repeats, in milliseconds per operation. `run` does the work as
   * often as it is told and returns something of it, so that nothing can be left out. Functions given together are timed
   * in turns.
   */
  readonly time: (...runs: ((times: number) => unknown)[]) => number[];
  /** A peer by its package name, from this folder's node_modules; null with `--smoke`. */
  readonly peer: (name: string) => Promise<unknown>;
}

const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const smoke = flags.includes("--smoke");
const json = flags.includes("--json");
const kept: unknown[] = [];
let reported = 0;

const time: Bench["time"] = (...runs) => {
  const spent = (run: (times: number) => unknown, times: number): number => {
    const start = performance.now();
    kept[0] = run(times);
    return performance.now() - start;
  };
  if (smoke) return runs.map((run) => spent(run, 1));
  const times = runs.map((run) => {
    let n = 1;
    while (spent(run, n) < 40 && n < 2 ** 30) n *= 2;
    return n;
  });
  const best = runs.map(() => Infinity);
  for (let repeat = 0; repeat < 7; repeat++) {
    runs.forEach((run, i) => {
      (globalThis as { gc?: () => void }).gc?.();
      const n = times[i] ?? 1;
      spent(run, n); // collecting drops what was compiled of code that nothing holds at the moment: warm again
      best[i] = Math.min(best[i] ?? Infinity, spent(run, n) / n);
    });
  }
  return best;
};

const peer: Bench["peer"] = async (name) => (smoke ? null : ((await import(name)) as unknown));

const columns = [46, 14, 26, 14, 10];
const row = (cells: readonly string[]): string =>
  cells
    .map((cell, i) => cell.padEnd(columns[i] ?? 0))
    .join(" ")
    .trimEnd();
const short = (value: number | null): string => (value === null ? "-" : String(Number(value.toPrecision(3))));

for (const name of names) {
  const module = (await import(new URL(`${name}.bench.ts`, import.meta.url).href)) as {
    bench?: (bench: Bench) => Promise<void> | void;
  };
  if (typeof module.bench !== "function") throw new Error(`${name}.bench.ts exports no function named bench`);
  if (!json) console.log(`\n${name}\n${row(["work", "ours", "peer", "theirs", "ratio"])}`);
  const before = reported;
  const report: Bench["report"] = ({ work, ours, peer = null, theirs = null, unit = "ms" }) => {
    const ratio = theirs === null ? null : Number((theirs / ours).toPrecision(4));
    reported += 1;
    if (json) console.log(JSON.stringify({ bench: name, work, ours, peer, theirs, unit, ratio }));
    else
      console.log(
        row([
          work,
          `${short(ours)} ${unit}`,
          peer ?? "-",
          theirs === null ? "-" : `${short(theirs)} ${unit}`,
          short(ratio),
        ]),
      );
  };
  await module.bench({ smoke, report, time, peer });
  if (reported === before) throw new Error(`${name} reported nothing`);
}
