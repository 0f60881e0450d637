import { expectedOrders, expectedSpend, nextOrderQuantiles, probabilityAlive } from "clientele/clv";
import { daysBetween } from "clientele/core";
import { type Coded, explain } from "clientele/explain";
import { chart } from "../kit/chart.ts";
import { el, field, fill, select } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { pageLocale } from "../kit/locale.ts";
import { WITHOUT_PLACE } from "../kit/without-place.ts";
import { cardTable } from "../kit/card-table.ts";
import { alivePath, type AlivePath, type AlivePoint, type Life } from "./alivePath.ts";
import { clvWords } from "./clvWords.ts";
import { amount } from "./spendView.ts";
import type { Study, StudiedModel } from "./study.ts";

/** Customers listed: fewer where each is a card. */
const listed = (): number => (matchMedia("(max-width: 720px)").matches ? 3 : 8);
const AHEAD = 26;
const CHANCES = [0.5, 0.75, 0.9];

type Order = "mostWorth" | "mostOrders" | "fading" | "byName";

/** One customer: picked from the list or typed, with the chance to be alive over time and what may come. */
export function customerView(study: Study): HTMLElement {
  const t = clvWords();
  const { split, model } = study;
  const number = (change: () => void): HTMLInputElement =>
    el("input", { type: "number", min: 0, step: "any", on: { input: change } });
  const [frequency, recency, age, mean] = [number(typed), number(typed), number(typed), number(typed)];
  const spend = study.spend?.fit.ok === true ? { ...study.spend, model: study.spend.fit.value.model } : null;
  const panel = errorPanel();
  const answer = el("div", { class: "answer", "aria-live": "polite" });
  const drawn = chart(t.aliveLabel, {}, 300);
  const list = el("div", {});
  const search = el("input", { type: "search", on: { input: listAnew } });
  let order: Order = spend === null ? "mostOrders" : "mostWorth";
  const offered: readonly Order[] = [
    ...(spend === null ? [] : (["mostWorth"] as const)),
    "mostOrders",
    "fading",
    "byName",
  ];
  const orders = offered.map((each) => [each, t[each]] as const);
  const choice = select(orders, order, (value) => {
    order = value as Order;
    listAnew();
  });
  listAnew();
  pick(rowsIn(study, order, "")[0] ?? 0);
  return el(
    "section",
    {},
    el("h2", {}, t.customerHeading),
    el("div", { class: "controls" }, field(t.listed, choice), field(t.find, search)),
    list,
    el(
      "div",
      { class: "controls" },
      field(t.frequency, frequency),
      field(t.recency, recency, t.recencyHint),
      field(t.age, age, t.recencyHint),
      spend !== null && field(t.meanAmount, mean),
    ),
    panel.element,
    drawn.element,
    answer,
  );

  function listAnew(): void {
    const rows = rowsIn(study, order, search.value.trim())
      .slice(0, listed())
      .map((row) => {
        const id = split.ids[row] ?? "";
        const click = (): void => {
          pick(row);
        };
        return [
          el("button", { type: "button", class: "button small", "data-customer": id, on: { click } }, id),
          String(split.frequency[row] ?? 0),
          weeks(split.recency[row]),
          weeks(split.age[row]),
          el("span", { class: "figure" }, percent(study.probabilityAlive[row] ?? NaN)),
          el("span", { class: "figure" }, (study.expectedOrders[row] ?? NaN).toFixed(2)),
          ...(spend === null ? [] : [el("span", { class: "figure" }, amount(worthOf(study, row), study.currency))]),
          String(split.holdOut[row] ?? 0),
        ];
      });
    const time = t.inWeeks.replace("{weeks}", String(study.weeksAhead));
    fill(
      list,
      cardTable(
        [
          ...[t.customer, t.frequency, t.recency, t.age, t.alive, `${t.ahead}${time}`],
          ...(spend === null ? [] : [`${t.worthAhead}${time}${study.currency === null ? t.fileCurrency : ""}`]),
          t.came,
        ],
        rows,
        t.listed,
      ),
    );
  }

  function pick(row: number): void {
    frequency.value = String(split.frequency[row] ?? 0);
    recency.value = weeks(split.recency[row]);
    age.value = weeks(split.age[row]);
    mean.value = ((spend?.monetary[row] ?? 0) || 0).toFixed(2);
    const id = split.ids[row] ?? "";
    const days = study.daysOf.get(id) ?? [];
    const [first] = days;
    const known = days.filter((day) => day <= split.calibrateUntil);
    show(
      {
        frequency: split.frequency[row] ?? 0,
        recency: split.recency[row] ?? 0,
        age: split.age[row] ?? 0,
        purchases: first === undefined ? null : known.map((day) => daysBetween(first, day) / 7),
      },
      id,
    );
  }

  function typed(): void {
    const [x, last, now] = [frequency, recency, age].map((input) => input.valueAsNumber);
    show({ frequency: x ?? NaN, recency: last ?? NaN, age: now ?? NaN, purchases: null }, null);
  }

  function spendHistory(x: number): { readonly frequency: number; readonly monetary: number } {
    return { frequency: x, monetary: mean.valueAsNumber };
  }

  function show(life: Life, id: string | null): void {
    const history = { frequency: life.frequency, recency: life.recency, age: life.age, unit: "week" } as const;
    const alive = probabilityAlive(history, model);
    if (!alive.ok) {
      panel.show(t.wrongCustomer, refusalLines(alive.error));
      fill(answer);
      return;
    }
    panel.clear();
    const path = alivePath(life, model, AHEAD);
    drawn.set(pathOption(path));
    if (spend !== null) {
      const worth = expectedSpend(spendHistory(life.frequency), spend.model);
      if (!worth.ok) panel.show(t.wrongCustomer, refusalLines(worth.error));
    }
    const reasons = explain(alive.value.reasons, { locale: pageLocale() });
    fill(
      answer,
      el("h3", {}, id === null ? t.customerHeading : `${t.customer} ${id}`),
      outlook(
        history,
        model,
        spend === null ? null : expectedSpend(spendHistory(life.frequency), spend.model),
        study.currency,
      ),
      reasons.length > 0 && el("ul", {}, ...reasons.map((line) => el("li", {}, line))),
    );
  }
}

