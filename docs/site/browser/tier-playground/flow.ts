import { DomainError, renderValue, taggedMoney } from "clientele/core";
import { explain } from "clientele/explain";
import type { TierHorizon, TierMover, TierPolicy, TierSimulation } from "clientele/tiers";
import { cardTable } from "../kit/card-table.ts";
import { chart } from "../kit/chart.ts";
import { el, fill } from "../kit/element.ts";
import { pageLocale, type SiteLocale, words } from "../kit/locale.ts";
import { colour, onTheme } from "../kit/theme.ts";
import { heightsOf } from "./customer-list.ts";
import { count, paged, tierName } from "./parts.ts";

/** What the flow is drawn from. */
export interface Flow {
  readonly simulation: TierSimulation | DomainError;
  readonly before: TierPolicy;
  readonly after: TierPolicy;
  /** Whether the two are one and the same text. */
  readonly untouched: boolean;
  readonly names: ReadonlyMap<string, string | null>;
  readonly locale: SiteLocale;
}

/** The horizons, in the page's language. */
export const horizonOptions = (): readonly (readonly [TierHorizon, string])[] => {
  const t = words({
    atOnce: ["at once, from the tier they hold", "立即：从现有等级评定"],
    settled: ["when grace and protection have run out", "稳定后：宽限与保护均已到期"],
    afresh: ["as if everybody were new", "重新：视为全部为新客户"],
  });
  return [
    ["atOnce", t.atOnce],
    ["settled", t.settled],
    ["afresh", t.afresh],
  ];
};

/** Who would move if the draft took the place of the policy before. */
export function flowPanel(choose: (customerId: string) => void): {
  /** How many would move: for beside what is changed, since the rest stands further down. */
  readonly summary: HTMLElement;
  readonly element: HTMLElement;
  show: (flow: Flow) => void;
} {
  const t = words({
    label: [
      "Flow of customers from the tiers of the old policy to those of the new",
      "客户从旧策略等级到新策略等级的流向",
    ],
    nobody: ["Nobody: your policy and the old one decide alike of everybody.", "无人：两个策略对每位客户的决定相同。"],
    untouched: [
      "You have changed nothing yet: the new policy is the old one. Change a threshold.",
      "您尚未修改：新策略与旧策略相同。请修改一个门槛。",
    ],
    moved: ["would be in another tier than under the old policy", "位客户的等级会与旧策略不同"],
    worth: [", worth ", "，合计 "],
    ways: [" (↑ {up} higher, ↓ {down} lower)", "（↑ {up} 位更高，↓ {down} 位更低）"],
    not: ["These two policies cannot be compared", "这两个策略无法比较"],
    customer: ["Customer", "客户"],
    from: ["Old policy", "旧策略"],
    to: ["New policy", "新策略"],
    value: ["Worth", "价值"],
    why: ["Why", "理由"],
    movers: ["Customers who would move", "会变动的客户"],
    some: [
      "{listed} of {moved} customers who would move: those of the greatest worth",
      "{moved} 位会变动的客户中价值最高的 {listed} 位",
    ],
  });
  const picture = chart(t.label, {}, 300);
  const summary = el("p", { class: "tp-moved", role: "status" });
  const heading = el("h3", {});
  let current: Flow | null = null;
  let movers: readonly TierMover[] = [];
  let drawn = "";
  let near = false;
  const draw = (): void => {
    if (!near || current === null || current.simulation instanceof DomainError) return;
    const { simulation, before, after } = current;
    const next = JSON.stringify([simulation.flows, before.tiers, after.tiers]);
    if (next === drawn) return;
    drawn = next;
    picture.set(sankey(current, simulation));
  };
  // nobody waits for a picture that is far below
  new IntersectionObserver(
    (entries) => {
      near = entries.some(({ isIntersecting }) => isIntersecting);
      draw();
    },
    { rootMargin: "200px" },
  ).observe(picture.element);

  const pages = paged(8, (from, to) => {
    if (current === null) return el("div", {});
    const { before, after, names, locale } = current;
    return cardTable(
      [t.customer, t.from, t.to, t.value, t.why],
      movers.slice(from, to).map(({ customerId, from: old, to: next, value, reasons }) => [
        el(
          "button",
          {
            type: "button",
            class: "tp-link",
            on: {
              click: () => {
                choose(customerId ?? "");
              },
            },
          },
          names.get(customerId ?? "") ?? customerId ?? "",
        ),
        el("span", { "data-tier": old }, tierName(before, old)),
        el("span", { "data-tier": next }, tierName(after, next)),
        el("span", { class: "tp-number" }, value === null ? "–" : renderValue(taggedMoney(value), locale)),
        el(
          "span",
          { class: "tp-cause", lang: locale },
          explain(reasons, { locale, timeZone: after.timeZone }).join(locale === "en" ? "; " : "；"),
        ),
      ]),
      t.movers,
    );
  });
  onTheme(() => {
    drawn = "";
    draw();
  });

  return {
    summary,
    element: el("div", {}, picture.element, el("div", { class: "tp-movers" }, heading, pages.element)),
    show: (flow) => {
      current = flow;
      const { simulation } = flow;
      const failed = simulation instanceof DomainError;
      picture.element.hidden = failed;
      pages.element.hidden = failed || simulation.movers.length === 0;
      heading.hidden = pages.element.hidden;
      if (failed) {
        const [one, other] = [flow.before.currency, flow.after.currency];
        fill(summary, one === other ? `${t.not}: ${simulation.message}` : `${t.not}: ${one}, ${other}`);
        return;
      }
      const { moved } = simulation;
      const worth =
        Number(moved.value.amount) === 0 ? "" : `${t.worth}${renderValue(taggedMoney(moved.value), pageLocale())}`;
      fill(
        summary,
        moved.customers === 0
          ? flow.untouched
            ? t.untouched
            : t.nobody
          : el(
              "span",
              {},
              el("strong", {}, count(moved.customers)),
              ` ${t.moved}${worth}`,
              t.ways.replace("{up}", count(moved.up.customers)).replace("{down}", count(moved.down.customers)),
            ),
      );
      ({ movers } = simulation);
      heading.textContent =
        moved.customers > movers.length
          ? t.some.replace("{listed}", count(movers.length)).replace("{moved}", count(moved.customers))
          : t.movers;
      pages.show(movers.length);
      draw();
    },
  };
}

