import { type Coded, explain } from "clientele/explain";
import type { CustomerSummary } from "clientele/history";
import { chart } from "../kit/chart.ts";
import { el, field, fill, select, table } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { fileButton } from "../kit/files.ts";
import { hashState } from "../kit/hash-state.ts";
import { pageLocale, signs, words } from "../kit/locale.ts";
import { copyLink } from "../kit/share.ts";
import { colour, onTheme } from "../kit/theme.ts";
import {
  binsOf,
  customersOf,
  type Cuts,
  cutsFrom,
  divide,
  type Division,
  METRICS,
  type Metric,
  MODES,
  type Placed,
  type Settings,
  TABLE_NAMES,
} from "../rfm-playground/division.ts";
import { exampleOrders, ordersOfCsv } from "../rfm-playground/orders.ts";
import { mixed, readableOn } from "../rfm-playground/shade.ts";

/** A shop's customers in scores and segments, which change as the cuts move. */
export default function rfmPlayground(host: HTMLElement): void {
  const locale = pageLocale();
  const t = words(PAIRS, locale);
  const { colon, list, semicolon } = signs();
  let customers: readonly CustomerSummary[] = customersOf(exampleOrders()).customers;
  const shared = hashState("rfm");
  let settings: Settings = settingsIn(shared.read(), customers);
  const start = packed(settingsIn(undefined, customers));
  let chosen = "C-007";

  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const problems = errorPanel();
  const controls = el("div", { class: "controls" });
  const sliders = el("div", { class: "controls rfm-cuts" });
  const source = el("p", { class: "rfm-source", "aria-live": "polite" }, t.example);
  const grid = chart(t.gridLabel, {}, 340);
  const sizes = chart(t.sizesLabel, {}, 360);
  const numbers = el("div", {});
  const picker = el("div", { class: "controls" });
  const person = el("div", { class: "answer", "aria-live": "polite" });
  const sized = figure(t.sizesTitle, sizes.element);
  const charts = el("div", { class: "rfm-charts" }, figure(t.gridTitle, grid.element), sized);
  const file = fileButton(t.file, ".csv,text/csv,text/plain", take);
  const link = copyLink(() => shared.link(packed(settings)));
  host.append(el("div", { class: "rfm-files" }, file, link, source), controls, sliders, problems.element);
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
        `${t.missing}${colon}${read.missing.join(list)}`,
        `${t.found}${colon}${read.found.join(list)}`,
      ]);
      return;
    }
    const { customers: given, findings } = customersOf(read.orders);
    if (given.length === 0) {
      problems.show(t.unread, explain(findings.rows.slice(0, 10), { locale }));
      return;
    }
    customers = given;
    settings = { ...settings, cuts: cutsFrom(customers, binsOf(settings)) };
    fill(source, `${name}${colon}${number.format(customers.length)} ${t.people}`);
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
        settings = { ...settings, mode: MODES.find((one) => one === value) ?? settings.mode };
        offer();
        show();
      },
    );
    fill(controls, field(t.table, chooseTable), field(t.mode, chooseMode), settings.table === "none" && binsField());
    fill(sliders, ...(settings.mode === "fixed" ? METRICS.map((metric) => cutsField(metric)) : []));
  }

  function rebin(next: Settings): void {
    const same = binsOf(next) === binsOf(settings);
    settings = same ? next : { ...next, cuts: cutsFrom(customers, binsOf(next)) };
    offer();
    show();
  }

  function binsField(): HTMLElement {
    const said = el("output", {}, String(settings.bins));
    const slider = el("input", { type: "range", min: 2, max: 10, value: settings.bins, "data-bins": true });
    slider.addEventListener("input", () => {
      const bins = Number(slider.value);
      fill(said, String(bins));
      settings = { ...settings, bins, cuts: cutsFrom(customers, bins) };
      fill(sliders, ...(settings.mode === "fixed" ? METRICS.map((metric) => cutsField(metric)) : []));
      show();
    });
    return field(t.bins, el("span", { class: "rfm-slider" }, slider, said));
  }

  function cutsField(metric: Metric): HTMLElement {
    const top = Math.ceil(customers.reduce((most, one) => Math.max(most, valueOf(one, metric) ?? 0), 2));
    const rows = settings.cuts[metric].map((cut, index) => {
      const said = el("output", {}, number.format(cut));
      const label = `${t[metric]}, ${t.cut} ${index + 1}`;
      const slider = el("input", { type: "range", min: 1, max: top, value: cut, "aria-label": label });
      slider.dataset["cut"] = `${metric}-${index}`;
      slider.addEventListener("input", () => {
        fill(said, number.format(Number(slider.value)));
        const moved = settings.cuts[metric].map((old, at) => (at === index ? Number(slider.value) : old));
        const cuts: Cuts = { ...settings.cuts, [metric]: moved };
        settings = { ...settings, cuts };
        show();
      });
      return el("span", { class: "rfm-slider" }, slider, said);
    });
    return el("fieldset", {}, el("legend", {}, t[metric]), ...rows);
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
          (one) => `${"path" in one ? `${String(one.path)}${colon}` : ""}${explain(one, { locale }).join(semicolon)}`,
        ),
      );
      return;
    }
    problems.clear();
    drawGrid(result.value);
    drawSizes(result.value);
    fill(numbers, ...tables(result.value));
    pick(result.value.placed);
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
    const cuts = METRICS.map((metric) => [
      t[metric],
      model.dimensions[metric].cuts.map((cut) => number.format(cut)).join(semicolon),
      model.dimensions[metric].counts.join(semicolon),
    ]);
    const all = [
      table([t.metric, t.cutsAt, t.perScore], cuts, t.cutsTitle),
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
    const facts = `${summary.recencyDays ?? 0} ${t.daysAgo}, ${summary.orders} ${t.orders}, ${number.format(Number(summary.monetary.amount))} ${summary.monetary.currency}`;
    const scores = METRICS.map((metric) => `${t[`${metric}Score`]} ${score[metric]}`).join(list);
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

/** What a link holds: the cuts only where they are the reader's own. */
const packed = ({ cuts, ...rest }: Settings): object => (rest.mode === "fixed" ? { ...rest, cuts } : rest);

/** What a link says, as far as it makes sense; it comes from anybody. */
function settingsIn(given: unknown, customers: readonly CustomerSummary[]): Settings {
  const said = (typeof given === "object" && given !== null ? given : {}) as Readonly<Record<string, unknown>>;
  const { bins } = said;
  const settings = {
    table: TABLE_NAMES.find((name) => name === said["table"]) ?? "tenNames",
    mode: MODES.find((mode) => mode === said["mode"]) ?? "quantile",
    bins: typeof bins === "number" && Number.isInteger(bins) && bins >= 2 && bins <= 10 ? bins : 4,
  } as const;
  const asked = binsOf({ ...settings, cuts: NO_CUTS });
  const fitted = cutsFrom(customers, asked);
  const own = (typeof said["cuts"] === "object" && said["cuts"] !== null ? said["cuts"] : {}) as Partial<Cuts>;
  const cutsOf = (metric: Metric): readonly number[] => {
    const list: unknown = own[metric];
    const sound = Array.isArray(list) && list.length === asked - 1 && list.every((cut) => Number.isFinite(cut));
    return sound ? (list as readonly number[]) : fitted[metric];
  };
  const cuts = { recency: cutsOf("recency"), frequency: cutsOf("frequency"), monetary: cutsOf("monetary") };
  return { ...settings, cuts };
}

const NO_CUTS: Cuts = { recency: [], frequency: [], monetary: [] };

function figure(caption: string, content: HTMLElement): HTMLElement {
  return el("figure", {}, el("figcaption", {}, caption), content);
}

function valueOf({ recencyDays, orders, monetary }: CustomerSummary, metric: Metric): number | null {
  return metric === "recency" ? recencyDays : metric === "frequency" ? orders : Number(monetary.amount);
}

const PAIRS = {
  example: ["An example shop: 360 customers, eighteen months", "示例店铺：360 位客户，十八个月的订单"],
  file: ["Your own orders (CSV: customer, date, amount)", "使用自己的订单（CSV：customer, date, amount）"],
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
  cut: ["cut", "界线"],
  recency: ["Recency, days", "最近一次购买（天）"],
  frequency: ["Frequency, orders", "购买频率（单）"],
  monetary: ["Monetary value, CNY", "消费金额（元）"],
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
  cutsTitle: ["The cuts", "分档界线"],
  metric: ["Metric", "指标"],
  cutsAt: ["Cut at", "界线"],
  perScore: ["Customers with score 1, 2, ...", "得 1、2……分的客户数"],
  segment: ["Segment", "分群"],
  customers: ["Customers", "客户数"],
  share: ["Share", "占比"],
  spendShare: ["Share of spend", "消费占比"],
  one: ["One customer", "某位客户"],
  customer: ["Customer", "客户"],
  daysAgo: ["days since the last order", "天前下过单"],
  orders: ["orders", "单"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
