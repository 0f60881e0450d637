import { instant } from "clientele/core";
import type { TierHorizon, TierPolicy } from "clientele/tiers";
import { editor } from "../kit/editor.ts";
import { el, field, fill, select } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { download, fileButton } from "../kit/files.ts";
import { hashState } from "../kit/hash-state.ts";
import { localeChoice, pageLocale, signs, words } from "../kit/locale.ts";
import type { Columns } from "../tier-playground/columns.ts";
import { shareButton } from "../kit/share-button.ts";
import { tierCounts } from "../tier-playground/counts.ts";
import { writeCsv } from "../tier-playground/csv.ts";
import { customerPanel } from "../tier-playground/customer.ts";
import { customerList } from "../tier-playground/customer-list.ts";
import { type Draft, readDraft } from "../tier-playground/draft.ts";
import { examplePopulation } from "../tier-playground/example.ts";
import { flowPanel, horizonOptions } from "../tier-playground/flow.ts";
import { thresholdForm } from "../tier-playground/form.ts";
import { Grading, type GradedRow } from "../tier-playground/grade.ts";
import { issueList } from "../tier-playground/issues.ts";
import { flowOf, judge, type Judgement } from "../tier-playground/judge.ts";
import { count, section, tierName } from "../tier-playground/parts.ts";
import { type PresetName, presetNamed, presetOptions, presetText } from "../tier-playground/presets.ts";
import { readOwn } from "../tier-playground/readOwn.ts";
import { numberText, thresholdsIn, withNumbers } from "../tier-playground/thresholds.ts";

/** What a link to the playground holds. */
interface Shared {
  readonly preset: PresetName;
  /** The text of the draft. */
  readonly draft: string;
  /** The text of the policy it is compared with. */
  readonly before: string;
}

const START: PresetName = "valueGrade";
const LONGEST = 500_000;

