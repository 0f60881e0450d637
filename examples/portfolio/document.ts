import {
  epochMsOf,
  type Instant,
  instantFromMs,
  type LabelsInput,
  type Locale,
  type Money,
  renderValue,
  taggedMoney,
  zoneRules,
} from "clientele/core";
import { explain } from "clientele/explain";
import { lifecyclePresets } from "clientele/lifecycle";
import { segmentTables } from "clientele/segmentation";
import { tierPresets, type TierReason } from "clientele/tiers";
import type { Division } from "./division.ts";
import type { HoldOut } from "./holdOut.ts";
import { VALUE_ASSUMPTIONS } from "./policies.ts";
import type { CallReason, Glance, PromiseSection, Report, TierSection } from "./report.ts";
import { tierChangeBlocks } from "./tierChange.ts";
import { careBlocks } from "./lifecycle.ts";
import { winBackBlocks } from "./winBack.ts";
import { replayWords } from "./tierReplay.ts";
import { letterBlocks, owedBlocks } from "./tierService.ts";
import { INTERVAL_LEVEL, type Valuation } from "./value.ts";

/** The report as a reader sees it, before it is laid out as text or as a page. */
export interface Document {
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly Section[];
}

/** One heading and what stands under it. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A heading within a section, a paragraph, a list, a table, or bars. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "bars"; readonly rows: readonly Bar[]; readonly columns?: boolean };

/** A column of a table. */
export interface Column {
  readonly name: string;
  readonly right?: boolean;
}

/** One bar, and what is written beside it. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

/** Says the report in words. */
export function documentOf(report: Report, locale: Locale): Document {
  const words = wordsIn(locale, report.timeZone);
  const { asOf, timeZone } = report;
  const wallMs = epochMsOf(asOf) + zoneRules(timeZone).offsetAt(epochMsOf(asOf));
  const wall = instantFromMs(wallMs).slice(0, 19).replace("T", " ");
  return {
    title: words.say("Customer portfolio", "客户组合报告"),
    subtitle:
      words.say(`as of ${wall} in ${report.timeZone}`, `截至 ${report.timeZone} 时间 ${wall}`) +
      (report.file === null
        ? words.say(
            "; an embedded example: a made-up distributor with three years of orders",
            "；内置示例：一家虚构经销商三年的订单",
          )
        : `; ${report.file}`),
    sections: [
      glance(report.glance, words),
      segments(report, words),
      ...(report.division === null ? [] : [division(report.division, words)]),
      withBlocks(tiers(report.tiers, words), [
        ...findingBlocks(report.tierFindings, words),
        ...tierChangeBlocks(report.tierChange, words),
        ...replayWords(report.replay, words),
      ]),
      withBlocks(lifecycle(report, words), [
        ...careBlocks(report.care, words),
        ...winBackBlocks(report.winBack, words),
      ]),
      value(report.value, words),
      promises(report.promises, words),
      calls(report, words),
    ],
  };
}

/** What the checks find in the policy of the grades. */
const findingBlocks = (findings: Report["tierFindings"], words: Words): readonly Block[] => [
  { kind: "heading", text: words.say("What its checks find in this policy", "对本分级规则的检查结果") },
  findings.length === 0
    ? { kind: "text", text: words.say("Nothing.", "未发现问题。") }
    : {
        kind: "list",
        items: findings.map((finding) => `${finding.number}: ${explain(finding, words).join(" ")}`),
      },
];

const withBlocks = (section: Section, more: readonly Block[]): Section => ({
  ...section,
  blocks: [...section.blocks, ...more],
});

/** How the report is said in a language. */
export interface Words {
  readonly locale: Locale;
  /** On whose clock moments are told. */
  readonly timeZone: string;
  readonly say: (en: string, zh: string) => string;
  readonly money: (value: Money) => string;
  readonly count: (value: number) => string;
  readonly share: (value: number) => string;
  readonly tier: (id: string) => string;
  readonly stage: (id: string) => string;
  readonly segment: (id: string) => string;
}

