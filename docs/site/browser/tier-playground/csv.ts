/** A row of a CSV text, and the line it begins on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads CSV as RFC 4180 writes it; empty lines are left out. Cells stand apart by what the header uses: comma, semicolon or tab. */
export function readCsv(text: string): readonly CsvRow[] {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const separator = separatorOf(source);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let began = 1;
  let at = 0;
  const endRow = (): void => {
    if (cells.length > 1 || cells[0] !== "") rows.push({ line: began, cells });
    cells = [];
    began = line;
  };
  while (at <= source.length) {
    let cell = "";
    if (source[at] === '"') {
      for (at++; at < source.length; ) {
        const close = source.indexOf('"', at);
        const end = close < 0 ? source.length : close;
        const piece = source.slice(at, end);
        cell += piece;
        line += piece.split("\n").length - 1;
        at = end + 1;
        if (source[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    const rest = at;
    while (at < source.length && source[at] !== separator && source[at] !== "\n" && source[at] !== "\r") at++;
    cells.push(cell + source.slice(rest, at));
    if (at < source.length && source[at] === separator) {
      at++;
      continue;
    }
    if (source[at] === "\r" && source[at + 1] === "\n") at++;
    at++;
    line++;
    endRow();
  }
  return rows;
}

function separatorOf(text: string): string {
  const header = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const count = (sign: string): number => header.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Writes CSV. A cell that a spreadsheet would take for a formula is written as text. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
    return /[",;\n\r\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}
