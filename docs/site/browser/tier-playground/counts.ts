import type { TierPolicy } from "clientele/tiers";
import { explain } from "clientele/explain";
import { el, fill, table } from "../kit/element.ts";
import { pageLocale, words } from "../kit/locale.ts";
import type { Judgement } from "./judge.ts";
import { count, tierName } from "./parts.ts";

/** How many customers each tier holds, before and after the judgement. */
export function tierCounts(): {
  readonly element: HTMLElement;
  show: (judgement: Judgement, draft: TierPolicy) => void;
} {
  const t = words({
    tier: ["Tier", "等级"],
    held: ["held now", "现有"],
    decided: ["new policy", "新策略"],
    caption: ["Customers by tier", "各等级客户数"],
    without: [
      "customers hold a tier that this policy does not have; they are judged as new.",
      "位客户现有等级不在此策略中，按新客户评定。",
    ],
    refused: ["customers could not be judged:", "位客户无法评定："],
  });
  const element = el("div", { class: "tp-counts" });
  return {
    element,
    show: ({ tiers, withoutTier, directions, judged }, draft) => {
      const refused = directions.get("refused") ?? 0;
      const first = judged.find(({ refusal }) => refusal !== null)?.refusal;
      fill(
        element,
        table(
          [t.tier, t.held, t.decided, "±"],
          [...tiers].reverse().map(({ tier, held, decided }) => {
            const change = decided - held;
            const bar = el("span", { class: "tp-share" });
            bar.style.inlineSize = `${judged.length === 0 ? 0 : (decided / judged.length) * 100}%`;
            return [
              el("span", { "data-tier": tier }, tierName(draft, tier), bar),
              number(count(held)),
              number(count(decided)),
              number(change > 0 ? `+${count(change)}` : count(change)),
            ];
          }),
          t.caption,
        ),
        withoutTier > 0 && el("p", { class: "tp-quiet" }, `${count(withoutTier)} ${t.without}`),
        refused > 0 &&
          el(
            "p",
            { class: "tp-bad" },
            `${count(refused)} ${t.refused} ${first === undefined || first === null ? "" : explain(first, { locale: pageLocale() }).join("; ")}`,
          ),
      );
    },
  };
}

/** A number in a cell, to the right. */
const number = (text: string): HTMLElement => el("span", { class: "tp-number" }, text);
