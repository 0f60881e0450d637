// Writes docs/performance.md from what the benchmarks recorded.
//
//     npm run --silent bench -- --record && npx tsx scripts/performance.ts
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** Where and when a benchmark ran. */
interface Head {
  readonly bench: string;
  readonly machine: string;
  readonly cores: number;
  readonly gib: number;
  readonly node: string;
  readonly day: string;
}

/** One measurement; times are per operation, in `unit`. */
interface Line {
  readonly work: string;
  readonly ours: number;
  readonly peer: string | null;
  readonly theirs: number | null;
  readonly unit: string;
  readonly ratio: number | null;
}

/** What one benchmark recorded. */
export interface Recorded {
  readonly head: Head;
  readonly lines: readonly Line[];
}

export const RECORDS: URL = new URL("../test/bench/results/", import.meta.url);
export const PAGE: URL = new URL("../docs/performance.md", import.meta.url);

/** What each benchmark asks, in the order of the page. */
const TITLES: Readonly<Record<string, string>> = {
  history: "Orders to summaries",
  segmentation: "Orders to segments, from columns",
  rules: "Rules",
  tiers: "Tier decisions",
  "tier-simulation": "What if a threshold changed: a portfolio",
  "tier-replay": "Three years of decisions replayed",
  lifecycle: "Lifecycle",
  clv: "Lifetime value",
  calendar: "Business time",
  sla: "Response promises",
};

/** All records, in the order of the page. */
export function readRecords(): readonly Recorded[] {
  const order = Object.keys(TITLES);
  return readdirSync(RECORDS)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name): Recorded => {
      const [head, ...lines] = readFileSync(new URL(name, RECORDS), "utf8").trim().split("\n");
      return { head: JSON.parse(head ?? "null") as Head, lines: lines.map((line) => JSON.parse(line) as Line) };
    })
    .sort((a, b) => order.indexOf(a.head.bench) - order.indexOf(b.head.bench));
}

const figure = (value: number): string => {
  const rounded = Number(value.toPrecision(3));
  return rounded >= 1000 ? rounded.toLocaleString("en") : String(rounded);
};

/** Lines all in milliseconds, of which one has not even a microsecond, in microseconds. */
const inOneUnit = (lines: readonly Line[]): readonly Line[] =>
  lines.every(({ unit }) => unit === "ms") && lines.some(({ ours }) => ours < 0.001)
    ? lines.map((line) => ({
        ...line,
        ours: line.ours * 1000,
        theirs: line.theirs === null ? null : line.theirs * 1000,
        unit: "us",
      }))
    : lines;

function sectionOf({ head, lines }: Recorded): string {
  const rows = inOneUnit(lines).map(({ work, ours, peer, theirs, ratio, ...line }) => {
    const unit = line.unit === "us" ? "µs" : line.unit;
    const other =
      theirs === null ? ["", "", ""] : [peer ?? "", `${figure(theirs)} ${unit}`, `${figure(ratio ?? NaN)}x`];
    return `| ${[work, `${figure(ours)} ${unit}`, ...other].join(" | ")} |`;
  });
  return `## ${TITLES[head.bench] ?? head.bench}

\`npm run bench -- ${head.bench}\`, measured on ${head.day} with Node ${head.node.slice(1)}, ${head.machine}, ${String(head.cores)} cores, ${String(head.gib)} GiB.

| work | ours | peer | theirs | theirs / ours |
| --- | ---: | --- | ---: | ---: |
${rows.join("\n")}
`;
}

/** What is loaded of the package at the most. */
interface Size {
  readonly name: string;
  readonly import?: string;
  readonly limit: string;
}

/** The limits that the build is held to. */
export const readSizes = (): readonly Size[] =>
  JSON.parse(readFileSync(new URL("../.size-limit.json", import.meta.url), "utf8")) as readonly Size[];

/** The page. */
export function pageOf(records: readonly Recorded[], sizes: readonly Size[]): string {
  return `---
title: Performance
order: 21
summary: Times and memory of the main questions, beside what one would use otherwise.
---

# Performance

How long things take, beside the libraries one would use otherwise, timed in the same run on the same work. Times are the least of
several repeats, warm, one thread; a ratio above 1 means that ours is faster. Single figures drift with the machine by half as much
again; ratios hold better, and are rounded to three figures. What is measured is the package as it ships. Each line names the function and
what it is given. Moments given as text are read at each call: about half a microsecond each with an offset, a tenth in UTC as the library
writes them.

${records.map(sectionOf).join("\n")}
## Bundle sizes

What is loaded of the package at the most, minified and compressed with brotli, where a bundler takes only what is used; every build
holds these limits.

| loaded | at most |
| --- | ---: |
${sizes.map(({ name, import: taken, limit }) => `| ${name}${taken === undefined ? "" : `: \`${taken}\``} | ${limit} |`).join("\n")}

## How this page is made

\`npm run --silent bench -- --record\` measures and keeps the figures in \`test/bench/results\`; \`npx tsx scripts/performance.ts\` writes the page
from them, and a test holds that it says what was recorded.
`;
}

if (process.argv[1] !== undefined && import.meta.url === new URL(`file://${process.argv[1]}`).href)
  writeFileSync(PAGE, pageOf(readRecords(), readSizes()));
