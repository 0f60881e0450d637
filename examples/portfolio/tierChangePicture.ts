import type { TierSimulation } from "clientele/tiers";

const FONT = "font-family=\"system-ui, 'Segoe UI', 'Noto Sans CJK SC', sans-serif\"";
const [INK, QUIET, STAYS, UP, DOWN] = ["#1f2933", "#5f6b7a", "#c9d6e6", "#2f855a", "#c05621"];
const [LEFT, RIGHT, TOP, BAR, GAP, HIGH] = [150, 470, 70, 16, 22, 300];

/** Draws who goes from which tier to which, the highest tier on top: plain SVG, the same on every machine. */
export function tierFlowPicture({ before, after, flows, customers }: TierSimulation): string {
  // narrow tiers stay to be seen: heights go by the square root
  const height = (count: number): number => (count === 0 ? 0 : Math.sqrt(count / Math.max(customers, 1)) * HIGH * 0.45);
  const placed = (key: "from" | "to", tiers: TierSimulation["before"]["tiers"]) => {
    let y = TOP;
    return new Map(
      tiers.toReversed().map(({ tier, customers: count }) => {
        const own = flows.filter((flow) => flow[key] === tier).reduce((sum, flow) => sum + height(flow.customers), 0);
        const place = { y, own, next: y, count };
        y += own + GAP;
        return [tier, place] as const;
      }),
    );
  };
  const [sources, targets] = [placed("from", before.tiers), placed("to", after.tiers)];
  const bands = flows.toReversed().map(({ from, to, direction, customers: count }) => {
    const [source, target] = [sources.get(from), targets.get(to)];
    if (source === undefined || target === undefined) return "";
    const [thick, a, b] = [height(count), source.next, target.next];
    source.next += thick;
    target.next += thick;
    const [x, z, middle] = [LEFT + BAR, RIGHT, (LEFT + BAR + RIGHT) / 2];
    const fill = direction === "up" ? UP : direction === "down" ? DOWN : STAYS;
    const path = `M${x} ${at(a)}C${middle} ${at(a)} ${middle} ${at(b)} ${z} ${at(b)}V${at(b + thick)}C${middle} ${at(b + thick)} ${middle} ${at(a + thick)} ${x} ${at(a + thick)}Z`;
    return `<path d="${path}" fill="${fill}" fill-opacity="0.8"><title>${from} to ${to}: ${count}</title></path>`;
  });
  const bars = (places: typeof sources, x: number, side: "start" | "end"): readonly string[] =>
    [...places].map(([tier, { y, own, count }]) => {
      const [label, middle] = [side === "end" ? x - 10 : x + BAR + 10, y + own / 2 + 5];
      const bar = `<rect x="${x}" y="${at(y)}" width="${BAR}" height="${at(own)}" fill="${INK}"/>`;
      return `${bar}<text x="${label}" y="${at(middle)}" font-size="14" fill="${INK}" text-anchor="${side}">${tier} ${count}</text>`;
    });
  const tall = Math.max(...[...sources.values(), ...targets.values()].map(({ y, own }) => y + own)) + 24;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 ${at(tall)}" width="640" height="${at(tall)}" role="img" ${FONT}>`,
    "<title>Customers by tier before and after</title>",
    `<rect x="0" y="0" width="640" height="${at(tall)}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="28" font-size="16" font-weight="600" fill="${INK}">Gold asks for 20 % more: who would stand where</text>`,
    `<text x="${LEFT}" y="48" font-size="12" fill="${QUIET}">customers, graded anew; heights by the square root</text>`,
    ...bands,
    ...bars(sources, LEFT, "end"),
    ...bars(targets, RIGHT, "start"),
    "</svg>",
    "",
  ].join("\n");
}

const at = (value: number): string => value.toFixed(1);
