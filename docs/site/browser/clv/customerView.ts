import { expectedOrders, nextOrderQuantiles, probabilityAlive } from "clientele/clv";
import { daysBetween } from "clientele/core";
import { explain } from "clientele/explain";
import { chart } from "../kit/chart.ts";
import { el, field, fill, select, table } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { pageLocale } from "../kit/locale.ts";
import { alivePath, type AlivePath, type AlivePoint, type Life } from "./alivePath.ts";
import { clvWords } from "./clvWords.ts";
import type { Study, StudiedModel } from "./study.ts";

const LISTED = 8;
const AHEAD = 26;
const CHANCES = [0.5, 0.75, 0.9];

type Order = "mostOrders" | "fading" | "byName";

/** One customer: picked from the list or typed, with the chance to be alive over time and what may come. */
export function customerView(study: Study): HTMLElement {
  const t = clvWords();
  const { split, model } = study;
  const number = (change: () => void): HTMLInputElement =>
    el("input", { type: "number", min: 0, step: "any", on: { input: change } });
  const [frequency, recency, age] = [number(typed), number(typed), number(typed)];
  const panel = errorPanel();
  const answer = el("div", { class: "answer", "aria-live": "polite" });
  const drawn = chart(t.aliveLabel, {}, 300);
  const list = el("div", {});
  const search = el("input", { type: "search", on: { input: listAnew } });
  let order: Order = "mostOrders";
  const orders = (["mostOrders", "fading", "byName"] as const).map((each) => [each, t[each]] as const);
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
    ),
    panel.element,
    drawn.element,
    answer,
  );

  function listAnew(): void {
    const rows = rowsIn(study, order, search.value.trim())
      .slice(0, LISTED)
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
          String(split.holdOut[row] ?? 0),
        ];
      });
    fill(list, table([t.customer, t.frequency, t.recency, t.age, t.alive, t.ahead, t.came], rows));
  }

  function pick(row: number): void {
    frequency.value = String(split.frequency[row] ?? 0);
    recency.value = weeks(split.recency[row]);
    age.value = weeks(split.age[row]);
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

  function show(life: Life, id: string | null): void {
    const history = { frequency: life.frequency, recency: life.recency, age: life.age, unit: "week" } as const;
    const alive = probabilityAlive(history, model);
    if (!alive.ok) {
      panel.show(t.wrongCustomer, explain(alive.error, { locale: pageLocale() }));
      fill(answer);
      return;
    }
    panel.clear();
    const path = alivePath(life, model, AHEAD);
    drawn.set(pathOption(path));
    const reasons = explain(alive.value.reasons, { locale: pageLocale() });
    fill(
      answer,
      el("h3", {}, id === null ? t.customerHeading : `${t.customer} ${id}`),
      outlook(history, model),
      reasons.length > 0 && el("ul", {}, ...reasons.map((line) => el("li", {}, line))),
    );
  }
}

function outlook(history: Parameters<typeof probabilityAlive>[0], model: StudiedModel): HTMLElement {
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
  const next = nextOrderQuantiles(history, model, { chances: CHANCES });
  const times = next.ok ? next.value.times : [];
  const lines: (readonly [string, string, string])[] = [
    ["alive-now", t.aliveNow, aliveIn(0)],
    ["alive-13", t.alive13, aliveIn(13)],
    ["orders-13", t.orders13, ordersIn(13)],
    ["orders-52", t.orders52, ordersIn(52)],
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

/** Rows of the split, in the order asked for, whose customer has the text in the name. */
function rowsIn(
  { split, expectedOrders: orders, probabilityAlive: alive }: Study,
  order: Order,
  text: string,
): number[] {
  const rows = split.ids.flatMap((id, row) => (id.toLowerCase().includes(text.toLowerCase()) ? [row] : []));
  if (order === "byName") return rows;
  if (order === "mostOrders") return rows.sort((one, other) => (orders[other] ?? 0) - (orders[one] ?? 0));
  return rows
    .filter((row) => (split.frequency[row] ?? 0) >= 3)
    .sort((one, other) => (alive[one] ?? 0) - (alive[other] ?? 0));
}

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
