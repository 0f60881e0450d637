import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { parse } from "csv-parse";
import {
  fromWallTime,
  type Instant,
  isDecimalText,
  minorDigits,
  minorUnitsOf,
  moneyFromMinor,
  parseInstant,
} from "clientele/core";
import type { Order } from "clientele/customer";
import { type OrdersOptions, UsageError } from "./options.ts";

/** What a file held. */
export interface OrdersFile {
  readonly orders: readonly Order[];
  /** Rows below the header. */
  readonly rows: number;
  readonly bad: { readonly total: number; readonly first: readonly BadRow[] };
  /** The moments of the first and the last order that could be read. */
  readonly firstAt: Instant | null;
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
  const { file, delimiter } = options;
  const orders: Order[] = [];
  const first: BadRow[] = [];
  let bad = 0;
  let rows = 0;
  let firstAt: Instant | null = null;
  let lastAt: Instant | null = null;
  let header: Header | null = null;
  const source = Readable.from(textOf(file));
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  source.on("error", (error) => parser.destroy(error)); // a pipe does not hand errors on
  source.pipe(parser);
  try {
    for await (const item of parser) {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      if (header === null) {
        header = headerOf(record, options);
        continue;
      }
      rows++;
      header.unused.forEach((column) => {
        column.see(record[column.place] ?? "");
      });
      const order = readRow(record, header, options, info.lines);
      if (typeof order === "string") {
        bad++;
        if (first.length < LISTED) first.push({ line: info.lines, why: order });
      } else {
        orders.push(order);
        if (firstAt === null || order.at < firstAt) firstAt = order.at;
        if (lastAt === null || order.at > lastAt) lastAt = order.at;
      }
      if (rows % 100_000 === 0) onProgress(rows);
    }
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${file}: ${fileProblem(error)}`);
  }
  if (header === null) throw new UsageError(`${file}: the file is empty; expected a header line`);
  const otherwise = header.unused.find((column) => column.holdsOtherCurrencies(options.currency));
  if (otherwise !== undefined) {
    throw new UsageError(
      `${file}: column ${otherwise.name} holds currencies other than ${options.currency}; name it fourth in --columns`,
    );
  }
  return { orders, rows, bad: { total: bad, first }, firstAt, lastAt };
}

/** The file's text, piece by piece. UTF-8, or UTF-16 with a byte order mark; anything else would garble names in silence. */
async function* textOf(file: string): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let line = 1;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? "utf-16le" : "utf-8", { fatal: true });
    try {
      const text = decoder.decode(piece, { stream: true });
      line += text.split("\n").length - 1;
      yield text;
    } catch {
      throw new UsageError(
        `${file}: not UTF-8, from line ${line} on; save it as "CSV UTF-8", or convert it, for instance with iconv -f WINDOWS-1252 -t UTF-8`,
      );
    }
  }
  try {
    yield decoder?.decode() ?? "";
  } catch {
    throw new UsageError(`${file}: not UTF-8: the file ends within a character`);
  }
}

function fileProblem(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "this is a folder";
  return message;
}

/** Where the columns stand; `currency` is -1 when there is none. */
interface Header {
  readonly cells: number;
  readonly customer: number;
  readonly at: number;
  readonly amount: number;
  readonly currency: number;
  readonly unused: readonly UnusedColumn[];
}

/** A column that no option names; it may turn out to hold what should not be overlooked. */
interface UnusedColumn {
  readonly name: string;
  readonly place: number;
  readonly see: (cell: string) => void;
  readonly holdsOtherCurrencies: (currency: string) => boolean;
}

function headerOf(header: readonly string[], { columns, file, delimiter }: OrdersOptions): Header {
  const named = Object.values(columns).filter((name) => name !== null);
  const missing = named.filter((name) => !header.includes(name));
  if (missing.length > 0) throw new UsageError(`${file}: ${missingColumns(missing, header, delimiter)}`);
  const twice = named.find((name) => header.indexOf(name) !== header.lastIndexOf(name));
  if (twice !== undefined) throw new UsageError(`${file}: two columns are named ${twice}; rename one of them`);
  return {
    cells: header.length,
    customer: header.indexOf(columns.customer),
    at: header.indexOf(columns.at),
    amount: header.indexOf(columns.amount),
    currency: columns.currency === null ? -1 : header.indexOf(columns.currency),
    unused:
      columns.currency !== null
        ? []
        : header.flatMap((name, place) => (named.includes(name) ? [] : [unusedColumn(name, place)])),
  };
}

function missingColumns(missing: readonly string[], header: readonly string[], delimiter: string): string {
  const other = [";", "\t", "|"].find((mark) => mark !== delimiter && (header[0] ?? "").includes(mark));
  if (other !== undefined) {
    const name = other === "\t" ? "tab" : `"${other}"`;
    return `the cells seem to be separated by ${name}; say --delimiter ${name}`;
  }
  const lower = header.map((name) => name.toLowerCase());
  const hint = missing.every((name) => lower.includes(name.toLowerCase()))
    ? "capital letters count; write the names as the header does"
    : "name yours with --columns";
  return `no column named ${missing.join(", ")}; the header has ${header.join(", ")} (${hint})`;
}

function unusedColumn(name: string, place: number): UnusedColumn {
  const seen = new Set<string>();
  let onlyCurrencies = true;
  return {
    name,
    place,
    see: (cell) => {
      if (!onlyCurrencies) return;
      const code = cell.trim();
      onlyCurrencies = code === "" || minorDigits(code) !== null;
      if (code !== "") seen.add(code);
    },
    holdsOtherCurrencies: (currency) => onlyCurrencies && [...seen].some((code) => code !== currency),
  };
}

/** The order, or why the row cannot be read. */
function readRow(
  record: readonly string[],
  header: Header,
  { columns, timeZone, currency, decimal }: OrdersOptions,
  line: number,
): (Order & { readonly at: Instant }) | string {
  if (record.length !== header.cells)
    return `expected ${header.cells} cells as in the header, received ${record.length}`;
  const customerId = (record[header.customer] ?? "").trim();
  if (customerId === "") return `${columns.customer} is empty`;
  const time = (record[header.at] ?? "").trim();
  const at = momentOf(time, timeZone);
  if (at === null) return `${columns.at}: ${timeProblem(time)}`;
  const other = header.currency < 0 ? currency : (record[header.currency] ?? "").trim();
  if (other !== currency) {
    return `${columns.currency ?? "currency"}: expected ${currency}, received ${JSON.stringify(other)}`;
  }
  const text = (record[header.amount] ?? "").trim();
  if (decimal) {
    const amount = { amount: text, currency };
    if (isDecimalText(text) && minorUnitsOf(amount).ok) return { id: String(line), customerId, at, amount };
    return `${columns.amount}: ${decimalProblem(text, currency)}`;
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

function timeProblem(text: string): string {
  if (/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d|$)/.test(text)) return `there is no such day or time: ${JSON.stringify(text)}`;
  const hint = /^\d{1,2}[./]\d{1,2}[./]\d{2,4}/.test(text)
    ? " (day and month in another order cannot be told apart)"
    : "";
  return `expected a time such as 2026-03-01T10:00 or a date such as 2026-03-01, received ${JSON.stringify(text)}${hint}`;
}

function decimalProblem(text: string, currency: string): string {
  if (isDecimalText(text))
    return `${currency} has ${minorDigits(currency) ?? 0} decimals, received ${JSON.stringify(text)}`;
  const hint = /^-?[\d.]*,\d+$/.test(text) ? " (with a point, not a comma)" : "";
  return `expected a decimal amount such as 19.90, received ${JSON.stringify(text)}${hint}`;
}