function wordsIn(locale: Locale, timeZone: string): Words {
  const nameIn =
    <Item extends { readonly labels?: LabelsInput | null }>(items: readonly Item[], idOf: (item: Item) => string) =>
    (id: string): string =>
      items.find((item) => idOf(item) === id)?.labels?.[locale] ?? id;
  return {
    locale,
    timeZone,
    say: (en, zh) => (locale === "en" ? en : zh),
    // whole units are enough to read; --json has every cent
    money: (value) => renderValue(taggedMoney({ ...value, amount: value.amount.replace(/\.\d+$/, "") }), locale),
    count: (value) => renderValue(value, locale),
    share: (value) => `${(value * 100).toFixed(1)} %`,
    tier: nameIn(tierPresets.valueGrade.tiers, ({ id }) => id),
    stage: nameIn(lifecyclePresets.acquireToWinBack.stages, ({ id }) => id),
    segment: nameIn(segmentTables.tenNames.boxes, ({ segment }) => segment),
  };
}

function glance(of: Glance, { say, count, money }: Words): Section {
  const { counts } = of;
  const rows: (readonly [string, string])[] = [
    [say("customers", "客户"), count(of.customers)],
    [say("with at least one order", "其中至少下过一单"), count(of.buyers)],
    [say("orders", "订单"), count(counts.orders)],
    [say("first and last day with an order", "首末下单日"), `${of.firstOrderOn ?? "-"} … ${of.lastOrderOn ?? "-"}`],
    [say("spent", "消费总额"), money(of.gross)],
    [say("given back", "退款与取消"), money(of.refunded)],
    [say("net", "净额"), money(of.net)],
  ];
  if (of.answers !== null) {
    const { count: answered, mean } = of.answers;
    rows.push([
      say("survey answers (0 to 10)", "调查回答（0 至 10 分）"),
      say(`${count(answered)}, mean ${mean.toFixed(1)}`, `${count(answered)} 份，均值 ${mean.toFixed(1)}`),
    ]);
  }
  const counting: string[] = [];
  if (counts.cancellations > 0) {
    counting.push(
      say(
        `${count(counts.cancellations)} rows below zero are cancellations: no order, but they lower the customer's net value. ${count(of.cancelledFirst)} customers begin with one (they bought before the data begins); their first order starts the relationship.`,
        `${count(counts.cancellations)} 行金额为负，按取消处理：不计为订单，但冲减客户净额。${count(of.cancelledFirst)} 位客户的首行即为取消（购买早于数据起点），关系自其首笔订单起算。`,
      ),
    );
  }
  if (counts.freeOrders > 0) {
    counting.push(
      say(
        `${count(counts.freeOrders)} orders of zero count as orders.`,
        `${count(counts.freeOrders)} 笔零元订单仍计为订单。`,
      ),
    );
  }
  if (counts.refunds > 0) {
    counting.push(
      say(
        `${count(counts.refunds)} refunds on orders lower the net value on the day they were paid.`,
        `${count(counts.refunds)} 笔订单退款在退款当日冲减净额。`,
      ),
    );
  }
  if (of.customers > of.buyers) {
    counting.push(
      say(
        `${count(of.customers - of.buyers)} customers have cancellations only: they are graded, but not scored.`,
        `${count(of.customers - of.buyers)} 位客户只有取消记录：参与定级，不参与评分。`,
      ),
    );
  }
  counting.push(
    say(`${count(of.netZeroOrLess)} customers net to zero or less.`, `${count(of.netZeroOrLess)} 位客户净额为零或负。`),
  );
  if (counts.afterAsOf > 0) {
    counting.push(
      say(
        `${count(counts.afterAsOf)} rows lie after the moment of judgement and are not known yet.`,
        `${count(counts.afterAsOf)} 行发生在判定时刻之后，尚不计入。`,
      ),
    );
  }
  if (of.skippedRows > 0) {
    counting.push(
      say(
        `${count(of.skippedRows)} rows could not be read and were left out.`,
        `${count(of.skippedRows)} 行无法读取，已略去。`,
      ),
    );
  }
  if (of.findings.total > 0) {
    counting.push(
      say(`${count(of.findings.total)} findings: `, `${count(of.findings.total)} 项发现：`) +
        JSON.stringify(of.findings.byCode),
    );
  }
  return {
    title: say("The portfolio at a glance", "组合概览"),
    blocks: [
      { kind: "table", columns: [{ name: "" }, { name: "", right: true }], rows },
      {
        kind: "bars",
        columns: true,
        rows: of.months.map(({ month, gross }) => ({ label: month, value: Number(gross.amount), text: money(gross) })),
      },
      { kind: "heading", text: say("How rows are counted", "各行如何计入") },
      { kind: "list", items: counting },
    ],
  };
}

