import { dayOf, DomainError, type Instant, parseDay, plusDays } from "clientele/core";
import { explain } from "clientele/explain";
import { type LifecyclePolicy, reviewLifecycle, type StageAnswer } from "clientele/lifecycle";
import { editor } from "../kit/editor.ts";
import { el, field, fill, select } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { hashState } from "../kit/hash-state.ts";
import { pageLocale, signs } from "../kit/locale.ts";
import { momentField } from "../kit/moment-field.ts";
import { shareButton } from "../kit/share-button.ts";
import {
  answerFor,
  beginning,
  canHappen,
  FIRST,
  firedBetween,
  morningOf,
  tell,
  type Told,
} from "../lifecycle/course.ts";
import { drawLifecycle, type OpenWay } from "../lifecycle/drawing.ts";
import { eventWord, lifecycleWords } from "../lifecycle/lifecycleWords.ts";
import {
  clock,
  dueList,
  eventName,
  firedList,
  historyList,
  lateTasks,
  owedList,
  stageName,
  wordsOf,
} from "../lifecycle/panels.ts";
import { plainRefusal } from "../lifecycle/refusals.ts";
import { sayings } from "../lifecycle/sayings.ts";
import { holds, type Preset, presetPolicy, PRESETS, readShared, sharedOf } from "../lifecycle/shared.ts";
import { policyText, reviewText } from "../kit/policy-draft.ts";
import { issueList } from "../tier-playground/issues.ts";

/** A length of time in words. */
const TERM = { term: { en: "{duration}", "zh-CN": "{duration}" } };
/** From how many stages on the drawing is longer than what stands beside it. */
const MANY_STAGES = 9;

