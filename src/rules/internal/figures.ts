import {
  compareMoney,
  exact,
  type Money,
  moneyFromMinor,
  orThrow,
  roundedText,
  subtractMoney,
  type ZoneRules,
} from "../../core/index.ts";
import type {
  ActivityMeasure,
  AnswerMeasure,
  CaseMeasure,
  ContractMeasure,
  InactivityMeasure,
  InteractionMeasure,
  OneOrMore,
  OrderMeasure,
  RefundMeasure,
  UnknownBecause,
  UnknownCode,
} from "../measureModel.ts";
import {
  type AnswerEntry,
  type CaseEntry,
  type ContractEntry,
  type Entry,
  epochDayAt,
  type Family,
  type MarkedEntry,
  type Marks,
  type OrderEntry,
  type OrderFamily,
} from "./factTable.ts";

/** A value, with what it rests on. */
export interface Figure {
  readonly value: Money | number | null;
  readonly n: number;
  /** Of the newest fact, in epoch milliseconds; -Infinity when there is none. */
  readonly freshMs: number;
  readonly why: UnknownBecause | null;
}

/** Moments from `fromMs` on, before `endMs`. */
export interface Stretch {
  readonly fromMs: number;
  readonly endMs: number;
}

/** What figures are made by. */
export interface Setting {
  readonly zone: ZoneRules;
  readonly currency: string;
  readonly digits: number;
  readonly today: number;
}

/** A figure that is known. */
export const known = (value: Money | number, n: number, freshMs: number): Figure => ({ value, n, freshMs, why: null });

/** A figure that is not. */
export const unknown = (code: UnknownCode, params: UnknownBecause["params"] = {}, n = 0, freshMs?: number): Figure => ({
  value: null,
  n,
  freshMs: freshMs ?? -Infinity,
  why: { code, params },
});

/** Why nothing can be said of a family of facts; null when something can. */
export function gapIn(family: Family<Entry>, name: string): Figure | null {
  if (!family.given) return unknown("facts-not-given", { family: name });
  return family.refused > 0 ? unknown("facts-unsound", { family: name, facts: family.refused }) : null;
}

/** The entries within a stretch; they are sorted by time. */
function within<Item extends Entry>(entries: readonly Item[], { fromMs, endMs }: Stretch): readonly Item[] {
  const [from, end] = [firstFrom(entries, fromMs), firstFrom(entries, endMs)];
  return from === 0 && end === entries.length ? entries : entries.slice(from, end);
}