function segments({ segments: rows }: Report, { say, count, money, share, segment }: Words): Section {
  return {
    title: say("Segments: recency and frequency, ten names", "客户分群：最近购买与频率，十个名称"),
    blocks: [
      {
        kind: "table",
        columns: [
          { name: say("segment", "分群") },
          { name: say("customers", "客户数"), right: true },
          { name: say("net value", "净额"), right: true },
          { name: say("share", "占比"), right: true },
        ],
        rows: rows.map((row) => [segment(row.segment), count(row.customers), money(row.value), share(row.share)]),
      },
      {
        kind: "bars",
        rows: rows.map((row) => ({
          label: segment(row.segment),
          value: Math.max(0, Number(row.value.amount)),
          text: share(row.share),
        })),
      },
    ],
  };
}

function division({ classes, gini, traits, since, migration }: Division, words: Words): Section {
  const { say, count, share, segment } = words;
  const metrics: Readonly<Record<string, string>> = {
    orders: say("orders", "订单数"),
    recencyDays: say("days since the last order", "距上次下单天数"),
    gapDays: say("days between orders", "下单间隔天数"),
  };
  const day = since.slice(0, 10);
  return {
    title: say(
      "Segments: who holds the value, what sets them apart, who moved",
      "客户分群：价值集中度、群体特征与流动",
    ),
    blocks: [
      {
        kind: "table",
        columns: [
          { name: say("class by value", "价值分类") },
          { name: say("customers", "客户数"), right: true },
          { name: say("of all", "客户占比"), right: true },
          { name: say("of the value", "价值占比"), right: true },
        ],
        rows: classes.map((row) => [row.name, count(row.customers), share(row.customerShare), share(row.valueShare)]),
      },
      {
        kind: "text",
        text:
          gini === null
            ? say("Nobody is worth more than zero.", "没有净额为正的客户。")
            : say(
                `Gini coefficient of the net values above zero: ${gini.toFixed(2)}.`,
                `净额为正的客户之间的基尼系数：${gini.toFixed(2)}。`,
              ),
      },
      {
        kind: "heading",
        text: say("Medians that differ from everyone's, with 95 % intervals", "与全体不同的中位数（95 % 区间）"),
      },
      {
        kind: "table",
        columns: [
          { name: say("segment", "分群") },
          { name: "" },
          { name: say("median", "中位数"), right: true },
          { name: say("interval", "区间"), right: true },
          { name: say("everyone", "全体"), right: true },
        ],
        rows: traits.map(({ segment: id, profile: { metric, median, interval, everyone } }) => [
          segment(id),
          metrics[metric] ?? metric,
          rounded(median),
          interval === null ? "-" : `${rounded(interval.low)} … ${rounded(interval.high)}`,
          rounded(everyone),
        ]),
      },
      { kind: "heading", text: say(`Comings and goings since ${day}`, `自 ${day} 以来的流动`) },
      {
        kind: "table",
        columns: [
          { name: say("segment", "分群") },
          { name: say("before", "期初"), right: true },
          { name: say("stayed", "留在"), right: true },
          { name: say("came", "转入"), right: true },
          { name: say("went", "转出"), right: true },
          { name: say("new", "新增"), right: true },
          { name: say("now", "期末"), right: true },
        ],
        rows: migration.map((row) => [
          segment(row.segment),
          ...[row.before, row.stayed, row.movedIn, row.movedOut, row.entered, row.after].map(count),
        ]),
      },
    ],
  };
}

const rounded = (value: number | null): string => (value === null ? "-" : String(Math.round(value * 10) / 10));

