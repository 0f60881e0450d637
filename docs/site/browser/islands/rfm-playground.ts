import { type Coded, explain } from "clientele/explain";
import type { CustomerSummary } from "clientele/history";
import { chart } from "../kit/chart.ts";
import { el, field, fill, select, table } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { fileButton } from "../kit/files.ts";
import { hashState } from "../kit/hash-state.ts";
import { pageLocale, signs, words } from "../kit/locale.ts";
import { cardTable } from "../kit/card-table.ts";
import { WITHOUT_PLACE } from "../kit/without-place.ts";
import { shareButton } from "../kit/share-button.ts";
import { colour, onTheme } from "../kit/theme.ts";
import {
  atMost,
  binsOf,
  customersOf,
  divide,
  type Division,
  type Limits,
  limitsFrom,
  METRICS,
  type Metric,
  MODES,
  ORIGINS,
  type Placed,
  type Settings,
  TABLE_NAMES,
  valueOf,
} from "../rfm-playground/division.ts";
import { movesBetween } from "../rfm-playground/moves.ts";
import { exampleOrders, ordersOfCsv } from "../rfm-playground/orders.ts";
import { divides, limitText, rangesOf, rangeText, type Units, withUnit } from "../rfm-playground/ranges.ts";
import { mixed, readableOn } from "../rfm-playground/shade.ts";

