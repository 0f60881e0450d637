import {
  dayFromNumber,
  DomainError,
  epochMsOf,
  type Instant,
  instantFromMs,
  moneyFromMinor,
  type RowFinding,
  type RowFindingsBuilder,
} from "../../core/index.ts";
import type { MeasuredValue, MetricDefinition, MetricKind } from "../../rules/index.ts";
import type { RuleColumn } from "../../rules/kernel.ts";
import { TIER_ENTRIES, type TierStateColumns } from "../kernel.ts";
import type { TierState, TierSubject } from "../model.ts";
import type { TierPortfolioColumns } from "../simulationModel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";
import { ColumnGroup, SharedConditions } from "./columnGroups.ts";
import { isSound, questionsOf, readStanding, verdictsOf } from "./columnStanding.ts";
import { emptyOutcome, type Outcome, type Simulation, type Walk } from "./simulation.ts";
import { copyStanding, emptyStanding, type Standing } from "./standing.ts";

/** So many rows are judged at once: what is held in memory does not grow with the portfolio. */
const BLOCK = 32_768;

/**
 * Judges columns under several policies, a block of rows at a time.
 *
 * @param columns - The portfolio.
 * @param simulation - The policies, and how they are applied.
 * @param refusals - Takes those who are refused.
 * @param visit - Takes what is decided of the others.
 * @throws `DomainError` with code `invalid-option` for columns of different lengths, none at all, a value that is no column, or
 *   a policy that asks for what no column has.
 */
export function eachColumnOutcome(
  columns: TierPortfolioColumns,
  { walk, policies }: Simulation,
  refusals: RowFindingsBuilder,
  visit: (outcome: Outcome) => void,
): void {
  const asOfMs = epochMsOf(walk.asOf);
  const length = lengthOf(columns);
  const names = columns.tiers ?? policies[0]?.rungs.map(({ tier }) => tier) ?? [];
  const known = names.map((name) => policies.some(({ heightOf }) => heightOf.has(name)));
  const conditions = new SharedConditions(walk.asOf);
  const groups = groupsOf(policies, conditions, names, walk);
  const value = valueColumn(columns, walk);
  const outcome = emptyOutcome(policies.length);
  const reader = { columns, names, metrics: metricsOf(policies), currency: walk.currency };
  const numbers = new Map(reader.metrics.map(({ id }) => [id, metricAt(columns.metrics, id)?.values]));
  outcome.id = () => idAt(columns, outcome.index);
  outcome.number = ({ id }) => Number(numbers.get(id)?.[outcome.index]);
  outcome.keep = () => {
    const { index } = outcome;
    return () => subjectAt(reader, index);
  };
  const state = walk.horizon === "afresh" ? null : (columns.state ?? null);
  const place: Placing = { known, settled: walk.horizon === "settled", asOf: asOfMs };
  const [read, at] = [emptyStanding(), emptyStanding()];
  for (let from = 0; from < length; from += BLOCK) {
    const rows = Math.min(BLOCK, length - from);
    const metrics = metricsWithin(columns.metrics, from, from + rows);
    const verdicts = verdictsOf(metrics, conditions.programs, rows);
    for (const { judges } of groups) judges.turn(verdicts, rows);
    for (let row = 0; row < rows; row++) {
      outcome.index = from + row;
      readStanding(read, state, outcome.index);
      let refused = false;
      for (const { heights, judges, places } of groups) {
        copyStanding(read, at);
        const foreign = comesTo(at, heights, place) ? 1 : 0;
        if (!isSound(at, judges.tiers, asOfMs)) {
          refused = true;
          break;
        }
        judges.judge(at, row, outcome);
        for (const policy of places) outcome.foreign[policy] = foreign;
      }
      if (refused) {
        refusals.add(refusalAt(state, outcome.index, { names, known, asOf: walk.asOf, asOfMs }));
        continue;
      }
      const worth = value === null ? NaN : Number(value[outcome.index]);
      if (Number.isNaN(worth) || Number.isSafeInteger(worth)) {
        outcome.value = worth;
        visit(outcome);
      } else refusals.add(refusal(outcome.index, "/value", "minor-units", String(worth)));
    }
  }
}

/** No tier. */
const NONE = -1;
/** A tier of another policy. */
const FOREIGN = -2;
/** What is no height of any ladder, so that the row is refused. */
const NO_HEIGHT = 127;

function lengthOf({ customerId, metrics, state, value }: TierPortfolioColumns): number {
  const lengths = Object.values(metrics).map((column) => (isRuleColumn(column) ? column.values.length : column.length));
  for (const column of [customerId, value, ...(Object.values(state ?? {}) as (ArrayLike<number> | undefined)[])]) {
    if (column !== null && column !== undefined) lengths.push(column.length);
  }
  const [length, ...others] = lengths;
  if (length !== undefined && others.every((other) => other === length)) return length;
  throw new DomainError(
    "invalid-option",
    `columns: expected at least one, all of one length, received lengths ${lengths.join(", ") || "none"}`,
  );
}

