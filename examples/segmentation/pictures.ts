import type { Divided } from "./facts.ts";

/** A rectangle. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const FONT = "font-family=\"system-ui, 'Segoe UI', 'Noto Sans CJK SC', sans-serif\"";
const INK = "#1f2933";
const QUIET = "#5f6b7a";

/** Draws the pictures of the guide, by file name: plain SVG, the same on every machine. */
export const pictures = (divided: Divided): Readonly<Record<string, string>> => ({
  "segmentation-heatmap.svg": heatmap(divided),
  "segmentation-treemap.svg": treemap(divided),
  "segmentation-migration.svg": migration(divided),
});

/** Recency by frequency: how many customers, and what they are worth. */
function heatmap({ customers }: Divided): string {
  const [left, top, cell] = [92, 64, 92];
  const counts = [5, 4, 3, 2, 1].map((recency) =>
    [1, 2, 3, 4, 5].map((frequency) =>
      customers.filter((one) => one.recency === recency && one.frequency === frequency),
    ),
  );
  const most = Math.max(...counts.flat().map(({ length }) => length));
  const body = counts.flatMap((row, r) =>
    row.map((those, f) => {
      const [x, y] = [left + f * cell, top + r * cell];
      const share = those.length / most;
      const worth = those.reduce((sum, { value }) => sum + value, 0) / Math.max(those.length, 1);
      return [
        rect({ x: x + 1, y: y + 1, width: cell - 2, height: cell - 2 }, blue(share)),
        text(x + cell / 2, y + cell / 2 - 2, String(those.length), { size: 20, fill: on(share), anchor: "middle" }),
        text(x + cell / 2, y + cell / 2 + 18, those.length === 0 ? "" : `¥${grouped(worth)}`, {
          size: 12,
          fill: on(share),
          anchor: "middle",
        }),
      ].join("");
    }),
  );
  const axes = [
    text(left, 26, "Customers by recency and frequency", { size: 16, fill: INK, weight: 600 }),
    text(left, 46, "number of customers, and their mean value", { size: 12, fill: QUIET }),
    ...[5, 4, 3, 2, 1].map((recency, r) =>
      text(left - 12, top + r * cell + cell / 2 + 5, `R${recency}`, { size: 14, fill: QUIET, anchor: "end" }),
    ),
    ...[1, 2, 3, 4, 5].map((frequency, f) =>
      text(left + f * cell + cell / 2, top + 5 * cell + 22, `F${frequency}`, {
        size: 14,
        fill: QUIET,
        anchor: "middle",
      }),
    ),
    text(left - 76, top + 14, "recent", { size: 12, fill: QUIET }),
    text(left - 76, top + 5 * cell - 6, "long ago", { size: 12, fill: QUIET }),
    text(left + 5 * cell, top + 5 * cell + 42, "often", { size: 12, fill: QUIET, anchor: "end" }),
    text(left, top + 5 * cell + 42, "seldom", { size: 12, fill: QUIET }),
  ];
  return svg(left + 5 * cell + 24, top + 5 * cell + 56, "RFM heatmap", [...body, ...axes]);
}

/** Segments by what they are worth: the area is value, the colour value per customer. */
function treemap({ customers, segments }: Divided): string {
  const parts = segments
    .map(({ segment, name }) => {
      const own = customers.filter((one) => one.segment === segment);
      return { name, customers: own.length, value: own.reduce((sum, { value }) => sum + Math.max(value, 0), 0) };
    })
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value);
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  const each = parts.map((part) => part.value / part.customers);
  const most = Math.max(...each);
  const boxes = squarified(
    parts.map(({ value }) => value / total),
    { x: 16, y: 58, width: 688, height: 380 },
  );
  const body = parts.map(({ name, customers: count, value }, i) => {
    const { x, y, width, height } = boxes[i] ?? { x: 0, y: 0, width: 0, height: 0 };
    const share = (each[i] ?? 0) / most;
    const lines = [name, `${((value / total) * 100).toFixed(1)} % of value`, `${count} customers`];
    const room = width < 96 ? 0 : Math.max(0, Math.min(Math.floor((height - 10) / 18), 3));
    return [
      `<g><title>${escaped(lines.join(", "))}</title>`,
      rect({ x: x + 1, y: y + 1, width: width - 2, height: height - 2 }, blue(share)),
      ...lines.slice(0, room).map((line, k) =>
        text(x + 10, y + 22 + 18 * k, line, {
          size: k === 0 ? 14 : 12,
          fill: on(share),
          weight: k === 0 ? 600 : 400,
        }),
      ),
      "</g>",
    ].join("");
  });
  return svg(720, 454, "Treemap of segments by value", [
    text(16, 26, "Segments by value", { size: 16, fill: INK, weight: 600 }),
    text(16, 46, "area: what the segment is worth; darker: worth more per customer", { size: 12, fill: QUIET }),
    ...body,
  ]);
}

