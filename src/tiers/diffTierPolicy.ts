import {
  alignLists,
  canonicalJson,
  partChange,
  type PhraseValue,
  policyChange,
  type PolicySide,
  tagDuration,
} from "../core/index.ts";
import {
  type Condition,
  type ConditionVersion,
  diffConditions,
  diffMetrics,
  type Keys,
  phraseCondition,
} from "../rules/index.ts";
import type { TierOwnChangeCode, TierPartCode, TierPlaceCode, TierPolicyChange } from "./changeModel.ts";
import {
  downgradeWords,
  graceWords,
  momentText,
  nameOf,
  namesOf,
  noticeWords,
  say,
  scheduleWords,
  upgradeWords,
  validityWords,
} from "./internal/words.ts";
import type { DowngradeRule, Tier, TierPolicy, TierPolicyData } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";

/**
 * Tells what has changed between two versions of a tier policy, in the terms of the rulebook: thresholds raised or lowered and by
 * how much, conditions, tiers, metrics and downgrade rules that are new or gone, and every other part with what it was and is.
 * For a change log, for an approval, for the question what was different last year. `explain` writes the changes out.
 *
 * Tiers, metrics and downgrade rules belong together by their ids, so that one with another id is told as one gone and one new.
 * Nothing that differs goes unsaid: the change of a part covers all that stands below its `path`; what means the same but is
 * written otherwise (`"50000"` and `"50000.00"`, another order) is told as that. Percentages are of what it was, rounded to two decimals.
 *
 * @param before - The earlier version.
 * @param after - The later one; of the same kind, not necessarily of the same id.
 * @returns The changes, in the order of the later policy; empty when both are the same. With the two exchanged, the same
 *   changes the other way around.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 * import { defineTierPolicy, diffTierPolicy, tierPresets } from "clientele/tiers";
 *
 * const { abc } = tierPresets;
 * const before = defineTierPolicy(abc);
 * const after = defineTierPolicy({
 *   ...abc,
 *   version: 2,
 *   tiers: abc.tiers.map((tier) =>
 *     tier.id === "A" ? { ...tier, attain: { metric: "turnoverRankShare", op: "<=", value: 0.7 } as const } : tier,
 *   ),
 *   minimumDwell: "P3M",
 * });
 * const changes = diffTierPolicy(before, after);
 *
 * changes.map(({ code, path }) => [code, path]);
 * // => [
 * //   ["policy-version-changed", "/version"],
 * //   ["threshold-lowered", "/tiers/2/attain/value"],
 * //   ["dwell-changed", "/minimumDwell"],
 * // ]
 * explain(changes, { locale: "en" });
 * // => [
 * //   "the version: 2; before: 1",
 * //   "to reach and to keep A: share of turnover up to this customer, lowered from 80 % to 70 % (by 10 percentage points)",
 * //   "how long a tier is kept at the least: 3 months; before: nothing",
 * // ]
 * explain(changes, { locale: "zh-CN" })[2]; // => "最短保持期由“无”改为“3 个月”"
 * ```
 */
export function diffTierPolicy(before: TierPolicy, after: TierPolicy): readonly TierPolicyChange[] {
  const versions: Versions = { before: compiledTiers(before).data, after: compiledTiers(after).data };
  const part = partOf(versions);
  return [
    ...part("id", "policy-id-changed", "part-id", ({ id }) => id),
    ...part("version", "policy-version-changed", "part-version", ({ version }) => version),
    ...part("scheme", "policy-scheme-changed", "part-scheme", ({ scheme }) => scheme),
    ...part("effectiveFrom", "policy-begins-changed", "part-begins", ({ effectiveFrom: at }) => at && momentText(at)),
    ...part("effectiveTo", "policy-ends-changed", "part-ends", ({ effectiveTo: at }) => at && momentText(at)),
    ...part("timeZone", "policy-time-zone-changed", "part-time-zone", ({ timeZone }) => timeZone),
    ...part("currency", "policy-currency-changed", "part-currency", ({ currency }) => currency),
    ...diffMetrics(versions.before, versions.after),
    ...tierListChanges(versions),
    ...part("upgrade", "upgrade-changed", "part-upgrade", ({ upgrade }) => upgradeWords(upgrade)),
    ...downgradeChanges(versions),
    ...part("validity", "validity-changed", "part-validity", ({ validity }) => validityWords(validity)),
    ...part("schedule", "schedule-changed", "part-schedule", ({ schedule }) => scheduleWords(schedule)),
    ...part(
      "protectionAfterUpgrade",
      "protection-changed",
      "part-protection",
      ({ protectionAfterUpgrade: term }) => term && tagDuration(term),
    ),
    ...part("minimumDwell", "dwell-changed", "part-dwell", ({ minimumDwell: term }) => term && tagDuration(term)),
    ...part("notice", "notice-changed", "part-notice", ({ notice }) => noticeWords(notice)),
    ...part("meta", "policy-notes-changed", "part-notes", ({ meta }) => meta && canonicalJson(meta)),
  ];
}