function sankey(
  { before, after }: Flow,
  { flows, before: old, after: next }: TierSimulation,
): Parameters<ReturnType<typeof chart>["set"]>[0] {
  const side = (policy: TierPolicy, shares: TierSimulation["before"], key: string): readonly object[] => {
    const heights = heightsOf(policy);
    return [...shares.tiers]
      .filter(({ customers }) => customers > 0)
      .reverse()
      .map(({ tier, customers }) => ({
        name: `${key}/${tier}`,
        itemStyle: { color: colour(`--chart-${((heights.get(tier) ?? 0) % 6) + 1}`) },
        label: {
          position: key === "0" ? "right" : "left",
          formatter: `${tierName(policy, tier)} ${count(customers)}`,
          color: colour("--ink"),
          textBorderColor: colour("--raised"),
          textBorderWidth: 3,
        },
      }));
  };
  return {
    tooltip: {
      trigger: "item",
      formatter: ({ data, name }: { data: { source?: string; target?: string; value?: number }; name: string }) => {
        const words = (node: string, policy: TierPolicy): string => tierName(policy, node.slice(2));
        const { source, target, value } = data;
        return source === undefined || target === undefined
          ? escaped(words(name, name.startsWith("0") ? before : after))
          : escaped(`${words(source, before)} → ${words(target, after)}: ${count(value ?? 0)}`);
      },
    },
    series: [
      {
        type: "sankey",
        left: 4,
        right: 4,
        top: 8,
        bottom: 8,
        nodeGap: 12,
        layoutIterations: 0,
        draggable: false,
        emphasis: { focus: "adjacency" },
        lineStyle: { color: "gradient", opacity: 0.35 },
        data: [...side(before, old, "0"), ...side(after, next, "1")],
        links: flows.map(({ from, to, customers }) => ({ source: `0/${from}`, target: `1/${to}`, value: customers })),
      },
    ],
  };
}

/** The tooltip takes HTML, and tiers are named by anybody. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