function outlook(
  history: Parameters<typeof probabilityAlive>[0],
  model: StudiedModel,
  spend: ReturnType<typeof expectedSpend> | null,
  currency: string | null,
): HTMLElement {
  const t = clvWords();
  const ahead = (amount: number): { readonly amount: number; readonly unit: "week" } => ({ amount, unit: "week" });
  const aliveIn = (amount: number): string => {
    const estimate = probabilityAlive(history, model, { in: ahead(amount) });
    return estimate.ok ? percent(estimate.value.probability) : "";
  };
  const ordersIn = (amount: number): string => {
    const estimate = expectedOrders(history, model, { horizon: ahead(amount) });
    return estimate.ok ? estimate.value.orders.toFixed(2) : "";
  };
  const worthIn = (weeksAhead: number): string => {
    const estimate = expectedOrders(history, model, { horizon: ahead(weeksAhead) });
    return estimate.ok && spend?.ok === true ? amount(estimate.value.orders * spend.value.mean, currency) : "–";
  };
  const next = nextOrderQuantiles(history, model, { chances: CHANCES });
  const times = next.ok ? next.value.times : [];
  const money = currency === null ? t.fileCurrency : "";
  const lines: (readonly [string, string, string])[] = [
    ...(spend === null ? [] : ([["worth-52", `${t.worth52}${money}`, worthIn(52)]] as const)),
    ["alive-now", t.aliveNow, aliveIn(0)],
    ["alive-13", t.alive13, aliveIn(13)],
    ["orders-13", t.orders13, ordersIn(13)],
    ["orders-52", t.orders52, ordersIn(52)],
    ...(spend === null
      ? []
      : ([
          ["worth-13", `${t.worth13}${money}`, worthIn(13)],
          ["per-order", `${t.perOrder}${money}`, spend.ok ? amount(spend.value.mean, currency) : "–"],
        ] as const)),
    ...CHANCES.map((chance, index) => {
      const time = times[index] ?? null;
      const said = time === null ? t.never : `${t.within} ${time.amount.toFixed(1)} ${t.weeks}`;
      return [`next-${chance * 100}`, `${t.nextBy} ${chance * 100}%`, said] as const;
    }),
  ];
  return el(
    "dl",
    { class: "facts" },
    ...lines.map(([name, term, value]) => el("div", {}, el("dt", {}, term), el("dd", { "data-fact": name }, value))),
  );
}

