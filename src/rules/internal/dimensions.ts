import { canonicalJson, dayFromNumber, durationParts, epochDayOfText, type Money } from "../../core/index.ts";
import type { ConditionExample } from "../analysisModel.ts";
import type { MetricKind } from "../metricModel.ts";
import type { ComparisonValue } from "../model.ts";
import type { BehaviourSlot, CompiledConditions, Leaf, MetricSlot, TraceNode } from "./compiled.ts";
import { MISSING } from "./machine.ts";
import { compares } from "./trace.ts";

/** A stretch of the values of a dimension that no comparison tells apart. */
export interface Cell {
  /** One of them; NaN for "not known". */
  readonly value: number;
  /** The least of them, for counts. */
  readonly least: number;
  /** The greatest. */
  readonly greatest: number;
}

/** Something that comparisons ask about. */
export interface Dimension {
  /** What it is. */
  readonly subject:
    | { readonly metric: MetricSlot }
    | {
        readonly behaviour: "performed" | "member-of" | "bucket";
        readonly about: string;
        readonly where: string;
        readonly within: string | null;
      };
  /** Its values, as far as comparisons tell them apart; "not known" is the last. */
  readonly cells: readonly Cell[];
}

/** What one dimension says about another. */
export interface Relation {
  /** Its place among the dimensions. */
  readonly a: number;
  /** The other's. */
  readonly b: number;
  /**
   * `within`: what counts for `a` counts for `b` as well. `overlapping`: what counts for the one may count for the other, which
   * hangs on the calendar. `beside`: both are parts of something else.
   */
  readonly kind: "within" | "overlapping" | "beside";
}

/** A comparison in the space. */
export interface PlacedLeaf {
  /** What it asks about. */
  readonly dimension: number;
  /** Its truth in each cell. */
  readonly truths: Uint8Array;
  /** The least and the greatest of them, as `low + 4 * high`. */
  readonly range: number;
}

/** The space in which conditions are searched. */
export interface Space {
  /** What is asked about. */
  readonly dimensions: readonly Dimension[];
  /** What they say of one another. */
  readonly relations: readonly Relation[];
  /** By comparison: where it stands. */
  readonly leaves: ReadonlyMap<Leaf, PlacedLeaf>;
}

/**
 * Divides what conditions ask about into cells.
 *
 * @param compiled - The program.
 * @returns The space.
 */
export function spaceOf(compiled: CompiledConditions): Space {
  const { metricSlots, behaviourSlots, traces } = compiled;
  const drafts = new Map<string, Draft>();
  const placed: { readonly leaf: Leaf; readonly key: string }[] = [];
  const visit = (node: TraceNode): void => {
    for (const part of node.parts) visit(part);
    const { leaf } = node;
    if (leaf === null) return;
    const metric = leaf.slot < 0 ? undefined : metricSlots[leaf.slot];
    const behaviour = leaf.slot < 0 ? behaviourSlots[-1 - leaf.slot] : undefined;
    const draft =
      metric === undefined ? behaviour && draftOf(behaviour, node.about ?? "") : metricDraft(metric, leaf.slot);
    if (draft === undefined) return;
    const { key } = draft;
    const known = drafts.get(key) ?? draft;
    drafts.set(key, known);
    // "done within" is "more than nothing"
    for (const constant of leaf.constants) known.constants.add(constant);
    placed.push({ leaf, key });
  };
  for (const node of traces) visit(node);
  const places = new Map([...drafts.keys()].map((key, place) => [key, place]));
  const dimensions = [...drafts.values()].map(({ subject, constants, domain }) => ({
    subject,
    cells: cellsOf(
      [...constants].sort((a, b) => a - b),
      domain,
    ),
  }));
  const leaves = new Map(
    placed.map(({ leaf, key }) => {
      const dimension = places.get(key) ?? 0;
      const cells = dimensions[dimension]?.cells ?? [];
      const truths = Uint8Array.from(cells, ({ value }) => truthOf(leaf, value));
      return [leaf, { dimension, truths, range: rangeOf(truths) }];
    }),
  );
  return { dimensions, relations: relationsOf(dimensions), leaves };
}

