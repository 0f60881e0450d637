import { orThrow, type Report, timeDurationMs } from "../../core/index.ts";
import type { SlaEscalation, SlaHours, SlaPolicyData } from "../model.ts";

/** At most so many pairs of tier and severity are looked at. */
const PAIRS = 2500;
/** At most so many comparisons are made, a finding counting for as many as it costs: about a second. */
const COMPARISONS = 2_000_000;
const A_FINDING = 20;

interface Promised {
  readonly index: number;
  readonly ms: number;
  readonly hours: string | null;
}

/**
 * Lists what is worth knowing about a policy that may be used.
 *
 * @param policy - The policy.
 * @param tell - Takes the findings.
 */
export function findings(policy: SlaPolicyData, tell: Report): void {
  const { targets, escalations } = policy;
  let left = COMPARISONS;
  const report: Report = (...finding) => {
    left -= A_FINDING;
    tell(...finding);
  };
  const lengths = targets.map(({ within }) => orThrow(timeDurationMs(within)));
  const rows = new Map<string, Promised[]>();
  targets.forEach(({ tier, severity, metric, hours }, index) => {
    const key = keyOf(tier, severity, metric);
    const promised = { index, ms: lengths[index] ?? 0, hours: calendarOf(hours) };
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [promised]);
    else row.push(promised);
  });
  const matching = (tier: string | null, severity: string | null, metric: string): readonly Promised[] => {
    const keys = new Set([
      keyOf(tier, severity, metric),
      keyOf(tier, null, metric),
      keyOf(null, severity, metric),
      keyOf(null, null, metric),
    ]);
    const found = [...keys].flatMap((key) => rows.get(key) ?? []);
    left -= keys.size + found.length;
    return found;
  };

  const metrics = [...new Set(targets.map(({ metric }) => metric))];
  const severities = policy.severities ?? named(targets.map(({ severity }) => severity));
  const tiers: readonly (string | null)[] = [
    ...(policy.tiers ?? named(targets.map(({ tier }) => tier))),
    ...(policy.tiers === null ? [null] : []),
  ];
  pairs(tiers, severities, (tier, severity) => {
    for (const metric of metrics) {
      if (left > 0 && matching(tier, severity, metric).length === 0) {
        report("severity-without-promise", ["targets"], { ...pair(tier, severity), metric });
      }
    }
    const strictest = (metric: string): Promised | null => comparable(matching(tier, severity, metric));
    const compare = (code: string, longer: string, shorter: string): void => {
      const [later, sooner] = [strictest(longer), strictest(shorter)];
      if (sooner === null || later?.hours !== sooner.hours || later.ms >= sooner.ms) return;
      report(code, ["targets", later.index, "within"], {
        ...pair(tier, severity),
        observed: { kind: "duration", ms: later.ms },
        required: { kind: "duration", ms: sooner.ms },
      });
    };
    compare("resolution-before-response", "firstResolution", "firstResponse");
    compare("next-response-before-first", "nextResponse", "firstResponse");
  });

  const ranked = policy.tiers ?? [];
  pairs(ranked.slice(1), severities, (tier, severity) => {
    const higher = ranked[ranked.indexOf(tier) - 1] ?? null;
    for (const metric of metrics) {
      if (left <= 0) return;
      const [ours, theirs] = [
        comparable(matching(higher, severity, metric)),
        comparable(matching(tier, severity, metric)),
      ];
      if (theirs === null || ours?.hours !== theirs.hours || ours.ms <= theirs.ms) continue;
      report("stricter-tier-looser-promise", ["targets", ours.index, "within"], {
        severity,
        metric,
        tier: higher,
        lower: tier,
        observed: { kind: "duration", ms: ours.ms },
        required: { kind: "duration", ms: theirs.ms },
      });
    }
  });

  targets.forEach(({ tier, severity, metric, hours }, index) => {
    if (left <= 0) return;
    const ms = lengths[index] ?? 0;
    const wider = matching(tier, severity, metric).find(
      (other) =>
        other.index !== index &&
        other.hours === calendarOf(hours) &&
        (other.ms < ms || (other.ms === ms && other.index < index)),
    );
    if (wider !== undefined) {
      report("target-unreachable", ["targets", index], {
        ...pair(tier, severity),
        metric,
        by: `/targets/${wider.index}`,
      });
    }
    left -= escalations.length;
    escalations.forEach((escalation) => {
      if (left <= 0) return;
      if (escalation.metric !== null && escalation.metric !== metric) return;
      const found = clash(escalation, ms);
      if (found === null) return;
      const keys = ["targets", index, "within"];
      const observed = { kind: "duration", ms } as const;
      report(found.code, keys, {
        ...pair(tier, severity),
        metric,
        escalation: escalation.id,
        observed,
        required: found.at,
      });
    });
  });
}

function clash(
  { when }: SlaEscalation,
  targetMs: number,
): { readonly code: string; readonly at: { readonly kind: "duration"; readonly ms: number } } | null {
  if ("afterStart" in when) {
    const ms = orThrow(timeDurationMs(when.afterStart));
    return ms < targetMs ? { code: "target-after-escalation", at: { kind: "duration", ms } } : null;
  }
  if ("beforeDue" in when) {
    const ms = orThrow(timeDurationMs(when.beforeDue));
    return ms >= targetMs ? { code: "escalation-at-once", at: { kind: "duration", ms } } : null;
  }
  return null;
}

const keyOf = (tier: string | null, severity: string | null, metric: string): string =>
  JSON.stringify([tier, severity, metric]);

const pair = (tier: string | null, severity: string | null): { readonly tier: string; readonly severity: string } => ({
  tier: tier ?? "*",
  severity: severity ?? "*",
});

const named = (names: readonly (string | null)[]): readonly string[] => [
  ...new Set(names.filter((name) => name !== null)),
];

function pairs<Tier extends string | null>(
  tiers: readonly Tier[],
  severities: readonly string[],
  look: (tier: Tier, severity: string) => void,
): void {
  let left = PAIRS;
  for (const tier of tiers) for (const severity of severities) if (left-- > 0) look(tier, severity);
}

/** The strictest of promises in the same hours; lengths in different hours cannot be compared. */
function comparable(promised: readonly Promised[]): Promised | null {
  const [first] = promised;
  if (first === undefined || promised.some(({ hours }) => hours !== first.hours)) return null;
  return promised.reduce((least, other) => (other.ms < least.ms ? other : least));
}

const calendarOf = (hours: SlaHours): string | null => (hours === "24x7" ? null : hours.business);
