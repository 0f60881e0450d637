import { type Coded, explain } from "clientele/explain";
import {
  evaluateSla,
  projectSla,
  type SlaProspect,
  type SlaStatus,
  type SlaTimeline,
  slaTimeline,
} from "clientele/sla";
import { el, field, fill, select, table } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { hashState } from "../kit/hash-state.ts";
import { localeChoice, pageLocale } from "../kit/locale.ts";
import { draw } from "../sla-playground/picture.ts";
import {
  caseOf,
  momentOf,
  OFFICE,
  oneOf,
  POLICIES,
  type PolicyName,
  readScenario,
  type Scenario,
  SEVERITIES,
  START,
  STEPS,
  TIERS,
  wallOf,
  ZONE,
} from "../sla-playground/scenario.ts";
import { slaWords, span } from "../sla-playground/words.ts";

const HOUR = 3_600_000;
/** How much time the picture may show. */
const VIEWS = [12, 48, 168, 504, 2016];

/** A case under promises of service: its clocks run, stand still and break as the moment of judgement is moved. */
export default function slaPlayground(host: HTMLElement): void {
  const page = pageLocale();
  const t = slaWords(page);
  const hash = hashState("sla");
  let scenario = readScenario(hash.read());
  let seen: Sight | undefined;

  const problems = errorPanel();
  const controls = el("div", { class: "controls" });
  const times = el("div", { class: "controls sla-times" });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.role = "img";
  svg.ariaLabel = t.picture;
  svg.setAttribute("class", "sla-picture");
  const slider = el("input", { type: "range", min: 0, step: 5, "aria-label": t.slide, class: "sla-slider" });
  const asOf = el("input", { type: "datetime-local", "data-time": "asOf" });
  const next = el("button", { type: "button", class: "button" }, t.next);
  const answer = el("div", { class: "answer" });
  const spoken = el("p", { class: "sla-spoken", "aria-live": "polite" });
  const language = localeChoice(() => {
    show();
  });

  slider.addEventListener("input", () => {
    const moment = Date.parse(momentOf(scenario.opened)) + Number(slider.value) * 60_000;
    change({ asOf: wallOf(new Date(moment).toISOString()) });
  });
  asOf.addEventListener("input", () => {
    if (asOf.value !== "") change({ asOf: asOf.value });
  });
  next.addEventListener("click", () => {
    const at = seen?.status.nextChangeAt;
    if (at !== undefined && at !== null) change({ asOf: wallOf(at) });
  });
  const reset = el("button", { type: "button", class: "button" }, t.reset);
  reset.addEventListener("click", () => {
    change(START);
    offer();
  });

  const scene = el("div", { class: "sla-scene" }, svg, slider);
  const legend = el("p", { class: "sla-legend" }, ...legendOf(t));
  const judged = el(
    "div",
    { class: "controls sla-judged" },
    field(t.asOf, asOf),
    el("div", { class: "sla-buttons" }, next, reset),
  );
  host.append(controls, el("fieldset", { class: "sla-steps" }, el("legend", {}, t.times), times));
  host.append(judged, spoken, scene, legend, problems.element, answer);
  new ResizeObserver(paint).observe(scene);
  offer();
  show();

  /** Lets the controls show the scenario. */
  function offer(): void {
    const policies = Object.entries(POLICIES).map(([name, { labels }]) => [name, labels?.[page] ?? name] as const);
    const tiers = TIERS.map((name) => [name, name === "ordinary" ? t.tierOrdinary : t[name]] as const);
    fill(
      controls,
      field(
        t.policy,
        select(policies, scenario.policy, (name) => {
          change({ policy: oneOf(Object.keys(POLICIES) as PolicyName[], name) ?? scenario.policy });
        }),
      ),
      field(
        t.severity,
        select(
          SEVERITIES.map((name) => [name, t[name]] as const),
          scenario.severity,
          (name) => {
            change({ severity: oneOf(SEVERITIES, name) ?? scenario.severity });
          },
        ),
      ),
      field(
        t.tier,
        select(tiers, scenario.tier, (name) => {
          change({ tier: oneOf(TIERS, name) ?? scenario.tier });
        }),
      ),
    );
    fill(
      times,
      field(
        t.opened,
        timeField("opened", scenario.opened, (opened) => {
          if (opened !== "") change({ opened });
        }),
      ),
      ...STEPS.map((step) =>
        field(
          t[step],
          timeField(step, scenario.steps[step], (time) => {
            change({ steps: { ...scenario.steps, [step]: time } });
          }),
        ),
      ),
    );
  }

  function change(part: Partial<Scenario>): void {
    scenario = { ...scenario, ...part };
    hash.write(scenario);
    show();
  }

  function show(): void {
    const locale = language.locale();
    const words = (coded: Coded): readonly string[] => explain(coded, { locale, timeZone: ZONE });
    const sight = look(scenario);
    asOf.value = scenario.asOf;
    if (!sight.ok) {
      seen = undefined;
      problems.show(t.refused, words(sight.error));
      fill(answer);
      fill(spoken);
      next.disabled = true;
      paint();
      return;
    }
    problems.clear();
    seen = sight.value;
    const { status, prospects } = seen;
    next.disabled = status.nextChangeAt === null;
    next.title = status.nextChangeAt === null ? t.over : "";
    slider.max = String(viewOf(scenario) * 60);
    slider.value = String((Date.parse(momentOf(scenario.asOf)) - Date.parse(momentOf(scenario.opened))) / 60_000);
    slider.ariaValueText = when(status.asOf);
    fill(
      spoken,
      ...Object.entries(status.metrics).flatMap(([metric, one]) => [badge(one.state), ` ${nameOf(metric)} `]),
    );
    fill(
      answer,
      clocks(status),
      el("h3", {}, t.why, " ", language.element),
      el(
        "ul",
        { class: "sla-reasons", lang: locale },
        ...status.reasons.flatMap((reason) => words(reason)).map((line) => el("li", {}, line)),
      ),
      el("h3", {}, t.ahead),
      prospects.length === 0
        ? el("p", {}, t.nothing)
        : el("ul", { class: "sla-ahead" }, ...prospects.map((one) => el("li", {}, prospectWords(one)))),
      events(seen.timeline),
    );
    paint();
  }

  function paint(): void {
    if (seen === undefined || scene.clientWidth === 0) {
      if (seen === undefined) svg.replaceChildren();
      return;
    }
    const from = Date.parse(momentOf(scenario.opened));
    draw(svg, scene.clientWidth, {
      ...seen,
      from,
      to: from + viewOf(scenario) * HOUR,
      office: scenario.policy !== "majorAndOrdinary",
      locale: page,
      nameOf,
    });
  }

  function clocks({ metrics }: SlaStatus): HTMLElement {
    const long = (ms: number | null): string => (ms === null ? "–" : span(ms, page));
    const rows = Object.entries(metrics).map(([metric, one]) => [
      nameOf(metric),
      badge(one.state),
      one.dueAt === null ? "–" : when(one.dueAt),
      ...[long(one.elapsedMs), long(one.targetMs), long(one.remainingMs)],
      one.breachedAt === null ? "–" : when(one.breachedAt),
    ]);
    return table([t.promise, t.state, t.due, t.elapsed, t.target, t.left, t.broken], rows, t.clocks);
  }

  function events(timeline: SlaTimeline): HTMLElement {
    const rows = timeline.events.map(({ at, kind }, index) => {
      const step = oneOf(STEPS, kind);
      return [`${index + 1}`, step === undefined ? kind : t[step], when(at)];
    });
    return table(["#", t.event, t.when], [["", t.opened, when(timeline.from)], ...rows], t.events);
  }

  function prospectWords(one: SlaProspect): string {
    if (one.kind === "version") return when(one.at);
    if (one.kind === "breach") return `${when(one.at)}: ${nameOf(one.metric)} ${t.aheadBreach}`;
    const { metric, escalation, notify } = one.intent;
    return `${when(one.at)}: ${nameOf(metric)}, ${t.aheadStep} “${escalation}”, ${t.aheadTold} ${notify.join(", ")}`;
  }

  function badge(state: SlaStatus["metrics"][string]["state"]): HTMLElement {
    return el("span", { class: "sla-badge", "data-clock": state }, t[`state-${state}`]);
  }

  /** The library's own name of a metric. */
  function nameOf(metric: string): string {
    const messages = { name: { en: "{metric|term}", "zh-CN": "{metric|term}" } };
    const coded = { code: "name", metric };
    return explain(coded, { locale: page, messages })[0] ?? metric;
  }

  function when(moment: string): string {
    const shown = new Intl.DateTimeFormat(page === "en" ? "en-GB" : "zh-CN", {
      timeZone: ZONE,
      ...{ weekday: "short", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    });
    return shown.format(Date.parse(moment));
  }
}

interface Sight {
  readonly timeline: SlaTimeline;
  readonly status: SlaStatus;
  readonly prospects: readonly SlaProspect[];
}

/** What the library says about the scenario; or why it says nothing. */
function look(
  scenario: Scenario,
): { readonly ok: true; readonly value: Sight } | { readonly ok: false; readonly error: Coded } {
  const [subject, policy] = [caseOf(scenario), POLICIES[scenario.policy]];
  const context = { asOf: momentOf(scenario.asOf), calendars: [OFFICE] };
  const status = evaluateSla(subject, policy, context);
  if (!status.ok) return status;
  const timeline = slaTimeline(subject, policy, context);
  if (!timeline.ok) return timeline;
  const prospects = projectSla(subject, policy, context);
  if (!prospects.ok) return prospects;
  return { ok: true, value: { status: status.value, timeline: timeline.value, prospects: prospects.value } };
}

/** How many hours are shown: enough for all that was set. */
function viewOf({ opened, steps, asOf }: Scenario): number {
  const from = Date.parse(momentOf(opened));
  const last = Math.max(
    ...[asOf, ...Object.values(steps)].filter((time) => time !== "").map((time) => Date.parse(momentOf(time))),
  );
  const hours = (last - from) / HOUR;
  return VIEWS.find((view) => hours <= view) ?? Math.ceil(hours);
}

function timeField(name: string, value: string, change: (value: string) => void): HTMLInputElement {
  const input = el("input", { type: "datetime-local", value, "data-time": name });
  input.addEventListener("input", () => {
    // a half-typed time is empty too, but is not meant so
    if (input.value !== "" || !input.validity.badInput) change(input.value);
  });
  return input;
}

function legendOf(t: ReturnType<typeof slaWords>): readonly HTMLElement[] {
  const entries = [
    ["open", t.open],
    ["running", t.running],
    ["paused", t.stands],
    ["overdue", t.overdue],
    ["due", t.due],
    ["now", t.asOf],
  ] as const;
  return entries.map(([look, word]) => el("span", {}, el("i", { class: `sla-key sla-key-${look}` }), ` ${word}`));
}