interface Versions {
  readonly before: TierPolicyData;
  readonly after: TierPolicyData;
}

/** Compares a part of the policy that has words of its own; null is said to be nothing. */
const partOf =
  ({ before, after }: Versions) =>
  (
    key: keyof TierPolicyData,
    code: TierOwnChangeCode,
    place: TierPartCode,
    put: (data: TierPolicyData) => PhraseValue,
  ): readonly TierPolicyChange[] =>
    partChange(code, {
      before: { keys: [key], value: before[key] },
      after: { keys: [key], value: after[key] },
      place: say(place),
      from: orNothing(put(before)),
      to: orNothing(put(after)),
    });

const orNothing = (said: PhraseValue): PhraseValue => said ?? say("said-nothing");

/** An item of both versions, and where it stands in each. */
interface Both<Item> {
  readonly before: Item;
  readonly after: Item;
  readonly at: { readonly before: Keys; readonly after: Keys };
}

/** Compares two lists whose items belong together by their ids. */
function listChanges<Item extends { readonly id: string }>(
  keys: Keys,
  { before, after }: { readonly before: readonly Item[]; readonly after: readonly Item[] },
  told: {
    readonly both: (items: Both<Item>) => readonly TierPolicyChange[];
    readonly removed: (side: PolicySide, item: Item) => TierPolicyChange;
    readonly added: (side: PolicySide, item: Item) => TierPolicyChange;
    readonly reordered: "tiers-reordered" | "downgrade-rules-reordered";
  },
): readonly TierPolicyChange[] {
  const ids = (items: readonly Item[]): readonly (readonly string[])[] => items.map(({ id }) => [id]);
  const { pairs, removed, added, reordered } = alignLists(ids(before), ids(after));
  const single = (
    items: readonly Item[],
    at: number,
    tell: (side: PolicySide, item: Item) => TierPolicyChange,
  ): readonly TierPolicyChange[] =>
    items.slice(at, at + 1).map((item) => tell({ keys: [...keys, at], value: item }, item));
  const lists = { before: { keys, value: before }, after: { keys, value: after } };
  return [
    ...pairs.flatMap(([a, b]) => {
      const [was, is] = [before[a], after[b]];
      if (was === undefined || is === undefined) return [];
      return told.both({ before: was, after: is, at: { before: [...keys, a], after: [...keys, b] } });
    }),
    ...removed.flatMap((at) => single(before, at, told.removed)),
    ...added.flatMap((at) => single(after, at, told.added)),
    ...(reordered ? [policyChange(told.reordered, lists, {})] : []),
  ];
}

/** Compares a part of an item that both versions have. */
const within =
  <Item extends object>({ before, after, at }: Both<Item>) =>
  (
    key: keyof Item & string,
    code: TierOwnChangeCode,
    place: PhraseValue,
    put: (item: Item) => PhraseValue,
  ): readonly TierPolicyChange[] =>
    partChange(code, {
      before: { keys: [...at.before, key], value: before[key] },
      after: { keys: [...at.after, key], value: after[key] },
      place,
      from: orNothing(put(before)),
      to: orNothing(put(after)),
    });

// ----------------------------------------------------------------------------------------------------------------- tiers

function tierListChanges(versions: Versions): readonly TierPolicyChange[] {
  const lists = { before: versions.before.tiers, after: versions.after.tiers };
  const asked = ({ attain }: Tier, data: TierPolicyData): PhraseValue =>
    attain === null ? say("described-tier-base") : phraseCondition(attain, data);
  return listChanges(["tiers"], lists, {
    both: (tiers) => tierChanges(tiers, versions),
    removed: (side, tier) =>
      policyChange(
        "tier-dropped",
        { before: side, after: null },
        { place: nameOf(tier), from: asked(tier, versions.before) },
      ),
    added: (side, tier) =>
      policyChange(
        "tier-added",
        { before: null, after: side },
        { place: nameOf(tier), to: asked(tier, versions.after) },
      ),
    reordered: "tiers-reordered",
  });
}

