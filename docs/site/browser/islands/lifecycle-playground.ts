import { dayOf, DomainError, type Instant, type Issue, parseDay, plusDays, day } from "clientele/core";
import { explain } from "clientele/explain";
import {
  lifecyclePresets,
  type LifecyclePolicy,
  overdueObligations,
  reviewLifecycle,
  type StageAnswer,
} from "clientele/lifecycle";
import { editor } from "../kit/editor.ts";
import { el, field, fill, select } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { pageLocale } from "../kit/locale.ts";
import { answerFor, canHappen, morningOf, tell, type Told } from "../lifecycle/course.ts";
import { drawLifecycle, type OpenWay } from "../lifecycle/drawing.ts";
import { lifecycleWords } from "../lifecycle/lifecycleWords.ts";
import { sayings } from "../lifecycle/sayings.ts";

const FIRST = day("2026-01-05");
const PRESETS = ["acquireToWinBack", "prospectingToWinBack", "funnel", "engagement", "leadPool"] as const;
type Preset = (typeof PRESETS)[number];

/** One customer on the way through a lifecycle: events, time, what is owed, and why not. */
export default function lifecyclePlayground(host: HTMLElement): void {
  const t = lifecycleWords();
  const locale = pageLocale();
  const textOf = (preset: Preset): string => `${JSON.stringify(lifecyclePresets[preset], null, 2)}\n`;
  const first = reviewLifecycle(lifecyclePresets.acquireToWinBack).policy;
  if (first === null) throw new Error("the preset is no policy");
  let policy: LifecyclePolicy = first;
  let told = beginning(policy);
  let quietLines = new Map<string, readonly string[]>();
  let said = sayings(policy, show);

  const issues = errorPanel();
  const refusal = errorPanel();
  const findings = el("div", {});
  const standing = el("p", { "aria-live": "polite" });
  const stage = el("div", { class: "lifecycle" });
  const write = editor({ language: "json", text: textOf("acquireToWinBack"), label: t.policy, change: edited });
  const presets = select(
    PRESETS.map((name) => [name, t[name]] as const),
    "acquireToWinBack",
    (name) => {
      const text = textOf(PRESETS.find((each) => each === name) ?? "acquireToWinBack");
      write.setText(text);
      edited(text);
    },
  );
  host.append(
    el("div", { class: "controls" }, field(t.preset, presets)),
    issues.element,
    standing,
    stage,
    el("details", {}, el("summary", {}, t.edit), write.element),
    findings,
  );
  edited(write.text());

  function edited(text: string): void {
    let draft: unknown;
    try {
      draft = JSON.parse(text);
    } catch (error) {
      issues.show(t.noJson, [String(error instanceof Error ? error.message : error)]);
      return;
    }
    const review = reviewLifecycle(draft);
    if (review.policy === null) {
      issues.show(t.issues, review.issues.map(lineOf));
      return;
    }
    issues.clear();
    fill(
      findings,
      review.findings.length === 0
        ? el("p", {}, t.noFindings)
        : el(
            "div",
            {},
            el("h3", {}, t.findings),
            el("ul", {}, ...review.findings.map((one) => el("li", {}, lineOf(one)))),
          ),
    );
    if (JSON.stringify(review.policy) === JSON.stringify(policy) && stage.hasChildNodes()) return;
    policy = review.policy;
    said = sayings(policy, show);
    restart();
  }

  function lineOf(issue: Issue): Node {
    return el("span", {}, el("code", {}, issue.path === "" ? "/" : issue.path), " ", ...explain(issue, { locale }));
  }

  function restart(): void {
    told = beginning(policy);
    quietLines = new Map();
    refusal.clear();
    show();
  }

  function move(now: Instant): void {
    refusal.clear();
    if (now < told.startedAt) {
      refusal.show(t.wrongDay);
      return;
    }
    told = { ...told, now };
    show();
  }

  function send(kind: string, answer: StageAnswer): void {
    const result = tell(told, kind, said.read(), answer, policy);
    if (!result.ok) {
      const { error } = result;
      const tried = "tried" in error ? wordsOf(error.tried) : [];
      refusal.show(`${t.refused} ${kind}`, [...wordsOf(error), ...tried]);
      return;
    }
    refusal.clear();
    ({ told } = result.value);
    const id = told.events.at(-1)?.id ?? "";
    quietLines.set(id, wordsOf(result.value.applied.reasons));
    show();
  }

  function wordsOf(subject: Parameters<typeof explain>[0]): readonly string[] {
    return explain(subject, { locale, timeZone: policy.timeZone });
  }

  function nameOf(id: string): string {
    return policy.stages.find((each) => each.id === id)?.labels?.[locale] ?? id;
  }

  function show(): void {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const key = focused?.dataset["key"];
    try {
      const answer = answerFor(told, policy);
      if (answer.ok) fill(stage, ...parts(answer.value));
      else refusal.show(t.notTold, wordsOf(answer.error));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      issues.show(t.notTold, [error.message]);
    }
    // what is drawn anew keeps the focus
    if (key !== undefined) stage.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
    else if (focused !== null && stage.contains(focused)) focused.focus();
  }

  function parts(answer: StageAnswer): readonly Node[] {
    const { state, nextTimer, timers } = answer;
    const open = policy.events.filter((kind) => canHappen(told, kind, said.read(), answer, policy));
    const shut = policy.events.filter((kind) => !open.includes(kind));
    const ways = policy.transitions
      .filter(({ from }) => (typeof from === "string" ? from === state.stage : from.includes(state.stage)))
      .map(({ on, after, to }): OpenWay => {
        const term = typeof after === "string" ? after : after === null ? "" : `${after.workingDays} d`;
        return on === null
          ? { to, label: `${t.after} ${term}`, open: true }
          : { to, label: on, open: open.includes(on) };
      });
    const label = `${t.drawing} ${nameOf(state.stage)}`;
    const button = (kind: string, look: string): HTMLElement =>
      el(
        "button",
        {
          type: "button",
          class: look,
          "data-event": kind,
          "data-key": `event ${kind}`,
          on: {
            click: () => {
              send(kind, answer);
            },
          },
        },
        kind,
      );
    const go = (text: string, click: () => void, disabled = false): HTMLElement =>
      el("button", { type: "button", class: "button", disabled, "data-key": text, on: { click } }, text);
    const today = dayOf(told.now, policy);
    const dayField = el("input", {
      type: "date",
      "data-key": "day",
      value: today,
      min: FIRST,
      on: {
        change: () => {
          const read = parseDay(dayField.value);
          if (read.ok) move(morningOf(read.value, policy.timeZone));
        },
      },
    });
    const left = el("div", {}, drawLifecycle(policy, { current: state.stage, ways, nameOf, label }));
    const right = el(
      "div",
      {},
      el("p", { class: "quiet" }, `${t.now}: ${clock(told.now)}, ${t.zone} ${policy.timeZone}`),
      el("div", { class: "controls" }, field(t.day, dayField)),
      el(
        "div",
        { class: "buttons" },
        go(t.oneDay, () => {
          move(morningOf(plusDays(today, 1), policy.timeZone));
        }),
        go(t.thirtyDays, () => {
          move(morningOf(plusDays(today, 30), policy.timeZone));
        }),
        go(
          t.toTimer,
          () => {
            if (nextTimer !== null) move(nextTimer.at);
          },
          nextTimer === null,
        ),
        go(t.again, restart),
      ),
      el("h3", {}, t.events),
      el("p", { class: "quiet" }, t.canHappen),
      el("div", { class: "buttons" }, ...open.map((kind) => button(kind, "button primary"))),
      shut.length > 0 && el("p", { class: "quiet" }, t.cannot),
      el("div", { class: "buttons" }, ...shut.map((kind) => button(kind, "button"))),
      said.element,
      refusal.element,
      el("h3", {}, t.due),
      timers.length === 0
        ? el("p", {}, t.noTimer)
        : el(
            "ul",
            { "data-part": "due" },
            ...timers.map(({ to, dueAt, verdict }) =>
              el(
                "li",
                {},
                `${dueAt === null ? t.standing : clock(dueAt)}: ${t.dueNext} ${nameOf(to)}`,
                verdict !== "met" && ` (${t.held})`,
              ),
            ),
          ),
      el("h3", {}, t.owed),
      owedList(answer),
      el("h3", {}, t.history),
      historyList(answer),
    );
    standing.dataset["stage"] = state.stage;
    fill(standing, `${t.stage} `, el("strong", {}, nameOf(state.stage)), ` ${t.since} ${clock(state.enteredAt)}`);
    return [left, right];
  }

  function owedList({ state }: StageAnswer): HTMLElement {
    if (state.owed.length === 0) return el("p", {}, t.nothingOwed);
    const late = overdueObligations(state, policy, { asOf: told.now });
    const overdue = new Set(late.ok ? late.value.map(({ id }) => id) : []);
    return el(
      "ul",
      { "data-part": "owed" },
      ...state.owed.map(({ id, stage: of, obligation, dueAt }) => {
        const owed = policy.stages.find((each) => each.id === of)?.owed?.find((each) => each.id === obligation);
        const name = owed?.labels?.[locale] ?? obligation;
        const by = owed === undefined ? "" : ` (${owed.doneBy.join(", ")})`;
        const text = `${name}${by}, ${t.until} ${dueAt === null ? t.standing : clock(dueAt)}`;
        return el("li", {}, text, overdue.has(id) && el("strong", { class: "late" }, ` ${t.overdue}`));
      }),
    );
  }

  function historyList({ happened, ignored, reasons }: StageAnswer): HTMLElement {
    const changes = reasons.filter(({ code }) => code === "event-applied" || code === "timer-fired");
    const moved = new Set(happened.map(({ eventId }) => eventId));
    const dropped = new Set(ignored.map(({ id }) => id));
    const lines = [
      ...happened.map(({ at }, index) => {
        const reason = changes[index];
        return { at, text: reason === undefined ? "" : wordsOf(reason).join("; ") };
      }),
      ...told.events
        .filter(({ id, at }) => !moved.has(id) && !dropped.has(id) && at <= told.now)
        .map(({ id, at, kind }) => ({ at, text: (quietLines.get(id) ?? [kind]).join("; ") })),
      ...ignored.map(({ at, kind }) => ({ at, text: `${kind}: ${t.ignored}` })),
    ].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
    const start = { at: told.startedAt, text: `${t.started} ${nameOf(policy.initial)}` };
    const item = ({ at, text }: { at: Instant; text: string }): HTMLElement =>
      el("li", {}, el("span", { class: "quiet" }, clock(at)), ` ${text}`);
    return el("ol", { "data-part": "history" }, ...[start, ...lines].map(item));
  }

  function clock(at: Instant): string {
    const format = { timeZone: policy.timeZone, dateStyle: "short", timeStyle: "short" } as const;
    return new Intl.DateTimeFormat("sv-SE", format).format(new Date(at));
  }
}

function beginning(policy: LifecyclePolicy): Told {
  const startedAt = morningOf(FIRST, policy.timeZone);
  return { startedAt, now: startedAt, events: [] };
}