/** A shop's customers in scores and segments, which change as the cuts move. */
export default function rfmPlayground(host: HTMLElement): void {
  const locale = pageLocale();
  const t = words(PAIRS, locale);
  let customers: readonly CustomerSummary[] = customersOf(exampleOrders()).customers;
  const shared = hashState("rfm");
  let settings: Settings = settingsIn(shared.read(), customers);
  const start = packed(settingsIn(undefined, customers));
  let chosen = "C-007";
  let units: Units = { locale, yuan: true };

  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const problems = errorPanel();
  const controls = el("div", { class: "controls" });
  const sliders = el("div", { class: "controls rfm-cuts" });
  const source = el("p", { class: "rfm-source", "aria-live": "polite" }, t.example);
  const grid = chart(t.gridLabel, {}, 340);
  const sizes = chart(t.sizesLabel, {}, 360);
  const numbers = el("div", {});
  const moved = el("div", { class: "rfm-moves", "aria-live": "polite" });
  const picker = el("div", { class: "controls" });
  const person = el("div", { class: "answer", "aria-live": "polite" });
  const sized = figure(t.sizesTitle, sizes.element);
  const charts = el("div", { class: "rfm-charts" }, figure(t.gridTitle, grid.element), sized);
  const file = fileButton(t.file, ".csv,text/csv,text/plain", take);
  const link = shareButton(() => shared.link(packed(settings)));
  host.append(el("div", { class: "rfm-files" }, file, link, source), controls, sliders, problems.element, moved);
  host.append(charts, numbers, el("h3", {}, t.one), picker, person);
  offer();
  show();
  onTheme(show);
  window.addEventListener("hashchange", () => {
    const given = shared.read();
    if (given === undefined) return;
    settings = settingsIn(given, customers);
    offer();
    show();
  });

  function take(text: string, name: string): void {
    const read = ordersOfCsv(text);
    if (!read.ok) {
      problems.show(t.unread, [
        `${t.missing}${t.colon}${read.missing.map((column) => t[`column-${column}`]).join(t.comma)}`,
        `${t.found}${t.colon}${read.found.join(t.comma)}`,
      ]);
      return;
    }
    const { customers: given, findings } = customersOf(read.orders);
    if (given.length === 0) {
      problems.show(t.unread, explain(findings.rows.slice(0, 10), { locale, messages: WITHOUT_PLACE }));
      return;
    }
    customers = given;
    units = { locale, yuan: false };
    settings = { ...settings, limits: limitsFrom(customers, settings) };
    fill(source, `${name}${t.colon}${number.format(customers.length)} ${t.people}`);
    offer();
    show();
    if (findings.total > 0) {
      problems.show(`${number.format(findings.total)} ${t.skipped}`, explain(findings.rows.slice(0, 10), { locale }));
    }
  }

  /** Lets the controls show the settings. */
  function offer(): void {
    const chooseTable = select(
      TABLE_NAMES.map((name) => [name, t[name]] as const),
      settings.table,
      (value) => {
        const name = TABLE_NAMES.find((one) => one === value) ?? settings.table;
        rebin({ ...settings, table: name });
      },
    );
    const chooseMode = select(
      MODES.map((mode) => [mode, t[mode]] as const),
      settings.mode,
      (value) => {
        const mode = MODES.find((one) => one === value) ?? settings.mode;
        // one's own limits begin as what is shown; as quantiles where that cannot be said as limits
        const origin =
          ORIGINS.find((one) => one === settings.mode) ?? (mode === "fixed" ? "quantile" : settings.origin);
        settings = { ...settings, mode, origin };
        if (mode === "fixed") settings = { ...settings, limits: limitsFrom(customers, settings) };
        offer();
        show();
      },
    );
    fill(controls, field(t.table, chooseTable), field(t.mode, chooseMode), settings.table === "none" && binsField());
    fill(sliders, ...(settings.mode === "fixed" ? METRICS.map((metric) => limitsField(metric)) : []));
  }

  function rebin(next: Settings): void {
    const same = binsOf(next) === binsOf(settings);
    settings = same ? next : { ...next, limits: limitsFrom(customers, next) };
    offer();
    show();
  }

  function binsField(): HTMLElement {
    const said = el("output", {}, String(settings.bins));
    const slider = el("input", { type: "range", min: 2, max: 10, value: settings.bins, "data-bins": true });
    slider.addEventListener("input", () => {
      const bins = Number(slider.value);
      fill(said, String(bins));
      settings = { ...settings, bins };
      settings = { ...settings, limits: limitsFrom(customers, settings) };
      fill(sliders, ...(settings.mode === "fixed" ? METRICS.map((metric) => limitsField(metric)) : []));
      show();
    });
    return field(t.bins, el("span", { class: "rfm-slider" }, slider, said));
  }

  function limitsField(metric: Metric): HTMLElement {
    const top = Math.ceil(customers.reduce((most, one) => Math.max(most, valueOf(one, metric) ?? 0), 2));
    const bins = binsOf(settings);
    const rows = settings.limits[metric].map((limit, index) => {
      const [upTo, above] = divides(metric, index, bins);
      const said = el("output", {});
      const label = t.between.replace("{one}", String(upTo)).replace("{other}", String(above));
      const slider = el("input", { type: "range", min: 0, max: top, "aria-label": `${t[metric]}${t.colon}${label}` });
      slider.dataset["cut"] = `${metric}-${index}`;
      const tell = (value: number): void => {
        const shown = limitText(metric, value, units);
        fill(said, `${shown} → ${t.scored.replace("{score}", String(upTo))}`);
        slider.ariaValueText = shown;
      };
      slider.value = String(limit);
      tell(limit);
      slider.addEventListener("input", () => {
        const limits = settings.limits[metric];
        const value = Math.min(Math.max(Number(slider.value), limits[index - 1] ?? 0), limits[index + 1] ?? top);
        slider.value = String(value);
        tell(value);
        const own: Limits = { ...settings.limits, [metric]: limits.map((old, at) => (at === index ? value : old)) };
        settings = { ...settings, limits: own };
        show();
      });
      return el(
        "div",
        { class: "rfm-limit" },
        el("span", {}, label),
        el("span", { class: "rfm-slider" }, slider),
        said,
      );
    });
    const better = metric === "recency" ? t.fewerBetter : t.moreBetter;
    return el(
      "fieldset",
      {},
      el("legend", {}, t[metric]),
      el("p", { class: "rfm-better" }, better.replace("{score}", String(bins))),
      ...rows,
    );
  }

  function show(): void {
    if (JSON.stringify(packed(settings)) === JSON.stringify(start)) shared.clear();
    else shared.write(packed(settings));
    const result = divide(customers, settings);
    if (!result.ok) {
      const { error } = result;
      const issues: readonly Coded[] = "code" in error ? [error] : error;
      problems.show(
        t.refused,
        issues.map(
          (one) =>
            `${"path" in one ? `${String(one.path)}${t.colon}` : ""}${explain(one, { locale }).join(signs().semicolon)}`,
        ),
      );
      return;
    }
    problems.clear();
    drawGrid(result.value);
    drawSizes(result.value);
    tellMoves(result.value);
    fill(numbers, ...tables(result.value));
    pick(result.value.placed);
  }

  /** Who is in another segment than the cuts that were fitted put them in. */
  function tellMoves({ placed }: Division): void {
    if (settings.mode !== "fixed") {
      fill(moved);
      return;
    }
    const before = divide(customers, { ...settings, mode: settings.origin });
    const pairs = before.ok ? movesBetween(before.value.placed, placed, placeOf) : [];
    const count = pairs.reduce((sum, one) => sum + one.customers.length, 0);
    const origin = t[settings.origin];
    if (count === 0) {
      fill(
        moved,
        el(
          "p",
          {},
          t.nobodyMoves.replace("{origin}", () => origin),
        ),
      );
      return;
    }
    const line = ({ from, to, customers: ids }: (typeof pairs)[number]): HTMLElement => {
      const more = ids.length > FIRST_NAMED ? t.andMore : "";
      const names = ids.slice(0, FIRST_NAMED).join(t.comma) + more;
      return el(
        "li",
        { "data-moves": ids.length },
        el("strong", {}, `${from} → ${to}${t.colon}${persons(ids.length)}`),
        ` ${t.open}${names}${t.close}`,
      );
    };
    const said = t.move.replace("{count}", number.format(count)).replace("{origin}", () => origin);
    const rest = pairs.slice(MOST_PAIRS);
    fill(
      moved,
      el("p", {}, el("strong", {}, said)),
      el("ul", {}, ...pairs.slice(0, MOST_PAIRS).map(line)),
      rest.length > 0 &&
        el(
          "details",
          {},
          el("summary", {}, t.otherMoves.replace("{count}", String(rest.length))),
          el("ul", {}, ...rest.map(line)),
        ),
    );
  }

  /** Where a customer is: the segment; without names, the scores. */
  function placeOf({ decision, score }: Placed): string {
    if (decision !== null) return decision.labels?.[locale] ?? decision.segment;
    return METRICS.map((metric) => score[metric]).join("-");
  }

  function drawGrid({ grid: cells }: Division): void {
    const scores = cells.map((_, index) => String(index + 1));
    const most = Math.max(...cells.flat(), 1);
    const [least, full] = [colour("--hover"), colour("--chart-1")];
    const data = cells.flatMap((line, r) =>
      line.map((count, f) => ({
        value: [f, r, count],
        label: { color: readableOn(mixed(least, full, count / most)) },
      })),
    );
    grid.set({
      tooltip: {},
      xAxis: { type: "category", data: scores, name: t.frequencyScore, nameLocation: "middle", nameGap: 28 },
      yAxis: { type: "category", data: scores, name: t.recencyScore, nameLocation: "middle", nameGap: 28 },
      grid: { left: 40, right: 12, top: 8, bottom: 36, containLabel: false },
      visualMap: { show: false, min: 0, max: most, inRange: { color: [least, full] } },
      series: [{ type: "heatmap", data, label: { show: cells.length < 8 } }],
    });
  }

  function drawSizes({ segments }: Division): void {
    sized.hidden = segments.length === 0;
    const shown = [...segments].reverse();
    sizes.set({
      tooltip: {},
      xAxis: { type: "value" },
      yAxis: { type: "category", data: shown.map(({ segment, labels }) => labels?.[locale] ?? segment) },
      series: [
        {
          type: "bar",
          data: shown.map((one) => one.customers),
          label: { show: true, position: "right", color: colour("--ink") },
        },
      ],
    });
  }

  function tables({ segments, grid: cells, model, placed }: Division): readonly HTMLElement[] {
    const spent = segments.reduce((sum, { spend }) => sum + spend, 0);
    const rows = segments.map(({ segment, labels, customers: count, spend }) => [
      labels?.[locale] ?? segment,
      count,
      share.format(placed.length === 0 ? 0 : count / placed.length),
      share.format(spent === 0 ? 0 : spend / spent),
    ]);
    const scores = cells.map((_, index) => String(index + 1));
    const { limits, mode } = settings;
    const cuts = METRICS.map((metric) => {
      const { counts, cuts: fitted, within } = model.dimensions[metric];
      const given = mode === "fixed" ? limits[metric] : limitsOf(metric, fitted, counts.length);
      // where each group has cuts of its own, or ties are split by name, no range holds for everybody
      const ranges = within !== undefined || mode === "ntile" ? [] : rangesOf(metric, given);
      const cells = counts.map((count, index) => {
        const range = ranges[index];
        return el(
          "span",
          { class: "rfm-range" },
          range === undefined ? null : el("span", {}, rangeText(metric, range, units)),
          el("span", { class: "quiet", "data-count": count }, persons(count)),
        );
      });
      return [t[`${metric}Short`], ...cells];
    });
    const all = [
      cardTable([t.metric, ...scores.map((score) => t.scored.replace("{score}", score))], cuts, t.cutsTitle),
      table(
        [`${t.recencyScore} \\ ${t.frequencyScore}`, ...scores],
        cells.map((line, index) => [String(index + 1), ...line]),
        t.gridTitle,
      ),
    ];
    const named = rows.length === 0 ? [] : [table([t.segment, t.customers, t.share, t.spendShare], rows, t.sizesTitle)];
    const names = ["cuts", "grid"];
    all.forEach((one, index) => {
      one.dataset["numbers"] = names[index];
    });
    for (const one of named) one.dataset["numbers"] = "segments";
    return [...named, ...all];
  }

  function persons(count: number): string {
    return `${number.format(count)} ${count === 1 ? t.person : t.persons}`;
  }

  /** Fitted cuts as limits; scores that nobody can have are at the better end. */
  function limitsOf(metric: Metric, cuts: readonly number[], bins: number): readonly number[] {
    const limits = cuts.map((cut) => atMost(metric, cut, settings.mode));
    const missing = Array.from({ length: bins - 1 - cuts.length });
    return metric === "recency" ? [...missing.map(() => -1), ...limits] : [...limits, ...missing.map(() => Infinity)];
  }

  function pick(placed: readonly Placed[]): void {
    const one = placed.find(({ summary }) => summary.customerId === chosen) ?? placed[0];
    if (one === undefined) {
      fill(picker);
      fill(person);
      return;
    }
    chosen = one.summary.customerId;
    const list = select(
      placed.slice(0, 2000).map(({ summary }) => [summary.customerId, summary.customerId] as const),
      chosen,
      (id) => {
        chosen = id;
        const next = placed.find(({ summary }) => summary.customerId === id);
        if (next !== undefined) tell(next);
      },
    );
    list.dataset["customer"] = "";
    fill(picker, field(t.customer, list));
    tell(one);
  }

  function tell({ summary, score, decision }: Placed): void {
    const facts = [
      `${summary.recencyDays ?? 0} ${t.daysAgo}`,
      withUnit("frequency", summary.orders, units),
      withUnit("monetary", Number(summary.monetary.amount), units),
    ].join(t.comma);
    const scores = METRICS.map((metric) => `${t[`${metric}Score`]} ${score[metric]}`).join(t.comma);
    const reasons = decision === null ? [] : explain(decision, { locale });
    fill(
      person,
      el(
        "p",
        {},
        decision === null ? null : el("strong", {}, decision.labels?.[locale] ?? decision.segment),
        ` ${facts}`,
      ),
      el("p", {}, scores),
      el("ul", {}, ...reasons.map((line) => el("li", {}, line))),
    );
  }
}

