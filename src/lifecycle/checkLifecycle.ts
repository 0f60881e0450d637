import { findingsIn, type LifecycleInsight } from "./internal/findings.ts";
import { calendarsIn } from "./internal/readState.ts";
import { compiledLifecycle } from "./lifecycleKind.ts";
import type { LifecycleContext } from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Looks a lifecycle policy over, without any customer.
 *
 * - `unreachable-stage`: nothing leads to it.
 * - `dead-end`: nothing leads out of it to another stage, and it is not final.
 * - `transitions-overlap`: for some facts, which are shown, one event would lead two ways; such an event is refused.
 *   `overlap-not-proved`: whether it would could not be decided.
 * - `guard-never-holds`: no facts make the condition hold.
 * - `timer-never-fires`: an unconditional one is always sooner; or it is longer than the calendar.
 * - `way-forbidden`: it leads back, and the policy forbids that.
 * - `unused-event`: it triggers nothing, and shows nothing to be done.
 * - `nothing-owed`: the stage is not final, and what it owes is not stated. `owed: []` states that it owes nothing.
 * - `calendar-not-given`: a length of time is of a calendar that is not among `calendars`; looked for where they are given.
 *
 * Ways that can never be taken do not count as ways. The first five (but for `overlap-not-proved`), `way-forbidden` and
 * `calendar-not-given` are of severity `error`: the policy can be used, but hardly says what was meant.
 *
 * @param policy - The course.
 * @param context - `calendars`, those that there are.
 * @returns What was found, with facts that show it.
 * @throws `DomainError` with code `policy-not-checked` (the policy, a calendar) or `invalid-option`.
 *
 * @example
 * ```ts
 * import { checkLifecycle, defineLifecycle } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle({
 *   id: "trial",
 *   version: 1,
 *   timeZone: "Europe/Paris",
 *   metrics: [{ id: "logins", kind: "count" }],
 *   stages: [
 *     { id: "trial", order: 1 },
 *     { id: "keen", order: 2, final: true },
 *     { id: "cool", order: 3, final: true },
 *   ],
 *   events: ["reviewed"],
 *   transitions: [
 *     { from: "trial", on: "reviewed", when: { metric: "logins", op: ">=", value: 5 }, to: "keen" },
 *     { from: "trial", on: "reviewed", when: { metric: "logins", op: "<=", value: 5 }, to: "cool" },
 *   ],
 *   initial: "trial",
 * });
 *
 * checkLifecycle(policy).map(({ code, path, example }) => [code, path, example?.metrics]); // => [
 * //   ["transitions-overlap", "/transitions/1", { logins: 5 }],
 * //   ["nothing-owed", "/stages/0", undefined],
 * // ]
 * ```
 */
export function checkLifecycle<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  context: LifecycleContext = {},
): readonly LifecycleInsight[] {
  compiledLifecycle(policy);
  const { calendars } = context;
  return findingsIn(policy, calendars === undefined ? null : new Set(calendarsIn(context).keys()));
}
