import { orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import { defineTierPolicy, evaluateTier, tierPresets } from "clientele/tiers";
import { weighReasons } from "../kit/deciding.ts";
import { el, field, fill } from "../kit/element.ts";
import { pageLocale, words } from "../kit/locale.ts";
import { reasonLine } from "../kit/reason-line.ts";

/** The example of the landing page, to be played with. */
export default function tryTier(host: HTMLElement): void {
  const t = words({
    spend: ["Spend in 12 months, CNY", "近 12 个月消费额（元）"],
    orders: ["Orders in 12 months", "近 12 个月订单数"],
    idle: ["Days since the last order", "距上次下单天数"],
    now: ["A silver customer becomes", "银级客户变为"],
    stays: ["A silver customer stays", "银级客户仍为"],
    others: ["All other conditions", "其他条件"],
  });
  const policy = defineTierPolicy<string, string>(tierPresets.valueGrade);
  const locale = pageLocale();
  const number = new Intl.NumberFormat(locale);
  const sliders = {
    spend: slider(t.spend, 52_000, 250_000, 1000),
    orders: slider(t.orders, 9, 40, 1),
    idle: slider(t.idle, 12, 400, 1),
  };
  const controls = Object.values(sliders).map(({ element }) => element);
  const becomes = el("p", { "aria-live": "polite" });
  const why = el("ul", { class: "reasons" });
  const others = el("ul", { class: "reasons" });
  host.append(
    el("div", { class: "controls" }, ...controls),
    el("div", { class: "answer" }, becomes, why, el("p", { class: "tp-quiet tp-others" }, t.others), others),
  );
  show();

  function slider(
    label: string,
    start: number,
    max: number,
    step: number,
  ): { readonly element: HTMLElement; readonly value: () => number } {
    const said = el("output", {}, number.format(start));
    const input = el("input", { type: "range", min: 0, max, step, value: start });
    const value = (): number => Number(input.value);
    input.addEventListener("input", () => {
      said.textContent = number.format(value());
      show();
    });
    return { element: field(label, el("span", { class: "slider" }, input, said)), value };
  }

  function show(): void {
    const metrics = {
      spend: { amount: `${sliders.spend.value()}.00`, currency: "CNY" },
      orders: sliders.orders.value(),
      idleDays: sliders.idle.value(),
    };
    const state = { tier: "silver", since: "2026-01-01T00:00:00+08:00" } as const;
    const decision = orThrow(
      evaluateTier({ customerId: "C-1", state, metrics }, policy, { asOf: "2026-07-01T00:00:00+08:00" }),
    );
    const tier = policy.tiers.find(({ id }) => id === decision.to);
    const shownName = tier?.labels?.[locale] ?? decision.to;
    const weighed = weighReasons(decision, policy);
    const lines = (part: keyof typeof weighed): readonly HTMLElement[] => {
      const said = explain(weighed[part], { locale });
      return weighed[part].map((reason, place) =>
        el("li", {}, reasonLine(reason, said[place] ?? "", locale, part === "deciding")),
      );
    };
    fill(becomes, `${decision.to === state.tier ? t.stays : t.now} `, el("strong", {}, shownName));
    fill(why, ...lines("deciding"));
    fill(others, ...lines("others"));
  }
}
