import { fingerprint, pointer } from "../core/index.ts";
import { type Condition, type ConditionWords, describeCondition, describeMetric, type Keys } from "../rules/index.ts";
import type { TierDescriptionLine, TierPhrase, TierSectionCode } from "./descriptionModel.ts";
import {
  downgradeWords,
  graceWords,
  momentText,
  nameOf,
  noticeWords,
  say,
  scheduleWords,
  termWords,
  upgradeWords,
  validityWords,
} from "./internal/words.ts";
import type { Tier, TierPolicy, TierPolicyData } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";

/**
 * Puts a tier policy into words, as a document to be read and signed: what the rules are for, what is measured, the tiers with what
 * they ask, how customers rise, how tiers are lost, when they are tested and what holds them, when customers are told.
 *
 * Everything that bears on a decision is told, what is left out as what it then means. The host's notes (`meta`) are not told,
 * but the fingerprint of the whole policy is, so that what was signed can be held against what is run. Metrics are written out
 * with their names, amounts in the policy's currency, moments and durations as the policy writes them.
 *
 * @param policy - The policy.
 * @returns The sections, each with its lines below it, and each line with the place in the policy that it tells of. Plain JSON;
 *   `explain` writes it out in English or Chinese.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 * import { defineTierPolicy, describeTierPolicy, tierPresets } from "clientele/tiers";
 *
 * const sections = describeTierPolicy(defineTierPolicy(tierPresets.valueAndTenure));
 * const gold = sections[2]?.parts[2];
 *
 * explain(gold ?? [], { locale: "en" });
 * // => [
 * //   "Gold (gold), rank 2",
 * //   "  service package: gold",
 * //   "  to reach it:",
 * //   "    all of these hold:",
 * //   "      spend of 12 months is at least CNY 50,000",
 * //   "      length of cooperation is at least 180 days",
 * //   "  to keep it:",
 * //   "    all of these hold:",
 * //   "      spend of 12 months is at least CNY 40,000",
 * // ]
 * explain(sections[4] ?? [], { locale: "zh-CN" }).slice(0, 4);
 * // => [
 * //   "降级办法",
 * //   "  不再符合保级条件的，逐级降至下一等级",
 * //   "  长期未交易（标识 dormant）：符合以下条件时，即使满足保级条件也予以降级，且不得升级：",
 * //   "    距上次下单天数不少于 180 天",
 * // ]
 * ```
 */
export function describeTierPolicy<Name extends string, Metric extends string>(
  policy: TierPolicy<Name, Metric>,
): readonly TierDescriptionLine[] {
  const { data, rungs } = compiledTiers(policy);
  const words: ConditionWords = data;
  const tiers = rungs.flatMap(({ place }) => {
    const tier = data.tiers[place];
    return tier === undefined ? [] : [tierLine(tier, ["tiers", place], words)];
  });
  return [
    section("described-policy", [], headLines(data), { id: data.id, version: data.version }),
    section(
      "described-metrics",
      ["metrics"],
      data.metrics.map((metric, at) => describeMetric(metric, { ...words, keys: ["metrics", at] })),
    ),
    section("described-tiers", ["tiers"], tiers),
    section(
      "described-rising",
      ["upgrade"],
      upgradeWords(data.upgrade).map((said) => lineOf([said], ["upgrade"])),
    ),
    section("described-falling", ["downgrade"], fallingLines(data)),
    section("described-holding", [], holdingLines(data)),
    section("described-telling", ["notice"], [lineOf(noticeWords(data.notice), ["notice"])]),
  ];
}

const section = (
  code: TierSectionCode,
  keys: Keys,
  parts: readonly TierDescriptionLine[],
  params: TierPhrase["params"] = {},
): TierDescriptionLine => ({ ...say(code, params), path: pointer(keys), parts });

