import {
  dayOf,
  endOfDay,
  fromWallTime,
  type Instant,
  isDecimalText,
  minorDigits,
  minorUnitsOf,
  minusDuration,
  parseDay,
  parseInstant,
} from "clientele/core";
import type { Order } from "clientele/customer";
import type { MetricValues } from "clientele/rules";
import type { TierPolicy } from "clientele/tiers";
import { type CsvRow, readCsv } from "./csv.ts";
import type { BadRow, Person, Population } from "./population.ts";

/** Why nothing could be made of a file, in both languages. */
export type Refused = readonly [english: string, chinese: string];

export type OwnFile =
  | { readonly ok: true; readonly population: Population }
  | { readonly ok: false; readonly why: Refused };

type Why = BadRow["why"];
type Read<Value> = { readonly value: Value } | { readonly why: Why };

const LISTED = 20;

/** What columns may be called; spaces, capital letters, `_` and `-` do not count. */
const NAMES = {
  customer: "customer customerid client clientid 客户 客户编号 客户号 客户id",
  name: "name customername 名称 客户名称 姓名",
  order: "order orderid orderno invoice invoiceno 订单 订单号 订单编号",
  at: "at date time orderedat ordertime orderdate invoicedate 日期 时间 下单时间 下单日期 订单日期 订单时间",
  amount: "amount total price 金额 订单金额 总金额",
  currency: "currency 币种 货币",
  tier: "tier grade 等级 当前等级 客户等级",
  since: "since tiersince 等级起始 起始日期",
} as const;

type ColumnName = keyof typeof NAMES;

/**
 * Makes customers of a CSV: one row per order (customer, date, amount), or one row per customer with the policy's metrics.
 * Rows that cannot be read are told.
 */
export function readOwn(text: string, file: string, policy: TierPolicy, now: Instant): OwnFile {
  if (text.includes("\uFFFD") || text.includes("\0")) {
    return refused("the file is not UTF-8: save it as “CSV UTF-8”", "文件不是 UTF-8 编码，请另存为“CSV UTF-8”");
  }
  const [header, ...rows] = readCsv(text);
  if (header === undefined) return refused("the file is empty: a header line is expected", "文件为空，应有表头");
  const titles = header.cells.map((title) => withoutUnit(title, policy.currency));
  const places = columnsOf(titles);
  const metrics = metricColumns(titles, policy);
  const { customer, at, amount } = places;
  const given = header.cells.join(", ");
  if (customer !== undefined && at !== undefined && amount !== undefined) return ofOrders(rows, places, file, policy);
  if (customer !== undefined && metrics.length > 0) return ofCustomers(rows, places, metrics, file, policy, now);
  const wanted = policy.metrics.map(({ id }) => id).join(", ");
  return refused(
    `the header has ${given}; expected are either orders (customer, date, amount) or customers (customer, and any of ${wanted})`,
    `表头为 ${given}；应为订单（客户、日期、金额）或客户（客户，以及 ${wanted} 中的任意几列）`,
  );
}

const refused = (...why: Refused): OwnFile => ({ ok: false, why });

const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]/g, "");

function columnsOf(header: readonly string[]): Partial<Record<ColumnName, number>> {
  const found: Partial<Record<ColumnName, number>> = {};
  for (const [column, names] of Object.entries(NAMES) as [ColumnName, string][]) {
    const place = header.findIndex((name) => names.split(" ").includes(plain(name)));
    if (place >= 0) found[column] = place;
  }
  // where customers have but a name, it tells them apart
  if (found.customer === undefined && found.name !== undefined) {
    found.customer = found.name;
    delete found.name;
  }
  return found;
}

/** What an amount's currency may be written as, beside its code: only where that can mean nothing else under the policy. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  CNY: ["人民币元", "人民币", "元", "RMB", "¥", "￥"],
  EUR: ["€"],
  GBP: ["£"],
  JPY: ["円", "日元", "¥", "￥"],
};

const signsOf = (currency: string): readonly string[] => [currency, ...(SIGNS[currency] ?? [])];

/** A title without the policy's currency in brackets behind it: `金额（元）`. */
function withoutUnit(title: string, currency: string): string {
  const [, name, unit] = /^(.+?)\s*[（(]\s*([^（()）]+?)\s*[）)]\s*$/.exec(title) ?? [];
  return name !== undefined && unit !== undefined && signsOf(currency).includes(unit.toUpperCase()) ? name : title;
}

