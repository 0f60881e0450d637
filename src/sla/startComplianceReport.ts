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
import type { Cycle } from "./internal/clock.ts";
import { addTo, count, type Counted, counted, startParts } from "./internal/complianceParts.ts";
import { complianceRow } from "./internal/complianceRow.ts";
import { type Followed, followCase } from "./internal/followCase.ts";
import { type Judgement, judgementOf } from "./internal/judgement.ts";
import { type Measured, measureCycle } from "./internal/reading.ts";
import type { Tally } from "./internal/tally.ts";
import type {
  ComplianceAccumulator,
  ComplianceDimension,
  ComplianceMismatch,
  ComplianceOptions,
  ComplianceReport,
  ComplianceState,
  ComplianceTally,
  SlaPolicy,
  SlaRefusal,
} from "./model.ts";

/**
 * Starts counting how well promises were kept. What is counted of parts of the cases, on any number of machines, merges to what
 * would have been counted of all of them: the report is the same, to the last digit, over any partition.
 *
 * It keeps no cases, but how often each length of time occurred, for the percentiles: 16 bytes for each that differs.
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
  const rows = startParts();
  let findings: RowFindingsBuilder = startRowFindings();
  let seen = 0;
  const own = { asOf: judgement.asOf, policy: judgement.policy.reference, by, timeZone: zone?.timeZone ?? null };

  return {
    add(cases) {
      for (const row of cases) {
        const index = seen++;
        const followed = followCase(row, judgement);
        const counted = followed.ok ? countCase(row, followed.value, judgement, by, zone, rows.of) : followed;
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
        addTo(rows.of(key), counts, elapsedMs, overrunMs);
      }
      findings = joined(findings, state.findings);
      return ok(undefined);
    },
    state: (): ComplianceState => ({
      format: "sla-compliance/1",
      ...own,
      rows: rows.sorted().map(({ key, counts, elapsed, overrun }) => ({
        key,
        counts: [...counts],
        elapsedMs: plain(elapsed),
        overrunMs: plain(overrun),
      })),
      findings: findings.result(),
    }),
    finish(): ComplianceReport {
      const parts = rows.sorted();
      const whole = counted([]);
      for (const { counts, elapsed, overrun } of parts) addTo(whole, counts, elapsed.tallied(), overrun.tallied());
      const { timeZone: _, ...named } = own;
      return {
        ...named,
        rows: parts.map((part) => complianceRow(part, by, level, percentiles)),
        total: complianceRow(whole, [], level, percentiles),
        findings: findings.result(),
      };
    },
  };
}

const DIMENSIONS: readonly string[] = ["metric", "tier", "severity", "department", "period"];

function plain(tally: Tally): ComplianceTally {
  const { values, times } = tally.tallied();
  return { values: Array.from(values), times: Array.from(times) };
}

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
  { runs }: Followed,
  { at }: Judgement,
  by: readonly ComplianceDimension[],
  zone: Zone | null,
  partOf: (key: readonly (string | null)[]) => Counted,
): Result<void, SlaRefusal> {
  const measured: (readonly [metric: string, cycle: Cycle, measured: Measured])[] = [];
  for (const [{ id }, { cycles }] of runs) {
    for (const cycle of cycles) {
      const figures = measureCycle(cycle, at);
      if (figures.never !== null) return err(figures.never);
      measured.push([id, cycle, figures]);
    }
  }
  for (const [metric, cycle, figures] of measured) {
    const key = by.map((dimension) => valueOf(dimension, row, metric, cycle, zone));
    count(partOf(key), cycle, figures);
  }
  return ok(undefined);
}

/** What a clock counts for: the tier and severity that its target was chosen for. */
function valueOf(
  dimension: ComplianceDimension,
  row: Case,
  metric: string,
  { segment, startedAt }: Cycle,
  zone: Zone | null,
): string | null {
  const { tier, severity, target, version } = segment.choice;
  switch (dimension) {
    case "metric":
      return metric;
    case "tier":
      return tier;
    case "severity":
      return severity;
    case "department":
      return target?.target.responsibleDepartment ?? version?.data.responsibleDepartment ?? row.department ?? null;
    case "period":
      return zone === null ? null : instantFromMs(startedAt + zone.offsetAt(startedAt)).slice(0, 7);
  }
}

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
