import {
  DomainError,
  dayOf,
  epochMsOf,
  type Instant,
  instant,
  instantFromMs,
  type Labels,
  minusDuration,
  show,
  type Tagged,
} from "../core/index.ts";
import { countedUntil, effectiveOp, firingReasons, helpLines } from "./internal/helpLines.ts";
import { tellableMetrics } from "./internal/notice.ts";
import { packageParts } from "./internal/packageParts.ts";
import type { MissingCondition, TierDecision, TierReason } from "./model.ts";
import type {
  NoticeAudience,
  NoticeLine,
  NoticeLineCode,
  NoticePart,
  NoticePartKind,
  PlannedNotice,
  PlannedNoticeKind,
  TierNoticePlan,
} from "./noticeModel.ts";
import { type CompiledPackage, compiledPackages, type CompiledServicePackages } from "./packageKind.ts";
import type { ServicePackagePolicy } from "./packageModel.ts";
import type { TierPolicy } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";

/**
 * Plans who is told what of a tier decision, and by when.
 *
 * The customer is told of a welcome, an upgrade, a downgrade, a grace that begins or ends well; and, once, of a tier that is lost but
 * held for a stated time (`protectionAfterUpgrade`, `minimumDwell`). The letter says what happened and why, what would help (in
 * units, until when), and what their service package now owes them. It names no confidential metric, no score, no share, no
 * rule and nobody's individual decision; and it promises nothing but what the package of the tier grants. It is due as the
 * policy's `notice` says.
 *
 * The account manager is told at once, of all this and of every tier that is held or cannot be judged, with every reason, hold,
 * individual decision and finding. When nothing happens, nobody is told.
 *
 * @param decision - The decision, with its trace.
 * @param policy - The ladder that it was made under.
 * @param options - `packages`: the service packages that its tiers name; null or left out to say nothing of services.
 * @returns The notices; `renderTierLetter` of `clientele/explain` writes them.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-option` when the decision was made under another policy or version, or
 *   a tier names a package that is none of `packages`.
 *
 * @example
 * ```ts
 * import { money, orThrow } from "clientele/core";
 * import { renderTierLetter } from "clientele/explain";
 * import {
 *   defineServicePackages,
 *   defineTierPolicy,
 *   evaluateTier,
 *   planTierNotices,
 *   servicePackagePresets,
 *   tierPresets,
 * } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueAndTenure);
 * const packages = defineServicePackages(servicePackagePresets.valueGrade);
 * const decision = orThrow(
 *   evaluateTier(
 *     {
 *       customerId: "C-1",
 *       state: { tier: "ordinary", since: "2026-01-01T00:00:00+08:00" },
 *       metrics: { spend: money("12000", "CNY"), tenureDays: 100, idleDays: 3, satisfactionChange: 0 },
 *     },
 *     policy,
 *     { asOf: "2026-05-20T00:00:00+08:00" },
 *   ),
 * );
 * const { notices } = planTierNotices(decision, policy, { packages });
 *
 * notices.map(({ audience, kind, dueAt }) => [audience, kind, dueAt]); // => [
 * //   ["accountManager", "upgraded", "2026-05-19T16:00:00.000Z"],
 * //   ["customer", "upgraded", "2026-05-19T16:00:00.000Z"],
 * // ]
 * const letter = notices.flatMap((notice) =>
 *   notice.audience === "customer" ? renderTierLetter(notice, { locale: "en" }).paragraphs : [],
 * );
 *
 * letter.find(({ kind }) => kind === "adds"); // => {
 * //   kind: "adds",
 * //   heading: "New for you from 2026-05-20 on",
 * //   sentences: ["Visit: 1 time per quarter", "Standard package", "Care activity: 2 times per year"],
 * // }
 * ```
 * @see Our own form of a rule that many companies' customer-management regulations state: the customer is told of a change, in time,
 *   with reasons.
 */
export function planTierNotices<Name extends string>(
  decision: TierDecision<NoInfer<Name>>,
  policy: TierPolicy<Name>,
  options: { readonly packages?: ServicePackagePolicy | null } = {},
): TierNoticePlan {
  const writer = new PlanWriter(decision, policy, options.packages ?? null);
  return {
    customerId: decision.customerId,
    asOf: decision.asOf,
    policy: decision.policy,
    packages: writer.packages?.policy ?? null,
    notices: writer.notices(),
  };
}

const TITLES: Readonly<Record<Exclude<PlannedNoticeKind, "insufficientData">, NoticeLineCode>> = {
  welcome: "letter-title-welcome",
  upgraded: "letter-title-upgraded",
  downgraded: "letter-title-downgraded",
  atRisk: "letter-title-at-risk",
  recovered: "letter-title-recovered",
  held: "letter-title-held",
};

