import {
  dayFromNumber,
  epochDayOfText,
  epochMsOf,
  type Instant,
  instantFromMs,
  minusDuration,
  type Result,
  show,
  startOfDay,
  unreachable,
} from "../../core/index.ts";
import type { CustomerAnchors, CustomerFacts, MeasuredMetric, Measurement } from "../measureModel.ts";
import type { MetricAnchor, MetricDefinition, MetricWindow } from "../metricModel.ts";
import { type NoWindow, windowOf, type WindowSpan } from "../windowOf.ts";
import { epochDayAt, type FactTable, readFacts, requireFacts } from "./factTable.ts";
import {
  answerFigure,
  caseFigure,
  changeFigure,
  contractFigure,
  type Figure,
  gapIn,
  happeningsFigure,
  inactivityFigure,
  known,
  orderFigure,
  type Setting,
  shareFigure,
  type Stretch,
  unknown,
} from "./figures.ts";
import type { MetricProgram } from "./metricProgram.ts";

/** Measures customers by one policy, at one moment. */
export interface Judgement {
  of(
    facts: CustomerFacts,
    anchors: CustomerAnchors | null | undefined,
  ): Pick<Measurement, "metrics" | "afterAsOf" | "findings">;
  /** The metrics, or some of them, of a customer whose facts have been read up to the moment. */
  read(
    table: FactTable,
    anchors: CustomerAnchors | null | undefined,
    only?: readonly MetricDefinition[],
  ): Measurement["metrics"];
  /** Where a window lies that lies at one place for everybody. */
  stretch(window: MetricWindow): Stretch;
  /** The epoch day of the moment. */
  readonly today: number;
}

/** The present window of a metric, or that of the period before. */
type Turn = 0 | 1;

/**
 * Starts measuring by one policy, at one moment. Windows that lie at one place for everybody are laid once.
 *
 * @param program - The policy's metrics.
 * @param asOf - The moment.
 * @returns What measures one customer after another.
 */
export function startJudgement(program: MetricProgram, asOf: Instant): Judgement {
  const { zone, currency, digits, metrics } = program;
  const asOfMs = epochMsOf(asOf);
  const setting = {
    zone,
    currency,
    digits,
    today: epochDayAt(asOfMs, zone),
    startOf: (epochDay: number): number => epochMsOf(startOfDay(dayFromNumber(epochDay), { timeZone: zone })),
  };
  const everybodys: Spans = new Map();
  const stretches = new Map<MetricWindow, Stretch>();

  return {
    of(facts, given) {
      requireFacts(facts);
      const firstPurchase = program.firstPurchase && isMissing(given, "firstPurchase");
      const table = readFacts(facts, { zone, currency, asOfMs, families: program.families, firstPurchase });
      const measured = this.read(table, given);
      return { metrics: measured, afterAsOf: table.afterAsOf, findings: table.findings.result() };
    },
    read(table, given, only = metrics) {
      const anchors = readAnchors(given, table);
      const figures = new Map<MetricDefinition, Figure>();
      const own: Spans = new Map();
      const lay = (window: MetricWindow, turn: Turn): Laid => {
        const kept = typeof window === "object" && "anniversary" in window ? own : everybodys;
        const before = kept.get(window);
        const found = before?.[turn];
        if (found !== undefined) return found;
        const laid = stretchOf(windowAt(window, turn, { asOf, timeZone: zone, anchors }));
        kept.set(window, turn === 0 ? [laid, before?.[1]] : [before?.[0], laid]);
        return laid;
      };
      const customer: Customer = { table, anchors, setting, asOf, asOfMs, lay, program, figures };
      const measured = only.map((metric): readonly [string, MeasuredMetric] => [
        metric.id,
        written(figureOf(metric, 0, customer)),
      ]);
      return Object.fromEntries(measured);
    },
    stretch(window) {
      const before = stretches.get(window);
      if (before !== undefined) return before;
      const laid = stretchOf(windowAt(window, 0, { asOf, timeZone: zone, anchors: {} }));
      const at = laid.at ?? unreachable("a window that needs an anchor");
      stretches.set(window, at);
      return at;
    },
    today: setting.today,
  };
}

