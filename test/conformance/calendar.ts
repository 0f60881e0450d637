import {
  addWorkingTime,
  type BusinessCalendar,
  defineCalendar,
  type HoursInterval,
  isOpen,
  nextOpen,
  workingTime,
} from "clientele/calendar";
import { err, instant, ok, orThrow, type Result } from "clientele/core";
import { readJson } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

type Intervals = readonly (readonly [from: string, to: string])[];
type Dated = Readonly<Record<string, Intervals>>;

/** Hours as the files of vectors write them. */
export interface Schedule {
  readonly id: string;
  readonly timeZone: string;
  readonly weekly: Dated;
  readonly holidays?: readonly string[];
  readonly breaks?: Dated;
  readonly overrides?: Dated;
}

interface Ends {
  readonly earliest: string | null;
  readonly latest: string | null;
}

/** `error` expects a refusal, whatever its words; null is not compared. */
type Vector = { readonly id: string; readonly schedule: string; readonly error?: unknown } & (
  | {
      readonly op: "add" | "sub";
      readonly from: string;
      readonly amount: number;
      readonly unit: string;
      readonly expected: Ends;
    }
  | { readonly op: "elapsed"; readonly from: string; readonly to: string; readonly expected: number | null }
  | { readonly op: "isOpen"; readonly at: string; readonly expected: boolean | null }
  | { readonly op: "nextOpen"; readonly at: string; readonly expected: string | null }
);

const UNIT_MS: Readonly<Record<string, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
};

/** Makes a calendar of a schedule. */
export function calendarOf({ id, timeZone, weekly, holidays, breaks, overrides }: Schedule): BusinessCalendar {
  return defineCalendar({
    id,
    timeZone,
    weekly: intervalsOf(weekly),
    holidays: (holidays ?? []).map((date) => ({ date })),
    breaks: intervalsOf(breaks ?? {}),
    dateHours: intervalsOf(overrides ?? {}),
  });
}

const intervalsOf = (lists: Dated): Readonly<Record<string, readonly HoursInterval[]>> =>
  Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.map(([from, to]) => ({ from, to }))]));

/** Every vector, both landings of amounts included; `only` selects operations. */
export const calendar: Kind = (file, only) => {
  const { schedules, vectors } = readJson(file) as {
    readonly schedules: readonly Schedule[];
    readonly vectors: readonly Vector[];
  };
  const calendars = new Map(schedules.map((schedule) => [schedule.id, schedule]));
  const made = new Map<string, BusinessCalendar>();
  return vectors
    .filter(({ op }) => only === null || only.has(op))
    .map((vector): Outcome => {
      const schedule = calendars.get(vector.schedule);
      if (schedule === undefined) {
        return {
          id: vector.id,
          differences: [{ what: "schedule", expected: vector.schedule, got: "none of that id" }],
        };
      }
      const got = attempt(() => {
        const known = made.get(schedule.id) ?? calendarOf(schedule);
        made.set(schedule.id, known);
        return answers(vector, known);
      });
      if (vector.error !== undefined && vector.error !== null) {
        const answered = got.ok ? [{ what: vector.op, expected: "a refusal", got: "an answer" }] : [];
        return { id: vector.id, differences: answered };
      }
      if (!got.ok) return { id: vector.id, differences: [{ what: vector.op, expected: "an answer", got: got.error }] };
      const differences = got.value.filter((answer) => answer.expected !== null && answer.expected !== answer.got);
      return { id: vector.id, differences };
    });
};

function attempt<T>(of: () => T): Result<T, string> {
  try {
    return ok(of());
  } catch (error) {
    return err(String(error));
  }
}

const moment = (text: string | null): string | null => (text === null ? null : instant(text));

interface Answer {
  readonly what: string;
  readonly expected: unknown;
  readonly got: unknown;
}

function answers(vector: Vector, hours: BusinessCalendar): readonly Answer[] {
  switch (vector.op) {
    case "isOpen":
      return [{ what: "isOpen", expected: vector.expected, got: isOpen(vector.at, hours) }];
    case "nextOpen":
      return [{ what: "nextOpen", expected: moment(vector.expected), got: orThrow(nextOpen(vector.at, hours)) }];
    case "elapsed": {
      const got = workingTime({ from: vector.from, to: vector.to }, hours) / 1000;
      return [{ what: "elapsed", expected: vector.expected, got }];
    }
    case "add":
    case "sub": {
      const { op, from, expected } = vector;
      const amount = Math.round(vector.amount * (UNIT_MS[vector.unit] ?? NaN)) * (op === "add" ? 1 : -1);
      const near = orThrow(addWorkingTime(from, amount, hours));
      const far = orThrow(addWorkingTime(from, amount, hours, { landOn: op === "add" ? "nextOpen" : "adjacent" }));
      const [earliest, latest] = op === "add" ? [near, far] : [far, near];
      return [
        { what: "earliest", expected: moment(expected.earliest), got: earliest },
        { what: "latest", expected: moment(expected.latest), got: latest },
      ];
    }
    default:
      return [{ what: (vector as { readonly op: string }).op, expected: "an answer", got: "not offered" }];
  }
}
