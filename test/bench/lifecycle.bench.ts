import {
  type LifecycleColumns,
  type LifecycleProgram,
  replayLifecycleColumns,
  stageSpellColumns,
} from "clientele/kernel";
import {
  type AcquireToWinBackStage,
  applyEvent,
  defineLifecycle,
  dwellTimes,
  forecastStages,
  type LifecycleEvent,
  lifecyclePresets,
  lifecycleProgram,
  lifecycleXState,
  replay,
  stageAbsorption,
  stageBottlenecks,
  stageFunnel,
  type StageSpells,
  stateAt,
  transitionMatrix,
} from "clientele/lifecycle";
import type { Bench } from "./harness.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
const funnel = defineLifecycle(lifecyclePresets.funnel);

/** What of XState is used. */
interface XState {
  readonly setup: (options: object) => { readonly createMachine: (config: object) => object };
  readonly initialTransition: (machine: object) => readonly [object];
  readonly transition: (machine: object, state: object, event: object) => readonly [object];
}

/** Random numbers from a seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Compares replaying events by a table with XState's pure `transition`, without and with conditions; and replays ten million events of a
 * million customers, whose stages are asked for with timers too, and of whom all questions about a population are asked. The columns of conditions hold whether each holds, as
 * `verdictColumn` finds it; XState asks a guard that looks it up.
 */
export async function bench({ smoke, report, time, peer }: Bench): Promise<void> {
  const xstate = (await peer("xstate")) as XState | null;
  const rows = smoke ? 1000 : 10_000_000;
  const people = rows / 10;
  const random = randomFrom(7);
  const columns = {
    startedAt: new Float64Array(people).fill(START),
    customer: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 10)),
    kind: Uint8Array.from({ length: rows }, () => Math.floor(random() * 4)),
    at: Float64Array.from({ length: rows }, (_, row) => START + ((row % 10) * 20 + random() * 20) * DAY),
  };
  const program = lifecycleProgram(policy);
  const timeless = { ...program, timers: program.timers.map(() => []) };
  const funnelProgram = lifecycleProgram(funnel);
  const scored = funnelProgram.events.indexOf("scored");
  const funnelKinds = Uint8Array.from({ length: rows }, () => Math.floor(random() * 6));
  const held = Uint8Array.from({ length: rows }, () => Math.floor(random() * 3));
  const funnelColumns = { ...columns, kind: funnelKinds, guards: { 1: held } };

  const theirs = (
    kinds: ArrayLike<number>,
    events: readonly string[],
    exported: typeof policy | typeof funnel,
  ): number | null => {
    if (xstate === null) return null;
    const { config, keys, delays } = lifecycleXState(exported as typeof policy);
    const machine = xstate
      .setup({
        delays: Object.fromEntries(Object.keys(delays).map((name) => [name, 1e9])),
        guards: { lifecycle: ({ event }: { event: { held: number } }) => event.held === 2 },
      })
      .createMachine(config);
    const names = events.map((event) => keys.events[event] ?? "");
    const walk = (times: number): unknown => {
      let state: object = xstate.initialTransition(machine)[0];
      for (let row = 0; row < times; row++) {
        if (row % 10 === 0) state = xstate.initialTransition(machine)[0];
        state = xstate.transition(machine, state, { type: names[kinds[row] ?? 0] ?? "", held: held[row] ?? 0 })[0];
      }
      return state;
    };
    const [ms = NaN] = time(walk);
    return ms * 1e6;
  };

  const each = (work: (from: number) => unknown): number => {
    const [ms = NaN] = time((times) => {
      let last: unknown;
      for (let turn = 0; turn < times; turn++) last = work(turn);
      return last;
    });
    return ms;
  };
  const perRow = (ms: number): number => (ms * 1e6) / rows;

  const plain = perRow(each(() => replayLifecycleColumns(columns, timeless)));
  report({
    work: "replayLifecycleColumns, an event of 10,000,000, no conditions, no timers",
    ours: plain,
    peer: "xstate transition()",
    theirs: theirs(columns.kind, timeless.events, policy),
    unit: "ns",
  });
  const guarded = perRow(each(() => replayLifecycleColumns(funnelColumns, funnelProgram)));
  report({
    work: "replayLifecycleColumns, an event of 10,000,000, with conditions",
    ours: guarded,
    peer: "xstate transition()",
    theirs: theirs(funnelKinds, funnelProgram.events, funnel),
    unit: "ns",
  });
  const asOf = START + 400 * DAY;
  report({
    work: "replayLifecycleColumns, an event of 10,000,000, with timers up to a day",
    ours: perRow(each(() => replayLifecycleColumns(columns, program, { asOf }))),
    unit: "ns",
  });
  report({
    work: "replayLifecycleColumns, 10,000,000 events, every change written down",
    ours: each(() => replayLifecycleColumns(columns, program, { asOf, changes: true })),
  });
  const startedIn = Uint8Array.from({ length: people }, () => Math.floor(random() * program.stages.length));
  const startedAt = Float64Array.from({ length: people }, () => START + random() * 300 * DAY);
  const nobody = { customer: new Int32Array(0), kind: new Uint8Array(0), at: new Float64Array(0) };
  report({
    work: "replayLifecycleColumns, 1,000,000 customers, by timers alone",
    ours: each(() => replayLifecycleColumns({ startedAt, startedIn, ...nobody }, program, { asOf })),
  });

  const sweep = (globalThis as { gc?: () => void }).gc;
  sweep?.();
  const before = process.memoryUsage().arrayBuffers;
  const answer = replayLifecycleColumns(columns, program, { asOf });
  report({
    work: "memory of the answer for 1,000,000 customers",
    ours: (process.memoryUsage().arrayBuffers - before) / 2 ** 20,
    unit: "MiB",
  });
  if (answer.stage.length !== people) throw new Error("an answer for each customer");

  askPopulation(columns, program, { asOf, each, report });

  const state = { stage: "active", enteredAt: "2026-01-01T00:00:00.000Z" } as const;
  const event = { kind: "purchased", at: "2026-01-20T00:00:00.000Z" } as const;
  report({
    work: "applyEvent, moments as text, with reasons",
    ours: each(() => applyEvent(state, event, policy)) * 1000,
    unit: "us",
  });
  const count = smoke ? 100 : 100_000;
  const events = Array.from(
    { length: count },
    (_, index): LifecycleEvent<"purchased"> => ({
      kind: "purchased",
      at: new Date(START + index * 60_000).toISOString(),
      id: `e${index}`,
    }),
  );
  const history = { startedAt: new Date(START), events };
  report({
    work: "replay, an event of 100,000 of one customer, moments as text",
    ours: (each(() => replay(history, policy)) * 1000) / count,
    unit: "us",
  });
  const short = { startedAt: new Date(START), events: events.slice(0, 10) };
  report({
    work: "stateAt, ten events as text, and timers",
    ours: each(() => stateAt(short, policy, { asOf: new Date(asOf) })) * 1000,
    unit: "us",
  });
  if (scored < 0) throw new Error("the funnel qualifies by score");
}

