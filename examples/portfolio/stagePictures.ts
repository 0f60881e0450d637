import type { FunnelStep, StageDwell } from "clientele/lifecycle";

const FONT = "font-family=\"system-ui, 'Segoe UI', 'Noto Sans CJK SC', sans-serif\"";
const [INK, QUIET, LINE, STEP, WAITING, GONE] = ["#1f2933", "#5f6b7a", "#d5dce5", "#2b6cb0", "#9fc3e6", "#e2b59a"];
const COLOURS = ["#2b6cb0", "#2f855a", "#c05621"];
const DASHES = ["", "7 3", "2 3"];
const DAY = 86_400_000;

/** Draws how far customers got, and what became of the others: plain SVG, the same on every machine. */
export function funnelPicture(steps: readonly FunnelStep[]): string {
  const [left, top, tall, gap, room] = [96, 74, 42, 34, 420];
  const most = Math.max(1, ...steps.map(({ reached }) => reached));
  const wide = (count: number): number => (count / most) * room;
  const rows = steps.map(
    ({ stage, reached, ofFirst, converted, conversion, conversionInterval, waiting, gone }, step) => {
      const y = top + step * (tall + gap);
      const on = wide(converted ?? reached);
      const parts = [
        { x: left, width: on, fill: STEP },
        { x: left + on, width: wide(waiting), fill: WAITING },
        { x: left + on + wide(waiting), width: wide(gone), fill: GONE },
      ]
        .filter(({ width }) => width > 0)
        .map(
          ({ x, width, fill }) =>
            `<rect x="${at(x)}" y="${y}" width="${at(width)}" height="${tall}" fill="${fill}" stroke="#ffffff"/>`,
        );
      const onward =
        conversion === null || conversionInterval === null
          ? ""
          : text(
              left,
              y + tall + 21,
              `${percent(conversion)} went on (95 % interval ${conversionInterval.map(percent).join(" to ")}); ${waiting} still there, ${gone} elsewhere`,
              { size: 12, fill: QUIET },
            );
      return [
        ...parts,
        text(left - 12, y + 26, stage, { size: 14, fill: INK, anchor: "end" }),
        text(left + room + 14, y + 26, `${reached} (${percent(ofFirst)})`, { size: 14, fill: INK }),
        onward,
      ].join("");
    },
  );
  const key = [
    { name: "went on, or the last step", fill: STEP },
    { name: "still there", fill: WAITING },
    { name: "elsewhere", fill: GONE },
  ].map(({ name, fill }, place) => {
    const x = left + (place === 0 ? 0 : 90 + place * 110);
    return `<rect x="${x}" y="44" width="12" height="12" fill="${fill}"/>${text(x + 18, 54, name, { size: 12, fill: QUIET })}`;
  });
  const height = top + steps.length * (tall + gap);
  return svg(640, height, "How far customers got, stage by stage", [
    text(left, 28, "How far customers got", { size: 16, fill: INK, weight: 600 }),
    ...key,
    ...rows,
  ]);
}

/** Draws which share is still in a stage after so many days, with its interval as a band. */
export function stayPicture(stays: readonly StageDwell[]): string {
  const [left, top, wide, tall] = [64, 78, 520, 280];
  const days =
    60 * Math.ceil(Math.max(60, ...stays.flatMap(({ curve }) => curve.map(({ afterMs }) => afterMs / DAY))) / 60);
  const x = (afterMs: number): string => at(left + (afterMs / DAY / days) * wide);
  const y = (share: number): string => at(top + (1 - share) * tall);
  const apart = 60 * Math.ceil(days / 60 / 8);
  const grid = [
    ...[0, 0.25, 0.5, 0.75, 1].map(
      (share) =>
        `<path d="M${left} ${y(share)}H${left + wide}" stroke="${LINE}"/>` +
        text(left - 8, Number(y(share)) + 4, percent(share), { size: 12, fill: QUIET, anchor: "end" }),
    ),
    ...Array.from({ length: Math.floor(days / apart) + 1 }, (_, mark) => mark * apart).map((day) =>
      text(Number(x(day * DAY)), top + tall + 20, String(day), { size: 12, fill: QUIET, anchor: "middle" }),
    ),
    text(left + wide, top + tall + 40, "days in the stage", { size: 12, fill: QUIET, anchor: "end" }),
  ];
  const lines = stays.map(({ curve }, place) => {
    const colour = COLOURS[place % COLOURS.length] ?? INK;
    const steps = curve.map(({ afterMs, remaining }) => `H${x(afterMs)}V${y(remaining)}`).join("");
    // a band goes on along the upper ends of the intervals, and comes back along the lower ones
    const known = curve.flatMap(({ afterMs, interval }) => (interval === null ? [] : [{ afterMs, interval }]));
    const upper = known.map(({ afterMs, interval }) => `H${x(afterMs)}V${y(interval[1])}`).join("");
    const lower = known
      .toReversed()
      .map(({ afterMs, interval }) => `V${y(interval[0])}H${x(afterMs)}`)
      .join("");
    const dash = DASHES[place % DASHES.length] ?? "";
    return [
      `<path d="M${left} ${y(1)}${upper}${lower}V${y(1)}Z" fill="${colour}" fill-opacity="0.15"/>`,
      `<path d="M${left} ${y(1)}${steps}" fill="none" stroke="${colour}" stroke-width="2"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}/>`,
    ].join("");
  });
  const key = stays.map(({ stage, medianMs }, place) => {
    const from = left + place * 178;
    const dash = DASHES[place % DASHES.length] ?? "";
    const colour = COLOURS[place % COLOURS.length] ?? INK;
    const half = medianMs === null ? "fewer than half" : `half by day ${Math.round(medianMs / DAY)}`;
    return (
      `<path d="M${from} 50H${from + 26}" stroke="${colour}" stroke-width="2"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}/>` +
      text(from + 32, 54, `${stage}: ${half}`, { size: 12, fill: QUIET })
    );
  });
  return svg(640, top + tall + 56, "The share of customers still in a stage after so many days", [
    text(left, 28, "Still in the stage, and by when half have left", { size: 16, fill: INK, weight: 600 }),
    ...key,
    ...grid,
    ...lines,
  ]);
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

const at = (value: number): string => value.toFixed(1);

function text(
  x: number,
  y: number,
  of: string,
  {
    size,
    fill,
    anchor = "start",
    weight = 400,
  }: {
    readonly size: number;
    readonly fill: string;
    readonly anchor?: "start" | "middle" | "end";
    readonly weight?: number;
  },
): string {
  const written = of.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${at(x)}" y="${at(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${written}</text>`;
}

/** On a white ground of its own, so that it can be read on a dark page too. */
const svg = (width: number, height: number, title: string, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" ${FONT}>`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