const isRuleColumn = (column: ArrayLike<number> | RuleColumn): column is RuleColumn =>
  "values" in column && typeof column.values === "object";

const metricAt = (metrics: TierPortfolioColumns["metrics"], id: string): RuleColumn | null => {
  const column = Object.hasOwn(metrics, id) ? metrics[id] : undefined;
  if (column === undefined) return null;
  return isRuleColumn(column) ? column : { values: column };
};

/** Where the values of customers stand. */
function valueColumn({ metrics, value }: TierPortfolioColumns, walk: Walk): ArrayLike<number> | null {
  if (typeof walk.value === "function") {
    throw new DomainError("invalid-option", "value: expected a metric, or a column named value, received a function");
  }
  if (walk.value === null || walk.value === undefined) return value ?? null;
  return metricAt(metrics, walk.value)?.values ?? null;
}

const idAt = ({ customerId }: TierPortfolioColumns, row: number): string | null => customerId?.[row] ?? null;

/** Some rows of a column, without copying them where that can be. */
function within(column: ArrayLike<number>, from: number, to: number): ArrayLike<number> {
  if (from === 0 && to === column.length) return column;
  if (column instanceof Float64Array || column instanceof Int32Array) return column.subarray(from, to);
  return Float64Array.from({ length: to - from }, (_, row) => column[from + row] ?? NaN);
}

function metricsWithin(
  metrics: TierPortfolioColumns["metrics"],
  from: number,
  to: number,
): TierPortfolioColumns["metrics"] {
  return Object.fromEntries(
    Object.entries(metrics).map(([id, column]): [string, ArrayLike<number> | RuleColumn] => {
      if (!isRuleColumn(column)) return [id, within(column, from, to)];
      const { values, n, freshAt } = column;
      return [
        id,
        {
          ...column,
          values: within(values, from, to),
          ...(n === undefined ? {} : { n: within(n, from, to) }),
          ...(freshAt === undefined ? {} : { freshAt: within(freshAt, from, to) }),
        },
      ];
    }),
  );
}

/** Policies that are judged together. */
interface Group {
  readonly judges: ColumnGroup;
  /** By place of a tier in the columns: its height on their ladder. */
  readonly heights: readonly number[];
  /** Their places in the simulation. */
  readonly places: number[];
}

function groupsOf(
  policies: readonly CompiledTierPolicy[],
  conditions: SharedConditions,
  names: readonly string[],
  walk: Walk,
): readonly Group[] {
  const groups = new Map<string, Group>();
  policies.forEach((compiled, place) => {
    const { ladder, rungs, also, heightOf } = compiled;
    const placeOf = (condition: number): number => conditions.placeOf(compiled, condition);
    const questions = questionsOf({
      attain: rungs.map(({ attain }) => placeOf(attain)),
      retain: rungs.map(({ retain }) => placeOf(retain)),
      lifetime: rungs.map(({ lifetime }) => placeOf(lifetime)),
      also: also.map(({ when }) => placeOf(when)),
    });
    const alike = JSON.stringify([ladder, rungs.map(({ tier }) => tier), also.length]);
    const group = groups.get(alike);
    if (group !== undefined) {
      group.judges.add(place, questions);
      group.places.push(place);
      return;
    }
    groups.set(alike, {
      judges: new ColumnGroup(compiled, place, questions, walk),
      heights: names.map((name) => heightOf.get(name) ?? FOREIGN),
      places: [place],
    });
  });
  return [...groups.values()];
}

/** How a tier of the columns comes to stand on a ladder. */
interface Placing {
  /** By place of a tier in the columns: whether any of the policies has it. */
  readonly known: readonly boolean[];
  /** Whether it is held for long. */
  readonly settled: boolean;
  /** The moment of judgement, in epoch milliseconds. */
  readonly asOf: number;
}

/**
 * Puts where a customer stands in the heights of one ladder. What the ladder does not have is left out, as in `knownState`; tells
 * whether that is the tier held.
 */
function comesTo(at: Standing, heights: readonly number[], { known, settled, asOf }: Placing): boolean {
  const height = (place: number): number => {
    if (place === NONE) return NONE;
    return known[place] === true ? (heights[place] ?? NO_HEIGHT) : NO_HEIGHT;
  };
  const own = (of: number): number => (of === FOREIGN ? NONE : of);
  const held = height(at.held);
  const promised = own(height(at.pending));
  if (held === FOREIGN) {
    at.held = NONE;
    at.since = asOf;
    at.lifetime = NONE;
    at.pending = NONE;
    return true;
  }
  at.held = held;
  at.lifetime = own(height(at.lifetime));
  at.pending = promised;
  if (!settled || held < 0 || held === NO_HEIGHT || !(at.since <= asOf)) return false;
  at.since = asOf - 1;
  const refused = promised === NO_HEIGHT || (promised >= 0 && Number.isNaN(at.pendingAt));
  if (refused) return false;
  at.held = Math.max(held, promised);
  at.pending = NONE;
  return false;
}

