import { err, ok, type Result, startRowFindings, type Tagged } from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import { BLANK } from "./internal/explainStatus.ts";
import { type Followed, followCase, isDone } from "./internal/followCase.ts";
import { type Judgement, judgementOf } from "./internal/judgement.ts";
import { measureCycle } from "./internal/reading.ts";
import type { CaseQueue, QueuedCase, SlaContext, SlaPolicy, SlaReason, SlaRefusal } from "./model.ts";

/**
 * Orders the cases that are not done with as they should be worked on: first by the rank of the customer's tier, then by that of
 * the severity, then by the least time left of any promise whose clock runs. What is overrun most comes first.
 *
 * The ranks are the places in the policy's `tiers` and `severities`; what is not listed comes after what is. A case of which
 * every clock is paused, or nothing is promised, comes after those of its tier and severity that are waited for. What is equal
 * in all of that goes by the moment of opening, then by id: so the order does not hang on that of the input.
 *
 * @param cases - Cases with their events, in any order; anything with a case's keys.
 * @param policy - The promises.
 * @param context - `asOf`, `calendars`, `versions`, as for `evaluateSla`.
 * @returns The queue, each with reasons, and findings about rows that could not be read. Cases that are resolved, closed or
 *   cancelled are not in it, nor are those not opened yet.
 * @throws `DomainError`, as `evaluateSla`.
 *
 * @example
 * ```ts
 * import { defineSlaPolicy, orderQueue, slaPresets } from "clientele/sla";
 *
 * const policy = defineSlaPolicy(slaPresets.majorAndOrdinary);
 * const opened = (id: string, severity: string, openedAt: string) => ({ id, customerId: "c", severity, openedAt, events: [] });
 * const { queue } = orderQueue(
 *   [
 *     opened("a", "ordinary", "2026-03-01T00:00:00Z"),
 *     opened("b", "major", "2026-03-01T09:30:00Z"),
 *     opened("c", "major", "2026-03-01T08:30:00Z"),
 *   ],
 *   policy,
 *   { asOf: "2026-03-01T10:00:00Z" },
 * );
 *
 * queue.map(({ row, remainingMs }) => [row.id, remainingMs]); // => [["c", 1800000], ["b", 5400000], ["a", 50400000]]
 * ```
 */
export function orderQueue<Row extends Case>(
  cases: Iterable<Row>,
  policy: SlaPolicy,
  context: SlaContext,
): CaseQueue<Row> {
  const judgement = judgementOf(policy, context);
  const findings = startRowFindings();
  const entries: Entry<Row>[] = [];
  let index = 0;
  for (const row of cases) {
    const entry = entryOf(row, judgement);
    if (entry.ok) {
      if (entry.value !== null) entries.push(entry.value);
    } else if (entry.error.code !== "case-not-open-yet") {
      const { code, ...params } = entry.error;
      findings.add({ index, code, path: "path" in params ? params.path : "", params });
    }
    index++;
  }
  entries.sort(
    (a, b) =>
      a.tierRank - b.tierRank ||
      a.severityRank - b.severityRank ||
      compare(a.remainingMs ?? Infinity, b.remainingMs ?? Infinity) ||
      a.openedAt - b.openedAt ||
      (a.row.id === b.row.id ? 0 : a.row.id < b.row.id ? -1 : 1),
  );
  return {
    asOf: judgement.asOf,
    policy: judgement.policy.reference,
    queue: entries.map(
      ({ row, metric, remainingMs, reasons }, place): QueuedCase<Row> => ({
        row,
        place: place + 1,
        metric,
        remainingMs,
        reasons,
      }),
    ),
    findings: findings.result(),
  };
}

interface Entry<Row> {
  readonly row: Row;
  readonly tierRank: number;
  readonly severityRank: number;
  readonly openedAt: number;
  readonly metric: string | null;
  readonly remainingMs: number | null;
  readonly reasons: readonly SlaReason[];
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** Null when the case is done with. */
function entryOf<Row extends Case>(row: Row, judgement: Judgement): Result<Entry<Row> | null, SlaRefusal> {
  const followed = followCase(row, judgement);
  if (!followed.ok) return followed;
  const { log, standing } = followed.value;
  if (isDone(log)) return ok(null);
  const urgent = mostUrgent(followed.value, judgement);
  if (!urgent.ok) return urgent;
  const { tiers, severities } = judgement.policy.data;
  const { tier, severity } = standing;
  const { metric, remainingMs } = urgent.value;
  const text = (value: string): Tagged => ({ kind: "text", text: value });
  const listed = (names: readonly string[] | null, name: string | null): boolean =>
    name !== null && (names?.includes(name) ?? false);
  const reasons: SlaReason[] = [];
  if (tier !== null) {
    const verdict = listed(tiers, tier) ? "met" : "unknown";
    reasons.push({ ...BLANK, code: "queue-tier", rule: "/tiers", observed: text(tier), verdict });
  }
  const verdict = listed(severities, severity) ? "met" : "unknown";
  reasons.push({ ...BLANK, code: "queue-severity", rule: "/severities", observed: text(severity), verdict });
  if (metric !== null && remainingMs !== null) {
    const observed: Tagged = { kind: "duration", ms: Math.abs(remainingMs) };
    const said = remainingMs < 0 ? (["queue-overdue", "unmet"] as const) : (["queue-remaining", "unknown"] as const);
    reasons.push({ ...BLANK, code: said[0], rule: "/targets", metric, observed, verdict: said[1] });
  }
  return ok({
    row,
    tierRank: rankOf(tiers, tier),
    severityRank: rankOf(severities, severity),
    openedAt: log.openedAt,
    metric,
    remainingMs,
    reasons,
  });
}

/** The place in a list; after all of them for what is not in it. */
function rankOf(names: readonly string[] | null, name: string | null): number {
  if (names === null || name === null) return names?.length ?? 0;
  const place = names.indexOf(name);
  return place === -1 ? names.length : place;
}

interface Urgent {
  readonly metric: string | null;
  readonly remainingMs: number | null;
}

function mostUrgent({ runs }: Followed, { at }: Judgement): Result<Urgent, SlaRefusal> {
  let urgent: Urgent = { metric: null, remainingMs: null };
  for (const [metric, { cycles }] of runs) {
    const last = cycles.at(-1);
    if (last?.stoppedAt !== null || last.paused) continue;
    const { remainingMs, never } = measureCycle(last, at);
    if (never !== null) return err(never);
    if (remainingMs !== null && remainingMs < (urgent.remainingMs ?? Infinity)) {
      urgent = { metric: metric.id, remainingMs };
    }
  }
  return ok(urgent);
}