/** One customer on the way through a lifecycle: events, time, what is owed, and why not. */
export default function lifecyclePlayground(host: HTMLElement): void {
  const t = lifecycleWords();
  const locale = pageLocale();
  const hash = hashState("lifecycle");
  let preset: Preset = "acquireToWinBack";
  let policy: LifecyclePolicy = presetPolicy(preset);
  let told = beginning(policy);
  /** The moment looked at before time was moved; null when it was not. */
  let movedFrom: Instant | null = null;
  let said = sayings(policy, show);

  const refusal = errorPanel();
  const stale = el("p", { class: "stale-note", role: "status", hidden: true }, t.stale);
  const standing = el("p", { class: "lc-standing", "aria-live": "polite" });
  const passed = el("div", { class: "lc-passed", role: "status" });
  const stage = el("div", { class: "lifecycle" });
  const past = el("div", { class: "lc-past" });
  const drawing = el("div", { class: "lc-drawing" });
  const write = editor({ language: "json", text: policyText(policy), label: t.policy, change: edited });
  const issues = issueList(write, true);
  const presets = select(
    PRESETS.map((name) => [name, t[name]] as const),
    preset,
    (name) => {
      preset = PRESETS.find((each) => each === name) ?? "acquireToWinBack";
      begin(presetPolicy(preset), null);
      hash.write(sharedOf(preset, policy, told));
    },
  );
  const share = shareButton(() => hash.link(sharedOf(preset, policy, told)));
  host.append(
    el("div", { class: "lc-top" }, field(t.preset, presets), share),
    stale,
    standing,
    passed,
    stage,
    past,
    el("details", { class: "lc-policy" }, el("summary", {}, t.edit), write.element, issues.element),
  );
  new ResizeObserver(redraw).observe(drawing);
  follow();
  window.addEventListener("hashchange", follow);

  /** Shows what the address holds; the beginning where it holds nothing. */
  function follow(): void {
    const given = new URLSearchParams(location.hash.slice(1)).has("lifecycle");
    const found = given ? readShared(hash.read()) : null;
    if (found === null) begin(policy, null);
    else {
      ({ preset } = found);
      presets.value = preset;
      begin(found.policy, found.told);
    }
    if (given && found === null) refusal.show(t.badLink);
  }

  /** Takes a policy, with a story or from the beginning. */
  function begin(next: LifecyclePolicy, story: Told | null): void {
    policy = next;
    told = story ?? beginning(policy);
    said = sayings(policy, show);
    const text = policyText(policy);
    if (JSON.stringify(reviewText(write.text(), reviewLifecycle).policy) !== JSON.stringify(policy))
      write.setText(text);
    issues.show(reviewText(write.text(), reviewLifecycle), locale);
    marked(true);
    renew();
  }

  function edited(text: string): void {
    const draft = reviewText(text, reviewLifecycle);
    issues.show(draft, locale);
    marked(draft.policy !== null);
    if (draft.policy === null || JSON.stringify(draft.policy) === JSON.stringify(policy)) return;
    policy = draft.policy;
    // the story goes on under the new policy where it has a meaning there
    if (told.startedAt !== beginning(policy).startedAt || !holds(told, policy)) told = beginning(policy);
    said = sayings(policy, show);
    renew();
    hash.write(sharedOf(preset, policy, told));
  }

  function marked(sound: boolean): void {
    stale.hidden = sound;
    host.dataset["sound"] = String(sound);
  }

  function renew(): void {
    movedFrom = null;
    refusal.clear();
    show();
  }

  function move(now: Instant): void {
    refusal.clear();
    movedFrom = told.now;
    told = { ...told, now };
    hash.write(sharedOf(preset, policy, told));
    show();
  }

  function send(kind: string, answer: StageAnswer): void {
    const result = tell(told, kind, said.read(), answer, policy);
    movedFrom = null;
    if (!result.ok) {
      const { refusal: why, tried } = result.error;
      const lines = [...wordsOf(why, policy), ...tried.flatMap((one) => wordsOf(one, policy))];
      refusal.show(`${t.refused}${plainRefusal(kind, why, policy, locale)}`, [
        el("details", {}, el("summary", {}, t.heldAgainst), el("ul", {}, ...lines.map((line) => el("li", {}, line)))),
      ]);
      return;
    }
    ({ told } = result.value);
    hash.write(sharedOf(preset, policy, told));
    renew();
  }

  function show(): void {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const key = focused?.dataset["key"];
    try {
      const answer = answerFor(told, policy);
      if (answer.ok) fill(stage, ...parts(answer.value));
      else refusal.show(t.notTold, wordsOf(answer.error, policy));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refusal.show(t.notTold, [error.message]);
    }
    // what is drawn anew keeps the focus; a button that has become another's leaves it to the one beside
    const again = key === undefined ? null : stage.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (again !== null) again.focus();
    else if (focused !== null && stage.contains(focused)) focused.focus();
    redraw();
  }

  function redraw(): void {
    const answer = answerFor(told, policy);
    const width = Math.min(448, drawing.clientWidth);
    if (!answer.ok || width === 0) return;
    const { state } = answer.value;
    const nameOf = (id: string): string => stageName(policy, id);
    const fired = movedFrom === null ? [] : firedBetween(answer.value, movedFrom, told.now);
    fill(
      drawing,
      drawLifecycle(policy, {
        current: state.stage,
        ways: waysFrom(answer.value),
        fired: fired.map(({ change }) => change),
        nameOf,
        label: `${t.drawing} ${nameOf(state.stage)}`,
        width,
      }),
    );
  }

  /** The ways out of the present stage, and what opens each. */
  function waysFrom(answer: StageAnswer): readonly OpenWay[] {
    const { stage: here } = answer.state;
    return policy.transitions
      .filter(({ from }) => (typeof from === "string" ? from === here : from.includes(here)))
      .map(({ on, after, to }) => {
        if (on !== null) {
          const word = eventWord(on, locale);
          const open = canHappen(told, on, said.read(), answer, policy);
          return { to, label: word ?? on, open };
        }
        const coded = { code: "term", duration: { kind: "period", duration: after } };
        const term =
          typeof after === "string"
            ? explain(coded, { locale, messages: TERM }).join("")
            : `${after.workingDays} ${t.workingDays}`;
        return { to, label: `${t.after} ${term}`, open: true };
      });
  }

  function parts(answer: StageAnswer): readonly Node[] {
    const { state, nextTimer } = answer;
    const open = policy.events.filter((kind) => canHappen(told, kind, said.read(), answer, policy));
    const shut = policy.events.filter((kind) => !open.includes(kind));
    const button = (kind: string, look: string): HTMLElement => {
      const click = (): void => {
        send(kind, answer);
      };
      const attributes = { class: look, "data-event": kind, "data-key": `event ${kind}`, on: { click } };
      return el("button", { type: "button", ...attributes }, ...eventName(kind));
    };
    const go = (text: string, click: () => void, disabled = false): HTMLElement =>
      el("button", { type: "button", class: "button", disabled, "data-key": text, on: { click } }, text);
    const today = dayOf(told.now, policy);
    const dayField = momentField({
      label: t.day,
      kind: "day",
      name: "day",
      value: today,
      change: (typed) => {
        const read = parseDay(typed);
        if (!read.ok) dayField.fail([`${t.noDay} ${FIRST}`]);
        else if (read.value < FIRST) dayField.fail([`${t.wrongDay} (${FIRST})`]);
        else if (read.value !== today) move(morningOf(read.value, policy.timeZone));
        else dayField.fail([]);
      },
    });
    dayField.input.dataset["key"] = "day";
    const late = lateTasks(answer, policy, told.now).size;
    standing.dataset["stage"] = state.stage;
    fill(
      standing,
      `${t.stage} `,
      el("strong", {}, stageName(policy, state.stage)),
      ` ${t.since} ${clock(state.enteredAt, policy)} `,
      late > 0 && el("span", { class: "late" }, `${t.lateCount} ${late}`),
    );
    if (movedFrom === null) fill(passed);
    else if (told.now < movedFrom) fill(passed, el("p", {}, t.wentBack));
    else fill(passed, firedList(firedBetween(answer, movedFrom, told.now), policy));
    const acts = el(
      "div",
      { class: "lc-acts" },
      el("h3", {}, t.passes),
      el("p", { class: "quiet" }, `${t.now}${signs().colon}${clock(told.now, policy)} (${policy.timeZone})`),
      el("div", { class: "lc-day" }, dayField.element),
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
        go(t.again, () => {
          told = beginning(policy);
          hash.write(sharedOf(preset, policy, told));
          renew();
        }),
      ),
      el("h3", {}, t.events),
      said.element,
      open.length > 0 && el("p", { class: "quiet" }, t.canHappen),
      el("div", { class: "buttons" }, ...open.map((kind) => button(kind, "button primary"))),
      shut.length > 0 && el("p", { class: "quiet" }, t.cannot),
      el("div", { class: "buttons" }, ...shut.map((kind) => button(kind, "button"))),
      refusal.element,
    );
    const ahead = el(
      "div",
      { class: "lc-ahead" },
      el("h3", {}, t.owed),
      owedList(answer, policy, told.now),
      el("h3", {}, t.due),
      dueList(answer, policy),
    );
    fill(past, el("h3", {}, t.history), historyList(told, answer, policy));
    const tall = policy.stages.length >= MANY_STAGES;
    return [
      el("div", { class: "lc-column" }, drawing, !tall && ahead),
      el("div", { class: "lc-column" }, acts, tall && ahead),
    ];
  }
}
