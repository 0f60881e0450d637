import {
  DomainError,
  err,
  instantFromMs,
  ok,
  type Result,
  type RowFindingsBuilder,
  show,
  startRowFindings,
  zoneRules,
} from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import { normalQuantile, quantile } from "../numeric/index.ts";
import { type Followed, followCase } from "./internal/followCase.ts";
import { type Judgement, judgementOf } from "./internal/judgement.ts";
import { readCycle } from "./internal/reading.ts";
import type {
  ComplianceAccumulator,
  ComplianceDimension,
  ComplianceMismatch,
  ComplianceOptions,
  ComplianceReport,
  ComplianceRow,
  ComplianceState,
  SlaCycle,
  SlaPolicy,
  SlaRefusal,
} from "./model.ts";

/**
 * Starts counting how well promises were kept. What is counted of parts of the cases, on any number of machines, merges to what
 * would have been counted of all of them: the report is the same, to the last digit, over any partition.
 *
 * It keeps two numbers for each finished clock at most, for the percentiles.
 *
 * @param policy - The promises.
 * @param options - As for `complianceReport`.
 * @returns The accumulator.
 * @throws `DomainError`, as `complianceReport`.
 *
 * @example
 * ```ts
 * import { defineSlaPolicy, slaPresets, startComplianceReport } from "clientele/sla";
 *
 * const policy = defineSlaPolicy(slaPresets.majorAndOrdinary);
 * const waiting = { id: "k", customerId: "c", severity: "major", openedAt: "2026-03-01T00:00:00Z", events: [] };
 * const start = () => startComplianceReport(policy, { asOf: "2026-03-02T00:00:00Z" });
 * const [here, there] = [start(), start()];
 * here.add([waiting]);
 * there.add([{ ...waiting, id: "l" }]);
 *
 * here.merge(there.state()).ok; // => true
 * here.finish().total.breached; // => 2
 * ```
 */
export function startComplianceReport(policy: SlaPolicy, options: ComplianceOptions): ComplianceAccumulator {
  const judgement = judgementOf(policy, options);
  const { by, zone, level, percentiles } = readOptions(options);
  const rows = new Map<string, Counted>();
  let findings: RowFindingsBuilder = startRowFindings();
  let seen = 0;
  const rowOf = (key: readonly (string | null)[]): Counted => {
    const name = JSON.stringify(key);
    const known = rows.get(name);
    if (known !== undefined) return known;
    const made: Counted = { key, counts: COUNTS.map(() => 0), elapsed: [], overrun: [] };
    rows.set(name, made);
    return made;
  };
  const sorted = (): readonly Counted[] =>
    [...rows].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, counted]) => counted);
  const own = { asOf: judgement.asOf, policy: judgement.policy.reference, by, timeZone: zone?.timeZone ?? null };

  return {
    add(cases) {
      for (const row of cases) {
        const index = seen++;
        const followed = followCase(row, judgement);
        const counted = followed.ok ? countCase(row, followed.value, judgement, by, zone, rowOf) : followed;
        if (!counted.ok) {
          const { code, ...params } = counted.error;
          findings.add({ index, code, path: "path" in params ? params.path : "", params });
        }
      }
    },
    merge(state) {
      const mismatch = mismatchOf(own, state);
      if (mismatch !== null) return err(mismatch);
      for (const { key, counts, elapsedMs, overrunMs } of state.rows) {
        const into = rowOf(key);
        counts.forEach((count, i) => {
          into.counts[i] = (into.counts[i] ?? 0) + count;
        });
        for (const ms of elapsedMs) into.elapsed.push(ms);
        for (const ms of overrunMs) into.overrun.push(ms);
      }
      findings = joined(findings, state.findings);
      return ok(undefined);
    },
    state: (): ComplianceState => ({
      format: "sla-compliance/1",
      ...own,
      rows: sorted().map(({ key, counts, elapsed, overrun }) => ({
        key,
        counts: [...counts],
        elapsedMs: [...ascending(elapsed)],
        overrunMs: [...ascending(overrun)],
      })),
      findings: findings.result(),
    }),
    finish(): ComplianceReport {
      const parts = sorted();
      const whole: Counted = { key: [], counts: COUNTS.map(() => 0), elapsed: [], overrun: [] };
      for (const { counts, elapsed, overrun } of parts) {
        counts.forEach((count, i) => {
          whole.counts[i] = (whole.counts[i] ?? 0) + count;
        });
        for (const ms of elapsed) whole.elapsed.push(ms);
        for (const ms of overrun) whole.overrun.push(ms);
      }
      const { timeZone: _, ...named } = own;
      return {
        ...named,
        rows: parts.map((part) => told(part, by, level, percentiles)),
        total: told(whole, [], level, percentiles),
        findings: findings.result(),
      };
    },
  };
}

interface Counted {
  readonly key: readonly (string | null)[];
  readonly counts: number[];
  readonly elapsed: number[];
  readonly overrun: number[];
}

/** What is counted, in the order of the counts of a state. */
const COUNTS = ["met", "breached", "excused", "running", "cancelled", "noPromise"] as const;
const DIMENSIONS: readonly string[] = ["metric", "tier", "severity", "department", "period"];

type Zone = ReturnType<typeof zoneRules>;

