import type { Instant } from "clientele/core";
import { type Coded, explain } from "clientele/explain";
import { type LifecyclePolicy, overdueObligations, type StageAnswer } from "clientele/lifecycle";
import { el } from "../kit/element.ts";
import { pageLocale } from "../kit/locale.ts";
import { quietReasons, type ReasonedChange, reasonedChanges, type Told } from "./course.ts";
import { eventWord, lifecycleWords } from "./lifecycleWords.ts";
import { inPageWords, quoted } from "./refusals.ts";

/** The policy's name of a stage for people. */
export const stageName = (policy: LifecyclePolicy, id: string): string =>
  policy.stages.find((each) => each.id === id)?.labels?.[pageLocale()] ?? id;

/** A moment on the policy's clock. */
export function clock(at: Instant, { timeZone }: LifecyclePolicy): string {
  const format = { timeZone, dateStyle: "short", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat("sv-SE", format).format(new Date(at));
}

/** An event in the words of the page, with the identifier that the policy gives it. */
export function eventName(kind: string): readonly (Node | string)[] {
  const word = eventWord(kind, pageLocale());
  return word === null ? [kind] : [word, el("code", {}, kind)];
}

/** What will happen by itself. */
export function dueList({ timers, nextTimer }: StageAnswer, policy: LifecyclePolicy): HTMLElement {
  const t = lifecycleWords();
  if (timers.length === 0) return el("p", {}, t.noTimer);
  return el(
    "ul",
    { class: "lc-list", "data-part": "due" },
    ...timers.map(({ to, dueAt, verdict, rule }) =>
      el(
        "li",
        { class: nextTimer?.rule === rule ? "next" : null },
        el("span", { class: "quiet" }, dueAt === null ? t.standing : clock(dueAt, policy)),
        ` ${t.dueNext} `,
        el("strong", {}, stageName(policy, to)),
        verdict !== "met" && ` (${t.held})`,
      ),
    ),
  );
}

/** How many tasks are overdue. */
export function lateTasks({ state }: StageAnswer, policy: LifecyclePolicy, asOf: Instant): ReadonlySet<string> {
  const late = overdueObligations(state, policy, { asOf });
  return new Set(late.ok ? late.value.map(({ id }) => id) : []);
}

/** What is owed to the customer; what is overdue is marked. */
export function owedList(answer: StageAnswer, policy: LifecyclePolicy, asOf: Instant): HTMLElement {
  const t = lifecycleWords();
  const { owed } = answer.state;
  if (owed.length === 0) return el("p", {}, t.nothingOwed);
  const overdue = lateTasks(answer, policy, asOf);
  return el(
    "ul",
    { class: "lc-list", "data-part": "owed" },
    ...owed.map(({ id, stage: of, obligation, dueAt }) => {
      const task = policy.stages.find((each) => each.id === of)?.owed?.find((each) => each.id === obligation);
      const late = overdue.has(id);
      return el(
        "li",
        { class: late ? "overdue" : null },
        el("strong", {}, task?.labels?.[pageLocale()] ?? obligation),
        late && el("span", { class: "late" }, t.overdue),
        el("br"),
        el("span", { class: "quiet" }, `${t.until} ${dueAt === null ? t.standing : clock(dueAt, policy)}`),
        el(
          "span",
          { class: "quiet" },
          ...(task?.doneBy ?? []).flatMap((kind) => [" · ", eventWord(kind, pageLocale()) ?? kind]),
        ),
      );
    }),
  );
}

/** What a move of time set off. */
export function firedList(fired: readonly ReasonedChange[], policy: LifecyclePolicy): HTMLElement {
  const t = lifecycleWords();
  if (fired.length === 0) return el("p", {}, t.noneFired);
  return el(
    "div",
    {},
    el("p", {}, t.fired),
    el(
      "ol",
      { class: "lc-list", "data-part": "fired" },
      ...fired.map(({ change, reason }) =>
        el(
          "li",
          {},
          el("span", { class: "quiet" }, clock(change.at, policy)),
          ` ${stageName(policy, change.from)} → `,
          el("strong", {}, stageName(policy, change.to)),
          ...(reason === undefined ? [] : [el("br"), wordsOf(reason, policy).join("; ")]),
        ),
      ),
    ),
  );
}

/** Everything that happened up to now, in order. */
export function historyList(told: Told, answer: StageAnswer, policy: LifecyclePolicy): HTMLElement {
  const t = lifecycleWords();
  const moved = new Set(answer.happened.map(({ eventId }) => eventId));
  const dropped = new Set(answer.ignored.map(({ id }) => id));
  const quiet = quietReasons(told, policy);
  const lines = [
    ...reasonedChanges(answer).map(({ change: { at }, reason }) => ({
      at,
      text: reason === undefined ? "" : wordsOf(reason, policy).join("; "),
    })),
    ...told.events
      .filter(({ id, at }) => !moved.has(id) && !dropped.has(id) && at <= told.now)
      .map(({ id, at, kind }) => {
        const reasons = (quiet.get(id) ?? []).flatMap((reason) => wordsOf(reason, policy));
        return { at, text: reasons.length === 0 ? quoted(kind, pageLocale()) : reasons.join("; ") };
      }),
    ...answer.ignored.map(({ at, kind }) => ({ at, text: `${quoted(kind, pageLocale())} ${t.ignored}` })),
  ].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const start = { at: told.startedAt, text: `${t.started} ${stageName(policy, policy.initial)}` };
  return el(
    "ol",
    { class: "lc-history", "data-part": "history" },
    ...[start, ...lines].map(({ at, text }) =>
      el("li", {}, el("span", { class: "quiet" }, clock(at, policy)), ` ${text}`),
    ),
  );
}

/** What the library says of something, in the page's language and on the policy's clock. */
export const wordsOf = (subject: Coded, policy: LifecyclePolicy): readonly string[] =>
  explain(inPageWords(subject, policy, pageLocale()), { locale: pageLocale(), timeZone: policy.timeZone });
