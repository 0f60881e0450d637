import type { Purchase } from "clientele/clv";
import { parseDay } from "clientele/core";

/** What is wrong with a line of a file. */
export interface LineFault {
  /** Counted from one, as editors do. */
  readonly line: number;
  readonly code: "too-few-columns" | "no-customer" | "no-day";
  readonly observed: string;
}

/** Purchases read from a text, or every line that is wrong. */
export interface ReadPurchases {
  readonly purchases: readonly Purchase[];
  readonly faults: readonly LineFault[];
}

/**
 * Reads `customer, day` from lines with commas, semicolons or tabs. A first line whose second column is no day is taken for
 * names; further columns are not looked at; empty lines are passed over.
 */
export function readPurchases(text: string): ReadPurchases {
  const purchases: Purchase[] = [];
  const faults: LineFault[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const head = lines.findIndex((line) => line.trim() !== "");
  lines.forEach((line, index) => {
    if (line.trim() === "") return;
    const cells = cellsOf(line);
    const [customerId = "", day = ""] = cells;
    const read = parseDay(day);
    if (read.ok && customerId !== "") purchases.push({ customerId, day: read.value });
    else if (index === head && !/\d{4}/.test(day) && cells.length > 1) return;
    else {
      const code = cells.length < 2 ? "too-few-columns" : customerId === "" ? "no-customer" : "no-day";
      faults.push({ line: index + 1, code, observed: code === "no-day" ? day : line.slice(0, 60) });
    }
  });
  return { purchases, faults };
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
