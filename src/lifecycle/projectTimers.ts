import {
  asOfIn,
  DomainError,
  type Duration,
  epochMsOf,
  type Instant,
  type InstantInput,
  LISTED_ROWS,
  plusDuration,
  type PolicyReference,
  type RowFinding,
  type RowFindings,
  startRowFindings,
} from "../core/index.ts";
import { dueTransitions } from "./dueTransitions.ts";
import { MOST_PERIODS, timesDuration } from "./internal/periods.ts";
import { compiledLifecycle } from "./lifecycleKind.ts";
import type { LifecycleContext, LifecycleStateInput } from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/** Where customers will be if nothing happens but time. */
export interface TimerProjection<Stage extends string = string> {
  /** The moment from which it looks ahead. */
  readonly asOf: Instant;
  /** How many customers. */
  readonly customers: number;
  /** The first is that of today: what timers did up to `asOf` is counted. */
  readonly periods: readonly {
    /** The moment. */
    readonly at: Instant;
    /** One row per stage of the policy; `customers` sum to those of today. */
    readonly stages: readonly {
      /** The stage. */
      readonly stage: Stage;
      /** How many are in it, a timer due at the moment itself included. */
      readonly customers: number;
    }[];
    /** Which ways timers take since the moment before, those nobody takes left out; in the policy's order of stages. */
    readonly moves: readonly {
      /** The stage left. */
      readonly from: Stage;
      /** The stage entered. */
      readonly to: Stage;
      /** How often. */
      readonly count: number;
    }[];
  }[];
  /** States that cannot be used, with the code of the refusal: `invalid-fact`, `stage-not-in-policy`, `asked-before-state`, `too-many-timers`. */
  readonly findings: RowFindings;
  /** The policy. */
  readonly policy: PolicyReference;
}

/**
 * Counts where customers will be if nothing happens but time: what the timers of the policy will do, exactly, unless an event comes first.
 *
 * Beside `forecastStages`, which takes what happened so far for what will happen and knows no timers, this says how far what will happen is
 * already settled. What is known of a customer (`facts`) is taken to stay as it is where a timer has a condition.
 *
 * @param states - Where each customer stands, such as `replay(...).state`; read once.
 * @param policy - The course.
 * @param options - `asOf`, not before any state; `period`, ISO 8601, laid in the policy's zone; `periods` to look ahead, 1 to 520;
 *   `calendars`, those that the policy names; `listed`, how many states that cannot be used are listed (100).
 * @returns One count per period, today first.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `invalid-option`, `invalid-duration`, `unknown-calendar` or
 *   `out-of-range`.
 *
 * @example
 * ```ts
 * import { defineLifecycle, lifecyclePresets, projectTimers } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const { periods } = projectTimers(
 *   [
 *     { stage: "wonBack", enteredAt: "2026-07-04T00:00:00Z" },
 *     { stage: "active", enteredAt: "2026-09-20T00:00:00Z" },
 *   ],
 *   policy,
 *   { asOf: "2026-10-01T00:00:00Z", period: "P7D", periods: 1 },
 * );
 *
 * // who was won back ninety days ago goes dormant tomorrow, unless they buy today
 * periods[1]?.moves; // => [{ from: "wonBack", to: "dormant", count: 1 }]
 * periods[1]?.stages.filter(({ customers }) => customers > 0); // => [{ stage: "active", customers: 1 }, { stage: "dormant", customers: 1 }]
 * ```
 */
export function projectTimers<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  states: Iterable<LifecycleStateInput<NoInfer<Stage>>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: {
    readonly asOf: InstantInput;
    readonly period: Duration;
    readonly periods: number;
    readonly listed?: number | undefined;
  } & LifecycleContext,
): TimerProjection<Stage> {
  const { data, stages, policy: reference } = compiledLifecycle(policy);
  const asOf = asOfIn(options);
  const { period, periods } = options;
  if (!Number.isSafeInteger(periods) || periods < 1 || periods > MOST_PERIODS) {
    throw new DomainError(
      "invalid-option",
      `periods: expected an integer of 1 to ${MOST_PERIODS}, received ${periods}`,
    );
  }
  const { timeZone } = data;
  const moments = Array.from({ length: periods + 1 }, (_, ahead) =>
    plusDuration(asOf, timesDuration(period, ahead), { timeZone }),
  );
  const last = moments[periods] ?? asOf;
  if (last <= asOf) throw new DomainError("invalid-option", "period: expected a length of time above zero");
  const size = data.stages.length;
  const counts = moments.map(() => ({ here: new Float64Array(size), moves: new Map<number, number>() }));
  const findings = startRowFindings(options.listed ?? LISTED_ROWS);
  const placeOf = (stage: string): number => stages.get(stage)?.place ?? 0;
  let [index, customers] = [-1, 0];
  for (const state of states) {
    index += 1;
    const today = dueTransitions(state, policy, { ...options, asOf });
    const followed = today.ok ? dueTransitions(today.value.stateAfter, policy, { ...options, asOf: last }) : today;
    if (!today.ok || !followed.ok) {
      const refusal = today.ok ? followed : today;
      if (!refusal.ok) findings.add({ index, ...rowOf(refusal.error) });
      continue;
    }
    customers += 1;
    let place = placeOf(today.value.stateAfter.stage);
    let next = 0;
    const { due } = followed.value;
    for (const [ahead, { here, moves }] of counts.entries()) {
      const until = epochMsOf(moments[ahead] ?? last);
      for (let change = due[next]; change !== undefined && epochMsOf(change.at) <= until; change = due[next]) {
        const to = placeOf(change.to);
        const way = place * size + to;
        moves.set(way, (moves.get(way) ?? 0) + 1);
        place = to;
        next += 1;
      }
      here[place] = (here[place] ?? 0) + 1;
    }
  }
  const names = data.stages.map(({ id }) => id);
  const answer: TimerProjection = {
    asOf,
    customers,
    periods: counts.map(({ here, moves }, ahead) => ({
      at: moments[ahead] ?? last,
      stages: names.map((stage, place) => ({ stage, customers: here[place] ?? 0 })),
      moves: [...moves]
        .sort(([one], [other]) => one - other)
        .map(([way, count]) => ({ from: names[Math.floor(way / size)] ?? "", to: names[way % size] ?? "", count })),
    })),
    findings: findings.result(),
    policy: reference,
  };
  return answer as TimerProjection<Stage>;
}

/** A refusal as a finding about a row: paths begin at the state. */
function rowOf({ code, ...params }: { readonly code: string; readonly path?: string }): Omit<RowFinding, "index"> {
  return { code, path: (params.path ?? "").replace(/^\/state/, ""), params: { ...params } };
}