function rangeOf(truths: Uint8Array): number {
  let [low, high] = [2, 0];
  for (const truth of truths) {
    low = Math.min(low, truth);
    high = Math.max(high, truth);
  }
  return low + 4 * high;
}

interface Draft {
  readonly key: string;
  readonly subject: Dimension["subject"];
  readonly constants: Set<number>;
  readonly domain: Domain;
}

/** Which numbers there are. */
interface Domain {
  readonly least: number;
  readonly greatest: number;
  /** Whether `greatest` is itself left out. */
  readonly open: boolean;
  /** Whether there are whole numbers only. */
  readonly whole: boolean;
}

const REALS: Domain = { least: -Infinity, greatest: Infinity, open: false, whole: false };
const COUNTS: Domain = { least: 0, greatest: Infinity, open: false, whole: true };
const DOMAINS: Readonly<Record<MetricKind, Domain>> = /* @__PURE__ */ (() => ({
  money: REALS,
  number: REALS,
  days: REALS,
  count: COUNTS,
  day: { ...COUNTS, least: epochDayOfText("0000-01-01"), greatest: epochDayOfText("9999-12-31") },
  // -1 stands for every text that is not named
  text: { ...COUNTS, least: -1 },
  boolean: { ...COUNTS, greatest: 1 },
  share: { ...REALS, least: 0, greatest: 1 },
}))();

const metricDraft = (metric: MetricSlot, slot: number): Draft => {
  const domain = DOMAINS[metric.kind];
  const { texts, kind } = metric;
  return {
    key: `m${slot}`,
    subject: { metric },
    constants: new Set(kind === "text" ? texts.values() : kind === "boolean" ? [0, 1] : []),
    domain: kind === "text" ? { ...domain, greatest: texts.size - 1 } : domain,
  };
};

function draftOf(slot: BehaviourSlot, about: string): Draft {
  const constants = new Set<number>();
  switch (slot.kind) {
    case "performed":
    case "last-performed": {
      const where = slot.kind === "performed" ? canonicalJson(slot.terms.where ?? {}) : "{}";
      const within = slot.kind === "performed" ? slot.terms.within : slot.duration;
      const subject = { behaviour: "performed", about, where, within } as const;
      return { key: `p${canonicalJson([about, where, within])}`, subject, constants, domain: COUNTS };
    }
    case "member-of": {
      const subject = { behaviour: "member-of", about, where: "{}", within: null } as const;
      return { key: `s${about}`, subject, constants: new Set([0, 1]), domain: { ...COUNTS, greatest: 1 } };
    }
    case "bucket": {
      const subject = { behaviour: "bucket", about, where: "{}", within: null } as const;
      return { key: `b${about}`, subject, constants, domain: { ...REALS, least: 0, greatest: 1, open: true } };
    }
  }
}

/** Each constant, what lies between two of them, what lies beyond them; and "not known". */
function cellsOf(constants: readonly number[], domain: Domain): readonly Cell[] {
  const cells: Cell[] = [];
  const add = (cell: Cell | null): void => {
    if (cell !== null) cells.push(cell);
  };
  let from = -Infinity;
  for (const constant of constants) {
    add(between(from, constant, domain));
    if (isThere(constant, domain)) add({ value: constant, least: constant, greatest: constant });
    from = constant;
  }
  add(between(from, Infinity, domain));
  return [...cells, { value: NaN, least: 0, greatest: Infinity }];
}

const isThere = (value: number, { least, greatest, open, whole }: Domain): boolean =>
  value >= least && (open ? value < greatest : value <= greatest) && (!whole || Number.isInteger(value));

/** The values that lie between two others, both left out; null where there are none. */
function between(from: number, to: number, domain: Domain): Cell | null {
  const [least, greatest] = [Math.max(from, domain.least), Math.min(to, domain.greatest)];
  const value = [from + 1, to - 1, (least + greatest) / 2, domain.least, domain.greatest].find(
    (candidate) => candidate > from && candidate < to && Number.isFinite(candidate) && isThere(candidate, domain),
  );
  if (value === undefined) return null;
  return domain.whole
    ? { value, least: Math.max(from + 1, domain.least), greatest: Math.min(to - 1, domain.greatest) }
    : { value, least: from, greatest: to };
}