function tierChanges(tiers: Both<Tier>, versions: Versions): readonly TierPolicyChange[] {
  const { before, after } = tiers;
  const name = nameOf(after);
  const part = within(tiers);
  const same = before.retain === null && after.retain === null;
  return [
    ...part("labels", "tier-renamed", say("part-labels", { id: after.id }), ({ labels }) => namesOf(labels)),
    ...part("rank", "tier-rank-changed", say("part-rank", { tier: name }), ({ rank }) => rank),
    ...part(
      "servicePackage",
      "tier-package-changed",
      say("part-package", { tier: name }),
      (tier) => tier.servicePackage,
    ),
    ...part("downgradeAllowed", "tier-fixed-changed", say("part-fixed", { tier: name }), (tier) => ({
      kind: "boolean",
      value: tier.downgradeAllowed ?? true,
    })),
    ...conditionChanges(tiers, "attain", same ? "place-attain-and-retain" : "place-attain", versions),
    ...retainChanges(tiers, versions),
    ...conditionChanges(tiers, "lifetime", "place-lifetime", versions),
  ];
}

function conditionChanges(
  tiers: Both<Tier>,
  key: "attain" | "retain" | "lifetime",
  place: TierPlaceCode,
  versions: Versions,
): readonly TierPolicyChange[] {
  const version = (which: "before" | "after"): ConditionVersion =>
    versionOf(tiers[which][key], [...tiers.at[which], key], versions[which]);
  return diffConditions(version("before"), version("after"), { place: say(place, { tier: nameOf(tiers.after) }) });
}

const versionOf = (
  condition: Condition | null,
  keys: Keys,
  { metrics, currency }: TierPolicyData,
): ConditionVersion => ({ metrics, currency, condition: condition === null ? null : { keys, condition } });

/** Without a `retain`, the same is asked as to reach the tier. */
function retainChanges(tiers: Both<Tier>, versions: Versions): readonly TierPolicyChange[] {
  const { before, after, at } = tiers;
  if ((before.retain === null) === (after.retain === null)) {
    return conditionChanges(tiers, "retain", "place-retain", versions);
  }
  const side = (which: "before" | "after"): PolicySide | null => {
    const value = tiers[which].retain;
    return value === null ? null : { keys: [...at[which], "retain"], value };
  };
  const sides = { before: side("before"), after: side("after") };
  const place = nameOf(after);
  if (after.retain !== null) {
    return [policyChange("retain-set-apart", sides, { place, to: phraseCondition(after.retain, versions.after) })];
  }
  return before.retain === null
    ? []
    : [policyChange("retain-as-attain", sides, { place, from: phraseCondition(before.retain, versions.before) })];
}

// ------------------------------------------------------------------------------------------------------------- downgrades

function downgradeChanges(versions: Versions): readonly TierPolicyChange[] {
  const { before, after } = versions;
  const downgrades: Both<TierPolicyData["downgrade"]> = {
    before: before.downgrade,
    after: after.downgrade,
    at: { before: ["downgrade"], after: ["downgrade"] },
  };
  const part = within(downgrades);
  return [
    ...part("mode", "downgrade-mode-changed", say("part-downgrade"), ({ mode }) => downgradeWords(mode)),
    ...listChanges(
      ["downgrade", "also"],
      { before: before.downgrade.also, after: after.downgrade.also },
      {
        both: (rules) => ruleChanges(rules, versions),
        removed: (side, rule) =>
          policyChange(
            "downgrade-rule-removed",
            { before: side, after: null },
            { place: nameOf(rule), from: phraseCondition(rule.when, before) },
          ),
        added: (side, rule) =>
          policyChange(
            "downgrade-rule-added",
            { before: null, after: side },
            { place: nameOf(rule), to: phraseCondition(rule.when, after) },
          ),
        reordered: "downgrade-rules-reordered",
      },
    ),
    ...part("grace", "grace-changed", say("part-grace"), ({ grace }) => graceWords(grace)),
  ];
}

function ruleChanges(rules: Both<DowngradeRule>, versions: Versions): readonly TierPolicyChange[] {
  const { after, at } = rules;
  const version = (which: "before" | "after"): ConditionVersion =>
    versionOf(rules[which].when, [...at[which], "when"], versions[which]);
  return [
    ...within(rules)("labels", "downgrade-rule-renamed", say("part-labels", { id: after.id }), ({ labels }) =>
      namesOf(labels),
    ),
    ...diffConditions(version("before"), version("after"), { place: say("place-also", { rule: nameOf(after) }) }),
  ];
}