/** From each segment to each: shares of those who were there. */
function migration({ migration: matrix, segments }: Divided): string {
  const [left, top, cell] = [150, 142, 58];
  const names = new Map<string, string>(segments.map(({ segment, name }) => [segment, name]));
  const width = matrix.segments.length;
  const body = matrix.cells.map(({ share, customers }, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    const [x, y] = [left + column * cell, top + row * 36];
    const part = share ?? 0;
    return [
      rect({ x: x + 1, y: y + 1, width: cell - 2, height: 34 }, blue(part)),
      text(x + cell / 2, y + 22, customers === 0 ? "" : `${Math.round(part * 100)} %`, {
        size: 12,
        fill: on(part),
        anchor: "middle",
      }),
    ].join("");
  });
  const labels = matrix.totals.flatMap(({ segment, before, after, entered }, i) => [
    text(left - 10, top + i * 36 + 22, `${names.get(segment) ?? segment} (${before})`, {
      size: 12,
      fill: INK,
      anchor: "end",
    }),
    `<g transform="translate(${left + i * cell + cell / 2 + 4} ${top - 10}) rotate(-45)">${text(0, 0, `${names.get(segment) ?? segment} (${after})`, { size: 12, fill: INK })}</g>`,
    text(left + i * cell + cell / 2, top + width * 36 + 20, entered === 0 ? "" : `+${entered}`, {
      size: 12,
      fill: QUIET,
      anchor: "middle",
    }),
  ]);
  const bottom = top + width * 36;
  return svg(left + width * cell + 96, bottom + 34, "Migration between segments", [
    text(16, 26, "Where customers went in half a year", { size: 16, fill: INK, weight: 600 }),
    text(16, 46, "rows: where they were; columns: where they are", { size: 12, fill: QUIET }),
    ...body,
    ...labels,
    text(left - 10, bottom + 20, "new customers", { size: 12, fill: QUIET, anchor: "end" }),
  ]);
}

/** Lays shares out in a rectangle, row by row, so that the boxes are as square as may be (Bruls, Huizing, van Wijk 2000). */
function squarified(shares: readonly number[], frame: Box): readonly Box[] {
  const area = frame.width * frame.height;
  const boxes: Box[] = [];
  let rest = frame;
  for (let from = 0; from < shares.length; ) {
    const side = Math.min(rest.width, rest.height);
    const areas = (to: number): readonly number[] => shares.slice(from, to).map((share) => share * area);
    const worst = (row: readonly number[]): number => {
      const sum = row.reduce((a, b) => a + b, 0);
      return Math.max(
        ...row.map((one) => Math.max((side * side * one) / (sum * sum), (sum * sum) / (side * side * one))),
      );
    };
    let to = from + 1;
    while (to < shares.length && worst(areas(to + 1)) <= worst(areas(to))) to++;
    const row = areas(to);
    const depth = row.reduce((a, b) => a + b, 0) / side;
    const lies = rest.width < rest.height;
    let along = 0;
    for (const one of row) {
      const length = one / depth;
      boxes.push(
        lies
          ? { x: rest.x + along, y: rest.y, width: length, height: depth }
          : { x: rest.x, y: rest.y + along, width: depth, height: length },
      );
      along += length;
    }
    rest = lies
      ? { ...rest, y: rest.y + depth, height: rest.height - depth }
      : { ...rest, x: rest.x + depth, width: rest.width - depth };
    from = to;
  }
  return boxes;
}

const svg = (width: number, height: number, title: string, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" ${FONT}>`,
    `<title>${escaped(title)}</title>`,
    rect({ x: 0, y: 0, width, height }, "#ffffff"),
    ...parts,
    "</svg>",
    "",
  ].join("\n");

const rect = ({ x, y, width, height }: Box, fill: string): string =>
  `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(width, 0).toFixed(1)}" height="${Math.max(height, 0).toFixed(1)}" rx="3" fill="${fill}"/>`;

const text = (
  x: number,
  y: number,
  words: string,
  style: { readonly size: number; readonly fill: string; readonly anchor?: string; readonly weight?: number },
): string =>
  words === ""
    ? ""
    : `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${style.size}" fill="${style.fill}" text-anchor="${style.anchor ?? "start"}" font-weight="${style.weight ?? 400}">${escaped(words)}</text>`;

/** From near white to deep blue. */
function blue(share: number): string {
  const mix = (from: number, to: number): number => Math.round(from + (to - from) * Math.min(Math.max(share, 0), 1));
  return `rgb(${mix(238, 8)},${mix(243, 64)},${mix(250, 129)})`;
}

/** The ink that can be read on it. */
const on = (share: number): string => (share > 0.45 ? "#ffffff" : INK);

const grouped = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");

const escaped = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
