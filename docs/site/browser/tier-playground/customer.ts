import { renderValue } from "clientele/core";
import { explain } from "clientele/explain";
import {
  evaluateTier,
  type MissingCondition,
  type TierDecision,
  type TierHorizon,
  type TierPolicy,
  type TierReason,
} from "clientele/tiers";
import type { Instant } from "clientele/core";
import { weighReasons } from "../kit/deciding.ts";
import { el, fill } from "../kit/element.ts";
import { type SiteLocale, words } from "../kit/locale.ts";
import { reasonLine } from "../kit/reason-line.ts";
import { actionWords } from "./action-words.ts";
import type { GradedRow } from "./grade.ts";
import { flowOf } from "./judge.ts";
import { opWords } from "./op-words.ts";
import { nameOf, shownValue, tierName } from "./parts.ts";

/** What a customer is judged by. */
export interface Bench {
  readonly before: TierPolicy;
  readonly draft: TierPolicy;
  readonly asOf: Instant;
  /** How both policies are compared further down. */
  readonly horizon: TierHorizon;
  readonly locale: SiteLocale;
}

/** One customer: the tier held, what either policy decides, and every reason of the draft. */
export function customerPanel(): {
  readonly element: HTMLElement;
  show: (row: GradedRow, bench: Bench) => void;
} {
  const t = words({
    standings: ["Tiers", "等级"],
    held: ["Held now", "现有等级"],
    nothing: ["none yet", "尚无"],
    strange: ["is no tier of the new policy: judged as new", "不在新策略中，按新客户评定"],
    old: ["The old policy decides", "旧策略评定为"],
    young: ["The new policy decides", "新策略评定为"],
    settled: ["In the end, old → new policy", "稳定后：旧策略 → 新策略"],
    afresh: ["As if new, old → new policy", "视为新客户：旧策略 → 新策略"],
    cannot: ["cannot judge", "无法评定"],
    deciding: ["Why the new policy decides so", "新策略如此评定的理由"],
    differs: ["Why not as by the old policy", "与旧策略不同的理由"],
    others: ["All other conditions", "其他条件"],
    measured: ["Measured", "指标"],
    next: ["Lacking for", "距下一等级还差："],
    letter: ["The letter to the customer", "致客户函"],
    findings: ["Worth knowing of the facts", "数据提示"],
    not: ["This customer cannot be judged", "无法评定此客户"],
  });
  const actions = actionWords();
  const element = el("div", { class: "tp-customer", "aria-live": "polite" });

  const lines = (title: string, items: readonly (Node | string)[], locale: SiteLocale): HTMLElement | false =>
    items.length > 0 &&
    el("div", {}, el("h4", {}, title), el("ul", { lang: locale }, ...items.map((item) => el("li", {}, item))));

  const standing = (key: string, title: string, ...said: readonly (Node | string | false)[]): HTMLElement =>
    el("div", { "data-standing": key }, el("dt", {}, title), el("dd", {}, ...said));

  const decided = (decision: TierDecision | null, policy: TierPolicy): readonly (Node | string)[] =>
    decision === null
      ? [t.cannot]
      : [
          el("strong", {}, tierName(policy, decision.to)),
          el("small", { class: "tp-quiet" }, ` ${actions[decision.action]}`),
        ];

  function standings(
    row: GradedRow,
    bench: Bench,
    decision: TierDecision,
    flow: ReturnType<typeof flowOf>,
  ): HTMLElement {
    const { before, draft, asOf, horizon } = bench;
    const held = row.state?.tier ?? null;
    const holder = [draft, before].find(({ tiers }) => tiers.some(({ id }) => id === held));
    const strange = held !== null && holder !== draft;
    const old = evaluateTier(asKnown(row, before), before, { asOf });
    const [cell] = "flows" in flow ? flow.flows : [];
    return el(
      "dl",
      { class: "tp-standings", "aria-label": t.standings },
      standing(
        "held",
        t.held,
        el("strong", {}, held === null ? t.nothing : holder === undefined ? held : tierName(holder, held)),
        strange && el("small", { class: "tp-quiet" }, ` ${t.strange}`),
      ),
      standing("before", t.old, ...decided(old.ok ? old.value : null, before)),
      standing("after", t.young, ...decided(decision, draft)),
      ...(cell === undefined || horizon === "atOnce"
        ? []
        : [
            standing(
              horizon,
              t[horizon],
              el("strong", {}, `${tierName(before, cell.from)} → ${tierName(draft, cell.to)}`),
            ),
          ]),
    );
  }

  return {
    element,
    show: (row, bench) => {
      const { customerId, person, metrics } = row;
      const { before, draft, asOf, horizon, locale } = bench;
      const result = evaluateTier(asKnown(row, draft), draft, { asOf });
      const heading = el(
        "h3",
        {},
        person.name ?? customerId,
        person.name !== null && el("span", { class: "tp-quiet" }, ` ${customerId}`),
      );
      element.dataset["customer"] = customerId;
      if (!result.ok) {
        fill(
          element,
          heading,
          el("p", { class: "tp-bad" }, `${t.not}: ${explain(result.error, { locale }).join("; ")}`),
        );
        return;
      }
      const { nextTier, notice, findings } = result.value;
      const options = { locale, timeZone: draft.timeZone };
      const flow = flowOf([row], { before, after: draft }, { asOf, horizon });
      const apart = "movers" in flow ? (flow.movers[0]?.reasons ?? []) : [];
      const { deciding, others } = weighReasons(result.value, draft);
      const parted = new Set([...deciding, ...apart].map(({ rule }) => rule));
      const told = (reasons: readonly TierReason[], decides: boolean): readonly HTMLElement[] => {
        const said = explain(reasons, options);
        return reasons.map((one, place) => reasonLine(one, said[place] ?? "", locale, decides));
      };
      fill(
        element,
        heading,
        standings(row, bench, result.value, flow),
        el(
          "dl",
          { "aria-label": t.measured },
          ...draft.metrics.map(({ id, labels }) =>
            el("div", {}, el("dt", {}, nameOf(labels, id)), el("dd", {}, shownValue(metrics[id]))),
          ),
        ),
        lines(t.deciding, told(deciding, true), locale),
        lines(
          t.differs,
          told(
            apart.filter((reason) => !deciding.some(({ rule }) => rule === reason.rule)),
            true,
          ),
          locale,
        ),
        lines(
          t.others,
          told(
            others.filter(({ rule }) => !parted.has(rule)),
            false,
          ),
          locale,
        ),
        nextTier !== null &&
          lines(
            `${t.next} ${tierName(draft, nextTier.tier)}`,
            nextTier.missing.map((one) => missingText(one, draft, locale)),
            locale,
          ),
        lines(t.letter, explain(notice?.lines ?? [], options), locale),
        lines(t.findings, explain(findings, options), locale),
      );
    },
  };
}

/** Whoever holds a tier that a policy does not have is judged as new. */
const asKnown = (row: GradedRow, { tiers }: TierPolicy): GradedRow =>
  tiers.some(({ id }) => id === row.state?.tier) ? row : { ...row, state: null };

function missingText(
  { metric, about, gap, op, required }: MissingCondition,
  draft: TierPolicy,
  locale: SiteLocale,
): string {
  const definition = draft.metrics.find(({ id }) => id === metric);
  const label = definition?.labels?.[locale] ?? nameOf(definition?.labels, metric ?? about ?? "");
  const asked = required === null ? "" : ` (${opWords(op, locale)} ${renderValue(required, locale)})`;
  return gap === null ? `${label}${asked}` : `${label}: ${renderValue(gap, locale)}${asked}`;
}