function truthOf({ op, constants, missing }: Leaf, value: number): number {
  if (Number.isNaN(value)) return missing === MISSING.met ? 2 : missing === MISSING.unmet ? 0 : 1;
  return compares(op, value, constants) ? 2 : 0;
}

/** What was done is counted in several ways at once: what counts for one may count for another. */
function relationsOf(dimensions: readonly Dimension[]): readonly Relation[] {
  const counted = dimensions.flatMap(({ subject }, place) =>
    "behaviour" in subject && subject.behaviour === "performed" ? [{ ...subject, place }] : [],
  );
  return counted.flatMap((one, index) =>
    counted.slice(index + 1).flatMap((other): readonly Relation[] => {
      if (one.about !== other.about) return [];
      const [a, b] = [one.place, other.place];
      const [narrower, wider] = [isPart(one, other), isPart(other, one)];
      if (narrower) return [{ a, b, kind: "within" }];
      if (wider) return [{ a: b, b: a, kind: "within" }];
      return [{ a, b, kind: one.where === other.where ? "overlapping" : "beside" }];
    }),
  );
}

interface Counted {
  readonly where: string;
  readonly within: string | null;
}

/** Whether whatever counts for the one counts for the other. */
function isPart(one: Counted, other: Counted): boolean {
  const asked = new Map(Object.entries(JSON.parse(one.where) as Readonly<Record<string, unknown>>));
  const fits = Object.entries(JSON.parse(other.where) as Readonly<Record<string, unknown>>).every(
    ([field, value]) => asked.has(field) && asked.get(field) === value,
  );
  if (!fits || other.within === null) return fits;
  if (one.within === null) return false;
  const [short, long] = [durationParts(one.within), durationParts(other.within)];
  return short.months <= long.months && short.days <= long.days && short.ms <= long.ms;
}

/**
 * Writes cells as facts.
 *
 * @param space - The space.
 * @param chosen - By dimension, the place of its cell; negative where it may be any.
 * @param compiled - The program.
 * @returns The facts.
 */
export function exampleOf(
  { dimensions }: Space,
  chosen: ArrayLike<number>,
  compiled: CompiledConditions,
): ConditionExample {
  const metrics: [string, Money | number | string | boolean | null][] = [];
  const beside: ConditionExample["beside"][number][] = [];
  dimensions.forEach(({ subject, cells }, place) => {
    const cell = cells[chosen[place] ?? -1];
    if (cell === undefined) return;
    if ("metric" in subject) metrics.push([subject.metric.id, plainValue(subject.metric, cell.value, compiled)]);
    else {
      const { behaviour: kind, about, within, where } = subject;
      const asked = where === "{}" ? {} : { where: JSON.parse(where) as Readonly<Record<string, ComparisonValue>> };
      beside.push({ kind, about, within, ...asked, value: Number.isNaN(cell.value) ? null : cell.value });
    }
  });
  return { metrics: Object.fromEntries(metrics), beside };
}

function plainValue(
  { kind, texts }: MetricSlot,
  value: number,
  { currency, digits }: CompiledConditions,
): Money | number | string | boolean | null {
  if (Number.isNaN(value)) return null;
  switch (kind) {
    case "money":
      return { amount: amountText(value, digits), currency };
    case "text":
      return [...texts].find(([, number]) => number === value)?.[0] ?? otherText(texts);
    case "boolean":
      return value === 1;
    case "day":
      return dayFromNumber(value);
    default:
      return value;
  }
}

/** Minor units, perhaps a half of one more, as decimal text. */
function amountText(units: number, digits: number): string {
  const whole = Number.isInteger(units);
  const scale = whole ? digits : digits + 1;
  const text = BigInt(whole ? Math.abs(units) : Math.round(Math.abs(units) * 10))
    .toString()
    .padStart(scale + 1, "0");
  const plain = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return units < 0 ? `-${plain}` : plain;
}

/** A text that no condition names. */
function otherText(texts: ReadonlyMap<string, number>): string {
  let text = "other";
  while (texts.has(text)) text += "-";
  return text;
}
