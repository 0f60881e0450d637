import { DomainError } from "./error.ts";

/**
 * How a time zone's clock relates to UTC. The default comes from the host's `Intl`; a host without it (a warehouse's
 * function runtime, say) hands in {@link fixedZone} or {@link tableZone}.
 */
export interface ZoneRules {
  /** The zone's name, as it stands in policies. */
  readonly timeZone: string;
  /** What to add to UTC to get the wall clock, in milliseconds; east of Greenwich is positive. */
  offsetAt(epochMs: number): number;
  /** The first moment after the given one at which the offset changes; `Infinity` when there is none. */
  transitionAfter(epochMs: number): number;
}

/** A zone by its IANA name (`"Asia/Shanghai"`, `"UTC"`, `"+08:00"`), or its rules. */
export type TimeZone = string | ZoneRules;

/** The moments that have a four-digit year: 0000-01-01T00:00Z up to and including 9999-12-31T23:59:59.999Z. */
export const MIN_MS = -62_167_219_200_000;
/** The last moment of the year 9999. */
export const MAX_MS = 253_402_300_799_999;

/**
 * Finds the rules of a zone. Its transitions are found once, a stretch of years at a time, and remembered.
 *
 * @param timeZone - IANA name, `UTC`, an offset such as `+05:30`, or rules, which are returned as they are.
 * @returns The rules.
 * @throws {@link DomainError} with code `unknown-time-zone`, or `no-zone-rules` on a host without `Intl`.
 */
export function zoneRules(timeZone: TimeZone): ZoneRules {
  if (typeof timeZone !== "string") return checkedRules(timeZone);
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const offset = fixedOffsetOf(timeZone);
  const rules = offset === null ? intlZone(timeZone) : fixedZone(timeZone, offset);
  zones.set(timeZone, rules);
  return rules;
}

function checkedRules(rules: ZoneRules): ZoneRules {
  const given = rules as Partial<ZoneRules> | null | undefined;
  if (typeof given?.offsetAt === "function" && typeof given.transitionAfter === "function") return rules;
  throw new DomainError("unknown-time-zone", 'expected an IANA time zone such as "Asia/Shanghai", or the rules of one');
}

/** A memo of what the zone database says; nothing a caller does can change an answer. */
const zones = /* @__PURE__ */ new Map<string, ZoneRules>();

const OFFSET = /^([+-])(\d\d):?(\d\d)?$/;

/** `UTC` and offsets need no database. */
function fixedOffsetOf(timeZone: string): number | null {
  if (timeZone === "UTC" || timeZone === "Etc/UTC" || timeZone === "Z") return 0;
  const [, sign, hours = "", minutes = "0"] = OFFSET.exec(timeZone) ?? [];
  if (sign === undefined) return null;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 + 0; // no negative zero
}

/**
 * Makes the rules of a zone that never changes its clock.
 *
 * @param timeZone - The name it shall have.
 * @param offsetMs - Milliseconds to add to UTC; less than a day either way.
 * @returns The rules.
 * @throws {@link DomainError} with code `invalid-zone-rules`.
 *
 * @example
 * ```ts
 * import { dayOf, fixedZone } from "clientele/core";
 *
 * dayOf("2026-03-01T20:00:00Z", { timeZone: fixedZone("Beijing", 8 * 3_600_000) }); // => "2026-03-02"
 * ```
 */
export function fixedZone(timeZone: string, offsetMs: number): ZoneRules {
  checkOffset(timeZone, offsetMs);
  return { timeZone, offsetAt: () => offsetMs, transitionAfter: () => Infinity };
}

/**
 * Makes the rules of a zone from a table of transitions.
 *
 * @param timeZone - The name it shall have.
 * @param table - `initialOffsetMs` holds before the first transition; each transition gives the moment (epoch
 *   milliseconds, strictly ascending) from which its offset holds. The last one holds ever after.
 * @returns The rules.
 * @throws {@link DomainError} with code `invalid-zone-rules`.
 */
export function tableZone(
  timeZone: string,
  table: {
    readonly initialOffsetMs: number;
    readonly transitions: readonly { readonly at: number; readonly offsetMs: number }[];
  },
): ZoneRules {
  checkOffset(timeZone, table.initialOffsetMs);
  const starts: number[] = [-Infinity];
  const offsets: number[] = [table.initialOffsetMs];
  for (const { at, offsetMs } of table.transitions) {
    checkOffset(timeZone, offsetMs);
    if (!Number.isSafeInteger(at) || at <= (starts.at(-1) ?? -Infinity)) {
      throw new DomainError(
        "invalid-zone-rules",
        `time zone ${timeZone}: transitions must be whole milliseconds in ascending order`,
      );
    }
    starts.push(at);
    offsets.push(offsetMs);
  }
  return {
    timeZone,
    offsetAt: (epochMs) => offsets[lastAtOrBefore(starts, epochMs)] ?? table.initialOffsetMs,
    transitionAfter: (epochMs) => starts[lastAtOrBefore(starts, epochMs) + 1] ?? Infinity,
  };
}

function checkOffset(timeZone: string, offsetMs: number): void {
  if (!Number.isSafeInteger(offsetMs) || Math.abs(offsetMs) >= 86_400_000 * 2) {
    throw new DomainError(
      "invalid-zone-rules",
      `time zone ${timeZone}: expected an offset in whole milliseconds of less than two days, received ${offsetMs}`,
    );
  }
}

/** Index of the last start at or before the moment; starts ascend and begin with -Infinity. */
function lastAtOrBefore(starts: readonly number[], epochMs: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= epochMs) low = middle;
    else high = middle;
  }
  return low;
}

