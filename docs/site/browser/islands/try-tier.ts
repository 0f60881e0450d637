import { orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import { defineTierPolicy, evaluateTier, tierPresets } from "clientele/tiers";
import { el, field, fill } from "../kit/element.ts";
import { pageLocale, words } from "../kit/locale.ts";

/** The example of the landing page, to be played with. */
export default function tryTier(host: HTMLElement): void {
  const t = words({
    spend: ["Spend in 12 months, CNY", "近 12 个月消费额（元）"],
    orders: ["Orders in 12 months", "近 12 个月订单数"],
    idle: ["Days since the last order", "距上次下单天数"],
    now: ["A silver customer becomes", "银级客户变为"],
  });
  const policy = defineTierPolicy(tierPresets.valueGrade);
  const locale = pageLocale();
  const slider = (value: number, max: number, step: number): HTMLInputElement =>
    el("input", { type: "range", min: 0, max, step, value, on: { input: show } });
  const [spend, orders, idle] = [slider(52_000, 250_000, 1000), slider(9, 40, 1), slider(12, 400, 1)];
  const answer = el("div", { class: "answer", "aria-live": "polite" });
  const labels = [field(t.spend, spend), field(t.orders, orders), field(t.idle, idle)];
  host.append(el("div", { class: "controls" }, ...labels), answer);
  show();

  function show(): void {
    const metrics = {
      spend: { amount: `${spend.value}.00`, currency: "CNY" },
      orders: Number(orders.value),
      idleDays: Number(idle.value),
    };
    const state = { tier: "silver", since: "2026-01-01T00:00:00+08:00" } as const;
    const decision = orThrow(
      evaluateTier({ customerId: "C-1", state, metrics }, policy, { asOf: "2026-07-01T00:00:00+08:00" }),
    );
    const tier = policy.tiers.find(({ id }) => id === decision.to);
    const shownName = tier?.labels?.[locale] ?? decision.to;
    const reasons = explain(decision.reasons, { locale });
    fill(
      answer,
      el("p", {}, `${t.now} `, el("strong", {}, shownName)),
      el("ul", {}, ...reasons.map((text) => el("li", {}, text))),
    );
  }
}
