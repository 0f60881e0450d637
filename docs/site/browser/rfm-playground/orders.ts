import type { Order } from "clientele/customer";

/** How the example shop's customers buy. */
const KINDS = [
  { share: 0.15, everyDays: 16, stays: 0.995, spend: 420 },
  { share: 0.35, everyDays: 45, stays: 0.9, spend: 180 },
  { share: 0.3, everyDays: 90, stays: 0.75, spend: 120 },
  { share: 0.2, everyDays: 60, stays: 0.35, spend: 260 },
] as const;

const DAY = 86_400_000;
const OPENED = Date.UTC(2025, 0, 1, 4);
const DAYS = 540;
const CUSTOMERS = 360;

/** A shop's orders over eighteen months, made by arithmetic: the same at every visit. */
export function exampleOrders(): readonly Order[] {
  const next = draws(20_260_701);
  const orders: Order[] = [];
  for (let index = 1; index <= CUSTOMERS; index++) {
    let draw = next();
    const kind = KINDS.find(({ share }) => (draw -= share) < 0) ?? KINDS[0];
    const customerId = `C-${String(index).padStart(3, "0")}`;
    let day = Math.floor(next() * (DAYS - 10));
    for (let count = 1; day < DAYS; count++) {
      const amount = (kind.spend * (0.4 + 1.2 * next())).toFixed(2);
      const at = new Date(OPENED + day * DAY).toISOString();
      orders.push({ id: `${customerId}-${count}`, customerId, at, amount: { amount, currency: "CNY" } });
      if (next() > kind.stays) break;
      day += 1 + Math.floor(-Math.log(1 - next()) * kind.everyDays);
    }
  }
  return orders;
}

/** Numbers from 0 to 1 that look drawn: a linear congruence, so that everybody sees the same shop. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Columns of a file of orders, by the names they may have. */
const COLUMNS = {
  customer: ["customer", "customerid", "customer_id", "客户", "客户编号"],
  at: ["date", "at", "time", "orderdate", "order_date", "日期", "下单时间"],
  amount: ["amount", "total", "金额"],
} as const;

/** Orders read from a file; or what is wrong with its first line. */
export type ReadOrders =
  | { readonly ok: true; readonly orders: readonly unknown[] }
  | { readonly ok: false; readonly missing: readonly (keyof typeof COLUMNS)[]; readonly found: readonly string[] };

/** The orders of a CSV file with a line of names; each row is judged later, by the library. Days count from noon UTC. */
export function ordersOfCsv(text: string): ReadOrders {
  const [head = [], ...rows] = csvRows(text.replace(/^\uFEFF/, ""));
  const names = head.map((name) => name.trim().toLowerCase());
  const placeOf = (column: keyof typeof COLUMNS): number =>
    names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name));
  const places = { customer: placeOf("customer"), at: placeOf("at"), amount: placeOf("amount") };
  const missing = (["customer", "at", "amount"] as const).filter((column) => places[column] < 0);
  if (missing.length > 0) return { ok: false, missing, found: head };
  const orders = rows.map((row, index) => {
    const cell = (place: number): string => row[place]?.trim() ?? "";
    const at = cell(places.at);
    return {
      id: `row-${index + 1}`,
      customerId: cell(places.customer),
      at: /^\d{4}-\d\d-\d\d$/.test(at) ? `${at}T12:00:00Z` : at,
      amount: { amount: cell(places.amount), currency: "CNY" },
    };
  });
  return { ok: true, orders };
}

/** Rows and cells; a cell in quotation marks may hold commas, line ends, and doubled quotation marks. */
function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    if (row.some((cell) => cell !== "")) rows.push(row);
    row = [];
  }
  return rows;
}
