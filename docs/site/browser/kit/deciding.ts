import type { TierDecision, TierPolicy, TierReason } from "clientele/tiers";

/** The lines of a decision: those that decide it, and all others; each in the policy's order. */
export interface Weighed {
  readonly deciding: readonly TierReason[];
  readonly others: readonly TierReason[];
}

/**
 * Parts the reasons that decide from those that could have decided otherwise and did not. Of a tier lost: the downgrade rules that
 * apply, and what is not met of staying; of a tier held all the same: what holds it, then why it is lost; of a tier reached or kept: what
 * is met of it; of the lowest: what keeps the next one away.
 */
export function weighReasons(decision: Decided, { tiers }: Pick<TierPolicy, "tiers">): Weighed {
  const first = holdersOf(decision);
  const causes = causesOf(decision, tiers).filter((reason) => !first.includes(reason));
  const deciding = [...first, ...causes];
  return { deciding, others: decision.reasons.filter((reason) => !deciding.includes(reason)) };
}

type Decided = Pick<TierDecision, "action" | "from" | "to" | "heldBy" | "reasons">;
type Tiers = TierPolicy["tiers"];

/** What holds or moves a tier whatever is measured: individual decisions, terms, protection. */
function holdersOf({ heldBy, reasons, to }: Decided): readonly TierReason[] {
  return reasons.filter(({ code, rule, verdict, part }) => {
    if (verdict !== "met") return false;
    if (code.startsWith("override-")) return rule === heldBy?.rule || (heldBy === null && part === to);
    if (code.startsWith("hold-")) return rule === heldBy?.rule;
    return ALONE.includes(code);
  });
}

const ALONE: readonly TierReason["code"][] = [
  "upgrade-in-force",
  "tier-just-given",
  "tier-still-valid",
  "tier-reviewed",
  "one-step-taken",
];

function causesOf({ action, from, to, reasons }: Decided, tiers: Tiers): readonly TierReason[] {
  if (action === "insufficientData")
    return reasons.filter((reason) => !isGroup(reason) && reason.verdict === "unknown");
  const lost = action === "held" || action === "graceStarted" || action === "graceContinued";
  if (action === "downgrade" || lost) return lossOf(from ?? to, reasons, tiers);
  const place = tiers.findIndex(({ id }) => id === to);
  const [attained, retained] = (["attain", "retain"] as const).map((role) =>
    partOf(reasons, `/tiers/${place}/${role}`),
  );
  for (const part of [attained, retained]) {
    if (part !== undefined && part.length > 0 && holds(part)) return leaves(part, true);
  }
  const above = tiers
    .map(({ id, rank }, at) => ({ id, rank, at }))
    .sort((a, b) => a.rank - b.rank)
    .find(({ rank }) => rank > (tiers[place]?.rank ?? 0));
  const unmet = above === undefined ? [] : leaves(partOf(reasons, `/tiers/${above.at}/attain`), false);
  return [...firedOf(reasons), ...unmet];
}

/** Why a tier is lost: a downgrade rule applies, or what it takes to stay is not met. */
function lossOf(tier: string, reasons: readonly TierReason[], tiers: Tiers): readonly TierReason[] {
  const place = tiers.findIndex(({ id }) => id === tier);
  const retain = partOf(reasons, `/tiers/${place}/retain`);
  const stay = retain.length > 0 ? retain : partOf(reasons, `/tiers/${place}/attain`);
  return [...firedOf(reasons), ...(holds(stay) ? [] : leaves(stay, false))];
}

/** The lines of the downgrade rules that apply. */
function firedOf(reasons: readonly TierReason[]): readonly TierReason[] {
  const rules = new Set(reasons.flatMap(({ rule }) => /^\/downgrade\/also\/\d+/.exec(rule)?.[0] ?? []));
  return [...rules]
    .map((rule) => partOf(reasons, rule))
    .filter(holds)
    .flatMap((part) => leaves(part, true));
}

const partOf = (reasons: readonly TierReason[], place: string): readonly TierReason[] =>
  reasons.filter(({ rule }) => rule === place || rule.startsWith(`${place}/`));

const isGroup = ({ code }: TierReason): boolean => code.startsWith("group-");

/** Whether a line stands as its condition would have it. */
const gains = ({ verdict, negated }: TierReason): boolean => verdict === (negated ? "unmet" : "met");

/** Whether the lines of a condition make it hold: an `all` at its top has no line of its own. */
function holds(part: readonly TierReason[]): boolean {
  const top = Math.min(...part.map(({ depth }) => depth));
  return part.filter(({ depth }) => depth === top).every(gains);
}

/** The comparisons that stand as asked, with every group around them. */
const leaves = (part: readonly TierReason[], gained: boolean): readonly TierReason[] =>
  part.filter(
    (reason) =>
      !isGroup(reason) &&
      part
        .filter((other) => other === reason || reason.rule.startsWith(`${other.rule}/`))
        .every((other) => gains(other) === gained),
  );
