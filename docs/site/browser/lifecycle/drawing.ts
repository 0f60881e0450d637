import type { LifecyclePolicy } from "clientele/lifecycle";

const [WIDTH, LEFT, NODE, ROW, HIGH] = [360, 80, 200, 64, 44];

/** A way out of the stage the customer is in. */
export interface OpenWay {
  readonly to: string;
  readonly label: string;
  /** Whether it can be taken now, or time will take it. */
  readonly open: boolean;
}

/**
 * Draws the stages one below the other, in their order: ways on to the right, ways back to the left. What opens each way out
 * of the present stage stands in the stage it leads to.
 */
export function drawLifecycle(
  policy: LifecyclePolicy,
  {
    current,
    ways,
    nameOf,
    label,
  }: {
    readonly current: string;
    readonly ways: readonly OpenWay[];
    readonly nameOf: (stage: string) => string;
    readonly label: string;
  },
): SVGSVGElement {
  const stages = [...policy.stages].sort((one, other) => one.order - other.order);
  const placeOf = new Map(stages.map(({ id }, place) => [id, place]));
  const middle = (place: number): number => place * ROW + HIGH / 2 + 6;
  const drawing = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${stages.length * ROW}`,
    class: "lifecycle-drawing",
    role: "img",
    "aria-label": label,
  });
  const edges = new Map<string, { readonly from: number; readonly to: number; readonly out: OpenWay | undefined }>();
  for (const { from, to } of policy.transitions) {
    for (const each of typeof from === "string" ? [from] : from) {
      const [start, end] = [placeOf.get(each) ?? 0, placeOf.get(to) ?? 0];
      const out = each === current ? ways.find((way) => way.to === to && way.open) : undefined;
      if (start !== end && edges.get(`${start} ${end}`)?.out === undefined) {
        edges.set(`${start} ${end}`, { from: start, to: end, out });
      }
    }
  }
  const inOrder = [...edges.values()].sort(
    (one, other) => Number(one.out !== undefined) - Number(other.out !== undefined),
  );
  for (const { from, to, out } of inOrder) {
    const side = to > from ? 1 : -1;
    const x = to > from ? LEFT + NODE : LEFT;
    const bow = x + side * Math.min(76, 20 + 12 * Math.abs(to - from));
    const [y, end] = [middle(from) + 5 * side, middle(to) - 5 * side];
    const tip = x + side * 2;
    drawing.append(
      svg("path", {
        d: `M${x} ${y}C${bow} ${y} ${bow} ${end} ${tip} ${end}`,
        class: out === undefined ? "way" : "way open",
      }),
      svg("path", {
        d: `M${tip + side * 7} ${end - 4}L${tip} ${end}L${tip + side * 7} ${end + 4}`,
        class: out === undefined ? "way" : "way open",
      }),
    );
  }
  for (const [place, { id }] of stages.entries()) {
    const out = ways.filter((way) => way.to === id);
    const kind = id === current ? "stage current" : out.some(({ open }) => open) ? "stage open" : "stage";
    const said = out.map(({ label: by }) => by).join(", ");
    const group = svg("g", { class: kind });
    group.append(
      svg("rect", { x: LEFT, y: middle(place) - HIGH / 2, width: NODE, height: HIGH, rx: 8 }),
      text(nameOf(id), middle(place) + (said === "" ? 5 : -3), "name"),
      ...(said === "" ? [] : [text(said.length > 34 ? `${said.slice(0, 33)}…` : said, middle(place) + 13, "by")]),
    );
    drawing.append(group);
  }
  return drawing;
}

function text(said: string, y: number, kind: string): SVGElement {
  const element = svg("text", { x: LEFT + NODE / 2, y, "text-anchor": "middle", class: kind });
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
