import {
  DAY_MS,
  dayFromNumber,
  DomainError,
  epochDayOfText,
  epochMsOf,
  err,
  type Expected,
  invalidFact,
  minorUnitsOf,
  type Money,
  ok,
  pointer,
  type Result,
  type RowFindingsBuilder,
  show,
  startRowFindings,
  type ZoneRules,
} from "../../core/index.ts";
import {
  type Activity,
  type Case,
  type CaseEvent,
  type Contract,
  type FactProblem,
  type Interaction,
  type Order,
  parseActivity,
  parseCase,
  parseContract,
  parseInteraction,
  parseOrder,
  parseSurveyAnswer,
  type SurveyAnswer,
} from "../../customer/index.ts";
import type { CustomerDay, CustomerHistory } from "../../history/index.ts";
import type { CustomerFacts, FactFamily } from "../measureModel.ts";

/** A fact at its moment, in epoch milliseconds. */
export interface Entry {
  readonly ms: number;
}

/** An order, what was given back, or all of a day; amounts in minor units. */
export interface OrderEntry extends Entry {
  /** When it began: the first fact of a day; else the moment itself. */
  readonly firstMs: number;
  readonly day: number;
  readonly orders: number;
  readonly spent: number;
  readonly gaveBack: number;
  readonly back: number;
}

/** What filters ask about, by key. */
export type Marks = Readonly<Record<string, string | null>>;

/** Something done, or a contact. */
export interface MarkedEntry extends Entry {
  readonly marks: Marks;
}

/** A case as it is known at the moment of judgement. */
export interface CaseEntry extends MarkedEntry {
  readonly status: "open" | "done" | "cancelled";
  readonly repeats: number | null;
  /** When the newest thing about it happened. */
  readonly newestMs: number;
}