/** Asks every question about a population of the stays of a million customers; the memory is that held at the end, and at most. */
function askPopulation(
  columns: LifecycleColumns,
  program: LifecycleProgram,
  {
    asOf,
    each,
    report,
  }: { readonly asOf: number; readonly each: (work: () => unknown) => number; readonly report: Bench["report"] },
): void {
  const { startedAt } = columns;
  const sweep = (globalThis as { gc?: () => void }).gc;
  const held = (): number => {
    sweep?.();
    return process.memoryUsage().arrayBuffers;
  };
  const before = held();
  const replayed = replayLifecycleColumns(columns, program, { asOf, changes: true });
  const withChanges = held();
  const spells = stageSpellColumns(replayed, program, { startedAt }) as StageSpells<AcquireToWinBackStage>;
  const withSpells = held();
  const of = `${spells.stage.length.toLocaleString("en")} stays of ${spells.customers.toLocaleString("en")} customers`;
  report({
    work: `stageSpellColumns, ${of}, from columns`,
    ours: each(() => stageSpellColumns(replayed, program, { startedAt })),
  });
  report({ work: "memory of every change", ours: (withChanges - before) / 2 ** 20, unit: "MiB" });
  report({ work: "memory of the stays", ours: (withSpells - withChanges) / 2 ** 20, unit: "MiB" });
  const asked: readonly (readonly [string, () => unknown])[] = [
    ["dwellTimes, to the millisecond", () => dwellTimes(spells)],
    ["dwellTimes, to the day", () => dwellTimes(spells, { resolutionMs: DAY })],
    ["stageFunnel", () => stageFunnel(spells, { stages: ["prospect", "new", "active"] })],
    ["transitionMatrix", () => transitionMatrix(spells)],
    ["stageAbsorption", () => stageAbsorption(spells, { into: ["lost"] })],
    [
      "forecastStages, 12 months back and ahead",
      () => forecastStages(spells, { period: "P1M", timeZone: "Asia/Shanghai", periods: 12 }),
    ],
    ["stageBottlenecks", () => stageBottlenecks(spells, { lostIn: ["lost"] })],
  ];
  for (const [name, ask] of asked) report({ work: `${name}, of them`, ours: each(ask) });
  report({
    work: "memory of the process at its peak so far",
    ours: process.resourceUsage().maxRSS / 1024,
    unit: "MiB",
  });
}
