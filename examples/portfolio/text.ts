import type { Block, Document } from "./document.ts";

const WIDTH = 100;

/** Lays the report out for a terminal. */
export function asText({ title, subtitle, sections }: Document): string {
  const lines = [title, ...wrapped(subtitle, "", ""), ""];
  for (const section of sections) {
    lines.push(section.title, "─".repeat(Math.min(WIDTH, widthOf(section.title))));
    for (const block of section.blocks) lines.push(...laidOut(block), "");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function laidOut(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
    case "text":
      return wrapped(block.text, "", "");
    case "list":
      return block.items.flatMap((item) => wrapped(item, /^\d+\. /.test(item) ? "  " : "  · ", "    "));
    case "table":
      return table(block.columns, block.rows);
    case "bars":
      return bars(block);
  }
}

function table(
  columns: Extract<Block, { kind: "table" }>["columns"],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const head = columns.map(({ name }) => name);
  const all = head.some((name) => name !== "") ? [head, ...rows] : rows;
  const widths = columns.map((_, i) => Math.max(0, ...all.map((row) => widthOf(row[i] ?? ""))));
  return all.map((row) =>
    `  ${row.map((cell, i) => padded(cell, widths[i] ?? 0, columns[i]?.right === true)).join("  ")}`.trimEnd(),
  );
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const LEVELS = " ▁▂▃▄▅▆▇█";

function bars({ rows, columns }: Extract<Block, { kind: "bars" }>): readonly string[] {
  const most = Math.max(...rows.map(({ value }) => value), Number.MIN_VALUE);
  if (columns === true) {
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return [];
    const line = rows.map(({ value }) => LEVELS[Math.round((value / most) * 8)] ?? " ").join("");
    return [`  ${first.label} ${line} ${last.label}`];
  }
  const label = Math.max(0, ...rows.map((row) => widthOf(row.label)));
  const text = Math.max(0, ...rows.map((row) => widthOf(row.text)));
  const room = Math.max(10, WIDTH - label - text - 6);
  return rows.map((row) => {
    const eighths = Math.round((row.value / most) * room * 8);
    const bar = "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
    return `  ${padded(row.label, label, false)}  ${padded(row.text, text, true)}  ${bar}`.trimEnd();
  });
}

/** Breaks at spaces, and between Chinese characters. */
function wrapped(text: string, first: string, rest: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  for (const [piece] of text.matchAll(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g)) {
    if (widthOf(line + piece.trimEnd()) > WIDTH && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = rest;
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** Chinese characters take two cells. */
const widthOf = (text: string): number =>
  Array.from(text).reduce(
    (width, character) =>
      width +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(character)
        ? 2
        : 1),
    0,
  );

const padded = (text: string, width: number, right: boolean): string => {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
};