function tiers(of: TierSection, words: Words): Section {
  const { say, count, tier, money, locale } = words;
  const { silver, gold, diamond } = of.thresholds;
  const grades = Object.keys(of.counts).reverse();
  return {
    title: say("Grades: who stands where, who moved, and why", "客户等级：现状、变动与原因"),
    blocks: [
      {
        kind: "text",
        text: of.fromData
          ? say(
              `Nobody has set thresholds for this data yet, so they are laid at the 60th, 85th and 95th percentile of last year's spend: ${silver}, ${gold}, ${diamond}. Yours go into examples/portfolio/policies.ts.`,
              `此数据尚无门槛，故取近一年消费额的第 60、85、95 百分位：${silver}、${gold}、${diamond}。自定门槛请改 examples/portfolio/policies.ts。`,
            )
          : say(
              `A year's spend of ${silver}, ${gold} or ${diamond} and 3, 6 or 12 orders attain silver, gold, diamond; four fifths of the spend retain it; 180 days without an order cost one grade at each review.`,
              `近一年消费额达 ${silver}、${gold}、${diamond} 且订单达 3、6、12 笔，分别升为银、金、钻石；消费额达五分之四可保级；180 天未下单，每次评审降一级。`,
            ),
      },
      {
        kind: "bars",
        rows: grades.map((grade) => {
          const customers = of.counts[grade as keyof typeof of.counts];
          return { label: tier(grade), value: customers, text: count(customers) };
        }),
      },
      { kind: "heading", text: say(`Moves since ${of.since.slice(0, 10)}`, `自 ${of.since.slice(0, 10)} 以来的变动`) },
      ...(of.moves.length === 0 ? [{ kind: "text", text: say("Nobody moved.", "无人变动。") } as const] : []),
      {
        kind: "table",
        columns: [
          { name: say("from", "由") },
          { name: say("to", "至") },
          { name: say("customers", "客户数"), right: true },
        ],
        rows: of.moves.map(({ from, to, customers }) => [tier(from), tier(to), count(customers)]),
      },
      ...of.explained.flatMap(({ name, decision, letter }, place): Block[] => [
        {
          kind: "heading",
          text: `${named(name, decision.customerId)}${say(": ", "：")}${actionOf(decision.action, words)}${say(", ", "，")}${tier(decision.from ?? "-")} → ${tier(decision.to)}`,
        },
        {
          kind: "list",
          items: decision.reasons.map((reason, i) => `${markOf(reason)} ${explain(decision, words)[i] ?? ""}`),
        },
        // the first letter is shown in both languages
        ...(letter === null ? [] : letterBlocks(letter, { name, locale, timeZone: words.timeZone, both: place === 0 })),
      ]),
      ...(of.owed === null ? [] : owedBlocks(of.owed, locale)),
      {
        kind: "heading",
        text: say("Nearest to the next grade, by what is missing of the spend", "最接近升级的客户（按消费差额）"),
      },
      {
        kind: "table",
        columns: [
          { name: say("customer", "客户") },
          { name: say("grade", "等级") },
          { name: say("next", "下一等级") },
          { name: say("missing", "尚差"), right: true },
        ],
        rows: of.nearest.map(({ name, customerId, tier: held, next, missing }) => [
          named(name, customerId),
          tier(held),
          tier(next),
          money(missing),
        ]),
      },
    ],
  };
}

/** A tick is good for the customer: a downgrade rule that does not hold is. */
function markOf({ code, verdict }: TierReason): string {
  if (verdict === "unknown") return "?";
  return (verdict === "met") === (code !== "also-condition") ? "✓" : "✗";
}

/** To the minute is enough to read. */
const minutes = (ms: number, locale: Locale): string =>
  renderValue({ kind: "duration", ms: Math.floor(Math.abs(ms) / 60_000) * 60_000 }, locale);

function actionOf(action: string, { say }: Words): string {
  switch (action) {
    case "upgrade":
      return say("upgraded", "升级");
    case "downgrade":
      return say("downgraded", "降级");
    case "retain":
      return say("retained", "保级");
    case "enrol":
      return say("enrolled", "入级");
    case "held":
      return say("held", "暂予保留");
    case "graceStarted":
    case "graceContinued":
      return say("in grace", "宽限期内");
    default:
      return say("not enough data", "数据不足");
  }
}

function lifecycle(report: Report, { say, count, stage }: Words): Section {
  return {
    title: say("Lifecycle: where the relationships stand", "客户生命周期：各阶段客户数"),
    blocks: [
      {
        kind: "text",
        text: say(
          "Dormant after 90 days without an order, lost after 180 more, won back by the next one. Time moves customers by itself.",
          "90 天未下单为休眠，再过 180 天为流失，再次下单即为挽回。时间本身会推动客户所处阶段。",
        ),
      },
      {
        kind: "bars",
        rows: report.lifecycle.map((row) => ({
          label: stage(row.stage),
          value: row.customers,
          text: count(row.customers),
        })),
      },
    ],
  };
}

