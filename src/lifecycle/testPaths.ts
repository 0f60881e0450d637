import { asOfIn, epochMsOf, type Instant, type InstantInput, instantFromMs } from "../core/index.ts";
import { type ConditionExample, findConditionExample } from "../rules/index.ts";
import { Course, NO_SINKS, type Prepared } from "./internal/course.ts";
import { prepared, standingAt } from "./internal/readState.ts";
import type { CompiledStage, CompiledTransition } from "./lifecycleKind.ts";
import type { LifecycleContext, LifecycleEntry, LifecycleFacts } from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";
import { stateAt } from "./stateAt.ts";

/** A step of a {@link TestPath}. */
export interface TestStep<Stage extends string = string, Event extends string = string> {
  /** JSON Pointer (RFC 6901) to the transition inside the policy. */
  readonly rule: string;
  /** The stage it leads out of. */
  readonly from: Stage;
  /** The stage it leads to. */
  readonly to: Stage;
  /** The event; null for a timer. */
  readonly on: Event | null;
  /** When it is to happen. */
  readonly at: Instant;
}

/** A course to walk in a test, and what must come of it. */
export interface TestPath<Stage extends string = string, Event extends string = string> {
  /** What happens. */
  readonly history: {
    /** When the relationship begins. */
    readonly startedAt: Instant;
    /** What happens then, with the facts that open the right ways. */
    readonly events: readonly LifecycleEntry<Event>[];
  };
  /** The moment to ask about. */
  readonly asOf: Instant;
  /** The changes of stage that must have happened by then, these and no others. */
  readonly steps: readonly TestStep<Stage, Event>[];
}

/** Courses that take every way of a policy. */
export interface TestPaths<Stage extends string = string, Event extends string = string> {
  /** The courses. */
  readonly paths: readonly TestPath<Stage, Event>[];
  /** The ways that none of them takes: they cannot be taken, or no facts that open them were found. */
  readonly uncovered: readonly Pick<TestStep<Stage, Event>, "rule" | "from" | "to" | "on">[];
}

/**
 * Makes courses for tests out of a policy: few, and so that every way is taken out of every stage it leads out of, with facts for which
 * its condition holds and those of the others do not. What the host built can be walked along them: the same stages must come out.
 *
 * @param policy - The course.
 * @param options - `startedAt`, when each course begins; `calendars`, those that the policy names.
 * @returns The courses, and what they leave out.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `unknown-calendar` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { defineLifecycle, lifecyclePresets, testPaths } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const { paths, uncovered } = testPaths(policy, { startedAt: "2026-01-01T00:00:00Z" });
 * const [path] = paths;
 *
 * [paths.length, uncovered.length]; // => [2, 0]
 * path?.steps.slice(0, 3).map(({ from, on, to }) => [from, on, to]); // => [
 * //   ["prospect", "purchased", "new"],
 * //   ["new", "purchased", "active"],
 * //   ["active", "purchased", "active"],
 * // ]
 * ```
 */
export function testPaths<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: { readonly startedAt: InstantInput } & LifecycleContext,
): TestPaths<Stage, Event> {
  const ready = prepared(policy, options);
  const { compiled } = ready;
  const startedAt = epochMsOf(asOfIn({ asOf: options.startedAt }));
  const wanted = new Set(
    [...compiled.stages.values()].flatMap((stage) => waysOf(stage).map((way) => keyOf(stage, way))),
  );
  const closed = new Set<string>();
  const paths: TestPath[] = [];
  for (;;) {
    const walk = new Walk(ready, startedAt);
    let covered = 0;
    for (;;) {
      const next = walk.nearest(wanted, closed);
      if (next === null) break;
      for (const way of next) {
        const key = keyOf(walk.stage, way);
        if (!walk.take(way)) {
          closed.add(key);
          break;
        }
        if (wanted.delete(key)) covered += 1;
      }
    }
    if (covered === 0) break;
    paths.push(walk.path());
  }
  // what was laid out is also what comes of it
  const sound = paths.filter(({ history, asOf, steps }) => {
    const answer = stateAt(history as never, policy, { ...options, asOf });
    return answer.ok && answer.value.happened.map(({ rule }) => rule).join() === steps.map(({ rule }) => rule).join();
  });
  const taken = new Set(sound.flatMap(({ steps }) => steps.map(({ rule, from }) => `${rule} ${from}`)));
  const uncovered = [...compiled.stages.values()].flatMap((stage) =>
    waysOf(stage)
      .filter((way) => !taken.has(keyOf(stage, way)))
      .map(({ rule, to, on }) => ({ rule, from: stage.id, to, on })),
  );
  return { paths: sound, uncovered } as unknown as TestPaths<Stage, Event>;
}