/** Index of the first entry at a moment or after it. */
export function firstFrom(entries: readonly Entry[], ms: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.ms ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

// ----------------------------------------------------------------------------------------------------------------- orders

/** Orders and what was given back, over a stretch. */
export function orderFigure(
  family: OrderFamily,
  measure: OrderMeasure | RefundMeasure,
  stretch: Stretch,
  by: Setting,
): Figure {
  const gap = gapIn(family, "orders");
  if (gap !== null) return gap;
  if (family.cut !== null && family.cut.firstMs < stretch.endMs) return unknown("day-cut", { on: family.cut.on });
  const entries = within(family.entries, stretch);
  return "orders" in measure ? ordersFigure(entries, measure, by) : refundsFigure(entries, measure, by);
}

function ordersFigure(entries: readonly OrderEntry[], { orders: what, rounding }: OrderMeasure, by: Setting): Figure {
  const count = sumOf(entries, (entry) => entry.orders);
  const n = Number(count);
  const freshMs = newest(entries, (entry) => entry.orders > 0);
  switch (what) {
    case "count":
      return known(n, n, freshMs);
    case "purchaseDays":
      return known(new Set(entries.filter(({ orders }) => orders > 0).map(({ day }) => day)).size, n, freshMs);
    case "gross":
      return known(moneyFromMinor(spentOn(entries), by.currency), n, freshMs);
    case "net": {
      const facts = n + Number(sumOf(entries, (entry) => entry.gaveBack));
      const net = spentOn(entries) - givenBack(entries);
      return known(moneyFromMinor(net, by.currency), facts, entries.at(-1)?.ms ?? -Infinity);
    }
    case "mean": {
      if (n === 0) return unknown("nothing-to-measure");
      const mean = exact(`${spentOn(entries)}e-${by.digits}`).dividedBy(count.toString());
      return known(
        { amount: roundedText(mean, by.digits, rounding ?? "half-even"), currency: by.currency },
        n,
        freshMs,
      );
    }
    case "largestDay": {
      if (n === 0) return unknown("nothing-to-measure");
      const days = new Map<number, bigint>();
      for (const { day, spent } of entries) days.set(day, (days.get(day) ?? 0n) + BigInt(spent));
      let largest = 0n;
      for (const spent of days.values()) if (spent > largest) largest = spent;
      return known(moneyFromMinor(largest, by.currency), n, freshMs);
    }
  }
}

function refundsFigure(entries: readonly OrderEntry[], { refunds: what }: RefundMeasure, by: Setting): Figure {
  const count = Number(sumOf(entries, (entry) => entry.gaveBack));
  const freshMs = newest(entries, (entry) => entry.gaveBack > 0);
  switch (what) {
    case "count":
      return known(count, count, freshMs);
    case "amount":
      return known(moneyFromMinor(givenBack(entries), by.currency), count, freshMs);
    case "share": {
      const spent = spentOn(entries);
      const facts = count + Number(sumOf(entries, (entry) => entry.orders));
      const last = entries.at(-1)?.ms ?? -Infinity;
      if (spent === 0n) return unknown("nothing-to-measure", {}, facts, last);
      return known(quotient(givenBack(entries).toString(), spent.toString()), facts, last);
    }
  }
}

const spentOn = (entries: readonly OrderEntry[]): bigint => sumOf(entries, (entry) => entry.spent);
const givenBack = (entries: readonly OrderEntry[]): bigint => sumOf(entries, (entry) => entry.back);

/** The exact sum of safe integers of zero or more, whatever it comes to. */
function sumOf<Item>(items: readonly Item[], of: (item: Item) => number): bigint {
  let whole = 0n;
  let part = 0;
  for (const item of items) {
    const sum = part + of(item);
    if (sum <= Number.MAX_SAFE_INTEGER) part = sum;
    else {
      whole += BigInt(part);
      part = of(item);
    }
  }
  return whole + BigInt(part);
}

/** When the last of the entries happened that pass. */
function newest<Item extends Entry>(entries: readonly Item[], passes: (item: Item) => boolean): number {
  return entries.findLast(passes)?.ms ?? -Infinity;
}

// -------------------------------------------------------------------------------------------- activity, contacts and cases

/** How often, or on how many days, something happened. */
export function happeningsFigure(
  family: Family<MarkedEntry>,
  measure: ActivityMeasure | InteractionMeasure,
  stretch: Stretch,
  by: Setting,
): Figure {
  const name = "activity" in measure ? "activity" : "interactions";
  const gap = gapIn(family, name);
  if (gap !== null) return gap;
  const entries = matching(within(family.entries, stretch), measure.where);
  const freshMs = entries.at(-1)?.ms ?? -Infinity;
  const what = "activity" in measure ? measure.activity : measure.interactions;
  const value = what === "count" ? entries.length : new Set(entries.map(({ ms }) => epochDayAt(ms, by.zone))).size;
  return known(value, entries.length, freshMs);
}

/** Cases opened within a stretch, or open now. */
export function caseFigure(family: Family<CaseEntry>, { cases: what, where }: CaseMeasure, stretch: Stretch): Figure {
  const gap = gapIn(family, "cases");
  if (gap !== null) return gap;
  const real = matching(within(family.entries, stretch), where).filter(({ status }) => status !== "cancelled");
  switch (what) {
    case "opened":
      return known(
        real.length,
        real.length,
        newest(real, () => true),
      );
    case "open":
      return known(
        real.filter(({ status }) => status === "open").length,
        real.length,
        real.reduce((latest, { newestMs }) => Math.max(latest, newestMs), -Infinity),
      );
    case "repeatedShare": {
      const told = real.filter(({ repeats }) => repeats !== null);
      if (told.length === 0) return unknown("nothing-to-measure");
      const repeated = told.filter(({ repeats }) => (repeats ?? 0) > 0).length;
      return known(
        repeated / told.length,
        told.length,
        newest(told, () => true),
      );
    }
  }
}

function matching<Item extends { readonly marks: Marks }>(
  entries: readonly Item[],
  where: Readonly<Partial<Record<string, OneOrMore | null>>> | null | undefined,
): readonly Item[] {
  const asked = Object.entries(where ?? {}).flatMap(([key, wanted]): [string, readonly string[]][] =>
    wanted === null || wanted === undefined ? [] : [[key, typeof wanted === "string" ? [wanted] : wanted]],
  );
  if (asked.length === 0) return entries;
  return entries.filter(({ marks }) =>
    asked.every(([key, wanted]) => {
      const mark = marks[key];
      return mark !== null && mark !== undefined && wanted.includes(mark);
    }),
  );
}

// ---------------------------------------------------------------------------------------------------------------- answers

/** Answers given within a stretch. */
export function answerFigure(
  family: Family<AnswerEntry>,
  { answers: what, level, where }: AnswerMeasure,
  stretch: Stretch,
): Figure {
  const gap = gapIn(family, "answers");
  if (gap !== null) return gap;
  const entries = matching(within(family.entries, stretch), where);
  const n = entries.length;
  const freshMs = entries.at(-1)?.ms ?? -Infinity;
  if (what === "count") return known(n, n, freshMs);
  const [first] = entries;
  if (first === undefined) return unknown("nothing-to-measure");
  if (entries.some(({ min, max }) => min !== first.min || max !== first.max)) {
    return unknown("scales-differ", {}, n, freshMs);
  }
  const share = (passes: (value: number) => boolean): number => entries.filter(({ value }) => passes(value)).length / n;
  switch (what) {
    case "mean": {
      const sum = entries.reduce((so, { value }) => so + BigInt(value), 0n);
      return known(quotient(sum.toString(), String(n)), n, freshMs);
    }
    case "shareAtOrAbove":
      return known(
        share((value) => value >= (level ?? 0)),
        n,
        freshMs,
      );
    case "shareAtOrBelow":
      return known(
        share((value) => value <= (level ?? 0)),
        n,
        freshMs,
      );
    case "nps": {
      if (first.min !== 0 || first.max !== 10) return unknown("scale-not-nps", {}, n, freshMs);
      const balance = entries.reduce((so, { value }) => so + (value >= 9 ? 1 : value <= 6 ? -1 : 0), 0);
      return known((balance * 100) / n, n, freshMs);
    }
  }
}

// ---------------------------------------------------------------------------------------------------- contracts and ages

/** Contracts that hold today. */
export function contractFigure(
  family: Family<ContractEntry>,
  { contracts: what }: ContractMeasure,
  by: Setting & { readonly startOf: (epochDay: number) => number },
): Figure {
  const gap = gapIn(family, "contracts");
  if (gap !== null) return gap;
  const active = family.entries.filter(({ from, to }) => from <= by.today && by.today <= to);
  const n = active.length;
  const freshMs =
    n === 0 ? -Infinity : by.startOf(active.reduce((latest, { from }) => Math.max(latest, from), -Infinity));
  switch (what) {
    case "active":
      return known(n, n, freshMs);
    case "value": {
      const without = active.filter(({ value }) => value === null).length;
      if (without > 0) return unknown("contract-without-value", { contracts: without }, n, freshMs);
      const total = active.reduce((sum, { value }) => sum + BigInt(value ?? 0), 0n);
      return known(moneyFromMinor(total, by.currency), n, freshMs);
    }
    case "endsInDays": {
      const end = active.reduce((soonest, { to }) => Math.min(soonest, to), Infinity);
      return end === Infinity ? unknown("nothing-to-measure", {}, n, freshMs) : known(end - by.today, n, freshMs);
    }
  }
}

/** Days since the last of something. */
export function inactivityFigure(
  families: {
    readonly orders: OrderFamily;
    readonly activity: Family<MarkedEntry>;
    readonly interactions: Family<MarkedEntry>;
  },
  { inactivity: name, where }: InactivityMeasure,
  by: Setting,
): Figure {
  const gap = gapIn(families[name], name);
  if (gap !== null) return gap;
  if (name === "orders") {
    const { cut, entries } = families.orders;
    if (cut !== null) return unknown("day-cut", { on: cut.on });
    const last = entries.findLast(({ orders }) => orders > 0);
    const n = Number(sumOf(entries, (entry) => entry.orders));
    return last === undefined ? unknown("nothing-to-measure") : known(Math.max(0, by.today - last.day), n, last.ms);
  }
  const entries = matching(families[name].entries, where);
  const last = entries.at(-1);
  if (last === undefined) return unknown("nothing-to-measure");
  return known(Math.max(0, by.today - epochDayAt(last.ms, by.zone)), entries.length, last.ms);
}

// ------------------------------------------------------------------------------------------------------- shares, changes

/** One figure as a part of another of its kind. */
export function shareFigure(
  part: Figure,
  whole: Figure,
  ids: { readonly part: string; readonly whole: string },
): Figure {
  const [n, freshMs] = [whole.n, Math.max(part.freshMs, whole.freshMs)];
  if (part.value === null) return unknown("part-unknown", { metric: ids.part }, n, freshMs);
  if (whole.value === null) return unknown("part-unknown", { metric: ids.whole }, n, freshMs);
  if (!isPositive(whole.value)) return unknown("base-not-positive", { metric: ids.whole }, n, freshMs);
  return known(ratio(part.value, whole.value), n, freshMs);
}

/** A figure against that of the period before. */
export function changeFigure(now: Figure, earlier: Figure, id: string, as: "difference" | "ratio"): Figure {
  const [n, freshMs] = [Math.min(now.n, earlier.n), now.freshMs];
  if (now.value === null) return unknown("part-unknown", { metric: id }, n, freshMs);
  if (earlier.value === null) return unknown("earlier-unknown", { metric: id }, n, freshMs);
  if (as === "difference") return known(difference(now.value, earlier.value), n, freshMs);
  if (!isPositive(earlier.value)) return unknown("base-not-positive", { metric: id }, n, freshMs);
  return known(ratio(now.value, earlier.value), n, freshMs);
}

const isPositive = (value: Money | number): boolean =>
  typeof value === "number" ? value > 0 : orThrow(compareMoney(value, { ...value, amount: "0" })) > 0;

const difference = (a: Money | number, b: Money | number): Money | number =>
  typeof a === "number" || typeof b === "number" ? Number(a) - Number(b) : orThrow(subtractMoney(a, b));

/** The nearest number to the quotient. */
const ratio = (a: Money | number, b: Money | number): number =>
  typeof a === "number" || typeof b === "number" ? Number(a) / Number(b) : quotient(a.amount, b.amount);

const quotient = (a: string, b: string): number => exact(a).dividedBy(exact(b)).toNumber();