function value(of: Valuation, words: Words): Section {
  const { say, money, count } = words;
  const title = say("Expected value of the next twelve months", "未来十二个月的预期价值");
  if (!of.known) {
    return { title, blocks: [{ kind: "text", text: explain(of.refusal, words).join("; ") }] };
  }
  const parameters = (values: Readonly<Record<string, number>>): string =>
    Object.entries(values)
      .map(([name, parameter]) => `${name} ${parameter.toPrecision(4)}`)
      .join(", ");
  const percent = (text: string | number): string => `${(Number(text) * 100).toFixed(0)} %`;
  const { margin, discount } = VALUE_ASSUMPTIONS;
  return {
    title,
    blocks: [
      {
        kind: "table",
        columns: [{ name: "" }, { name: "", right: true }],
        rows: [
          [say("orders expected", "预期订单"), count(Math.round(of.expectedOrders))],
          [say("customers expected to be alive", "预计仍活跃的客户"), count(Math.round(of.expectedAlive))],
          [say("margin expected, discounted", "预期毛利（折现）"), money(of.residualValue)],
        ],
      },
      {
        kind: "text",
        text: say(
          `Margin ${percent(margin)}, discount ${percent(discount.annual)} a year, and ${percent(of.refundShare)} of spend given back as so far: assumptions in examples/portfolio/policies.ts.`,
          `假设毛利率 ${percent(margin)}、年折现率 ${percent(discount.annual)}，并按既往比例退回 ${percent(of.refundShare)}；见 examples/portfolio/policies.ts。`,
        ),
      },
      {
        kind: "bars",
        rows: of.aliveBands.map(({ from, to, customers }) => ({
          label: `${say("P(alive)", "活跃概率")} ${from.toFixed(1)}-${to.toFixed(1)}`,
          value: customers,
          text: count(customers),
        })),
      },
      {
        kind: "list",
        items: [
          `BG/NBD (${of.bgNbd.unit}): ${parameters(of.bgNbd.parameters)}; ln L ${of.bgNbd.logLikelihood.toFixed(1)}; ${of.bgNbd.stopped}`,
          `Gamma-Gamma: ${parameters(of.gammaGamma.parameters)}; ln L ${of.gammaGamma.logLikelihood.toFixed(1)}; ${of.gammaGamma.stopped}`,
          ...explain(of.notes, words),
          ...(of.leavesPerOrder < 0.01
            ? [
                say(
                  `after an order ${(of.leavesPerOrder * 100).toFixed(2)} % leave for good: the data show hardly any leaving, so P(alive) tells few apart`,
                  `每单之后永久离开的比例仅 ${(of.leavesPerOrder * 100).toFixed(2)} %：数据中几乎看不到流失，活跃概率区分度有限`,
                ),
              ]
            : []),
        ],
      },
      ...heldOut(of.holdOut, words),
      ...mostValuable(of, words),
    ],
  };
}

/** What the model would have said of the last weeks, and what came. */
function heldOut(of: HoldOut | null, { say, count }: Words): readonly Block[] {
  if (of === null || of.customers === 0) return [];
  const { orders, model, ownRate } = of;
  const off = orders.actual > 0 ? `${(((orders.expected - orders.actual) / orders.actual) * 100).toFixed(1)} %` : "";
  const errors = (of: HoldOut["model"]): string[] => [
    of.mean.toFixed(2),
    of.rootMeanSquare.toFixed(2),
    of.bias.toFixed(2),
  ];
  return [
    { kind: "heading", text: say(`Held out: the last ${of.weeks} weeks`, `留出检验：最近 ${of.weeks} 周`) },
    {
      kind: "text",
      text: say(
        `Fitted up to ${of.calibrateUntil}, the model expected ${count(Math.round(orders.expected))} repeat orders of ${count(of.customers)} customers in the ${of.weeks} weeks after; ${count(orders.actual)} came (${off}). Per customer it was off as follows, beside the naive forecast that everyone goes on at their own rate. Seasons are in neither:`,
        `以截至 ${of.calibrateUntil} 的数据拟合，模型预期 ${count(of.customers)} 位客户在其后 ${of.weeks} 周复购 ${count(Math.round(orders.expected))} 单，实际 ${count(orders.actual)} 单（${off}）。逐客户误差如下，并与“各按自身频率继续”的朴素预测对照（两者均不含季节因素）：`,
      ),
    },
    {
      kind: "table",
      columns: [
        { name: "" },
        { name: say("mean error", "平均绝对误差"), right: true },
        { name: say("root mean square", "均方根误差"), right: true },
        { name: say("bias", "偏差"), right: true },
      ],
      rows: [
        ["BG/NBD", ...errors(model)],
        [say("own rate", "自身频率"), ...errors(ownRate)],
      ],
    },
    {
      kind: "bars",
      rows: of.tracked.map(({ until, actual, expected }) => ({
        label: until,
        value: actual,
        text: say(
          `${count(actual)} came, ${count(Math.round(expected))} expected`,
          `实际 ${count(actual)}，预期 ${count(Math.round(expected))}`,
        ),
      })),
    },
  ];
}