/** What a link holds: the limits only where they are the reader's own. */
const packed = ({ limits, origin, ...rest }: Settings): object =>
  rest.mode === "fixed" ? { ...rest, origin, limits } : rest;

/** What a link says, as far as it makes sense; it comes from anybody. */
function settingsIn(given: unknown, customers: readonly CustomerSummary[]): Settings {
  const said = (typeof given === "object" && given !== null ? given : {}) as Readonly<Record<string, unknown>>;
  const { bins } = said;
  const settings: Settings = {
    table: TABLE_NAMES.find((name) => name === said["table"]) ?? "tenNames",
    mode: MODES.find((mode) => mode === said["mode"]) ?? "quantile",
    origin: ORIGINS.find((mode) => mode === said["origin"]) ?? "quantile",
    bins: typeof bins === "number" && Number.isInteger(bins) && bins >= 2 && bins <= 10 ? bins : 4,
    limits: { recency: [], frequency: [], monetary: [] },
  };
  const asked = binsOf(settings);
  const fitted = limitsFrom(customers, settings);
  const own = (typeof said["limits"] === "object" && said["limits"] !== null ? said["limits"] : {}) as Partial<Limits>;
  const of = (metric: Metric): readonly number[] => {
    const list: unknown = own[metric];
    return Array.isArray(list) && list.length === asked - 1 && list.every(isLimit) ? list : fitted[metric];
  };
  return { ...settings, limits: { recency: of("recency"), frequency: of("frequency"), monetary: of("monetary") } };
}

