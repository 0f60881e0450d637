import type { Locale } from "clientele/core";
import type { Block, Document } from "./document.ts";

/** Lays the report out as one page that needs nothing else: no script, no font, no other file. */
export function asHtml({ title, subtitle, sections }: Document, locale: Locale): string {
  const body = sections
    .map((section) => `<section><h2>${escaped(section.title)}</h2>${section.blocks.map(laidOut).join("")}</section>`)
    .join("\n");
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${CSS}</style>
</head>
<body>
<header><h1>${escaped(title)}</h1><p>${escaped(subtitle)}</p></header>
<main>
${body}
</main>
</body>
</html>
`;
}

function laidOut(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h3>${escaped(block.text)}</h3>`;
    case "text":
      return `<p>${escaped(block.text)}</p>`;
    case "list": {
      const numbered = block.items.every((item) => /^\d+\. /.test(item)) && block.items.length > 0;
      const items = block.items.map((item) => `<li>${escaped(item.replace(/^\d+\. /, ""))}</li>`).join("");
      return numbered ? `<ol>${items}</ol>` : `<ul>${items}</ul>`;
    }
    case "table":
      return table(block.columns, block.rows);
    case "bars":
      return block.columns === true ? columnChart(block) : barChart(block);
  }
}

function table(columns: Extract<Block, { kind: "table" }>["columns"], rows: readonly (readonly string[])[]): string {
  const right = (i: number): string => (columns[i]?.right === true ? ' class="right"' : "");
  const named = columns.some(({ name }) => name !== "");
  const head = named
    ? `<thead><tr>${columns.map(({ name }, i) => `<th scope="col"${right(i)}>${escaped(name)}</th>`).join("")}</tr></thead>`
    : "";
  const body = rows
    .map((row) => `<tr>${row.map((cell, i) => `<td${right(i)}>${escaped(cell)}</td>`).join("")}</tr>`)
    .join("");
  return `<div class="scroll"><table>${head}<tbody>${body}</tbody></table></div>`;
}

/** Horizontal bars: labels and figures are text of the page, so that they can be read, copied and zoomed. */
function barChart({ rows }: Extract<Block, { kind: "bars" }>): string {
  const most = Math.max(...rows.map(({ value }) => value), Number.MIN_VALUE);
  const bars = rows
    .map(
      ({ label, value, text }) =>
        `<div class="bar"><span>${escaped(label)}</span><span class="track"><i style="width:${((value / most) * 100).toFixed(2)}%"></i></span><span class="right">${escaped(text)}</span></div>`,
    )
    .join("");
  return `<div class="bars">${bars}</div>`;
}

/** Vertical bars over time. */
function columnChart({ rows }: Extract<Block, { kind: "bars" }>): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return "";
  const most = Math.max(...rows.map(({ value }) => value), Number.MIN_VALUE);
  const step = 720 / rows.length;
  const columns = rows
    .map(({ label, value, text }, i) => {
      const height = (value / most) * 120;
      return `<rect x="${(i * step + 1).toFixed(1)}" y="${(130 - height).toFixed(1)}" width="${Math.max(1, step - 2).toFixed(1)}" height="${height.toFixed(1)}"><title>${escaped(`${label}: ${text}`)}</title></rect>`;
    })
    .join("");
  return `<svg viewBox="0 0 720 150" role="img" aria-label="${escaped(`${first.label} - ${last.label}`)}">${columns}<text x="0" y="147">${escaped(first.label)}</text><text x="720" y="147" text-anchor="end">${escaped(last.label)}</text></svg>`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const CSS = `
:root { color-scheme: light dark; --ink: #1d2b28; --soft: #5b6b67; --line: #dde5e2; --brand: #0b6e5f; --paper: #fff; --track: #edf2f0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4ece9; --soft: #9fb0ab; --line: #33423e; --brand: #4fd1b5; --paper: #141b19; --track: #22302c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
header, main { max-width: 56rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { margin: 0; font-size: 1.9rem; letter-spacing: -0.02em; }
header p { margin: .25rem 0 0; color: var(--soft); }
section { margin: 2.5rem 0; }
h2 { font-size: 1.2rem; border-bottom: 2px solid var(--brand); padding-bottom: .3rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; min-width: 50%; margin: .75rem 0; }
th, td { text-align: left; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
th { color: var(--soft); font-weight: 600; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
.right { text-align: right; white-space: nowrap; }
.bars { margin: 1rem 0; }
.bar { display: grid; grid-template-columns: 11rem 1fr 7rem; gap: .75rem; align-items: center; margin: .2rem 0; font-variant-numeric: tabular-nums; }
.track { background: var(--track); border-radius: 3px; height: 1rem; overflow: hidden; }
.track i { display: block; height: 100%; background: var(--brand); }
svg { width: 100%; height: auto; fill: var(--brand); }
svg text { font-size: 11px; fill: var(--soft); }
li { margin: .2rem 0; }
@media (max-width: 34rem) { .bar { grid-template-columns: 7.5rem 1fr 5rem; gap: .5rem; font-size: .85rem; } }
`;
