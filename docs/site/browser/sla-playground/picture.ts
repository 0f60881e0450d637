import { openSpans } from "clientele/calendar";
import type { SlaStatus, SlaTimeline } from "clientele/sla";
import type { SiteLocale } from "../kit/locale.ts";
import { OFFICE, ZONE } from "./scenario.ts";

/** What is drawn. */
export interface Drawn {
  readonly timeline: SlaTimeline;
  readonly status: SlaStatus;
  readonly from: number;
  readonly to: number;
  /** Whether the clock of a metric runs in office hours only. */
  readonly inOffice: (metric: string) => boolean;
  readonly locale: SiteLocale;
  /** The name of a metric. */
  readonly nameOf: (metric: string) => string;
}

const NS = "http://www.w3.org/2000/svg";
/** Half of the thumb of the slider below, so that both have the same scale. */
const EDGE = 8;
const [TOP, EVENTS, LANE] = [22, 30, 52];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Draws the case into an SVG element as wide as `width`; the tables say the same to who does not see it. */
export function draw(
  svg: SVGSVGElement,
  width: number,
  { timeline, status, from, to, inOffice, locale, nameOf }: Drawn,
): void {
  const height = TOP + EVENTS + timeline.lanes.length * LANE + 6;
  const inner = Math.max(1, width - 2 * EDGE);
  const x = (moment: string | number): number => {
    const ms = typeof moment === "number" ? moment : Date.parse(moment);
    return EDGE + (Math.min(Math.max((ms - from) / (to - from), 0), 1) || 0) * inner;
  };
  const within = (moment: string): boolean => Date.parse(moment) >= from && Date.parse(moment) <= to;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", String(height));
  const parts: SVGElement[] = [hatch()];

  const open = timeline.lanes.some(({ metric }) => inOffice(metric))
    ? openSpans({ from: iso(from), to: iso(to) }, OFFICE)
    : [];
  if (open.length > 0) {
    for (const span of open) {
      parts.push(box("sla-open", x(span.from), TOP, x(span.to) - x(span.from), height - TOP));
    }
  }
  parts.push(...days({ from, to, inner, x, height, locale }));

  let free = 0;
  timeline.events.forEach((event, index) => {
    if (!within(event.at)) return;
    const at = x(event.at);
    // where two are close, the later number stands beside the earlier
    const dot = Math.min(Math.max(at, free), width - 10);
    free = dot + 20;
    parts.push(line("sla-event", at, TOP + EVENTS - 6, height));
    parts.push(made("circle", { class: "sla-dot", cx: dot, cy: TOP + EVENTS - 14, r: 9 }));
    parts.push(text("sla-number", dot, TOP + EVENTS - 10, String(index + 1), "middle"));
  });

  timeline.lanes.forEach(({ metric, bars }, index) => {
    const top = TOP + EVENTS + index * LANE;
    parts.push(text("sla-lane", EDGE, top + 18, nameOf(metric), "start"));
    for (const bar of bars) {
      if (Date.parse(bar.from) > to) continue;
      const [start, end] = [Date.parse(bar.from), Date.parse(bar.to)];
      if (!inOffice(metric) || bar.kind === "paused") {
        parts.push(box(`sla-${bar.kind}`, x(start), top + 26, Math.max(x(end) - x(start), 1.5), 18));
        continue;
      }
      parts.push(box(`sla-thin sla-thin-${bar.kind}`, x(start), top + 33, Math.max(x(end) - x(start), 1.5), 4));
      for (const span of open) {
        const [first, last] = [Math.max(start, Date.parse(span.from)), Math.min(end, Date.parse(span.to))];
        if (first < last) parts.push(box(`sla-${bar.kind}`, x(first), top + 26, Math.max(x(last) - x(first), 1.5), 18));
      }
    }
    const due = status.metrics[metric]?.dueAt ?? null;
    if (due === null || !within(due)) return;
    const at = x(due);
    parts.push(line("sla-due", at, top + 21, top + 49));
  });

  if (within(timeline.to)) parts.push(line("sla-now", x(timeline.to), TOP - 4, height));
  svg.replaceChildren(...parts);
}

/** Room for the name of a day. */
const TICK = 86;
/** Hours between two marks where less than two days are shown. */
const STEPS = [1, 2, 3, 4, 6, 12, 24];

/** A line for each day, or for some hours of it where only hours are shown; its name where there is room. */
function days(view: {
  readonly from: number;
  readonly to: number;
  readonly inner: number;
  readonly x: (ms: number) => number;
  readonly height: number;
  readonly locale: SiteLocale;
}): readonly SVGElement[] {
  const { from, to, inner, x, height, locale } = view;
  const language = locale === "en" ? "en-GB" : "zh-CN";
  const dayName = new Intl.DateTimeFormat(language, {
    timeZone: ZONE,
    weekday: "short",
    day: "numeric",
    month: "short",
  });
  const hourName = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
  const shift = 8 * HOUR; // Shanghai's midnight
  const roomFor = (ms: number): boolean => (ms / (to - from)) * inner >= TICK;
  const hours = to - from > 2 * DAY ? 24 : (STEPS.find((each) => roomFor(each * HOUR)) ?? 24);
  const step = hours * HOUR;
  const first = Math.ceil((from + shift) / step) * step - shift;
  const every = hours < 24 ? 1 : Math.max(1, Math.ceil(TICK / ((DAY / (to - from)) * inner)));
  const parts: SVGElement[] = [];
  let count = 0;
  for (let at = first; at <= to; at += step, count++) {
    parts.push(line("sla-day", x(at), TOP - 4, height));
    const midnight = (at + shift) % DAY === 0;
    if (count % every === 0 && x(at) + TICK - 4 < inner + EDGE) {
      parts.push(text("sla-tick", x(at) + 4, 13, (midnight ? dayName : hourName).format(at), "start"));
    }
  }
  return parts;
}

const iso = (ms: number): string => new Date(ms).toISOString();

function made(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

const box = (look: string, x: number, y: number, width: number, height: number): SVGElement =>
  made("rect", { class: look, x, y, width, height });

const line = (look: string, x: number, y1: number, y2: number): SVGElement =>
  made("line", { class: look, x1: x, x2: x, y1, y2 });

function text(look: string, x: number, y: number, content: string, anchor: string): SVGElement {
  const element = made("text", { class: look, x, y, "text-anchor": anchor });
  element.textContent = content;
  return element;
}

/** Stripes, so that a clock that stands still is told apart without colours. */
function hatch(): SVGElement {
  const pattern = made("pattern", {
    id: "sla-hatch",
    width: 6,
    height: 6,
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  });
  pattern.append(made("rect", { class: "sla-hatch-line", width: 3, height: 6 }));
  const definitions = made("defs", {});
  definitions.append(pattern);
  return definitions;
}
