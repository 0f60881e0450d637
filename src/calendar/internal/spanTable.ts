/** A half-open stretch `[from, to)` in milliseconds: of the day on the wall clock, or since the epoch. */
export interface MsSpan {
  /** The first millisecond that belongs to it. */
  readonly from: number;
  /** The first millisecond that no longer does. */
  readonly to: number;
}

/** Spans in columns: sorted, apart, none of them empty; with the open time that lies before each. */
export interface SpanTable {
  /** Where each begins. */
  readonly from: readonly number[];
  /** Where each ends. */
  readonly to: readonly number[];
  /** The length of those before it together. */
  readonly before: readonly number[];
  /** The length of all together. */
  readonly total: number;
}

/** Which end of a closed stretch is meant, when an amount of open time is reached at both. */
export type SpanEnd = "closing" | "opening";

/** Puts spans into columns. They must be sorted, apart and not empty. */
export function spanTable(spans: readonly MsSpan[]): SpanTable {
  const before: number[] = [];
  let total = 0;
  for (const { from, to } of spans) {
    before.push(total);
    total += to - from;
  }
  return { from: spans.map(({ from }) => from), to: spans.map(({ to }) => to), before, total };
}

/** Index of the last value that is not larger, or -1; the values ascend. */
export function lastAtOrBefore(ascending: readonly number[], value: number): number {
  let low = -1;
  let high = ascending.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** Index of the last value that is smaller, or -1; the values ascend. */
export function lastBefore(ascending: readonly number[], value: number): number {
  let low = -1;
  let high = ascending.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) < value) low = middle;
    else high = middle;
  }
  return low;
}

/** The open time of a table up to a place. */
export function openUpTo({ from, to, before }: SpanTable, place: number): number {
  const last = lastAtOrBefore(from, place);
  if (last < 0) return 0;
  return (before[last] ?? 0) + Math.min(place, to[last] ?? 0) - (from[last] ?? 0);
}

/** Where the open span of a table that holds a place ends; `NaN` when the place is closed. */
export function endOfSpan({ from, to }: SpanTable, place: number): number {
  const end = to[lastAtOrBefore(from, place)] ?? NaN;
  return place < end ? end : NaN;
}

/** The place of a table up to which it has that much open time: more than none for a closing, less than all for an opening. */
export function placeOf({ from, before }: SpanTable, open: number, side: SpanEnd): number {
  const at = side === "opening" ? lastAtOrBefore(before, open) : lastBefore(before, open);
  return (from[at] ?? 0) + open - (before[at] ?? 0);
}

/** Joins spans, sorted by their beginning, that overlap or touch; empty ones are left out. */
export function merged(sorted: readonly MsSpan[]): readonly MsSpan[] {
  const joined: MsSpan[] = [];
  for (const span of sorted) {
    const last = joined.at(-1);
    if (span.from >= span.to) continue;
    if (last === undefined || last.to < span.from) joined.push(span);
    else if (span.to > last.to) joined[joined.length - 1] = { from: last.from, to: span.to };
  }
  return joined;
}

/** How two sets of open time become one. */
export type SetOperation = "intersect" | "unite" | "subtract";

/** Combines two lists of spans, each sorted and apart, into one of the same kind. */
export function combined(operation: SetOperation, a: readonly MsSpan[], b: readonly MsSpan[]): readonly MsSpan[] {
  const found: MsSpan[] = [];
  let [nextA, nextB] = [0, 0];
  for (let from = -Infinity; ; ) {
    const [ofA, ofB] = [a[nextA] ?? NEVER, b[nextB] ?? NEVER];
    const [inA, inB] = [ofA.from <= from, ofB.from <= from];
    const to = Math.min(inA ? ofA.to : ofA.from, inB ? ofB.to : ofB.from);
    if (isOpen(operation, inA, inB)) addSpan(found, from, to);
    if (to === Infinity) return found;
    from = to;
    if (ofA.to <= from) nextA++;
    if (ofB.to <= from) nextB++;
  }
}

const NEVER: MsSpan = { from: Infinity, to: Infinity };

const isOpen = (operation: SetOperation, inA: boolean, inB: boolean): boolean =>
  operation === "intersect" ? inA && inB : operation === "unite" ? inA || inB : inA && !inB;

/** Adds a span that begins where the last one ends, or later. */
export function addSpan(spans: MsSpan[], from: number, to: number): void {
  const last = spans.at(-1);
  if (last?.to === from) spans[spans.length - 1] = { from: last.from, to };
  else spans.push({ from, to });
}