/** Of whom most is expected, and how much hangs on how few. */
function mostValuable(of: Extract<Valuation, { readonly known: true }>, { say, money }: Words): readonly Block[] {
  if (of.top.length === 0) return [];
  const level = (INTERVAL_LEVEL * 100).toFixed(0);
  const percent = (share: number | null): string => (share === null ? "?" : `${(share * 100).toFixed(0)} %`);
  const shares = of.concentration.top.map(({ of: share, share: held }) => [`${share * 100} %`, percent(held)] as const);
  return [
    { kind: "heading", text: say("Of whom most is expected", "预期价值最高的客户") },
    {
      kind: "table",
      columns: [
        { name: say("customer", "客户") },
        { name: say("expected margin", "预期毛利"), right: true },
        { name: say(`${level} % from`, `${level} % 区间下限`), right: true },
        { name: say("to", "上限"), right: true },
      ],
      rows: of.top.map(({ customerId, residual, low, high }) => [
        customerId,
        money(residual),
        low === null ? "?" : money(low),
        high === null ? "?" : money(high),
      ]),
    },
    {
      kind: "text",
      text: say(
        `The intervals are those of the means, as sure as the fits are; what one customer does varies more. The top ${shares.map(([share, held]) => `${share} hold ${held}`).join(", ")} of what is expected${of.concentration.gini === null ? "" : `; Gini ${of.concentration.gini.toFixed(2)}`}.`,
        `区间针对均值，反映拟合的不确定性；单个客户的波动更大。预期价值的集中度：${shares.map(([share, held]) => `前 ${share} 的客户占 ${held}`).join("，")}${of.concentration.gini === null ? "" : `；基尼系数 ${of.concentration.gini.toFixed(2)}`}。`,
      ),
    },
  ];
}

function promises(of: PromiseSection | null, words: Words): Section {
  const { say, count, share, locale } = words;
  const title = say("Promises: answered, due and overdue", "响应承诺：已答复、待答复与逾期");
  if (of === null) {
    return {
      title,
      blocks: [
        { kind: "text", text: say("No cases were given, so there is nothing to hold.", "未提供个案，无承诺可核。") },
      ],
    };
  }
  const duration = (ms: number): string => minutes(ms, locale);
  return {
    title,
    blocks: [
      {
        kind: "text",
        text: say(
          "A major complaint is answered within 2 hours, an ordinary issue within 24, round the clock. Automatic mail is no answer.",
          "重大投诉 2 小时内答复，普通问题 24 小时内答复，全天候计时。自动回复不算答复。",
        ),
      },
      {
        kind: "table",
        columns: [
          { name: say("severity", "级别") },
          { name: say("kept", "按时"), right: true },
          { name: say("answered late", "逾期答复"), right: true },
          { name: say("overdue now", "现逾期未复"), right: true },
          { name: say("still in time", "时限内"), right: true },
          { name: say("kept of due", "按时率"), right: true },
          { name: say("95 % interval", "95% 区间"), right: true },
        ],
        rows: of.bySeverity.map(({ severity, met, breached, overdue, running }) => {
          const kept = of.kept.find(({ key }) => key.severity === severity);
          const interval = kept?.interval ?? null;
          return [
            severity === "major" ? say("major", "重大") : say("ordinary", "普通"),
            count(met),
            count(breached),
            count(overdue),
            count(running),
            kept?.rate === null || kept === undefined ? "-" : share(kept.rate),
            interval === null ? "-" : `${share(interval.low)} … ${share(interval.high)}`,
          ];
        }),
      },
      {
        kind: "list",
        items: [
          ...of.overdue.slice(0, 5).map(({ caseId, name, status }) => {
            const late = duration(status.metrics.firstResponse.remainingMs ?? 0);
            return say(`${name}, case ${caseId}: overdue by ${late}`, `${name}，个案 ${caseId}：已逾期 ${late}`);
          }),
          ...of.due.slice(0, 5).map(({ caseId, name, status }) => {
            const left = duration(status.metrics.firstResponse.remainingMs ?? 0);
            return say(`${name}, case ${caseId}: ${left} left`, `${name}，个案 ${caseId}：尚余 ${left}`);
          }),
        ],
      },
      {
        kind: "heading",
        text: say("What to work on next", "处理顺序"),
      },
      {
        kind: "list",
        items: of.queue
          .slice(0, 5)
          .map(
            ({ caseId, name, reasons }, i) =>
              `${i + 1}. ${name}, ${say("case", "个案")} ${caseId}: ${explain(reasons, words).join("; ")}`,
          ),
      },
    ],
  };
}