/** An answer that was given. */
export interface AnswerEntry extends MarkedEntry {
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** An agreement; days as epoch days, the value in minor units. */
export interface ContractEntry extends Entry {
  readonly from: number;
  readonly to: number;
  readonly value: number | null;
}

/** What is known of a family of facts: its entries by time, and how many facts could not be used. */
export interface Family<Item extends Entry> {
  readonly given: boolean;
  readonly refused: number;
  readonly entries: readonly Item[];
}

/** Orders, with what days alone cannot tell. */
export interface OrderFamily extends Family<OrderEntry> {
  /** A day that the moment of judgement cuts in two: since when it was under way. */
  readonly cut: { readonly firstMs: number; readonly on: string } | null;
  /** The epoch day of the first purchase that was not paid back in full; null when there is none. */
  readonly firstPurchase: number | null;
}

/** All of a customer's facts that metrics ask about. */
export interface FactTable {
  readonly orders: OrderFamily;
  readonly activity: Family<MarkedEntry>;
  readonly interactions: Family<MarkedEntry>;
  readonly cases: Family<CaseEntry>;
  readonly answers: Family<AnswerEntry>;
  readonly contracts: Family<ContractEntry>;
  readonly afterAsOf: number;
  readonly findings: RowFindingsBuilder;
}

/** What facts are read by. */
export interface Reading {
  readonly zone: ZoneRules;
  readonly currency: string;
  readonly asOfMs: number;
  /** The families that any metric asks about; others are not looked at. */
  readonly families: ReadonlySet<FactFamily>;
  /** Whether the day of the first purchase is asked for, and not given. */
  readonly firstPurchase: boolean;
}

/** The epoch day of a moment. */
export const epochDayAt = (ms: number, zone: ZoneRules): number => Math.floor((ms + zone.offsetAt(ms)) / DAY_MS);

/** Reads what is known of a customer at the moment of judgement, family by family. */
export function readFacts(facts: CustomerFacts, by: Reading): FactTable {
  const findings = startRowFindings();
  const reader = startReader(facts, by, findings);
  return {
    orders: readOrders(facts, by, findings, reader),
    activity: reader.read<Activity, MarkedEntry>("activity", parseActivity, (row, take) => {
      const { kind, subject = null } = row;
      take({ ms: epochMsOf(row.at), marks: { kind, subject } });
      return ok(null);
    }),
    interactions: reader.read<Interaction, MarkedEntry>("interactions", parseInteraction, (row, take) => {
      const { channel, direction, subject = null } = row;
      const entry = { ms: epochMsOf(row.at), marks: { channel, direction, subject } };
      take(entry);
      return ok({ id: row.id, same: JSON.stringify(entry) });
    }),
    cases: reader.read<Case, CaseEntry>("cases", parseCase, (row, take) => {
      const entry = caseAt(row, by.asOfMs);
      take(entry);
      return ok({ id: row.id, same: JSON.stringify(entry) });
    }),
    answers: reader.read<SurveyAnswer, AnswerEntry>("answers", parseSurveyAnswer, (row, take) => {
      const { value, scale, survey, question } = row;
      const entry = { ms: epochMsOf(row.at), marks: { survey, question }, min: scale.min, max: scale.max };
      if (value !== null) take({ ...entry, value });
      return ok({ id: row.id, same: JSON.stringify([entry, value]) });
    }),
    contracts: reader.read<Contract, ContractEntry>("contracts", parseContract, (row, take) => {
      const value = row.value === null || row.value === undefined ? ok(null) : minorNumber(row.value, by.currency);
      if (!value.ok) return err(within("/value", value.error));
      const from = epochDayOfText(row.from);
      const to = row.to === null || row.to === undefined ? Infinity : epochDayOfText(row.to);
      // known from the first, whatever its days: an agreement is made before it begins
      take({ ms: -Infinity, from, to, value: value.value });
      return ok({ id: row.id, same: JSON.stringify([from, to === Infinity ? null : to, value.value]) });
    }),
    afterAsOf: reader.afterAsOf(),
    findings,
  };
}

/** What a row is told apart by, where it has an identifier. */
type Identity = { readonly id: string; readonly same: string } | null;
type Parse<Row> = (row: unknown) => Result<Row, readonly FactProblem[]>;
type Take<Row, Item> = (row: Row, take: (item: Item) => void) => Result<Identity, FactProblem>;

interface Reader {
  read<Row extends { readonly customerId: string }, Item extends Entry>(
    family: FactFamily,
    parse: Parse<Row>,
    take: Take<Row, Item>,
  ): Family<Item>;
  later(facts: number): void;
  afterAsOf(): number;
}

function startReader(facts: CustomerFacts, by: Reading, findings: RowFindingsBuilder): Reader {
  let afterAsOf = 0;
  return {
    read(family, parse, take) {
      const rows: unknown = by.families.has(family) ? facts[family] : null;
      if (rows === null || rows === undefined) return NONE;
      if (!isIterable(rows)) {
        report(findings, [family], null, invalidFact("", "array", rows));
        return { given: true, refused: 1, entries: [] };
      }
      type Item = Parameters<Parameters<typeof take>[1]>[0];
      const entries: Item[] = [];
      const pending: Item[] = [];
      const seen = new Map<string, string>();
      let refused = 0;
      let index = -1;
      const note = (item: Item): void => {
        pending.push(item);
      };
      const takeRow = (row: Parameters<typeof take>[0]): Result<Identity, FactProblem> => take(row, note);
      const refuse = (problem: FactProblem | DuplicateProblem): void => {
        if (problem.code !== "duplicate-fact") refused++;
        report(findings, [family, index], index, problem);
      };
      for (const row of rows) {
        index++;
        pending.length = 0;
        const read = readRow(row, facts.customerId, parse, takeRow);
        const repeated = read.ok && read.value !== null ? repetition(read.value, seen) : null;
        if (!read.ok) refuse(read.error);
        else if (repeated !== null) refuse(repeated);
        else {
          for (const item of pending) {
            if (item.ms > by.asOfMs) afterAsOf++;
            else entries.push(item);
          }
        }
      }
      return { given: true, refused, entries: inOrder(entries) };
    },
    later: (more) => {
      afterAsOf += more;
    },
    afterAsOf: () => afterAsOf,
  };
}

/** What is wrong when an identifier was seen before; else it is now. */
function repetition({ id, same }: NonNullable<Identity>, seen: Map<string, string>): DuplicateProblem | null {
  const before = seen.get(id);
  if (before === undefined) {
    seen.set(id, same);
    return null;
  }
  const code = before === same ? "duplicate-fact" : "conflicting-facts";
  return { code, path: "/id", expected: "", observed: id };
}

/** What sets a fact against another one, or against whom the facts are of. */
interface DuplicateProblem {
  readonly code: "duplicate-fact" | "conflicting-facts" | "fact-of-other-customer";
  readonly path: string;
  readonly expected: string;
  readonly observed: string;
}

function readRow<Row extends { readonly customerId: string }>(
  row: unknown,
  customerId: string,
  parse: Parse<Row>,
  take: (sound: Row) => Result<Identity, FactProblem>,
): Result<Identity, FactProblem | DuplicateProblem> {
  const parsed = parse(row);
  if (!parsed.ok) return err(parsed.error[0] ?? invalidFact("", "plain-data", row));
  try {
    const { customerId: observed } = parsed.value;
    if (observed !== customerId) {
      return err({ code: "fact-of-other-customer", path: "/customerId", expected: customerId, observed });
    }
    return take(parsed.value);
  } catch {
    return err(invalidFact("", "plain-data", row)); // a getter that answers once
  }
}

function report(
  findings: RowFindingsBuilder,
  keys: readonly (string | number)[],
  index: number | null,
  { code, path: inRow, expected, observed }: FactProblem | DuplicateProblem,
): void {
  const path = pointer(keys) + inRow;
  findings.add({ index, code, path, params: { path, expected, observed } });
}

const NONE: Family<never> = { given: false, refused: 0, entries: [] };

/** Whether something can be gone through; never throws. */
export const isIterable = (rows: unknown): rows is Iterable<unknown> => hasKey(rows, Symbol.iterator);

/** Never throws, whatever traps a proxy has. */
function hasKey(value: unknown, key: PropertyKey): boolean {
  try {
    return typeof value === "object" && value !== null && key in value;
  } catch {
    return false;
  }
}

/** By time; facts mostly come so. */
function inOrder<Item extends Entry>(entries: Item[]): readonly Item[] {
  for (let at = 1; at < entries.length; at++) {
    if ((entries[at - 1]?.ms ?? 0) > (entries[at]?.ms ?? 0)) return entries.sort((a, b) => a.ms - b.ms);
  }
  return entries;
}

const within = (path: string, problem: FactProblem): FactProblem => ({ ...problem, path: path + problem.path });

/** Minor units as a number that is exact. */
function minorNumber(money: Money, currency: string): Result<number, FactProblem> {
  if (money.currency !== currency) {
    return err({ code: "currency-mismatch", path: "/currency", expected: currency, observed: money.currency });
  }
  const minor = minorUnitsOf(money);
  const value = minor.ok ? Number(minor.value) : NaN;
  return Number.isSafeInteger(value) ? ok(value) : err(invalidFact("/amount", "minor-units", money.amount));
}

// ----------------------------------------------------------------------------------------------------------------- orders

function readOrders(facts: CustomerFacts, by: Reading, findings: RowFindingsBuilder, reader: Reader): OrderFamily {
  const given: unknown = by.families.has("orders") ? facts.orders : null;
  if (isHistory(given)) return readHistory(given, facts.customerId, by, findings, reader);
  let first = Infinity;
  const family = reader.read<Order, OrderEntry>("orders", parseOrder, (row, take) => {
    const minor = minorNumber(row.amount, by.currency);
    if (!minor.ok) return err(within("/amount", minor.error));
    const ms = epochMsOf(row.at);
    const day = epochDayAt(ms, by.zone);
    const refunds = row.refunds ?? [];
    let same = `${ms} ${minor.value}`;
    let paidBack = 0;
    const back: OrderEntry[] = [];
    for (const [index, refund] of refunds.entries()) {
      const paid = minorNumber(refund.amount, by.currency);
      if (!paid.ok) return err(within(`/refunds/${index}/amount`, paid.error));
      const at = epochMsOf(refund.at);
      same += ` ${at} ${paid.value}`;
      if (at <= by.asOfMs) paidBack += paid.value;
      const on = epochDayAt(at, by.zone);
      back.push({ ms: at, firstMs: at, day: on, orders: 0, spent: 0, gaveBack: 1, back: paid.value });
    }
    if (minor.value < 0) take({ ms, firstMs: ms, day, orders: 0, spent: 0, gaveBack: 1, back: -minor.value });
    else {
      take({ ms, firstMs: ms, day, orders: 1, spent: minor.value, gaveBack: 0, back: 0 });
      if (ms <= by.asOfMs && (minor.value === 0 || paidBack < minor.value)) first = Math.min(first, day);
    }
    for (const entry of back) take(entry);
    return ok({ id: row.id, same });
  });
  return { ...family, cut: null, firstPurchase: first === Infinity ? null : first };
}

/** Whether orders come as days. */
export const isHistory = (orders: unknown): orders is CustomerHistory => !isIterable(orders) && hasKey(orders, "days");

function readHistory(
  history: CustomerHistory,
  customerId: string,
  by: Reading,
  findings: RowFindingsBuilder,
  reader: Reader,
): OrderFamily {
  const entries: OrderEntry[] = [];
  let cut: OrderFamily["cut"] = null;
  let refused = 0;
  const refuse = (
    keys: readonly (string | number)[],
    index: number | null,
    problem: FactProblem | DuplicateProblem,
  ) => {
    refused++;
    report(findings, ["orders", ...keys], index, problem);
  };
  const { customerId: observed, days, given } = partsOf(history);
  if (observed !== customerId) {
    refuse([], null, {
      code: "fact-of-other-customer",
      path: "/customerId",
      expected: customerId,
      observed: typeof observed === "string" ? observed : show(observed),
    });
  }
  if (days === null) refuse(["days"], null, invalidFact("", "array", given));
  const known = new Set<number>();
  for (const [index, row] of (days ?? []).entries()) {
    const read = readDay(row, by.zone, known);
    if (!read.ok) {
      refuse(["days", index], index, read.error);
      continue;
    }
    const { firstMs, entry } = read.value;
    if (entry.ms <= by.asOfMs) entries.push(entry);
    else if (firstMs > by.asOfMs) reader.later(entry.orders + entry.gaveBack);
    else {
      const on = dayFromNumber(entry.day);
      if (cut === null || firstMs < cut.firstMs) cut = { firstMs, on };
      findings.add({ index, code: "day-cut", path: pointer(["orders", "days", index]), params: { on } });
    }
  }
  const sorted = inOrder(entries);
  const first = by.firstPurchase ? sorted.find(({ orders }) => orders > 0) : undefined;
  if (first !== undefined && mayBePaidBack(sorted, first)) {
    findings.add({
      index: null,
      code: "first-purchase-uncertain",
      path: "/orders/days",
      params: { on: dayFromNumber(first.day) },
    });
  }
  return { given: true, refused, entries: sorted, cut, firstPurchase: first?.day ?? null };
}

/** Nothing, when reading them runs code that throws. */
function partsOf(history: CustomerHistory): {
  readonly customerId: unknown;
  readonly days: readonly unknown[] | null;
  readonly given: unknown;
} {
  try {
    const { customerId } = history;
    const days: unknown = history.days;
    return { customerId, days: Array.isArray(days) ? [...(days as readonly unknown[])] : null, given: days };
  } catch {
    return { customerId: null, days: null, given: history };
  }
}

/** Whether enough was given back since to have been all that the first day cost. */
function mayBePaidBack(entries: readonly OrderEntry[], { day, spent }: OrderEntry): boolean {
  const back = entries.reduce((sum, entry) => (entry.day >= day ? sum + entry.back : sum), 0);
  return spent > 0 && back >= spent;
}

const COUNTS = ["orders", "freeOrders", "spentMinor", "cancellations", "refunds", "refundedMinor"] as const;

function readDay(
  row: unknown,
  zone: ZoneRules,
  known: Set<number>,
): Result<{ readonly firstMs: number; readonly entry: OrderEntry }, FactProblem> {
  try {
    return dayOfRow(row, zone, known);
  } catch {
    return err(invalidFact("", "plain-data", row)); // a getter or proxy that throws
  }
}

function dayOfRow(
  row: unknown,
  zone: ZoneRules,
  known: Set<number>,
): Result<{ readonly firstMs: number; readonly entry: OrderEntry }, FactProblem> {
  const wrong = (key: string, expected: Expected, observed: unknown): Result<never, FactProblem> =>
    err(invalidFact(`/${key}`, expected, observed));
  if (typeof row !== "object" || row === null) return err(invalidFact("", "object", row));
  const { on, firstAt, lastAt, orders, spentMinor, cancellations, refunds, refundedMinor } = row as CustomerDay;
  const day = epochDayOfText(on);
  if (Number.isNaN(day) || known.has(day)) return wrong("on", "day", on);
  const [firstMs, ms] = [epochMsOf(firstAt), epochMsOf(lastAt)];
  // a moment of another day tells that the days were made in another zone
  if (Number.isNaN(firstMs) || epochDayAt(firstMs, zone) !== day) return wrong("firstAt", "instant", firstAt);
  if (Number.isNaN(ms) || ms < firstMs || epochDayAt(ms, zone) !== day) return wrong("lastAt", "instant", lastAt);
  for (const key of COUNTS) {
    const value: unknown = (row as CustomerDay)[key];
    if (!Number.isSafeInteger(value) || Number(value) < 0) return wrong(key, "non-negative-integer", value);
  }
  known.add(day);
  const gaveBack = cancellations + refunds;
  return ok({ firstMs, entry: { ms, firstMs, day, orders, spent: spentMinor, gaveBack, back: refundedMinor } });
}

// ------------------------------------------------------------------------------------------------------------------ cases

/** At one moment a case is first opened again, then solved. */
const RANKS: ReadonlyMap<string, number> = /* @__PURE__ */ (() =>
  new Map([
    ["severity-changed", 1],
    ["reopened", 2],
    ["resolved", 3],
    ["closed", 4],
    ["cancelled", 5],
  ]))();

function caseAt(row: Case, asOfMs: number): CaseEntry {
  const ms = epochMsOf(row.openedAt);
  let { severity } = row;
  let status: CaseEntry["status"] = "open";
  let newestMs = ms;
  const events = row.events
    .map((event) => ({ event, at: epochMsOf(event.at), rank: RANKS.get(event.kind) ?? 0 }))
    .filter(({ at }) => at <= asOfMs)
    .sort((a, b) => a.at - b.at || a.rank - b.rank || byId(a.event, b.event));
  for (const { event, at } of events) {
    newestMs = Math.max(newestMs, at);
    if (event.kind === "severity-changed") severity = event.severity ?? severity;
    else if (event.kind === "reopened") status = "open";
    else if (event.kind === "resolved" || event.kind === "closed") status = status === "cancelled" ? status : "done";
    else if (event.kind === "cancelled") status = "cancelled";
  }
  const { subject = null, channel = null, repeats = null } = row;
  return { ms, status, repeats, newestMs, marks: { severity, subject, channel } };
}

const byId = (a: CaseEvent, b: CaseEvent): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Refuses what no customer's facts can be read from. */
export function requireFacts(facts: unknown): void {
  const id: unknown = typeof facts === "object" && facts !== null ? (facts as CustomerFacts).customerId : null;
  if (typeof id === "string" && id !== "") return;
  throw new DomainError("invalid-option", `facts: expected { customerId, ... }, received ${show(facts)}`);
}