/** An amount without the policy's currency before or behind it: `¥8,800`, `8,800 元`. */
function withoutSign(text: string, currency: string): string {
  for (const sign of signsOf(currency)) {
    const upper = text.toUpperCase();
    const rest = upper.startsWith(sign)
      ? text.slice(sign.length)
      : upper.endsWith(sign)
        ? text.slice(0, -sign.length)
        : "";
    if (/^\s*\d[\d,.]*\s*$/.test(rest)) return rest.trim();
  }
  return text;
}

interface MetricColumn {
  readonly id: string;
  readonly kind: TierPolicy["metrics"][number]["kind"];
  readonly place: number;
}

/** Columns that are named as a metric, or as its label. */
const metricColumns = (header: readonly string[], policy: TierPolicy): readonly MetricColumn[] =>
  policy.metrics.flatMap(({ id, kind, labels }) => {
    const names = [id, labels?.en, labels?.["zh-CN"]].flatMap((name) =>
      name === null || name === undefined ? [] : [plain(name)],
    );
    const place = header.findIndex((name) => names.includes(plain(name)));
    return place < 0 ? [] : [{ id, kind, place }];
  });

/** Collects what could not be read. */
class Bad {
  total = 0;
  readonly first: BadRow[] = [];
  add(line: number, why: Why): void {
    this.total++;
    if (this.first.length < LISTED) this.first.push({ line, why });
  }
}

function ofOrders(
  rows: readonly CsvRow[],
  places: Partial<Record<ColumnName, number>>,
  file: string,
  { timeZone, currency }: TierPolicy,
): OwnFile {
  const bad = new Bad();
  const orders = new Map<string, Order[]>();
  const names = new Map<string, string>();
  let last: Instant | null = null;
  for (const { line, cells } of rows) {
    const cell = cellsOf(cells, places);
    const customerId = cell("customer");
    const at = momentIn(cell("at"), timeZone);
    const other = cell("currency");
    const amount = amountIn(cell("amount"), currency);
    if (customerId === "") bad.add(line, ["there is no customer", "缺少客户"]);
    else if ("why" in at) bad.add(line, at.why);
    else if (other !== "" && other !== currency) {
      bad.add(line, [`expected amounts in ${currency}, not ${other}`, `金额币种应为 ${currency}，实际为 ${other}`]);
    } else if ("why" in amount) bad.add(line, amount.why);
    else {
      const order: Order = { id: `line-${line}`, customerId, at: at.value, amount: { amount: amount.value, currency } };
      const known = orders.get(customerId);
      if (known === undefined) orders.set(customerId, [order]);
      else known.push(order);
      if (cell("name") !== "") names.set(customerId, cell("name"));
      if (last === null || at.value > last) last = at.value;
    }
  }
  if (last === null) return nothingRead(bad);
  const people = [...orders].map(
    ([customerId, own]): Person => ({
      customerId,
      name: names.get(customerId) ?? null,
      facts: { customerId, orders: own },
      metrics: {},
      state: null,
    }),
  );
  const asOf = endOfDay(dayOf(last, { timeZone }), { timeZone });
  return { ok: true, population: { file, from: "facts", asOf, people, lines: rows.length - bad.total, bad } };
}

function ofCustomers(
  rows: readonly CsvRow[],
  places: Partial<Record<ColumnName, number>>,
  metrics: readonly MetricColumn[],
  file: string,
  policy: TierPolicy,
  asOf: Instant,
): OwnFile {
  const bad = new Bad();
  const people: Person[] = [];
  const seen = new Set<string>();
  const yearAgo = minusDuration(asOf, "P1Y", { timeZone: policy.timeZone });
  for (const { line, cells } of rows) {
    const cell = cellsOf(cells, places);
    const customerId = cell("customer");
    const values = metrics.map(({ id, kind, place }) => [id, valueIn(cells[place] ?? "", kind, policy, id)] as const);
    const tier = cell("tier") === "" ? null : tierIn(cell("tier"), policy);
    const since = cell("since") === "" ? { value: yearAgo } : momentIn(cell("since"), policy.timeZone);
    const wrong = values.map(([, value]) => value).find((value) => "why" in value);
    if (customerId === "") bad.add(line, ["there is no customer", "缺少客户"]);
    else if (seen.has(customerId)) {
      bad.add(line, [`customer ${customerId} stands in an earlier row too`, `客户 ${customerId} 在前面的行中已出现`]);
    } else if (wrong !== undefined && "why" in wrong) bad.add(line, wrong.why);
    else if (tier !== null && "why" in tier) bad.add(line, tier.why);
    else if ("why" in since) bad.add(line, since.why);
    else if (since.value > asOf) {
      bad.add(line, ["the tier is held since a day to come", "等级的起始日期在将来"]);
    } else {
      seen.add(customerId);
      const known = values.flatMap(([id, value]) => ("value" in value ? [[id, value.value] as const] : []));
      people.push({
        customerId,
        name: cell("name") === "" ? null : cell("name"),
        facts: null,
        metrics: Object.fromEntries(known),
        state: tier === null ? null : { tier: tier.value, since: since.value },
      });
    }
  }
  if (people.length === 0) return nothingRead(bad);
  return { ok: true, population: { file, from: "metrics", asOf, people, lines: people.length, bad } };
}

