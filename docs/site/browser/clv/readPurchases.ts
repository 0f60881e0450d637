import type { Purchase } from "clientele/clv";
import { parseDay } from "clientele/core";

/** A purchase, and what was paid. */
export interface PaidPurchase extends Purchase {
  /** Major units of the file's one currency; null where amounts are not known. */
  readonly amount: number | null;
}

/** What is wrong with a line of a file. */
export interface LineFault {
  /** Counted from one, as editors do. */
  readonly line: number;
  readonly code: "too-few-columns" | "no-customer" | "no-day" | "no-amount";
  readonly observed: string;
}

/** Purchases read from a text, or every line that is wrong. */
export interface ReadPurchases {
  readonly purchases: readonly PaidPurchase[];
  readonly faults: readonly LineFault[];
  /** Whether the text has a column of amounts. */
  readonly paid: boolean;
}

const AMOUNT_NAMES =
  /^(?:(?:order|net|gross|total)?[ _-]?(?:amount|total|spend|revenue|sales|price|value)|monetary|(?:订单|消费|交易|支付|实付)?总?(?:金额|额))(?:[ _（(].*)?$/i;

/**
 * Reads `customer, day` from lines with commas, semicolons or tabs, and the amount where there is one. A first line whose second
 * column is no day is taken for names: the amount is then in the column that is named so (`amount`, `金额`...); without names it is
 * the third, if that is a number in every line. Further columns are not looked at; empty lines are passed over.
 */
export function readPurchases(text: string): ReadPurchases {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .flatMap((line, index) => (line.trim() === "" ? [] : [{ line, number: index + 1, cells: cellsOf(line) }]));
  const [first] = lines;
  const [, named = ""] = first?.cells ?? [];
  const head = first !== undefined && first.cells.length > 1 && !/\d{4}/.test(named) ? first : null;
  const rows = head === null ? lines : lines.slice(1);
  const numbers = rows.length > 0 && rows.every(({ cells }) => amountIn(cells[2]) !== null);
  const place =
    head === null ? (numbers ? 2 : -1) : head.cells.findIndex((name, at) => at > 1 && AMOUNT_NAMES.test(name.trim()));
  const purchases: PaidPurchase[] = [];
  const faults: LineFault[] = [];
  for (const { line, number, cells } of rows) {
    const [customerId = "", day = ""] = cells;
    const read = parseDay(day);
    const amount = place < 0 ? null : amountIn(cells[place]);
    if (read.ok && customerId !== "" && (place < 0 || amount !== null)) {
      purchases.push({ customerId, day: read.value, amount });
      continue;
    }
    const code =
      cells.length < 2 ? "too-few-columns" : customerId === "" ? "no-customer" : read.ok ? "no-amount" : "no-day";
    const observed = code === "no-day" ? day : code === "no-amount" ? (cells[place] ?? "") : line.slice(0, 60);
    faults.push({ line: number, code, observed });
  }
  return { purchases, faults, paid: place >= 0 };
}

/** An amount of nothing or more; thousands may be set apart by commas. */
function amountIn(cell = ""): number | null {
  const text = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(cell) ? cell.replaceAll(",", "") : cell;
  return /^\d+(?:\.\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
}

function cellsOf(line: string): readonly string[] {
  const sign = ["\t", ";", ","].find((each) => line.includes(each)) ?? ",";
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(line.slice(at));
    const plain = line.indexOf(sign, at + (quoted?.[0].length ?? 0));
    const end = plain === -1 ? line.length : plain;
    cells.push(quoted === null ? line.slice(at, end).trim() : (quoted[1] ?? "").replaceAll('""', '"'));
    at = end + 1;
  }
  return cells;
}