/** A ladder of tiers to be changed, and what comes of it for a portfolio, in the page. */
export default async function tierPlayground(host: HTMLElement): Promise<void> {
  const t = words({
    preset: ["Start from", "预设策略"],
    language: ["Reasons in", "理由语言"],
    thresholds: ["Change a threshold", "修改门槛"],
    text: ["The policy", "策略文本"],
    textHint: [
      "The same policy as text: it follows the numbers above, and they follow it. Escape, then Tab leaves the editor.",
      "同一策略的文本：与上面的数字互相同步。按 Esc 再按 Tab 可离开编辑器。",
    ],
    editor: ["Tier policy, JSON", "等级策略（JSON）"],
    flow: ["Who would move", "谁会变动"],
    horizon: ["Judged", "评定方式"],
    compared: ["The new policy is the text above; the old one is", "新策略为上面的文本；旧策略为"],
    adopt: ["Take the text above as the old policy", "以上面的文本作为旧策略"],
    remeasured: [
      "Some metrics are measured differently by the new policy; both policies are judged by its figures here.",
      "新策略对部分指标的计算方式不同；此处两个策略都按新策略的数值评定。",
    ],
    customers: ["Customers", "客户"],
    reset: ["Reset", "重置"],
    own: ["Your own CSV…", "使用自己的 CSV…"],
    save: ["Save the customers as CSV", "将客户保存为 CSV"],
    example: ["Example portfolio", "示例客户组合"],
    back: ["Back to the example", "返回示例"],
    privacy: [
      "A file stays in this browser: it is not sent anywhere. Orders (customer, date, amount) or customers (customer, tier, metrics).",
      "文件只留在本浏览器中，不会上传。可用订单（客户、日期、金额）或客户（客户、等级、指标）。",
    ],
    tookOrders: [
      "{people} {customers} from {lines} {orders} in {file}.",
      "已从 {file} 的 {lines} 笔订单读取 {people} 位客户。",
    ],
    tookCustomers: ["{people} {customers} in {file}.", "已从 {file} 读取 {people} 位客户。"],
    tookLowest: [
      "All are assumed to hold the lowest tier now: {tier}; judged as of {day}.",
      "假定所有客户现有等级均为最低等级（{tier}），评定日为 {day}。",
    ],
    tookEarlier: [
      "The tier held now is what the old policy decides of the orders up to a year before {day}: {above} customers are above {tier}, all others are assumed to hold it.",
      "现有等级由旧策略按 {day} 一年前的订单评定：{above} 位客户高于{tier}，其余客户假定为{tier}。",
    ],
    tookNoTier: [
      "{people} of them come without a tier and are judged as new, from the lowest tier: {tier}.",
      "其中 {people} 位没有现有等级，按新客户评定（自最低等级{tier}起）。",
    ],
    notRead: ["The file could not be used", "文件无法使用"],
    badRows: ["Rows that could not be read, and are left out:", "无法读取、已略过的行数："],
    line: ["line", "行"],
    byPolicy: ["Your change: the new policy against the old one", "您的修改：新策略与旧策略相比"],
    byTier: ["This judgement: the new policy against the tiers held now", "本次评定：新策略与客户现有等级相比"],
    took: ["For developers: recomputed and drawn in", "供开发者参考：重新计算并绘制用时"],
    drawing: ["Making up 4,372 customers and their orders…", "正在生成 4,372 位客户及其订单……"],
    measuring: ["Measuring the customers…", "正在计算客户指标……"],
    judged: ["customers judged", "位客户已评定"],
    rise: ["rise", "升级"],
    fall: ["fall", "降级"],
    asOf: ["as of", "评定日"],
    stale: [
      "What you see is of the last policy that could be used; it does not follow the mistakes marked in red.",
      "下面显示的是最近一次可用策略的结果，不包含标红的错误内容。",
    ],
  });
  const english = pageLocale() === "en";

  const shared = hashState("tiers");
  let state = startState(shared.read());
  let before = soundPolicy(state.before) ?? soundPolicy(presetText(state.preset));
  let draft: Draft = readDraft(state.draft);
  let lastSound: TierPolicy | null = draft.policy ?? before;
  let grading: Grading | null = null;
  let rows: readonly GradedRow[] = [];
  let columns: Columns | null = null;
  let named: Grading["population"]["people"] = [];
  let names: ReadonlyMap<string, string | null> = new Map();
  let judgement: Judgement | null = null;
  let horizon: TierHorizon = "atOnce";
  let chosen: string | null = null;
  let runs = 0;

  const status = el("p", { class: "tp-status", role: "status" }, t.drawing);
  const took = el("p", { class: "tp-foot" });
  const trouble = errorPanel();
  const badRows = el("div", {});
  const taken = el("p", { class: "tp-taken", role: "status", hidden: true });
  const code = editor({
    language: "json",
    text: state.draft,
    label: t.editor,
    change: (text) => {
      if (text !== draft.text) void update();
    },
  });
  const issues = issueList(code);
  const counts = tierCounts();
  const customer = customerPanel();
  const list = customerList(choose);
  const flow = flowPanel(choose);
  const oldPolicy = el("p", { class: "tp-quiet" });
  const remeasured = el("p", { class: "tp-quiet", hidden: true }, t.remeasured);
  const stale = el("p", { class: "tp-unsound tp-old", role: "status", hidden: true }, t.stale);
  const form = thresholdForm((path, number) => {
    setText(withNumbers(draft.text, draft.places, new Map([[path, number]])));
  }, showStale);
  const language = localeChoice(() => {
    issues.show(draft, language.locale());
    form.show(draft, language.locale());
    showFlow();
    showCustomer();
  });
  const presets = select(presetOptions(), state.preset, (value) => {
    startAgain(presetNamed(value) ?? START);
  });
  const own = el("div", { class: "tp-row" });
  const copy = shareButton(() => shared.link(state), "button tp-small");
  const reset = el("button", { type: "button", class: "button tp-small", on: { click: resetAll } }, t.reset);
  const adopt = el("button", { type: "button", class: "button tp-small", on: { click: adoptDraft } }, t.adopt);

  fill(
    host,
    el(
      "div",
      { class: "tp-top" },
      field(t.preset, presets),
      el("div", { class: "field" }, el("span", { class: "field-label" }, t.language), language.element),
      el("div", { class: "tp-row" }, copy, reset),
    ),
    el("div", { class: "tp-row" }, own, el("small", { class: "tp-quiet" }, t.privacy)),
    taken,
    trouble.element,
    badRows,
    section(
      t.thresholds,
      el(
        "div",
        { class: "tp-two" },
        form.element,
        el("div", {}, stale, compared(t.byPolicy, flow.summary), compared(t.byTier, status, counts.element)),
      ),
    ),
    section(t.text, el("p", { class: "tp-quiet" }, t.textHint), code.element, issues.element),
    section(t.customers, el("div", { class: "tp-customers" }, list.element, customer.element)),
    section(
      t.flow,
      el(
        "div",
        { class: "controls" },
        field(
          t.horizon,
          select(horizonOptions(), horizon, (value) => {
            horizon = value as TierHorizon;
            showFlow();
            showCustomer();
          }),
        ),
        el("div", {}, oldPolicy, adopt),
      ),
      remeasured,
      flow.element,
    ),
    took,
  );
  showOwn();
  form.show(draft, language.locale());
  issues.show(draft, language.locale());
  window.addEventListener("hashchange", () => {
    const given = shared.read();
    if (given === undefined) return;
    state = startState(given);
    presets.value = state.preset;
    before = soundPolicy(state.before) ?? soundPolicy(presetText(state.preset));
    setText(state.draft, true);
  });

  await painted();
  grading = new Grading(examplePopulation(pageLocale()));
  await update();
  warm();

  /** The text as it is now: read, decided by, shown; with how long that took. */
  async function update(started = performance.now(), anew = false): Promise<void> {
    const run = ++runs;
    const overtaken = (): boolean => run !== runs;
    const text = code.text();
    if (text !== draft.text) draft = readDraft(text);
    lastSound = draft.policy ?? lastSound;
    form.show(draft, language.locale(), anew);
    issues.show(draft, language.locale());
    showStale();
    if (grading === null || lastSound === null || before === null) {
      remember();
      return;
    }
    if (!grading.ready(before, lastSound)) {
      status.textContent = t.measuring;
      await painted();
      await grading.measure(before, overtaken);
      await grading.measure(lastSound, overtaken);
      if (overtaken()) return;
    }
    rows = grading.rows(before, lastSound);
    columns = grading.columns(before, lastSound);
    judgement = judge(rows, lastSound, grading.population.asOf, columns);
    counts.show(judgement, lastSound);
    list.show(judgement, lastSound);
    showFlow();
    showCustomer();
    showStatus(judgement);
    await painted();
    if (overtaken()) return;
    const ms = Math.round(performance.now() - started);
    took.textContent = `${t.took} ${ms} ms`;
    remember();
    host.dataset["ms"] = String(ms);
    host.dataset["runs"] = String(run);
  }

  /** Says whether the results are of what stands in the text and in the fields. */
  function showStale(): void {
    const sound = draft.policy !== null && form.faults() === 0;
    host.dataset["sound"] = String(sound);
    if (stale.hidden !== sound) stale.hidden = sound;
  }

  /** Judges once in passing what nobody asked for: the first change then finds everything ready. */
  function warm(): void {
    const [first] = draft.policy === null ? [] : thresholdsIn(draft.value);
    if (first === undefined) return;
    const text = withNumbers(
      draft.text,
      draft.places,
      new Map([[first.path, numberText(`${first.value}1`, first.quoted) ?? ""]]),
    );
    const rehearse = (left: number): void => {
      if (left === 0 || runs > 1 || grading === null || before === null) return;
      const { policy } = readDraft(text);
      if (policy === null || !grading.ready(before, policy)) return;
      const { asOf } = grading.population;
      judge(rows, policy, asOf, columns);
      flowOf(rows, { before, after: policy }, { asOf, horizon }, columns);
      setTimeout(rehearse, 50, left - 1);
    };
    setTimeout(rehearse, 50, 3);
  }

  function showStatus({ judged, directions }: Judgement): void {
    if (grading === null) return;
    const { asOf, file } = grading.population;
    const number = (direction: "up" | "down"): string => count(directions.get(direction) ?? 0);
    const [up, down] = [number("up"), number("down")];
    const comma = english ? ", " : "，";
    status.textContent =
      `${file ?? t.example}${signs().colon}${count(judged.length)} ${t.judged}` +
      (english
        ? `${comma}${up} ${t.rise}${comma}${down} ${t.fall}`
        : `${comma}${t.rise} ${up}${comma}${t.fall} ${down}`) +
      `${comma}${t.asOf} ${dayText(asOf)}`;
  }

  /** The day that ends at, or holds, the moment of judgement, in the policy's zone. */
  function dayText(asOf: string): string {
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone: lastSound?.timeZone ?? "UTC", dateStyle: "short" });
    return format.format(new Date(asOf));
  }

  function showFlow(): void {
    if (grading === null || before === null || lastSound === null || judgement === null) return;
    const { asOf, people } = grading.population;
    if (named !== people) {
      named = people;
      names = new Map(people.map(({ customerId, name }) => [customerId, name]));
    }
    const after = lastSound;
    oldPolicy.textContent = `${t.compared} ${before.id} ${english ? "version" : "版本"} ${before.version}`;
    const old = new Map(before.metrics.map((metric) => [metric.id, JSON.stringify(metric)]));
    remeasured.hidden = !after.metrics.some((metric) => {
      const other = old.get(metric.id);
      return other !== undefined && other !== JSON.stringify(metric);
    });
    flow.show({
      simulation: flowOf(rows, { before, after }, { asOf, horizon }, columns),
      before,
      after,
      untouched: JSON.stringify(before) === JSON.stringify(after),
      names,
      locale: language.locale(),
    });
  }

  function showCustomer(): void {
    if (grading === null || before === null || lastSound === null || judgement === null) return;
    const { judged } = judgement;
    const one =
      judged.find(({ row }) => row.customerId === chosen) ??
      judged.find(({ decision }) => decision?.action === "upgrade") ??
      judged[0];
    if (one === undefined) return;
    chosen = one.row.customerId;
    const row = rows.find(({ customerId }) => customerId === chosen) ?? one.row;
    const { asOf } = grading.population;
    customer.show(row, { before, draft: lastSound, asOf, horizon, locale: language.locale() });
  }

  function choose(customerId: string): void {
    chosen = customerId;
    showCustomer();
    customer.element.scrollIntoView({ block: "nearest" });
  }

  function setText(text: string, anew = false): void {
    const started = performance.now();
    if (text !== code.text()) code.setText(text);
    void update(started, anew);
  }

  function startAgain(preset: PresetName): void {
    const text = presetText(preset);
    state = { preset, draft: text, before: text };
    before = soundPolicy(text);
    presets.value = preset;
    setText(text, true);
  }

  function resetAll(): void {
    trouble.clear();
    fill(badRows);
    taken.hidden = true;
    if (grading?.population.file !== null) grading = new Grading(examplePopulation(pageLocale()));
    showOwn();
    chosen = null;
    startAgain(START);
  }

  function adoptDraft(): void {
    if (draft.policy === null) return;
    before = draft.policy;
    state = { ...state, before: draft.text };
    void update();
  }

  /** Keeps the draft in the address; the untouched beginning needs none. */
  function remember(): void {
    state = { ...state, draft: draft.text };
    const start = presetText(START);
    if (state.preset === START && state.draft === start && state.before === start) {
      shared.clear();
    } else shared.write(state);
  }

  function showOwn(): void {
    const { file = null } = grading?.population ?? {};
    fill(
      own,
      fileButton(t.own, ".csv,.tsv,.txt,text/csv", takeFile),
      el("button", { type: "button", class: "button", on: { click: saveCustomers } }, t.save),
      file !== null && el("button", { type: "button", class: "button", on: { click: resetAll } }, t.back),
    );
  }

  async function takeFile(text: string, name: string): Promise<void> {
    if (lastSound === null) return;
    const read = readOwn(text, name, lastSound, instant(new Date()));
    fill(badRows);
    if (!read.ok) {
      taken.hidden = true;
      trouble.show(t.notRead, [read.why[english ? 0 : 1]]);
      return;
    }
    trouble.clear();
    const { bad } = read.population;
    if (bad.total > 0) {
      fill(
        badRows,
        el(
          "details",
          { class: "error-panel", open: true },
          el("summary", {}, `${t.badRows} ${count(bad.total)}`),
          el(
            "ul",
            {},
            ...bad.first.map(({ line, why }) =>
              el("li", {}, english ? `${t.line} ${line}: ${why[0]}` : `第 ${line} ${t.line}：${why[1]}`),
            ),
          ),
        ),
      );
    }
    grading = new Grading(read.population);
    chosen = null;
    showOwn();
    await update();
    taken.textContent = `✓ ${takenText(read.population)}`;
    taken.hidden = false;
  }

  /** What was made of the reader's file, and which tiers its customers are taken to hold. */
  function takenText({ file, from, people, lines, asOf }: Grading["population"]): string {
    const fill = (text: string, values: Readonly<Record<string, string>>): string =>
      Object.entries(values).reduce((said, [key, value]) => said.replace(`{${key}}`, () => value), text);
    const values = {
      people: count(people.length),
      customers: people.length === 1 ? "customer" : "customers",
      lines: count(lines),
      orders: lines === 1 ? "order" : "orders",
      file: file ?? "",
    };
    const base = before?.tiers.reduce((lowest, tier) => (tier.rank < lowest.rank ? tier : lowest));
    const name = before === null || base === undefined ? "" : tierName(before, base.id);
    const above = rows.filter(({ state: held }) => held !== null && held.tier !== base?.id).length;
    if (from === "metrics") {
      const unheld = people.filter(({ state: held }) => held === null).length;
      return (
        fill(t.tookCustomers, values) +
        (unheld === 0 ? "" : `${english ? " " : ""}${fill(t.tookNoTier, { people: count(unheld), tier: name })}`)
      );
    }
    const held = above === 0 ? t.tookLowest : t.tookEarlier;
    return `${fill(t.tookOrders, values)}${english ? " " : ""}${fill(held, { tier: name, day: dayText(asOf), above: count(above) })}`;
  }

  function saveCustomers(): void {
    if (lastSound === null) return;
    const { metrics } = lastSound;
    const text = writeCsv([
      ["customer", "name", "tier", ...metrics.map(({ id }) => id)],
      ...rows.map(({ customerId, person, state: held, metrics: values }) => [
        customerId,
        person.name ?? "",
        held?.tier ?? "",
        ...metrics.map(({ id }) => cellOf(values[id])),
      ]),
    ]);
    download("customers.csv", `\uFEFF${text}`, "text/csv");
  }
}