/** A refusal in words, its field by the name that it has on the page. */
function refusalLines(refusal: Coded & { readonly path?: unknown }): readonly string[] {
  const t = clvWords();
  const names: Readonly<Record<string, string>> = {
    "/frequency": t.frequency,
    "/recency": t.recency,
    "/age": t.age,
    "/monetary": t.meanAmount,
  };
  const name = typeof refusal.path === "string" ? names[refusal.path] : undefined;
  const said = explain(refusal, { locale: pageLocale(), messages: WITHOUT_PLACE });
  return name === undefined ? said : said.map((line) => `${name}${t.colon}${line}`);
}

/** Rows of the split, in the order asked for, whose customer has the text in the name. */
function rowsIn(study: Study, order: Order, text: string): number[] {
  const { split, expectedOrders: orders, probabilityAlive: alive } = study;
  const rows = split.ids.flatMap((id, row) => (id.toLowerCase().includes(text.toLowerCase()) ? [row] : []));
  if (order === "byName") return rows;
  if (order === "mostWorth") return rows.sort((one, other) => worthOf(study, other) - worthOf(study, one));
  if (order === "mostOrders") return rows.sort((one, other) => (orders[other] ?? 0) - (orders[one] ?? 0));
  return rows
    .filter((row) => (split.frequency[row] ?? 0) >= 3)
    .sort((one, other) => (alive[one] ?? 0) - (alive[other] ?? 0));
}

/** What a customer is expected to spend in the hold-out; NaN where that cannot be said. */
const worthOf = ({ expectedOrders: orders, spend }: Study, row: number): number =>
  (orders[row] ?? NaN) * (spend?.expected?.[row] ?? NaN);

function pathOption({ past, silent, foreseen }: AlivePath): Parameters<typeof chart>[1] {
  const t = clvWords();
  const line = (name: string, points: readonly AlivePoint[], rest: object = {}): object => ({
    type: "line",
    name,
    symbol: "none",
    data: points.map(({ week, probability }) => [Math.round(week * 100) / 100, Math.round(probability * 1e4) / 1e4]),
    ...rest,
  });
  const now = {
    symbol: "none",
    silent: true,
    label: { formatter: t.now, color: "inherit" },
    lineStyle: { type: "solid" },
    data: [{ xAxis: 0 }],
  };
  return {
    legend: { left: 0, top: 0 },
    grid: { left: 8, right: 24, top: 64, bottom: 24, containLabel: true },
    tooltip: { trigger: "axis", valueFormatter: (value: number) => percent(value) },
    xAxis: {
      type: "value",
      min: ({ min }: { min: number }) => Math.floor(min),
      max: "dataMax",
      name: t.weeksFromNow,
      nameLocation: "middle",
      nameGap: 28,
    },
    yAxis: { type: "value", min: 0, max: 1, axisLabel: { formatter: (value: number) => percent(value, 0) } },
    series: [
      line(t.past, past, { markLine: now }),
      line(t.silent, silent, { lineStyle: { type: "dashed" } }),
      line(t.foreseen, foreseen, { lineStyle: { type: "dotted", width: 3 } }),
    ],
  };
}

const percent = (share: number, places = 1): string => `${(share * 100).toFixed(places)}%`;
const weeks = (time: number | undefined): string => String(Math.round((time ?? 0) * 100) / 100);