/** Says why a row was refused. */
function refusalAt(
  state: TierStateColumns | null,
  index: number,
  reader: {
    readonly names: readonly string[];
    readonly known: readonly boolean[];
    readonly asOf: Instant;
    readonly asOfMs: number;
  },
): RowFinding {
  const { names, known, asOf, asOfMs } = reader;
  for (const key of ["tier", "lifetime", "pending"] as const) {
    const place = state?.[key]?.[index] ?? NONE;
    if (place === NONE || known[place] === true) continue;
    const name = names[place];
    return name === undefined
      ? refusal(index, `/state/${key}`, "known-name", String(place))
      : { index, code: "tier-not-in-policy", path: `/state/${key}`, params: { tier: name } };
  }
  for (const key of ["since", "reviewed", "breachedSince"] as const) {
    const ms = state?.[key]?.[index] ?? NaN;
    if (ms > asOfMs) {
      return { index, code: "state-after-as-of", path: `/state/${key}`, params: { at: instantFromMs(ms), asOf } };
    }
  }
  const by = state?.by?.[index] ?? 0;
  if (TIER_ENTRIES[by] === undefined) return refusal(index, "/state/by", "known-name", String(by));
  const key = Number.isNaN(state?.since[index] ?? NaN) ? "since" : "pendingAt";
  return refusal(index, `/state/${key}`, "instant", String(state?.[key]?.[index]));
}

const refusal = (index: number, path: string, expected: string, observed: string): RowFinding => ({
  index,
  code: "invalid-fact",
  path,
  params: { expected, observed },
});

/** What rows of columns are read with. */
interface RowReader {
  readonly columns: TierPortfolioColumns;
  readonly names: readonly string[];
  readonly metrics: readonly MetricDefinition[];
  readonly currency: string;
}

/** The metrics of all policies; of two with one name the first. */
function metricsOf(policies: readonly CompiledTierPolicy[]): readonly MetricDefinition[] {
  const found = new Map<string, MetricDefinition>();
  for (const metric of policies.flatMap(({ data }) => data.metrics)) {
    if (!found.has(metric.id)) found.set(metric.id, metric);
  }
  return [...found.values()];
}

/** A row of the columns as `evaluateTier` takes it. */
function subjectAt({ columns, names, metrics: known, currency }: RowReader, row: number): TierSubject {
  const metrics: Record<string, MeasuredValue> = {};
  for (const { id, kind } of known) {
    const column = metricAt(columns.metrics, id);
    if (column === null) continue;
    const freshAt = column.freshAt?.[row] ?? NaN;
    metrics[id] = {
      value: valueAt(column, kind, row, currency),
      n: column.n?.[row] ?? null,
      freshAt: Number.isNaN(freshAt) ? null : instantFromMs(freshAt),
    };
  }
  return {
    customerId: idAt(columns, row) ?? "",
    state: columns.state === null || columns.state === undefined ? null : stateAt(columns.state, names, row),
    metrics,
  };
}

function valueAt(column: RuleColumn, kind: MetricKind, row: number, currency: string): MeasuredValue["value"] {
  const value = column.values[row] ?? NaN;
  if (kind === "money") return Number.isSafeInteger(value) ? moneyFromMinor(value, currency) : null;
  if (kind === "text") return column.names?.[value] ?? null;
  if (kind === "boolean") return value === 1 ? true : value === 0 ? false : null;
  if (kind === "day") return Number.isSafeInteger(value) ? dayFromNumber(value) : null;
  return value;
}

function stateAt(state: TierStateColumns, names: readonly string[], row: number): TierState | null {
  const tier = names[state.tier[row] ?? NONE];
  if (tier === undefined) return null;
  const at = (column: ArrayLike<number> | undefined): Instant | null => {
    const ms = column?.[row] ?? NaN;
    return Number.isNaN(ms) ? null : instantFromMs(ms);
  };
  const promised = names[state.pending?.[row] ?? NONE];
  const promisedAt = at(state.pendingAt);
  return {
    tier,
    since: instantFromMs(state.since[row] ?? NaN),
    by: TIER_ENTRIES[state.by?.[row] ?? 0] ?? null,
    validUntil: at(state.validUntil),
    reviewed: at(state.reviewed),
    breachedSince: at(state.breachedSince),
    graceUntil: at(state.graceUntil),
    lifetime: names[state.lifetime?.[row] ?? NONE] ?? null,
    pending: promised === undefined || promisedAt === null ? null : { tier: promised, at: promisedAt },
  };
}