const waysOf = (stage: CompiledStage): readonly CompiledTransition[] => [
  ...[...stage.on.values()].flat(),
  ...stage.timers,
];

const keyOf = ({ id }: CompiledStage, { rule }: CompiledTransition): string => `${rule} ${id}`;

/** A course in the making. */
class Walk {
  readonly #ready: Prepared;
  readonly #startedAt: number;
  readonly #events: LifecycleEntry[] = [];
  readonly #steps: TestStep[] = [];
  stage: CompiledStage;
  #enteredAt: number;

  constructor(ready: Prepared, startedAt: number) {
    this.#ready = ready;
    this.#startedAt = startedAt;
    this.stage = ready.compiled.initial;
    this.#enteredAt = startedAt;
  }

  /** The shortest way to a transition not yet taken, that transition included. */
  nearest(wanted: ReadonlySet<string>, closed: ReadonlySet<string>): readonly CompiledTransition[] | null {
    const { stages } = this.#ready.compiled;
    const seen = new Set([this.stage.id]);
    const queue: { readonly stage: CompiledStage; readonly by: readonly CompiledTransition[] }[] = [
      { stage: this.stage, by: [] },
    ];
    // grows while it is walked along
    for (const { stage, by } of queue) {
      const open = waysOf(stage).filter((way) => !closed.has(keyOf(stage, way)));
      const found = open.find((way) => wanted.has(keyOf(stage, way)));
      if (found !== undefined) return [...by, found];
      for (const way of open) {
        const next = stages.get(way.to);
        if (next === undefined || seen.has(next.id)) continue;
        seen.add(next.id);
        queue.push({ stage: next, by: [...by, way] });
      }
    }
    return null;
  }

  /** Takes a transition; false when it cannot be taken, or no facts for it were found. */
  take(way: CompiledTransition): boolean {
    const { stages, regression } = this.#ready.compiled;
    const to = stages.get(way.to);
    if (to === undefined || (regression === "forbid" && to.order < this.stage.order)) return false;
    const soon = this.#enteredAt + 1;
    const due = way.after === null ? soon : this.#dueOf(way);
    if (due === Infinity) return false;
    const rivals =
      way.on !== null
        ? (this.stage.on.get(way.on) ?? []).filter((other) => other !== way)
        : this.stage.timers.filter((other) => other !== way && this.#dueOf(other) <= due);
    const facts = this.#factsFor(way, rivals);
    if (facts === null) return false;
    const at = instantFromMs(due);
    const known = Object.keys(facts.metrics ?? {}).length > 0 || facts.segments !== undefined ? { facts } : {};
    if (way.on !== null) this.#events.push({ kind: way.on, at, reason: "test", ...known });
    else if ("facts" in known) this.#events.push({ control: "learn", at: instantFromMs(soon), facts });
    this.#steps.push({ rule: way.rule, from: this.stage.id, to: to.id, on: way.on, at });
    this.stage = to;
    this.#enteredAt = due;
    return true;
  }

  path(): TestPath {
    const asOf = instantFromMs(this.#enteredAt);
    return { history: { startedAt: instantFromMs(this.#startedAt), events: this.#events }, asOf, steps: this.#steps };
  }

  #dueOf({ after }: CompiledTransition): number {
    const course = new Course(this.#ready, standingAt(this.stage, this.#enteredAt), NO_SINKS);
    return after === null ? Infinity : course.due(this.#enteredAt, after);
  }

  /** Facts for which a transition is open and its rivals are not; null when none were found. */
  #factsFor(way: CompiledTransition, rivals: readonly CompiledTransition[]): LifecycleFacts | null {
    const { program, data } = this.#ready.compiled;
    const unknown = Object.fromEntries((data.metrics ?? []).map(({ id }) => [id, null]));
    if (rivals.some(({ when }) => when < 0)) return null;
    if (program === null) return {};
    const asked = [
      ...(way.when < 0 ? [] : [{ condition: way.when, least: 2, most: 2 } as const]),
      ...rivals.flatMap(({ when }) => (when < 0 ? [] : [{ condition: when, least: 0, most: 1 } as const])),
    ];
    if (asked.length === 0) return { metrics: unknown };
    const search = findConditionExample(program, asked);
    return search.answer === "found" ? factsOf(search.example, unknown) : null;
  }
}

function factsOf(
  { metrics, beside }: ConditionExample,
  unknown: Readonly<Record<string, null>>,
): LifecycleFacts | null {
  if (beside.some(({ kind }) => kind !== "member-of")) return null;
  const facts = { metrics: { ...unknown, ...metrics } };
  if (beside.length === 0) return facts;
  return {
    ...facts,
    segments: Object.fromEntries(beside.map(({ about, value }) => [about, value === null ? null : value === 1])),
  };
}