/** Transitions are looked for in stretches of about 400 days, each found when first asked about. */
const STRETCH_MS = 34_560_000_000;
/** No zone is known to change twice within six days. */
const PROBE_MS = 518_400_000;
/** The stretch in which the year 2060 begins: with forty more, the end of the century. */
const CENTURY_END = 82;
/** Before 1800 every zone keeps its local mean time. */
const FIRST_MS = -5_364_662_400_000;

/** 400 years, after which dates fall on the same weekdays again. */
const CYCLE_MS = 12_622_780_800_000;
/** From 2200 on zones go by lasting rules, which repeat with the calendar. */
const CYCLE_START_MS = 7_258_118_400_000;

/** Whole cycles of 400 years to be taken off a moment, so that the far future is not surveyed year by year. */
const cyclesBefore = (epochMs: number): number =>
  Math.max(0, Math.floor((epochMs - CYCLE_START_MS) / CYCLE_MS)) * CYCLE_MS;

interface Stretch {
  /** Moments from which the offsets hold; the first is the start of the stretch. */
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

function intlZone(timeZone: string): ZoneRules {
  const offsetByIntl = intlOffset(timeZone);
  const stretches = new Map<number, Stretch>();
  const stretchAt = (epochMs: number): Stretch => {
    const index = Math.floor(epochMs / STRETCH_MS);
    let stretch = stretches.get(index);
    if (stretch === undefined) stretches.set(index, (stretch = survey(index, offsetByIntl)));
    return stretch;
  };
  const changes = new Map<number, number>();
  /** The first change at or after the start of a stretch; a zone that has none until 2100, or for forty years then, has settled. */
  const firstChangeFrom = (first: number): number => {
    const known = changes.get(first);
    if (known !== undefined) return known;
    let found = Infinity;
    for (let index = first; index < Math.max(first, CENTURY_END) + 40 && found === Infinity; index++) {
      const { starts, offsets } = stretchAt(index * STRETCH_MS);
      const before = stretchAt((index - 1) * STRETCH_MS).offsets.at(-1);
      found = starts.find((_, at) => offsets[at] !== (at === 0 ? before : offsets[at - 1])) ?? Infinity;
    }
    changes.set(first, found);
    return found;
  };
  return {
    timeZone,
    offsetAt: (epochMs) => {
      const at = Math.max(epochMs, FIRST_MS) - cyclesBefore(epochMs);
      const { starts, offsets } = stretchAt(at);
      return offsets[lastAtOrBefore(starts, at)] ?? 0;
    },
    transitionAfter: (epochMs) => {
      const cycles = cyclesBefore(epochMs);
      const from = Math.max(epochMs, FIRST_MS) - cycles;
      const { starts } = stretchAt(from);
      return cycles + (starts[lastAtOrBefore(starts, from) + 1] ?? firstChangeFrom(Math.floor(from / STRETCH_MS) + 1));
    },
  };
}

/** Finds every change of offset within one stretch by probing and bisection. */
function survey(index: number, offsetAt: (epochMs: number) => number): Stretch {
  const start = index * STRETCH_MS;
  const end = start + STRETCH_MS;
  const starts = [start];
  const offsets = [offsetAt(start)];
  let from = start;
  while (from < end && end > FIRST_MS) {
    const to = Math.min(from + PROBE_MS, end);
    const after = offsetAt(to);
    if (after !== offsets.at(-1)) {
      const at = bisect(from, to, offsetAt);
      if (at < end) {
        starts.push(at);
        offsets.push(after);
      }
    }
    from = to;
  }
  return { starts, offsets };
}

/** The first moment in (from, to] with the offset of `to`, when the offset changes once between them. */
function bisect(from: number, to: number, offsetAt: (epochMs: number) => number): number {
  const before = offsetAt(from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function intlOffset(timeZone: string): (epochMs: number) => number {
  if (typeof Intl === "undefined") {
    throw new DomainError(
      "no-zone-rules",
      `this host has no Intl, so the rules of time zone ${timeZone} must be handed in (fixedZone, tableZone)`,
    );
  }
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    throw new DomainError(
      "unknown-time-zone",
      `expected an IANA time zone such as "Asia/Shanghai", received ${JSON.stringify(timeZone)}`,
      { cause },
    );
  }
  return (epochMs) => {
    const probe = Math.max(FIRST_MS, Math.floor(epochMs / 1000) * 1000);
    // as 3/1/2026, 09:00:00: three times as fast as by parts
    const fields = format.format(probe).match(/\d+/g) ?? [];
    const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = fields.map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - probe;
  };
}

/** No clock is further from UTC than this. */
const FAR_MS = 172_800_000;

/**
 * Finds the first moment at which a zone's clock reads a wall time or later: in a gap that is the transition, in an
 * overlap the earlier occurrence. So it is monotone in the wall time, whatever the clocks do.
 *
 * @param wallMs - The wall time as if it were UTC, in milliseconds.
 * @param rules - The zone.
 * @returns Epoch milliseconds.
 */
export function wallToEpochMs(wallMs: number, rules: ZoneRules): number {
  let from = wallMs - FAR_MS;
  // each turn passes one transition; no zone has more than a few within four days
  for (let turn = 0; turn < 64; turn++) {
    const candidate = Math.max(from, wallMs - rules.offsetAt(from));
    const until = rules.transitionAfter(from);
    if (candidate < until) return candidate;
    from = until;
  }
  throw new DomainError("invalid-zone-rules", `time zone ${rules.timeZone} changes its clock without end`);
}