/** Windows that were laid: the present one, and that of the period before. */
type Spans = Map<MetricWindow, readonly [Laid | undefined, Laid | undefined]>;

/** Where a window lies, or the figure that says why nowhere. */
type Laid = { readonly at: Stretch } | { readonly at: null; readonly why: Figure };

/** All that is at hand for one customer. */
interface Customer {
  readonly table: FactTable;
  readonly anchors: CustomerAnchors;
  readonly setting: Setting & { readonly startOf: (epochDay: number) => number };
  readonly asOf: Instant;
  readonly asOfMs: number;
  readonly lay: (window: MetricWindow, turn: Turn) => Laid;
  readonly program: MetricProgram;
  /** Present figures, once made. */
  readonly figures: Map<MetricDefinition, Figure>;
}

function windowAt(
  window: MetricWindow,
  turn: Turn,
  options: Parameters<typeof windowOf>[1],
): Result<WindowSpan, NoWindow> {
  if (turn === 0 || window === "lifetime") return windowOf(window, options);
  if ("rolling" in window) {
    const { timeZone } = options;
    return windowOf(window, { ...options, asOf: minusDuration(options.asOf, window.rolling, { timeZone }) });
  }
  return windowOf({ ...window, back: (window.back ?? 0) + 1 }, options);
}

/** In whole milliseconds every stretch can be written half-open. */
function stretchOf(span: Result<WindowSpan, NoWindow>): Laid {
  if (span.ok) {
    const { from, fromInclusive, to, toInclusive } = span.value;
    return {
      at: {
        fromMs: from === null ? -Infinity : epochMsOf(from) + (fromInclusive ? 0 : 1),
        endMs: epochMsOf(to) + (toInclusive ? 1 : 0),
      },
    };
  }
  const { error } = span;
  // an anchor that cannot be read was told and set aside before
  if (error.code === "invalid-fact") return unreachable(`anchor ${error.observed}`);
  return { at: null, why: unknown(error.code, { anchor: error.anchor }) };
}

function figureOf(metric: MetricDefinition, turn: Turn, customer: Customer): Figure {
  if (turn === 1) return measured(metric, turn, customer);
  const made = customer.figures.get(metric) ?? measured(metric, turn, customer);
  customer.figures.set(metric, made);
  return made;
}

function measured(metric: MetricDefinition, turn: Turn, customer: Customer): Figure {
  const { table, setting, program } = customer;
  const { measure } = metric;
  if (measure === null) return unknown("brought-by-host");
  if ("share" in measure) {
    const ids = { part: measure.share, whole: measure.of };
    return shareFigure(part(ids.part, turn, customer), part(ids.whole, turn, customer), ids);
  }
  if ("change" in measure) {
    const { change: id, as } = measure;
    return changeFigure(part(id, 0, customer), part(id, 1, customer), id, as);
  }
  if ("tenure" in measure) return tenureFigure(measure.tenure, customer);
  if ("inactivity" in measure) return inactivityFigure(table, measure, setting);
  if ("contracts" in measure) return contractFigure(table.contracts, measure, setting);
  if ("cases" in measure && measure.cases === "open") return caseFigure(table.cases, measure, EVER);
  const window = program.windows.get(metric) ?? null;
  if (window === null) return unreachable("a metric without the window that its door asks for");
  const laid = customer.lay(window, turn);
  if (laid.at === null) return noPeriod(laid.why, window, customer);
  if ("orders" in measure || "refunds" in measure) return orderFigure(table.orders, measure, laid.at, setting);
  if ("cases" in measure) return caseFigure(table.cases, measure, laid.at);
  if ("answers" in measure) return answerFigure(table.answers, measure, laid.at);
  const family = "activity" in measure ? table.activity : table.interactions;
  return happeningsFigure(family, measure, laid.at, setting);
}

