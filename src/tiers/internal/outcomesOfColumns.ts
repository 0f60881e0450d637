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
import {
  evaluateTierColumns,
  TIER_ENTRIES,
  TIER_REFUSED,
  type TierColumns,
  type TierProgram,
  type TierStateColumns,
} from "../kernel.ts";
import type { TierState, TierSubject } from "../model.ts";
import type { TierPortfolioColumns } from "../simulationModel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";
import { programOf } from "./programOf.ts";
import { emptyOutcome, type Outcome, type Simulation, type Walk } from "./simulation.ts";

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
  const { horizon } = walk;
  const asOfMs = epochMsOf(walk.asOf);
  const length = lengthOf(columns);
  const programs = policies.map((compiled) => programOf(compiled, walk.asOf));
  const names = columns.tiers ?? programs[0]?.tiers ?? [];
  const heights = policies.map(({ heightOf }) => names.map((name) => heightOf.get(name) ?? FOREIGN));
  const known = names.map((name) => policies.some(({ heightOf }) => heightOf.has(name)));
  const value = valueColumn(columns, walk);
  const outcome = emptyOutcome(policies.length);
  const reader = { columns, names, metrics: metricsOf(policies), currency: walk.currency };
  outcome.id = () => idAt(columns, outcome.index);
  outcome.number = ({ id }) => Number(metricAt(columns.metrics, id)?.values[outcome.index]);
  outcome.keep = () => {
    const { index } = outcome;
    return () => subjectAt(reader, index);
  };
  const state = horizon === "afresh" ? null : (columns.state ?? null);
  for (let from = 0; from < length; from += BLOCK) {
    const to = Math.min(length, from + BLOCK);
    const metrics = metricsWithin(columns.metrics, from, to);
    const own = state === null ? null : stateWithin(state, from, to);
    const decided = programs.map((program, at) => {
      const before = own === null ? null : stateFor(own, heights[at] ?? [], known, horizon, asOfMs);
      const first = evaluateTierColumns({ metrics, state: before }, program);
      return horizon === "settled" ? steppedDown(first, metrics, program) : first;
    });
    for (let row = 0; row < to - from; row++) {
      outcome.index = from + row;
      let refused = false;
      for (let at = 0; at < decided.length; at++) if (decided[at]?.action[row] === TIER_REFUSED) refused = true;
      if (refused) {
        refusals.add(refusalAt(own, row, outcome.index, { names, known, asOf: walk.asOf, asOfMs }));
        continue;
      }
      const held = own === null ? NONE : (own.tier[row] ?? NONE);
      for (let at = 0; at < decided.length; at++) {
        outcome.to[at] = decided[at]?.to[row] ?? 0;
        outcome.unsure[at] = decided[at]?.action[row] === INSUFFICIENT ? 1 : 0;
        outcome.hold[at] = decided[at]?.heldBy[row] ?? 0;
        outcome.foreign[at] = held >= 0 && heights[at]?.[held] === FOREIGN ? 1 : 0;
      }
      const worth = value === null ? NaN : Number(value[from + row]);
      if (Number.isNaN(worth) || Number.isSafeInteger(worth)) {
        outcome.value = worth;
        visit(outcome);
      } else refusals.add(refusal(outcome.index, "/value", "minor-units", String(worth)));
    }
  }
}

const [DOWNGRADE, INSUFFICIENT] = [5, 7];
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

function stateWithin(state: TierStateColumns, from: number, to: number): TierStateColumns {
  const entries = Object.entries(state) as [keyof TierStateColumns, ArrayLike<number> | undefined][];
  return Object.fromEntries(
    entries.flatMap(([key, column]) => (column === undefined ? [] : [[key, within(column, from, to)]])),
  ) as unknown as TierStateColumns;
}

/** Where customers stand, in the heights of one ladder. What the ladder does not have is left out, as in `knownState`. */
function stateFor(
  state: TierStateColumns,
  heights: readonly number[],
  known: readonly boolean[],
  horizon: Walk["horizon"],
  asOf: number,
): TierStateColumns {
  const rows = state.tier.length;
  const height = (column: ArrayLike<number> | undefined, row: number): number => {
    const place = column?.[row] ?? NONE;
    if (place === NONE) return NONE;
    return known[place] === true ? (heights[place] ?? NO_HEIGHT) : NO_HEIGHT;
  };
  const tier = new Int8Array(rows);
  const since = new Float64Array(rows);
  const lifetime = new Int8Array(rows);
  const pending = new Int8Array(rows);
  const own = (of: number): number => (of === FOREIGN ? NONE : of);
  for (let row = 0; row < rows; row++) {
    const held = height(state.tier, row);
    const promised = own(height(state.pending, row));
    tier[row] = own(held);
    since[row] = state.since[row] ?? NaN;
    lifetime[row] = own(height(state.lifetime, row));
    pending[row] = promised;
    if (held === FOREIGN) {
      since[row] = asOf;
      lifetime[row] = NONE;
      pending[row] = NONE;
      continue;
    }
    const sound = held >= 0 && held < NO_HEIGHT && (since[row] ?? NaN) <= asOf;
    if (horizon !== "settled" || !sound) continue;
    since[row] = asOf - 1;
    const kept = promised === NO_HEIGHT || (promised >= 0 && Number.isNaN(state.pendingAt?.[row] ?? NaN));
    if (kept) continue; // to be refused
    tier[row] = Math.max(held, promised);
    pending[row] = NONE;
  }
  return { ...state, tier, since, lifetime, pending };
}

/** Judges those who fell again, one step after another, as reviews would. */
function steppedDown(
  decided: TierColumns,
  metrics: TierPortfolioColumns["metrics"],
  program: TierProgram,
): Pick<TierColumns, "action" | "to" | "heldBy"> {
  const { action, to, heldBy } = decided;
  let { state } = decided;
  for (let step = 1; step < program.tiers.length && action.includes(DOWNGRADE); step++) {
    const since = state.since.map((at, row) => (action[row] === TIER_REFUSED ? at : program.asOf - 1));
    const next = evaluateTierColumns({ metrics, state: { ...state, since } }, program);
    for (let row = 0; row < action.length; row++) {
      if (action[row] !== DOWNGRADE) continue;
      action[row] = next.action[row] ?? DOWNGRADE;
      to[row] = next.to[row] ?? NONE;
      heldBy[row] = next.heldBy[row] ?? 0;
    }
    state = next.state;
  }
  return { action, to, heldBy };
}

/** Says why a row was refused. */
function refusalAt(
  state: TierStateColumns | null,
  row: number,
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
    const place = state?.[key]?.[row] ?? NONE;
    if (place === NONE || known[place] === true) continue;
    const name = names[place];
    return name === undefined
      ? refusal(index, `/state/${key}`, "known-name", String(place))
      : { index, code: "tier-not-in-policy", path: `/state/${key}`, params: { tier: name } };
  }
  for (const key of ["since", "reviewed", "breachedSince"] as const) {
    const ms = state?.[key]?.[row] ?? NaN;
    if (ms > asOfMs) {
      return { index, code: "state-after-as-of", path: `/state/${key}`, params: { at: instantFromMs(ms), asOf } };
    }
  }
  const by = state?.by?.[row] ?? 0;
  if (TIER_ENTRIES[by] === undefined) return refusal(index, "/state/by", "known-name", String(by));
  const key = Number.isNaN(state?.since[row] ?? NaN) ? "since" : "pendingAt";
  return refusal(index, `/state/${key}`, "instant", String(state?.[key]?.[row]));
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