/** The clock of a zone, to the minute. */
function wallClock(at: Instant, timeZone: string): string {
  const ms = epochMsOf(at);
  return instantFromMs(ms + zoneRules(timeZone).offsetAt(ms))
    .slice(0, 16)
    .replace("T", " ");
}

function calls({ calls: rows, office, timeZone }: Report, words: Words): Section {
  const { say, money, tier, stage, count } = words;
  const hours = count(Math.floor(office.weekMs / 3_600_000));
  return {
    title: say("Ten customers to call today, and why", "今天应联系的十位客户及原因"),
    blocks: [
      {
        kind: "text",
        text: say(
          "Overdue answers first; then those who fell, fall silent or seem to leave, by a year's net spend. The lost are left to a win-back campaign.",
          "先是逾期未复者；其余为降级、沉默或有流失迹象者，按近一年净消费额排序。已流失者另行挽回。",
        ),
      },
      {
        kind: "text",
        text:
          office.openNow || office.opensAt === null
            ? say(
                `The office is open; ${hours} working hours in the seven days to come.`,
                `现为工作时间；未来七天共有 ${hours} 个工作小时。`,
              )
            : say(
                `The office is closed now and opens on ${wallClock(office.opensAt, timeZone)}; ${hours} working hours in the seven days to come.`,
                `现非工作时间，${wallClock(office.opensAt, timeZone)} 上班；未来七天共有 ${hours} 个工作小时。`,
              ),
      },
      {
        kind: "list",
        items: rows.map(
          (call, i) =>
            `${i + 1}. ${[named(call.name, call.customerId), tier(call.tier), stage(call.stage), `${say("a year's spend", "近一年消费")} ${money(call.yearSpend)}`].join(say(", ", "，"))}${say(": ", "：")}${call.why.map((why) => reasonOf(why, words)).join(say("; ", "；"))}`,
        ),
      },
    ],
  };
}

const named = (name: string, id: string): string => (name === id ? name : `${name} (${id})`);

function reasonOf(why: CallReason, { say, tier, locale }: Words): string {
  switch (why.kind) {
    case "overdue": {
      const { caseId, status } = why.promise;
      const ms = Math.abs(status.metrics.firstResponse.remainingMs ?? 0);
      const late = minutes(ms, locale);
      return say(
        `case ${caseId} has waited ${late} beyond its promise`,
        `个案 ${caseId} 超出承诺时限 ${late} 仍未答复`,
      );
    }
    case "downgraded": {
      const { from, to } = why.decision;
      return say(
        `fell from ${tier(from ?? "")} to ${tier(to)} this quarter`,
        `本季度由${tier(from ?? "")}降为${tier(to)}`,
      );
    }
    case "leaving":
      return say(
        `silent for ${why.recencyDays} days, P(alive) ${why.probabilityAlive.toFixed(2)}`,
        `已 ${why.recencyDays} 天未下单，活跃概率 ${why.probabilityAlive.toFixed(2)}`,
      );
    case "silent":
      return say(
        `silent for ${why.recencyDays} days, usually orders every ${Math.max(1, Math.round(why.usualDays))}`,
        `已 ${why.recencyDays} 天未下单，平时约 ${Math.max(1, Math.round(why.usualDays))} 天一单`,
      );
  }
}