/** One of two comparisons, under its own heading. */
const compared = (title: string, ...children: readonly HTMLElement[]): HTMLElement =>
  el("div", { class: "tp-compared" }, el("h3", {}, title), ...children);

/** A metric's value as a cell: amounts without their currency. */
function cellOf(value: GradedRow["metrics"][string]): string {
  const plain = typeof value === "object" && value !== null && "value" in value ? value.value : value;
  if (plain === null || plain === undefined) return "";
  return typeof plain === "object" ? plain.amount : String(plain);
}

/** What a link says, as far as it makes sense; it comes from anybody. */
function startState(given: unknown): Shared {
  const { preset, draft, before } = (typeof given === "object" && given !== null ? given : {}) as Record<
    string,
    unknown
  >;
  const name = presetNamed(preset) ?? START;
  const text = (value: unknown): string =>
    typeof value === "string" && value.length <= LONGEST ? value : presetText(name);
  return { preset: name, draft: text(draft), before: text(before) };
}

const soundPolicy = (text: string): TierPolicy | null => readDraft(text).policy;

/** Waits until the page has been drawn; not at all in a window nobody sees. */
const painted = async (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden) setTimeout(resolve);
    else {
      requestAnimationFrame(() => {
        setTimeout(resolve);
      });
    }
  });