const EVER: Stretch = { fromMs: -Infinity, endMs: Infinity };

/** A metric that another one is made of: what it may rest on holds there too. */
function part(id: string, turn: Turn, customer: Customer): Figure {
  const metric = customer.program.metrics[customer.program.placeOf.get(id) ?? -1];
  if (metric === undefined) return unreachable(`metric ${id} is not in its policy`);
  const figure = figureOf(metric, turn, customer);
  const { minSample, maxAge } = metric;
  if (figure.value === null) return figure;
  if (minSample !== null && figure.n < minSample) {
    return unknown("part-too-small", { metric: id, minimum: minSample, observed: figure.n }, figure.n, figure.freshMs);
  }
  if (turn === 0 && maxAge !== null) {
    const oldest = epochMsOf(minusDuration(customer.asOf, maxAge, { timeZone: customer.setting.zone }));
    if (figure.freshMs < oldest) return unknown("part-too-old", { metric: id, maxAge }, figure.n, figure.freshMs);
  }
  return figure;
}

function tenureFigure(anchor: MetricAnchor, customer: Customer): Figure {
  const { anchors, setting, asOfMs } = customer;
  const given = anchors[anchor];
  if (given === null || given === undefined) return noAnchor(anchor, customer);
  const ofDay = epochDayOfText(given);
  const ms = Number.isNaN(ofDay) ? epochMsOf(given) : setting.startOf(ofDay);
  if (ms > asOfMs) return unknown("no-period-yet", { anchor });
  return known(Math.max(0, setting.today - (Number.isNaN(ofDay) ? epochDayAt(ms, setting.zone) : ofDay)), 1, ms);
}

const noPeriod = (why: Figure, window: MetricWindow, customer: Customer): Figure =>
  why.why?.code === "anchor-missing" && typeof window === "object" && "anniversary" in window
    ? noAnchor(window.anniversary, customer)
    : why;

/** The first purchase is missing for a reason of its own. */
const noAnchor = (anchor: MetricAnchor, { table }: Customer): Figure =>
  (anchor === "firstPurchase" ? gapIn(table.orders, "orders") : null) ?? unknown("anchor-missing", { anchor });

/** Whether the caller does not give a moment of the customer's own. */
export const isMissing = (anchors: CustomerAnchors | null | undefined, name: MetricAnchor): boolean =>
  !Object.hasOwn(anchors ?? {}, name) || (anchors?.[name] ?? null) === null;

const ANCHORS: readonly MetricAnchor[] = ["enrolment", "firstPurchase", "tierStart"];

/** What can be read of the customer's own moments; the first purchase from the orders where it is not given. */
function readAnchors(given: CustomerAnchors | null | undefined, { orders, findings }: FactTable): CustomerAnchors {
  const anchors: Partial<Record<MetricAnchor, CustomerAnchors[MetricAnchor]>> = {};
  for (const name of ANCHORS) {
    const value: unknown = Object.hasOwn(given ?? {}, name) ? given?.[name] : null;
    if (value === null || value === undefined) continue;
    if (!Number.isNaN(epochDayOfText(value)) || !Number.isNaN(epochMsOf(value))) {
      anchors[name] = value as NonNullable<CustomerAnchors[MetricAnchor]>;
    } else {
      const path = `/anchors/${name}`;
      const params = { path, expected: "instant", observed: show(value) };
      findings.add({ index: null, code: "invalid-fact", path, params });
    }
  }
  if (isMissing(given, "firstPurchase") && orders.firstPurchase !== null && gapIn(orders, "orders") === null) {
    anchors.firstPurchase = dayFromNumber(orders.firstPurchase);
  }
  return anchors;
}

const written = ({ value, n, freshMs, why }: Figure): MeasuredMetric => ({
  value,
  n,
  freshAt: freshMs === -Infinity ? null : instantFromMs(freshMs),
  unknownBecause: why,
});
