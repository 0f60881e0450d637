import {
  asOfIn,
  type Day,
  DomainError,
  epochDayOfText,
  epochMsOf,
  err,
  type Instant,
  instant,
  type InstantInput,
  type InvalidFact,
  invalidFact,
  minusDuration,
  ok,
  type Result,
  show,
  type TimeZone,
} from "../core/index.ts";
import type { CustomerAnchors } from "./measureModel.ts";
import type { MetricAnchor, MetricWindow } from "./metricModel.ts";
import { anniversaryContaining, periodContaining } from "./periods.ts";

/** Where in time a window lies for one customer, at one moment. */
export interface WindowSpan {
  /** Where it begins; null for the beginning of all facts. */
  readonly from: Instant | null;
  /** Whether facts of that moment count: not in a rolling window. */
  readonly fromInclusive: boolean;
  /** Where it ends: the moment of judgement, or the end of a period that is over by then. */
  readonly to: Instant;
  /** Whether facts of that moment count: those of the moment of judgement do, those of a period's end do not. */
  readonly toInclusive: boolean;
  /** The first moment after the period that is laid down; null for rolling windows and the lifetime, which end at no such moment. */
  readonly periodEnd: Instant | null;
}

/** Why a window lies nowhere. */
export type NoWindow =
  | InvalidFact
  | {
      /** The moment it is counted from is not given. */
      readonly code: "anchor-missing";
      /** Which moment. */
      readonly anchor: MetricAnchor;
    }
  | {
      /** The period would have begun before the moment it is counted from. */
      readonly code: "no-period-yet";
      /** Which moment. */
      readonly anchor: MetricAnchor;
    };

/** What a window is laid by. */
export interface WindowOptions {
  /** The moment of judgement. */
  readonly asOf: InstantInput;
  /** IANA zone, or rules, in whose calendar the window is laid. */
  readonly timeZone: TimeZone;
  /** The customer's own moments, for anniversary windows. */
  readonly anchors?: CustomerAnchors;
}

/**
 * Lays a metric's window on the calendar: which facts count for a customer at a moment.
 *
 *     rolling P             (asOf - P, asOf]
 *     calendar, back 0      [start of the running period, asOf]
 *     calendar, back n      [start, end) of the n-th period before
 *     anniversary           the same, of periods counted from the customer's own moment
 *     lifetime              everything up to asOf
 *
 * Months and days are counted on the calendar of the zone, at the same wall time; a month ends with a shorter month.
 * Orders kept by customer and day cannot be cut within a day: there a day lies in the window with its last fact.
 *
 * @param window - The window, as in a checked metric.
 * @param options - `asOf`, `timeZone`, `anchors`.
 * @returns The span; or `anchor-missing`, `no-period-yet`, or `invalid-fact` for an anchor that is neither a moment nor a day.
 * @throws `DomainError` with code `invalid-instant`, `invalid-duration`, `invalid-option`, `unknown-time-zone`, or `out-of-range` when
 *   the window leaves the years 0000 to 9999.
 *
 * @example The running membership year of a customer enrolled on the last of February
 * ```ts
 * import { windowOf } from "clientele/rules";
 *
 * const span = windowOf(
 *   { anniversary: "enrolment", every: "P1Y" },
 *   { asOf: "2026-03-15T12:00:00+08:00", timeZone: "Asia/Shanghai", anchors: { enrolment: "2024-02-29" } },
 * );
 *
 * span; // => {
 * //   ok: true,
 * //   value: {
 * //     from: "2026-02-27T16:00:00.000Z",
 * //     fromInclusive: true,
 * //     to: "2026-03-15T04:00:00.000Z",
 * //     toInclusive: true,
 * //     periodEnd: "2027-02-27T16:00:00.000Z",
 * //   },
 * // }
 * ```
 */
export function windowOf(window: MetricWindow, options: WindowOptions): Result<WindowSpan, NoWindow> {
  const asOf = asOfIn(options);
  const { timeZone, anchors } = options;
  if (window === "lifetime") {
    return ok({ from: null, fromInclusive: true, to: asOf, toInclusive: true, periodEnd: null });
  }
  if (typeof (window as unknown) !== "object" || (window as unknown) === null) throw noWindow(window);
  if ("rolling" in window) {
    const from = minusDuration(asOf, window.rolling, { timeZone });
    return ok({ from, fromInclusive: false, to: asOf, toInclusive: true, periodEnd: null });
  }
  if ("calendar" in window) {
    const { calendar: period, fiscalStart = null, back = null } = window;
    return ok(upTo(asOf, periodContaining(asOf, { period, timeZone, fiscalStart, back })));
  }
  if (!("anniversary" in window)) throw noWindow(window);
  const { anniversary, every, back = null } = window;
  const anchor = anchorOf(anniversary, anchors);
  if (!anchor.ok) return anchor;
  const period = anniversaryContaining(asOf, { anchor: anchor.value, every, timeZone, back });
  return period === null ? err({ code: "no-period-yet", anchor: anniversary }) : ok(upTo(asOf, period));
}

/** What of a period is known. */
const upTo = (asOf: Instant, { start, end }: { readonly start: Instant; readonly end: Instant }): WindowSpan =>
  end > asOf
    ? { from: start, fromInclusive: true, to: asOf, toInclusive: true, periodEnd: end }
    : { from: start, fromInclusive: true, to: end, toInclusive: false, periodEnd: end };

function anchorOf(name: MetricAnchor, anchors: CustomerAnchors | undefined): Result<Instant | Day, NoWindow> {
  const given: unknown = Object.hasOwn(anchors ?? {}, name) ? anchors?.[name] : null;
  if (given === null || given === undefined) return err({ code: "anchor-missing", anchor: name });
  if (!Number.isNaN(epochDayOfText(given))) return ok(given as Day);
  return Number.isNaN(epochMsOf(given))
    ? err(invalidFact(`/anchors/${name}`, "instant", given))
    : ok(instant(given as InstantInput));
}

const noWindow = (window: unknown): DomainError =>
  new DomainError("invalid-option", `window: expected one of a checked metric, received ${show(window)}`);