/** The first phrase, with the others below it. */
function lineOf(
  [said = say("described-purpose"), ...rest]: readonly TierPhrase[],
  keys: Keys,
  parts: readonly TierDescriptionLine[] = [],
): TierDescriptionLine {
  const path = pointer(keys);
  return { ...said, path, parts: [...rest.map((one) => ({ ...one, path, parts: [] })), ...parts] };
}

function headLines(data: TierPolicyData): readonly TierDescriptionLine[] {
  const { tiers, scheme, effectiveFrom, effectiveTo, timeZone, currency } = data;
  const base = tiers.find(({ attain }) => attain === null);
  const from = effectiveFrom === null ? null : momentText(effectiveFrom);
  const to = effectiveTo === null ? null : momentText(effectiveTo);
  const inForce =
    from === null
      ? to === null
        ? say("described-in-force-always")
        : say("described-in-force-until", { to })
      : to === null
        ? say("described-in-force-from", { from })
        : say("described-in-force-between", { from, to });
  return [
    lineOf([say("described-purpose", { count: tiers.length, base: base === undefined ? null : nameOf(base) })], []),
    ...(scheme === null ? [] : [lineOf([say("described-scheme", { scheme })], ["scheme"])]),
    lineOf([inForce], [effectiveFrom === null && effectiveTo !== null ? "effectiveTo" : "effectiveFrom"]),
    lineOf([say("described-time-zone", { timeZone })], ["timeZone"]),
    lineOf([say("described-currency", { currency })], ["currency"]),
    lineOf([say("described-fingerprint", { fingerprint: fingerprint(data) })], []),
  ];
}

function tierLine(tier: Tier, keys: Keys, words: ConditionWords): TierDescriptionLine {
  const { id, rank, servicePackage, attain, retain, lifetime, downgradeAllowed } = tier;
  const asked = (
    code: "described-tier-attain" | "described-tier-retain" | "described-tier-lifetime",
    key: "attain" | "retain" | "lifetime",
    condition: Condition | null,
  ): readonly TierDescriptionLine[] => {
    if (condition === null) return [];
    const place = [...keys, key];
    return [lineOf([say(code)], place, [describeCondition(condition, { ...words, keys: place })])];
  };
  return lineOf([say("described-tier", { label: nameOf(tier), tier: id, rank })], keys, [
    ...(servicePackage === null
      ? []
      : [lineOf([say("described-tier-package", { servicePackage })], [...keys, "servicePackage"])]),
    ...(attain === null ? [lineOf([say("described-tier-base")], [...keys, "attain"])] : []),
    ...asked("described-tier-attain", "attain", attain),
    ...asked("described-tier-retain", "retain", retain),
    ...(attain !== null && retain === null ? [lineOf([say("described-tier-retain-same")], [...keys, "retain"])] : []),
    ...asked("described-tier-lifetime", "lifetime", lifetime),
    ...(downgradeAllowed === false ? [lineOf([say("described-tier-fixed")], [...keys, "downgradeAllowed"])] : []),
  ]);
}

function fallingLines(data: TierPolicyData): readonly TierDescriptionLine[] {
  const { mode, also, grace } = data.downgrade;
  return [
    lineOf([downgradeWords(mode)], ["downgrade", "mode"]),
    ...also.map((rule, at) => {
      const keys = ["downgrade", "also", at];
      const when = describeCondition(rule.when, { ...data, keys: [...keys, "when"] });
      return lineOf([say("described-also", { label: nameOf(rule), rule: rule.id })], keys, [when]);
    }),
    lineOf(graceWords(grace), ["downgrade", "grace"]),
  ];
}

const holdingLines = (data: TierPolicyData): readonly TierDescriptionLine[] => [
  lineOf(scheduleWords(data.schedule), ["schedule"]),
  lineOf(validityWords(data.validity), ["validity"]),
  ...termWords("described-protection", data.protectionAfterUpgrade).map((said) =>
    lineOf([said], ["protectionAfterUpgrade"]),
  ),
  ...termWords("described-dwell", data.minimumDwell).map((said) => lineOf([said], ["minimumDwell"])),
];