/** Sentences of a decision's own notice that tell what happened; the rest tells why, and what it takes to keep a tier is told anew. */
const TELLS_WHAT: readonly string[] = [
  "letter-tier-welcome",
  "letter-tier-upgraded",
  "letter-tier-upgrade-to-come",
  "letter-tier-downgraded",
  "letter-tier-at-risk",
  "letter-tier-recovered",
  "letter-tier-valid",
];

class PlanWriter {
  readonly packages: CompiledServicePackages | null;
  readonly #decision: TierDecision;
  readonly #policy: TierPolicy;
  readonly #labels: ReadonlyMap<string, Labels>;
  readonly #packageOf: ReadonlyMap<string, CompiledPackage | null>;

  constructor(decision: TierDecision, policy: TierPolicy, packages: ServicePackagePolicy | null) {
    const { rungs } = compiledTiers(policy);
    const { id, version } = decision.policy;
    if (id !== policy.id || version !== policy.version) {
      throw new DomainError(
        "invalid-option",
        `policy: expected ${show(id)}, version ${version}, which the decision was made under, received ${show(policy.id)}, version ${policy.version}`,
      );
    }
    const compiled = packages === null ? null : compiledPackages(packages);
    this.packages = compiled;
    this.#decision = decision;
    this.#policy = policy;
    this.#labels = new Map(rungs.map(({ tier, label }) => [tier, label]));
    this.#packageOf = new Map(
      rungs.map(({ tier, servicePackage }) => [
        tier,
        servicePackage === null || compiled === null ? null : packageNamed(servicePackage, compiled),
      ]),
    );
  }

  notices(): readonly PlannedNotice[] {
    const kind = this.#kind();
    if (kind === null) return [];
    const letter = kind === "insufficientData" ? null : this.#letter(kind);
    const toManager = this.#toManager(kind, letter);
    return letter === null ? [toManager] : [toManager, letter];
  }

  #kind(): PlannedNoticeKind | null {
    const { notice, action } = this.#decision;
    if (notice !== null) return notice.kind;
    return action === "held" || action === "insufficientData" ? action : null;
  }

  #letter(kind: keyof typeof TITLES): PlannedNotice | null {
    const { notice, customerId } = this.#decision;
    const held = notice === null ? this.#heldUntil() : null;
    if (notice === null && held === null) return null;
    const lines: readonly NoticeLine[] = notice?.lines ?? [
      { code: "letter-tier-held", params: { tier: this.#tier(), until: this.#lastDayBefore(held ?? "") } },
    ];
    const what = lines.filter(({ code }) => TELLS_WHAT.includes(code) || code === "letter-tier-held");
    const why = lines.filter((line) => !what.includes(line) && line.code !== "letter-tier-to-keep");
    return {
      audience: "customer",
      kind,
      customerId,
      dueAt: notice?.dueAt ?? this.#due(held ?? ""),
      title: { code: TITLES[kind], params: { tier: this.#tier() } },
      parts: [
        ...part("what", null, what),
        ...part("why", "letter-why", why),
        ...this.#help(kind),
        ...this.#services("customer"),
      ],
    };
  }

  /** Until when a tier that is lost is held for a stated time; null when it is not, or when that was told before. */
  #heldUntil(): Instant | null {
    const { heldBy, stateAfter, asOf } = this.#decision;
    const stated = heldBy?.kind === "protection" || heldBy?.kind === "minimumDwell";
    return stated && stateAfter.breachedSince === asOf ? heldBy.until : null;
  }

  #due(effect: string): Instant {
    const { asOf } = this.#decision;
    const { notice, timeZone } = this.#policy;
    if (notice === null) return asOf;
    const due = minusDuration(effect, notice.lead, { timeZone });
    return due > asOf ? due : asOf;
  }

  #help(kind: keyof typeof TITLES): readonly NoticePart[] {
    const { nextTier, toRetain, stateAfter, heldBy, reasons } = this.#decision;
    const tellable = tellableMetrics(this.#policy.metrics);
    if (kind === "atRisk" || kind === "held") {
      const until = kind === "atRisk" ? stateAfter.graceUntil : (heldBy?.until ?? null);
      if (toRetain === null || until === null) return [];
      const lines = helpLines(toRetain.missing, tellable, firingReasons(reasons, toRetain.lostBy));
      return part("help", "letter-help-keep", lines, { tier: this.#tier(), until: this.#lastDayBefore(until) });
    }
    if (kind === "recovered" || nextTier === null) return [];
    const lines = helpLines(nextTier.missing, tellable, firingReasons(reasons, nextTier.blockedBy));
    if (lines.length === 0) return [];
    const counted = nextTier.by === null ? [] : [countedUntil(this.#lastDayBefore(nextTier.by))];
    return part("help", "letter-help-reach", [...lines, ...counted], { tier: this.#named(nextTier.tier) });
  }

  #services(audience: NoticeAudience): readonly NoticePart[] {
    const { from, to, effectiveAt } = this.#decision;
    if (this.packages === null) return [];
    const held = (tier: string | null): CompiledPackage | null =>
      tier === null ? null : (this.#packageOf.get(tier) ?? null);
    const params = { tier: this.#tier(), on: this.#dayOf(effectiveAt) };
    return packageParts({ from: held(from), to: held(to), params, stays: from === to, audience }, this.packages);
  }

  #toManager(kind: PlannedNoticeKind, letter: PlannedNotice | null): PlannedNotice {
    const { customerId, action, asOf, reasons, findings, nextTier, toRetain } = this.#decision;
    return {
      audience: "accountManager",
      kind,
      customerId,
      dueAt: asOf,
      title: { code: "manager-title", params: { customerId, action, tier: this.#tier() } },
      parts: [
        ...part("what", null, this.#happened(letter)),
        ...part("why", "manager-why", reasons.map(ofReason)),
        ...part("help", "manager-keep", this.#missing(toRetain?.missing ?? [], toRetain?.lostBy ?? []), {
          tier: this.#tier(),
        }),
        ...part("help", "manager-reach", this.#missing(nextTier?.missing ?? [], nextTier?.blockedBy ?? []), {
          tier: this.#named(nextTier?.tier ?? ""),
        }),
        ...this.#services("accountManager"),
        ...part(
          "findings",
          "manager-findings",
          findings.map(({ code, params }) => ({ code, params })),
        ),
      ],
    };
  }

  #happened(letter: PlannedNotice | null): readonly NoticeLine[] {
    const { action, from, to, qualified, effectiveAt, heldBy, validUntil } = this.#decision;
    const tier = this.#tier();
    const moved = { tier, from: from === null ? null : this.#named(from), on: this.#dayOf(effectiveAt) };
    const lines: NoticeLine[] = [
      {
        code: action === "enrol" ? "manager-enrolled" : from === to ? "manager-stays" : "manager-moved",
        params: moved,
      },
    ];
    if (heldBy !== null && qualified !== to)
      lines.push({ code: "manager-qualified", params: { tier: this.#named(qualified) } });
    if (heldBy !== null) {
      const { kind: hold, rule, until } = heldBy;
      if (until === null) lines.push({ code: "manager-held-by", params: { hold, rule } });
      else lines.push({ code: "manager-held-until", params: { hold, rule, until: this.#lastDayBefore(until) } });
    }
    if (validUntil !== null) {
      lines.push({ code: "manager-valid", params: { tier, until: this.#lastDayBefore(validUntil) } });
    }
    if (letter === null) lines.push({ code: "manager-no-letter", params: {} });
    else lines.push({ code: "manager-letter-due", params: { on: this.#dayOf(letter.dueAt) } });
    return lines;
  }

  #missing(missing: readonly MissingCondition[], rules: readonly string[]): readonly NoticeLine[] {
    const labels = new Map(this.#policy.metrics.map(({ id, labels }) => [id, labels]));
    return [
      ...missing.map(({ metric, about, op, rule, required, gap }): NoticeLine => {
        const label = (metric === null ? null : labels.get(metric)) ?? metric ?? about ?? rule;
        const params = { label, op: effectiveOp(op, rule), required, gap };
        return { code: gap === null ? "manager-missing-unmeasured" : "manager-missing", params };
      }),
      ...rules.map((rule): NoticeLine => ({ code: "manager-blocked", params: { rule: this.#ruleNamed(rule) } })),
    ];
  }

  #ruleNamed(id: string): Labels | string {
    return this.#policy.downgrade.also.find((rule) => rule.id === id)?.labels ?? id;
  }

  #tier(): Labels | string {
    return this.#named(this.#decision.to);
  }

  #named(tier: string): Labels | string {
    return this.#labels.get(tier) ?? tier;
  }

  #dayOf(at: string): Tagged {
    return { kind: "day", on: dayOf(at, { timeZone: this.#policy.timeZone }) };
  }

  #lastDayBefore(at: string): Tagged {
    return this.#dayOf(instantFromMs(epochMsOf(instant(at)) - 1));
  }
}

function packageNamed(id: string, { packages, policy }: CompiledServicePackages): CompiledPackage {
  const found = packages.get(id);
  if (found !== undefined) return found;
  throw new DomainError("invalid-option", `packages: ${policy.id} has no package ${show(id)}, which a tier names`);
}

/** A part, unless it would be empty. */
const part = (
  kind: NoticePartKind,
  heading: NoticeLineCode | null,
  lines: readonly NoticeLine[],
  params: NoticeLine["params"] = {},
): readonly NoticePart[] =>
  lines.length === 0 ? [] : [{ kind, heading: heading === null ? null : { code: heading, params }, lines }];

const ofReason = ({ code, label, metric, ...rest }: TierReason): NoticeLine => ({
  code,
  params: { ...rest, metric, label: label ?? metric },
});
