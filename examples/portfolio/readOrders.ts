import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { fromWallTime, type Instant, isDecimalText, minorUnitsOf, moneyFromMinor, parseInstant } from "clientele/core";
import type { Order } from "clientele/customer";
import { type OrdersOptions, UsageError } from "./options.ts";

/** What a file held. */
export interface OrdersFile {
  readonly orders: readonly Order[];
  /** Rows below the header. */
  readonly rows: number;
  readonly bad: { readonly total: number; readonly first: readonly BadRow[] };
  /** The moment of the last order that could be read. */
  readonly lastAt: Instant | null;
}

/** A row that cannot be read. */
export interface BadRow {
  /** Line of the file, the header being line 1. */
  readonly line: number;
  readonly why: string;
}

const LISTED = 20;

/** Reads a CSV of orders, row by row; `onProgress` hears of every 100,000 rows. */
export async function readOrders(options: OrdersOptions, onProgress: (rows: number) => void): Promise<OrdersFile> {
  const orders: Order[] = [];
  const first: BadRow[] = [];
  let bad = 0;
  let rows = 0;
  let lastAt: Instant | null = null;
  let places: Places | null = null;
  const source = createReadStream(options.file);
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
  source.on("error", (error) => parser.destroy(error)); // a pipe does not hand errors on
  source.pipe(parser);
  try {
    for await (const item of parser) {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      if (places === null) {
        places = placesOf(record, options);
        continue;
      }
      rows++;
      const order = readRow(record, places, options, info.lines);
      if (typeof order === "string") {
        bad++;
        if (first.length < LISTED) first.push({ line: info.lines, why: order });
      } else {
        orders.push(order);
        if (lastAt === null || order.at > lastAt) lastAt = order.at;
      }
      if (rows % 100_000 === 0) onProgress(rows);
    }
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${options.file}: ${fileProblem(error)}`);
  }
  if (places === null) throw new UsageError(`${options.file}: the file is empty; expected a header line`);
  return { orders, rows, bad: { total: bad, first }, lastAt };
}

function fileProblem(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "this is a folder";
  return message;
}

/** Where the columns stand; `currency` is -1 when there is none. */
interface Places {
  readonly customer: number;
  readonly at: number;
  readonly amount: number;
  readonly currency: number;
}

function placesOf(header: readonly string[], { columns, file }: OrdersOptions): Places {
  const place = (name: string): number => header.indexOf(name);
  const missing = Object.values(columns).filter((name) => name !== null && place(name) < 0);
  if (missing.length > 0) {
    throw new UsageError(
      `${file}: no column named ${missing.join(", ")}; the header has ${header.join(", ")} (name yours with --columns)`,
    );
  }
  return {
    customer: place(columns.customer),
    at: place(columns.at),
    amount: place(columns.amount),
    currency: columns.currency === null ? -1 : place(columns.currency),
  };
}

/** The order, or why the row cannot be read. */
function readRow(
  record: readonly string[],
  places: Places,
  { columns, timeZone, currency, decimal }: OrdersOptions,
  line: number,
): (Order & { readonly at: Instant }) | string {
  const customerId = (record[places.customer] ?? "").trim();
  if (customerId === "") return `${columns.customer} is empty`;
  const time = (record[places.at] ?? "").trim();
  const at = momentOf(time, timeZone);
  if (at === null) return `${columns.at}: expected a time such as 2026-03-01T10:00, received ${JSON.stringify(time)}`;
  const other = places.currency < 0 ? currency : (record[places.currency] ?? "").trim();
  if (other !== currency)
    return `${columns.currency ?? "currency"}: expected ${currency}, received ${JSON.stringify(other)}`;
  const text = (record[places.amount] ?? "").trim();
  if (decimal) {
    const amount = { amount: text, currency };
    if (isDecimalText(text) && minorUnitsOf(amount).ok) return { id: String(line), customerId, at, amount };
    return `${columns.amount}: expected a decimal amount such as 19.90, received ${JSON.stringify(text)}`;
  }
  if (!/^-?\d{1,16}$/.test(text) || !Number.isSafeInteger(Number(text))) {
    const hint = /^-?\d+\.\d+$/.test(text) ? " (use --decimal for amounts in major units)" : "";
    return `${columns.amount}: expected integer minor units such as 1990, received ${JSON.stringify(text)}${hint}`;
  }
  return { id: String(line), customerId, at, amount: moneyFromMinor(Number(text), currency) };
}

/** A moment with an offset, or a wall time of the zone; a date alone is its first moment. */
function momentOf(text: string, timeZone: string): Instant | null {
  const withOffset = parseInstant(text);
  if (withOffset.ok) return withOffset.value;
  const wall = fromWallTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text, { timeZone });
  return wall.ok ? wall.value : null;
}