function nothingRead({ first: [row] }: Bad): OwnFile {
  if (row === undefined) return refused("there is no row below the header", "表头之下没有数据");
  const [en, zh] = row.why;
  return refused(`no row could be read; line ${row.line}: ${en}`, `没有一行可以读取；第 ${row.line} 行：${zh}`);
}

const cellsOf =
  (cells: readonly string[], places: Partial<Record<ColumnName, number>>) =>
  (column: ColumnName): string =>
    (cells[places[column] ?? -1] ?? "").trim();

/** A moment with an offset, or a wall time of the policy's zone; a date alone is its first moment. */
function momentIn(text: string, timeZone: string): Read<Instant> {
  const exactly = parseInstant(text);
  if (exactly.ok) return exactly;
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}:\d\d(?::\d\d)?))?$/.exec(text);
  const [, year = "", month = "", day = "", time = "00:00"] = parts ?? [];
  const wall = fromWallTime(
    `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${time.padStart(time.length > 5 ? 8 : 5, "0")}`,
    {
      timeZone,
    },
  );
  if (parts !== null && wall.ok) return wall;
  const shown = JSON.stringify(text);
  return {
    why: [
      `expected a date such as 2026-03-01 or a time such as 2026-03-01 10:00, not ${shown}`,
      `应为 2026-03-01 这样的日期或 2026-03-01 10:00 这样的时间，实际为 ${shown}`,
    ],
  };
}

/** Decimal text; thousands may be set apart by commas. */
function amountIn(text: string, currency: string): Read<string> {
  const value = withoutCommas(withoutSign(text, currency));
  if (isDecimalText(value) && minorUnitsOf({ amount: value, currency }).ok) return { value };
  const digits = minorDigits(currency) ?? 0;
  const shown = JSON.stringify(text);
  return {
    why: [
      `expected an amount of ${currency} with ${digits} decimals at most, such as 1990.5, not ${shown}`,
      `应为 ${currency} 金额，最多 ${digits} 位小数，如 1990.5，实际为 ${shown}`,
    ],
  };
}

const withoutCommas = (text: string): string => {
  const plainText = text.trim();
  return /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plainText) ? plainText.replaceAll(",", "") : plainText;
};

function valueIn(
  text: string,
  kind: MetricColumn["kind"],
  { currency }: TierPolicy,
  id: string,
): Read<MetricValues[string]> {
  const given = text.trim();
  if (given === "") return { value: null };
  const named = (read: Read<MetricValues[string]>): Read<MetricValues[string]> =>
    "why" in read ? { why: [`${id}: ${read.why[0]}`, `${id}：${read.why[1]}`] } : read;
  if (kind === "money") {
    const amount = amountIn(given, currency);
    return named("why" in amount ? amount : { value: { amount: amount.value, currency } });
  }
  if (kind === "text") return { value: given };
  const shown = JSON.stringify(given);
  if (kind === "day") {
    const on = parseDay(given);
    return named(
      on.ok
        ? on
        : { why: [`expected a day such as 2026-03-01, not ${shown}`, `应为 2026-03-01 这样的日期，实际为 ${shown}`] },
    );
  }
  if (kind === "boolean") {
    const yes = /^(?:true|yes|1|是)$/i.test(given);
    if (yes || /^(?:false|no|0|否)$/i.test(given)) return { value: yes };
    return named({ why: [`expected yes or no, not ${shown}`, `应为 是 或 否，实际为 ${shown}`] });
  }
  const number = withoutCommas(given);
  if (isDecimalText(number)) return { value: Number(number) };
  return named({ why: [`expected a number, not ${shown}`, `应为数字，实际为 ${shown}`] });
}

/** A tier by its id, or by its name in either language. */
function tierIn(text: string, { tiers }: TierPolicy): Read<string> {
  const found =
    tiers.find(({ id }) => id === text) ??
    tiers.find(({ id, labels }) =>
      [id, labels?.en, labels?.["zh-CN"]].some(
        (name) => name !== null && name !== undefined && plain(name) === plain(text),
      ),
    );
  if (found !== undefined) return { value: found.id };
  const known = tiers.map(({ id }) => id).join(", ");
  return { why: [`${text} is no tier of the policy; it has ${known}`, `${text} 不是策略中的等级；等级有 ${known}`] };
}
