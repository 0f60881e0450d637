import type { LifecyclePolicy } from "clientele/lifecycle";

const [BETWEEN, LINE, PADDING] = [22, 17, 13];

/** A way out of the stage the customer is in. */
export interface OpenWay {
  readonly to: string;
  readonly label: string;
  /** Whether it can be taken now, or time will take it. */
  readonly open: boolean;
}

/** What is drawn beside the policy. */
export interface Situation {
  readonly current: string;
  readonly ways: readonly OpenWay[];
  /** Stages led to and left by the timers that fired last. */
  readonly fired: readonly { readonly from: string; readonly to: string }[];
  readonly nameOf: (stage: string) => string;
  readonly label: string;
  /** How wide the drawing is, in pixels: letters keep their size. */
  readonly width: number;
}

/**
 * Draws the stages one below the other, in their order: ways on to the right, ways back to the left. What opens each way out
 * of the present stage stands in the stage it leads to.
 */
export function drawLifecycle(policy: LifecyclePolicy, situation: Situation): SVGSVGElement {
  const { current, ways, fired, nameOf, label, width } = situation;
  const margin = Math.max(44, Math.min(84, width * 0.17));
  const node = { x: margin, width: width - 2 * margin };
  const stages = [...policy.stages].sort((one, other) => one.order - other.order);
  const placeOf = new Map(stages.map(({ id }, place) => [id, place]));

  let top = 6;
  const boxes = stages.map(({ id }) => {
    const out = ways.filter((way) => way.to === id);
    const lines = out.map(({ label: by }) => fitted(by, node.width - 16));
    const height = 2 * PADDING + LINE * (1 + lines.length) - (lines.length > 0 ? 6 : 0);
    const box = { id, out, lines, top, height };
    top += height + BETWEEN;
    return box;
  });
  const middle = (place: number): number => {
    const box = boxes[place];
    return box === undefined ? 0 : box.top + box.height / 2;
  };
  const drawing = svg("svg", {
    viewBox: `0 0 ${width} ${top - BETWEEN + 6}`,
    width,
    height: top - BETWEEN + 6,
    class: "lifecycle-drawing",
    role: "img",
    "aria-label": label,
  });

  const edges = new Map<string, { readonly from: number; readonly to: number; readonly look: string }>();
  for (const { from, to } of policy.transitions) {
    for (const each of typeof from === "string" ? [from] : from) {
      const [start, end] = [placeOf.get(each) ?? 0, placeOf.get(to) ?? 0];
      const key = `${start} ${end}`;
      const open = each === current && ways.some((way) => way.to === to && way.open);
      const taken = fired.some((change) => change.from === each && change.to === to);
      const look = open ? "way open" : taken ? "way fired" : "way";
      if (start !== end && (edges.get(key)?.look ?? "way") === "way") edges.set(key, { from: start, to: end, look });
    }
  }
  const inOrder = [...edges.values()].sort((one, other) => one.look.length - other.look.length);
  for (const { from, to, look } of inOrder) {
    const side = to > from ? 1 : -1;
    const x = to > from ? node.x + node.width : node.x;
    const bow = x + side * Math.min(1.3 * margin - 6, 22 + 12 * Math.abs(to - from));
    const [y, end] = [middle(from) + 6 * side, middle(to) - 6 * side];
    const tip = x + side * 2;
    drawing.append(
      svg("path", { d: `M${x} ${y}C${bow} ${y} ${bow} ${end} ${tip} ${end}`, class: look }),
      svg("path", { d: `M${tip + side * 7} ${end - 4}L${tip} ${end}L${tip + side * 7} ${end + 4}`, class: look }),
    );
  }
  for (const { id, out, lines, top: y, height } of boxes) {
    const kind = id === current ? "stage current" : out.some(({ open }) => open) ? "stage open" : "stage";
    const group = svg("g", { class: kind });
    const x = node.x + node.width / 2;
    group.append(
      svg("rect", { x: node.x, y, width: node.width, height, rx: 8 }),
      text(fitted(nameOf(id), node.width - 16, 8.2), x, y + PADDING + 13, "name"),
      ...lines.map((line, index) => text(line, x, y + PADDING + 13 + LINE * (index + 1), "by")),
    );
    drawing.append(group);
  }
  return drawing;
}

/** A text cut where it would be wider than its place; the whole is told beside the drawing. */
function fitted(said: string, width: number, letter = 6.8): string {
  let used = 0;
  let at = 0;
  for (const sign of said) {
    used += /[\u2e80-\uffff]/.test(sign) ? letter * 1.85 : letter;
    if (used > width) return `${said.slice(0, Math.max(1, at - 1))}…`;
    at += sign.length;
  }
  return said;
}

function text(said: string, x: number, y: number, kind: string): SVGElement {
  const element = svg("text", { x, y, "text-anchor": "middle", class: kind });
  element.textContent = said;
  return element;
}

function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