function readOptions({ by = ["metric"], timeZone, level = 0.95, percentiles = [50, 90, 95] }: ComplianceOptions): {
  readonly by: readonly ComplianceDimension[];
  readonly zone: Zone | null;
  readonly level: number;
  readonly percentiles: readonly number[];
} {
  const bad = (what: string, expected: string, observed: unknown): DomainError =>
    new DomainError("invalid-option", `${what}: expected ${expected}, received ${show(observed)}`);
  const odd = by.find((dimension, index) => !DIMENSIONS.includes(dimension) || by.indexOf(dimension) !== index);
  if (odd !== undefined) throw bad("by", `each once of ${DIMENSIONS.join(", ")}`, odd);
  if (by.includes("period") && timeZone === undefined) throw bad("timeZone", "a zone, for periods", timeZone);
  if (!(level > 0 && level < 1)) throw bad("level", "a number between 0 and 1", level);
  const outside = percentiles.find((percent) => !(percent >= 0 && percent <= 100));
  if (outside !== undefined) throw bad("percentiles", "numbers from 0 to 100", outside);
  return { by: [...by], zone: timeZone === undefined ? null : zoneRules(timeZone), level, percentiles };
}

function countCase(
  row: Case,
  { runs, standing }: Followed,
  { at }: Judgement,
  by: readonly ComplianceDimension[],
  zone: Zone | null,
  rowOf: (key: readonly (string | null)[]) => Counted,
): Result<void, SlaRefusal> {
  const read = runs.flatMap(([metric, { cycles }]) =>
    cycles.map((cycle) => ({
      metric,
      cycle,
      choice: cycle.segments.at(-1)?.choice ?? null,
      reading: readCycle(cycle, at),
    })),
  );
  for (const { reading } of read) if (reading.never !== null) return err(reading.never);
  for (const { metric, cycle, choice, reading } of read) {
    const key = by.map((dimension): string | null => {
      switch (dimension) {
        case "metric":
          return metric.id;
        case "tier":
          return standing.tier;
        case "severity":
          return standing.severity;
        case "department":
          return (
            choice?.target?.target.responsibleDepartment ??
            choice?.version?.data.responsibleDepartment ??
            row.department ??
            null
          );
        case "period":
          return zone === null ? null : instantFromMs(cycle.startedAt + zone.offsetAt(cycle.startedAt)).slice(0, 7);
      }
    });
    count(rowOf(key), reading.cycle);
  }
  return ok(undefined);
}

function count({ counts, elapsed, overrun }: Counted, cycle: SlaCycle): void {
  const { state, excusedBy, stoppedAt, elapsedMs, remainingMs } = cycle;
  const kind = state === "breached" && excusedBy !== null ? "excused" : state === "paused" ? "running" : state;
  const index = COUNTS.findIndex((name) => name === kind);
  counts[index] = (counts[index] ?? 0) + 1;
  if (elapsedMs !== null && stoppedAt !== null && (kind === "met" || kind === "breached")) elapsed.push(elapsedMs);
  if (kind === "breached" && remainingMs !== null && remainingMs < 0) overrun.push(-remainingMs);
}

function told(
  { key, counts, elapsed, overrun }: Counted,
  by: readonly ComplianceDimension[],
  level: number,
  percentiles: readonly number[],
): ComplianceRow {
  const [met = 0, breached = 0, excused = 0, running = 0, cancelled = 0, noPromise = 0] = counts;
  const judged = met + breached;
  return {
    key: Object.fromEntries(by.map((dimension, i) => [dimension, key[i] ?? null])),
    met,
    breached,
    excused,
    running,
    cancelled,
    noPromise,
    rate: judged === 0 ? null : met / judged,
    interval: judged === 0 ? null : wilson(met, judged, level),
    elapsedMs: percentilesOf(elapsed, percentiles),
    overrunMs: percentilesOf(overrun, percentiles),
  };
}

/** Wilson's score interval of a proportion. */
function wilson(hits: number, of: number, level: number): { readonly low: number; readonly high: number } {
  const z = normalQuantile(1 - (1 - level) / 2);
  const rate = hits / of;
  const middle = (rate + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of));
  return { low: hits === 0 ? 0 : Math.max(0, middle - half), high: hits === of ? 1 : Math.min(1, middle + half) };
}

function percentilesOf(
  values: readonly number[],
  percentiles: readonly number[],
): Readonly<Record<string, number>> | null {
  if (values.length === 0) return null;
  const sorted = ascending(values);
  return Object.fromEntries(percentiles.map((percent) => [String(percent), quantile(sorted, percent / 100)]));
}

const ascending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

function joined(findings: RowFindingsBuilder, more: ComplianceState["findings"]): RowFindingsBuilder {
  const made = startRowFindings(undefined, findings.result());
  for (const row of more.rows) made.add(row);
  for (const [code, rows] of Object.entries(more.byCode)) {
    made.count(code, rows - more.rows.filter((row) => row.code === code).length);
  }
  return made;
}

function mismatchOf(
  own: Pick<ComplianceState, "asOf" | "policy" | "by" | "timeZone">,
  other: ComplianceState,
): ComplianceMismatch | null {
  const format: string = other.format;
  const pairs: readonly (readonly [ComplianceMismatch["what"], string, string])[] = [
    ["format", "sla-compliance/1", format],
    ["asOf", own.asOf, other.asOf],
    ["policy", `${own.policy.id} ${own.policy.version}`, `${other.policy.id} ${other.policy.version}`],
    ["by", own.by.join(), other.by.join()],
    ["timeZone", String(own.timeZone), String(other.timeZone)],
  ];
  const differs = pairs.find(([, expected, observed]) => expected !== observed);
  if (differs === undefined) return null;
  const [what, expected, observed] = differs;
  return { code: "compliance-mismatch", what, expected, observed };
}