/** Whether a limit can be used: it is not less than the one before. */
const isLimit = (limit: unknown, index: number, all: readonly unknown[]): limit is number =>
  typeof limit === "number" && limit >= -1 && limit <= 1e9 && (index === 0 || limit >= Number(all[index - 1]));

function figure(caption: string, content: HTMLElement): HTMLElement {
  return el("figure", {}, el("figcaption", {}, caption), content);
}

/** Customers named of each group that moves, and groups shown at once. */
const [FIRST_NAMED, MOST_PAIRS] = [6, 8];

const PAIRS = {
  example: ["An example shop: 360 customers, eighteen months", "示例店铺：360 位客户，十八个月的订单"],
  file: ["Your own orders (CSV: customer, date, amount)", "使用自己的订单（CSV：客户、日期、金额）"],
  people: ["customers; the file stays in this browser", "位客户；文件只留在这个浏览器里"],
  unread: ["The file cannot be used", "无法使用该文件"],
  missing: ["columns that are missing", "缺少的列"],
  found: ["columns found", "找到的列"],
  skipped: ["rows are not counted", "行未计入"],
  table: ["Names of segments", "分群名称表"],
  tenNames: ["Ten names (5 scores)", "十类客户（5 档）"],
  shopify: ["Shopify's groups (5 scores)", "Shopify 客户组（5 档）"],
  eightValueTypes: ["Eight value types (2 scores)", "八类价值客户（2 档）"],
  coreImportantPotential: ["Core, important, potential (3 scores)", "核心、重点、潜力（3 档）"],
  none: ["No names: scores only", "不命名，只看得分"],
  mode: ["How the cuts are laid", "分档方法"],
  quantile: ["Quantiles", "分位数"],
  midrank: ["Mid-ranks", "平均秩"],
  ntile: ["Groups of equal size", "等量分组"],
  "min-max": ["Equal steps from least to most", "等距分档"],
  nested: ["Nested quantiles", "嵌套分位数"],
  fixed: ["My own cuts", "自定界线"],
  bins: ["Scores per metric", "每项指标的档数"],
  between: ["between scores {one} and {other}", "{one}、{other} 分之间"],
  scored: ["score {score}", "{score} 分"],
  fewerBetter: ["Fewer days are better: score {score} is the best.", "天数越少越好：{score} 分最高。"],
  moreBetter: ["More is better: score {score} is the best.", "数值越大越好：{score} 分最高。"],
  nobodyMoves: [
    "Nobody is in another group than by the fitted cuts ({origin}): nothing has been moved as far as that.",
    "与自动分档（{origin}）相比，没有客户改变分组。",
  ],
  move: [
    "{count} customers are in another group than by the fitted cuts ({origin}):",
    "与自动分档（{origin}）相比，{count} 位客户改变了分组：",
  ],
  otherMoves: ["{count} smaller moves", "其余 {count} 种变动"],
  andMore: [", ...", "等"],
  person: ["customer", "位"],
  persons: ["customers", "位"],
  colon: [": ", "："],
  comma: [", ", "、"],
  open: ["(", "（"],
  close: [")", "）"],
  "column-customer": ["customer", "客户（customer）"],
  "column-at": ["date", "日期（date）"],
  "column-amount": ["amount", "金额（amount）"],
  recency: ["Recency: days since the last order", "最近一次购买距今天数"],
  frequency: ["Frequency: number of orders", "购买频率（订单数）"],
  monetary: ["Monetary value", "消费金额"],
  recencyShort: ["Recency", "最近购买"],
  frequencyShort: ["Frequency", "购买频率"],
  monetaryShort: ["Monetary value", "消费金额"],
  recencyScore: ["Recency score", "最近购买得分"],
  frequencyScore: ["Frequency score", "购买频率得分"],
  monetaryScore: ["Monetary score", "消费金额得分"],
  refused: [
    "These cuts cannot be used; the last usable ones are shown",
    "这些界线无法使用；下面显示的是上一次可用的结果",
  ],
  gridTitle: ["Customers by recency and frequency score", "按最近购买与频率得分的客户数"],
  gridLabel: [
    "Heat map of customers by recency and frequency score; a table below has the numbers",
    "按最近购买与频率得分的客户热力图；数字见下方表格",
  ],
  sizesTitle: ["Segments", "各分群"],
  sizesLabel: ["Bars of the segments' sizes; a table below has the numbers", "各分群规模条形图；数字见下方表格"],
  cutsTitle: ["What each score means", "各档得分的范围与客户数"],
  metric: ["Metric", "指标"],
  segment: ["Segment", "分群"],
  customers: ["Customers", "客户数"],
  share: ["Share", "占比"],
  spendShare: ["Share of spend", "消费占比"],
  one: ["One customer", "某位客户"],
  customer: ["Customer", "客户"],
  daysAgo: ["days since the last order", "天前下过单"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
