import { type Coded, explain } from "clientele/explain";
import type { SlaPolicy, SlaProspect, SlaReason, SlaStatus, SlaTimeline } from "clientele/sla";
import { el, field, fill, select, table } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { hashState } from "../kit/hash-state.ts";
import { signedLine } from "../kit/reason-line.ts";
import { localeChoice, pageLocale, type SiteLocale } from "../kit/locale.ts";
import { type MomentField, momentField } from "../kit/moment-field.ts";
import { WITHOUT_PLACE } from "../kit/without-place.ts";
import { shareButton } from "../kit/share-button.ts";
import { cardTable } from "../kit/card-table.ts";
import { look, type Place, type Sight } from "../sla-playground/look.ts";
import { draw } from "../sla-playground/picture.ts";
import { reasonText, standOf, tierName } from "../sla-playground/reasons.ts";
import { promiseText } from "../sla-playground/promises.ts";
import {
  momentOf,
  OFFICE,
  oneOf,
  POLICIES,
  type PolicyName,
  policyOf,
  readScenario,
  type Scenario,
  SCENE_NAMES,
  sceneOf,
  SCENES,
  SEVERITIES,
  START,
  STEPS,
  stepsBeforeOpening,
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
  /** What is set; it may be half typed. */
  let scenario = readScenario(hash.read());
  /** The last of it that could be judged. */
  let seen: Sight | undefined;
  let soundPolicy = true;

  const problems = errorPanel();
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.role = "img";
  svg.ariaLabel = t.picture;
  svg.setAttribute("class", "sla-picture");
  const slider = el("input", {
    type: "range",
    id: "sla-slider",
    min: 0,
    step: 5,
    "aria-label": t.slide,
    class: "sla-slider",
  });
  const output = el("output", { for: "sla-slider", class: "sla-output" });
  const next = el("button", { type: "button", class: "button" }, t.next);
  const reset = el("button", { type: "button", class: "button" }, t.reset);
  const share = shareButton(() => hash.link(seen?.scenario ?? scenario));
  const stale = el("p", { class: "stale-note", role: "status", hidden: true }, t.stale);
  const answer = el("div", { class: "answer" });
  const first = el("p", { class: "sla-first", "aria-live": "polite" });
  const spoken = el("p", { class: "sla-spoken" });
  const language = localeChoice(() => {
    show();
  });

  const times = new Map<Place, MomentField>();
  const timeField = (place: Place, label: string, value: string, part: (time: string) => Partial<Scenario>): Node => {
    const made = momentField({
      label,
      kind: "minute",
      name: place,
      value,
      change: (time) => {
        change(part(time));
      },
    });
    times.set(place, made);
    return made.element;
  };
  const happened = [
    timeField("opened", t.opened, scenario.opened, (opened) => ({ opened })),
    ...STEPS.map((step) =>
      timeField(step, t[step], scenario.steps[step], (time) => ({ steps: { ...scenario.steps, [step]: time } })),
    ),
  ];
  const judgedAt = timeField("asOf", t.asOf, scenario.asOf, (asOf) => ({ asOf }));

  const tierNames = TIERS.map((name) => [name, tierName(name, page)] as const);
  const example = select([...SCENE_NAMES.map((name) => [name, t[name]] as const), ["", t.own]], "", (name) => {
    const scene = oneOf(SCENE_NAMES, name);
    if (scene !== undefined) replace(SCENES[scene]);
  });
  const policies = select(
    Object.entries(POLICIES).map(([name, { labels }]) => [name, labels?.[page] ?? name] as const),
    scenario.policy,
    (name) => {
      replace({
        ...scenario,
        policy: oneOf(Object.keys(POLICIES) as PolicyName[], name) ?? START.policy,
        edited: null,
      });
    },
  );
  const severities = select(
    SEVERITIES.map((name) => [name, t[name]] as const),
    scenario.severity,
    (name) => {
      change({ severity: oneOf(SEVERITIES, name) ?? scenario.severity });
    },
  );
  const tiers = select(tierNames, scenario.tier, (name) => {
    change({ tier: oneOf(TIERS, name) ?? scenario.tier });
  });
  const promises = promiseText(t, page, (policy) => {
    soundPolicy = policy !== null;
    if (policy === null) show();
    else change({ edited: same(policy, POLICIES[scenario.policy]) ? null : policy });
  });

  example.dataset["control"] = "example";
  policies.dataset["control"] = "policy";

  slider.addEventListener("input", () => {
    if (seen === undefined) return;
    const moment = Date.parse(momentOf(seen.scenario.opened)) + Number(slider.value) * 60_000;
    change({ asOf: wallOf(new Date(moment).toISOString()) });
  });
  next.addEventListener("click", () => {
    const at = seen?.status.nextChangeAt;
    if (at !== undefined && at !== null) change({ asOf: wallOf(at) });
  });
  reset.addEventListener("click", () => {
    replace(START);
  });
  window.addEventListener("hashchange", () => {
    const found = hash.read();
    if (found !== undefined) replace(readScenario(found));
  });

  const scene = el("div", { class: "sla-scene" }, svg, slider, output);
  const legend = el("p", { class: "sla-legend" }, ...legendOf(t));
  const zone = `${t.zone} ${OFFICE.labels?.[page] ?? OFFICE.id}, ${ZONE} (UTC+8)`;
  host.append(
    el(
      "div",
      { class: "controls sla-top" },
      field(t.example, example),
      field(t.policy, policies),
      field(t.severity, severities),
      field(t.tier, tiers),
    ),
    el(
      "fieldset",
      { class: "sla-steps" },
      el("legend", {}, t.times),
      el("div", { class: "controls sla-times" }, ...happened),
      el("p", { class: "sla-zone" }, zone),
    ),
    el("div", { class: "controls sla-judged" }, judgedAt, el("div", { class: "sla-buttons" }, next, reset, share)),
    problems.element,
    stale,
    el("div", { class: "sla-results" }, first, spoken, scene, legend, answer),
    promises.element,
  );
  new ResizeObserver(paint).observe(scene);
  replace(scenario, false);

  /** Sets everything, and lets the controls show it. */
  function replace(whole: Scenario, write = true): void {
    soundPolicy = true;
    scenario = whole;
    policies.value = whole.policy;
    severities.value = whole.severity;
    tiers.value = whole.tier;
    for (const [place, each] of times) each.set(timeOf(whole, place));
    promises.set(policyOf(whole));
    if (write) hash.write(whole);
    show();
  }

  function change(part: Partial<Scenario>): void {
    scenario = { ...scenario, ...part };
    show();
    if (seen?.scenario === scenario) hash.write(scenario);
  }

  function show(): void {
    const looked = look(scenario);
    if (looked.ok) seen = looked.sight;
    example.value = sceneOf(scenario) ?? "";
    const sound = looked.ok && soundPolicy;
    stale.hidden = sound;
    host.dataset["sound"] = String(sound);
    tell(looked.ok ? [] : looked.troubles);
    if (looked.ok) times.get("asOf")?.set(scenario.asOf);
    if (seen === undefined) next.disabled = true;
    else results(seen);
    paint();
  }

  /** Says what is wrong beside the fields it is about. */
  function tell(troubles: Extract<ReturnType<typeof look>, { readonly ok: false }>["troubles"]): void {
    const lines = (said: Coded | string): readonly string[] =>
      typeof said === "string" ? [said] : explain(said, { locale: page, timeZone: ZONE, messages: WITHOUT_PLACE });
    const shown = (wall: string): string => wall.replace("T", " ");
    const early = stepsBeforeOpening(scenario);
    for (const [place, each] of times) {
      each.fail(
        troubles
          .filter((one) => one.place === place)
          .flatMap(({ said }) =>
            typeof said !== "string" && said.code === "invalid-fact"
              ? [`${t.hint} ${shown(START.opened)}`]
              : lines(said),
          )
          .concat(
            early.some((step) => step === place) ? [t.tooEarly.replace("{opened}", () => shown(scenario.opened))] : [],
          ),
      );
    }
    const others = troubles.filter(({ place }) => place === null || !times.has(place));
    if (others.length === 0) problems.clear();
    else
      problems.show(
        t.refused,
        others.flatMap(({ said }) => lines(said)),
      );
  }

  function results({ scenario: judged, status, timeline, prospects }: Sight): void {
    const locale = language.locale();
    const office = (metric: string): boolean => inOffice(policyOf(judged), status, metric);
    next.disabled = status.nextChangeAt === null;
    next.title = status.nextChangeAt === null ? t.over : "";
    slider.max = String(viewOf(judged) * 60);
    slider.value = String((Date.parse(status.asOf) - Date.parse(momentOf(judged.opened))) / 60_000);
    slider.ariaValueText = when(status.asOf);
    output.value = `${t.asOf}${t.colon}${when(status.asOf)} (${ZONE})`;
    fill(first, ...summary(status, office).map((line, index) => el(index === 0 ? "strong" : "span", {}, line)));
    fill(
      spoken,
      ...Object.entries(status.metrics).map(([metric, one]) => el("span", {}, badge(one.state), ` ${nameOf(metric)}`)),
    );
    fill(
      answer,
      clocks(status, office),
      el("div", { class: "sla-why" }, el("h3", {}, t.why), language.element),
      el(
        "ul",
        { class: "sla-reasons", lang: locale },
        ...status.reasons.map((reason) =>
          el("li", {}, reasonLine(reason, reasonText(reason, judged, office, locale), locale)),
        ),
      ),
      el("h3", {}, t.ahead),
      prospects.length === 0
        ? el("p", {}, t.nothing)
        : el("ul", { class: "sla-ahead" }, ...prospects.map((one) => el("li", {}, prospectWords(one)))),
      events(timeline),
    );
  }

  function paint(): void {
    if (seen === undefined || scene.clientWidth === 0) return;
    const { scenario: judged, status, timeline } = seen;
    const from = Date.parse(momentOf(judged.opened));
    draw(svg, scene.clientWidth, {
      ...{ status, timeline, from, locale: page },
      nameOf: (metric) => nameOf(metric) + (inOffice(policyOf(judged), status, metric) ? t.inWork : t.inDay),
      to: from + viewOf(judged) * HOUR,
      inOffice: (metric) => inOffice(policyOf(judged), status, metric),
    });
  }

  /** What to heed first: the promise that is due next, then those that are broken. */
  function summary({ metrics }: SlaStatus, office: (metric: string) => boolean): readonly string[] {
    const all = Object.entries(metrics);
    const [next] = all
      .flatMap(([metric, one]) =>
        one.state === "running" && one.dueAt !== null ? [{ metric, at: one.dueAt, left: one.remainingMs ?? 0 }] : [],
      )
      .sort((one, other) => (one.at < other.at ? -1 : 1));
    const waiting = all.filter(([, { state }]) => state === "paused").map(([metric]) => nameOf(metric));
    const broken = all.filter(([, { state }]) => state === "breached").map(([metric]) => nameOf(metric));
    const due =
      next === undefined
        ? []
        : [
            t.nextDue
              .replace("{metric}", () => nameOf(next.metric))
              .replace("{at}", () => when(next.at))
              .replace("{left}", () => span(next.left, page))
              .replace("{hours}", () => (office(next.metric) ? t.inWork : t.inDay)),
          ];
    const rest = [
      ...(waiting.length === 0 ? [] : [t.waits.replace("{metric}", () => waiting.join(t.comma))]),
      ...(broken.length === 0 ? [] : [t.brokenNow.replace("{metrics}", () => broken.join(t.comma))]),
    ];
    return due.length === 0 && waiting.length === 0 ? [t.allDone, ...rest] : [...due, ...rest];
  }

  function clocks({ metrics }: SlaStatus, office: (metric: string) => boolean): HTMLElement {
    const long = (ms: number | null): string => (ms === null ? "–" : span(ms, page));
    const rows = Object.entries(metrics).map(([metric, one]) => [
      el(
        "span",
        {},
        nameOf(metric),
        one.target !== null && el("small", { class: "sla-hours" }, office(metric) ? t.runsInOffice : t.runsAllDay),
      ),
      badge(one.state),
      one.dueAt !== null
        ? when(one.dueAt)
        : one.dueIfResumedAt === null
          ? "–"
          : el("span", { class: "sla-if" }, t.ifResumed, " ", when(one.dueIfResumedAt)),
      `${long(one.elapsedMs)} ${t.of} ${long(one.targetMs)}`,
      one.remainingMs !== null && one.remainingMs <= -60_000
        ? el("strong", { class: "sla-late" }, t.lateBy.replace("{time}", span(one.remainingMs, page)))
        : long(one.remainingMs),
      one.breachedAt === null ? "–" : when(one.breachedAt),
    ]);
    return cardTable([t.promise, t.state, t.due, t.elapsed, t.left, t.broken], rows, t.clocks);
  }

  function events(timeline: SlaTimeline): HTMLElement {
    const rows = timeline.events.map(({ at, kind }, index) => {
      const step = oneOf(STEPS, kind);
      return [`${index + 1}`, step === undefined ? kind : t[step], when(at)];
    });
    return table(["#", t.event, t.when], [["", t.opened, when(timeline.from)], ...rows], t.events);
  }

  function prospectWords(one: SlaProspect): string {
    const at = when(one.at);
    if (one.kind === "version") return at;
    if (one.kind === "breach") return `${at}${t.colon}${nameOf(one.metric)}${t.aheadBreach}`;
    const { metric, escalation, notify } = one.intent;
    const step = escalation === "warn" ? t.warn : escalation === "overdue" ? t.late : escalation;
    const told = notify.map((name) => (name === "team lead" || name === "department head" ? t[name] : name));
    return `${at}${t.colon}${nameOf(metric)}${t.aheadStep.replace("{step}", () => step)}${told.join(t.comma)}`;
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

const SIGNS = {
  kept: { sign: "✓", tone: "for" },
  broken: { sign: "✗", tone: "against" },
  open: { sign: "…", tone: "neither" },
} as const;

/** A reason with a sign and a word where it says how a promise stands. */
function reasonLine(reason: SlaReason, text: string, locale: SiteLocale): HTMLElement {
  const stand = standOf(reason);
  if (stand === null) return signedLine({ stand: "none", sign: "·", tone: "neither", word: "" }, text);
  return signedLine({ stand, ...SIGNS[stand], word: slaWords(locale)[`stand-${stand}`] }, text);
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

function timeOf({ opened, asOf, steps }: Scenario, place: Place): string {
  if (place === "opened") return opened;
  return place === "asOf" || place === "severity" || place === "tier" ? asOf : steps[place];
}

const same = (one: SlaPolicy, other: SlaPolicy): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether the promise about a metric counts the hours of a calendar. */
function inOffice(policy: SlaPolicy, { metrics }: SlaStatus, metric: string): boolean {
  const target = /^\/targets\/(\d+)$/.exec(metrics[metric]?.target ?? "");
  return target !== null && typeof policy.targets[Number(target[1])]?.hours === "object";
}

function legendOf(t: ReturnType<typeof slaWords>): readonly HTMLElement[] {
  const entries = [
    ["open", t.open],
    ["running", t.running],
    ["thin", t.closed],
    ["paused", t.stands],
    ["overdue", t.overdue],
    ["due", t.due],
    ["now", t.asOf],
  ] as const;
  return entries.map(([look, word]) => el("span", {}, el("i", { class: `sla-key sla-key-${look}` }), ` ${word}`));
}
