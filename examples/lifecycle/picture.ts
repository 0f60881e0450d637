import { defineLifecycle, type LifecyclePolicyData, lifecyclePresets } from "clientele/lifecycle";

const FONT = "font-family=\"system-ui, 'Segoe UI', 'Noto Sans CJK SC', sans-serif\"";
const INK = "#1f2933";
const PHASES = ["#dbeafe", "#dcfce7", "#fef3c7", "#fee2e2"];
const [WIDTH, HEIGHT, GAP, TOP] = [110, 54, 40, 150];

/** The picture of the guide: the preset `acquireToWinBack`. Plain SVG, the same on every machine. */
export const lifecyclePicture = (): string => draw(defineLifecycle(lifecyclePresets.acquireToWinBack));

/** Draws stages in a row, ways on above them and ways back below; what time does is dashed. */
function draw({ stages, transitions }: LifecyclePolicyData): string {
  const phases = [...new Set(stages.map(({ phase }) => phase))];
  const left = (place: number): number => 20 + place * (WIDTH + GAP);
  const placeOf = (id: string): number => stages.findIndex((stage) => stage.id === id);
  const boxes = stages.map(({ id, labels, phase, final }, place) => {
    const fill = PHASES[phases.indexOf(phase) % PHASES.length] ?? "#ffffff";
    const middle = left(place) + WIDTH / 2;
    const line = final === true ? 3 : 1.5;
    return [
      `<rect x="${left(place)}" y="${TOP}" width="${WIDTH}" height="${HEIGHT}" rx="10" fill="${fill}" stroke="${INK}" stroke-width="${line}"/>`,
      text(middle, TOP + 24, labels?.en ?? id, 13),
      text(middle, TOP + 42, phase ?? "", 11),
    ].join("");
  });
  // arrows between the same two stages share a line, with what is on them one under the other
  const ways = new Map<string, { from: number; to: number; timed: boolean; names: string[] }>();
  for (const { from, on, after, to } of transitions) {
    for (const source of typeof from === "string" ? [from] : from) {
      const key = `${source} ${to} ${on === null ? "time" : "event"}`;
      const known = ways.get(key) ?? { from: placeOf(source), to: placeOf(to), timed: on === null, names: [] };
      known.names.push(on ?? (typeof after === "string" ? after : ""));
      ways.set(key, known);
    }
  }
  const arrows = [...ways.values()].map(({ from, to, timed, names }) => {
    const dash = timed ? ' stroke-dasharray="5 4"' : "";
    const arrow = (path: string): string =>
      `<path d="${path}" fill="none" stroke="${INK}"${dash} marker-end="url(#tip)"/>`;
    const name = names.join(", ");
    if (from === to) {
      const middle = left(from) + WIDTH / 2;
      return (
        arrow(`M${middle - 14} ${TOP} C${middle - 24} ${TOP - 34} ${middle + 24} ${TOP - 34} ${middle + 14} ${TOP}`) +
        text(middle, TOP - 30, name, 10)
      );
    }
    const isOn = to > from;
    const edge = isOn ? TOP : TOP + HEIGHT;
    const shift = timed ? 26 : -26;
    const [start, end] = [left(from) + WIDTH / 2 + shift, left(to) + WIDTH / 2 + shift / 2];
    const height = (36 + Math.abs(to - from) * 22) * (isOn ? -1 : 1);
    const middle = (start + end) / 2;
    return (
      arrow(`M${start} ${edge} C${start} ${edge + height} ${end} ${edge + height} ${end} ${edge}`) +
      text(middle, edge + height * 0.75 + (isOn ? -4 : 12), name, 10)
    );
  });
  const [width, height] = [left(stages.length) - GAP + 20, TOP * 2 + HEIGHT];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${FONT}>`,
    `<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="${INK}"/></marker></defs>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...arrows,
    ...boxes,
    "</svg>",
    "",
  ].join("\n");
}

const text = (x: number, y: number, of: string, size: number): string =>
  `<text x="${x}" y="${y}" font-size="${size}" text-anchor="middle" fill="${INK}">${escape(of)}</text>`;

const escape = (of: string): string => of.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
