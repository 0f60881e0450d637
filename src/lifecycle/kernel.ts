/**
 * Lifecycles on columns: codes and epoch milliseconds in and out, by a table.
 *
 * @module
 */
import type { CompiledCalendar } from "../calendar/kernel.ts";
import { DomainError, type TimeZone, zoneRules } from "../core/kernel.ts";
import { dueMs, type Term } from "./internal/dueMs.ts";

export type { Term as LifecycleProgramTerm } from "./internal/dueMs.ts";
export type { StageSpells } from "./internal/spells.ts";
export { stageSpellColumns } from "./internal/stageSpellColumns.ts";

/** A timer of a {@link LifecycleProgram}. */
export interface LifecycleProgramTimer {
  /** The place of the transition in the policy. */
  readonly transition: number;
  /** The stage it leads to. */
  readonly to: number;
  /** How long after entering the stage. */
  readonly after: Term;
  /** Id of the calendar of working days; null where none is needed. */
  readonly calendarId: string | null;
}

/** A way that an event opens when something holds. */
export interface LifecycleProgramWay {
  /** The place of the transition in the policy: its condition is the guard of that place. */
  readonly transition: number;
  /** The stage it leads to. */
  readonly to: number;
  /** Whether a condition must hold. */
  readonly guarded: boolean;
  /** Whether the event must say why. */
  readonly needsReason: boolean;
}

/** A lifecycle policy as plain data that can be cloned into workers; made by `lifecycleProgram`. */
export interface LifecycleProgram {
  /** The stages in the policy's order: columns name them by their places here. */
  readonly stages: readonly string[];
  /** The events, likewise. */
  readonly events: readonly string[];
  /** The phases, in the order of the stages. */
  readonly phases: readonly string[];
  /** The phase of each stage, by its place in `phases`; -1 for none. */
  readonly phaseOf: Int16Array;
  /** How far along the course each stage is. */
  readonly orders: Float64Array;
  /** 1 for each stage that is final. */
  readonly final: Uint8Array;
  /** Where everybody starts. */
  readonly initial: number;
  /** How many transitions the policy has. */
  readonly transitions: number;
  /**
   * By stage times the number of events plus event: the transition taken, when nothing is asked; -1 where nothing leads on; -2 - n
   * for the list n of `choices`.
   */
  readonly table: Int32Array;
  /** By transition, the stage it leads to. */
  readonly targets: Int32Array;
  /** Ways on which something is asked, or of which there are several. */
  readonly choices: readonly (readonly LifecycleProgramWay[])[];
  /** By stage, its timers, in the policy's order. */
  readonly timers: readonly (readonly LifecycleProgramTimer[])[];
  /** In whose calendar timers are laid. */
  readonly timeZone: string;
}

/** What happened with many customers. The rows of one customer are in order of time, and of one moment in the policy's order. */
export interface LifecycleColumns {
  /** When each customer's course began: epoch milliseconds. */
  readonly startedAt: ArrayLike<number>;
  /** In which stage; the policy's initial one when left out. */
  readonly startedIn?: ArrayLike<number> | null | undefined;
  /** Whose event each row is: a place in `startedAt`. */
  readonly customer: ArrayLike<number>;
  /** What happened: a place in the program's events; anything else counts as unknown. */
  readonly kind: ArrayLike<number>;
  /** When: epoch milliseconds. */
  readonly at: ArrayLike<number>;
  /** By place of a transition with a condition: whether it holds for each row, 0 no, 1 unknown, 2 yes; what is left out is unknown. */
  readonly guards?: Readonly<Record<number, ArrayLike<number>>> | null | undefined;
  /** 1 for each row that says why, where the policy asks for a reason. */
  readonly reasoned?: ArrayLike<number> | null | undefined;
}

/** What became of a customer. */
export const LIFECYCLE_STATUS = ["reached", "not-started", "too-many-timers"] as const;

/** Every change of stage, in columns. */
export interface LifecycleChangeColumns {
  /** How many. The columns are at least as long. */
  readonly length: number;
  /** Whose. */
  readonly customer: Int32Array;
  /** When: epoch milliseconds. */
  readonly at: Float64Array;
  /** The stage left. */
  readonly from: Uint16Array;
  /** The stage entered. */
  readonly to: Uint16Array;
  /** By which transition of the policy. */
  readonly transition: Uint16Array;
}

/** Where many customers stand, and how they got there. */
export interface LifecycleStageColumns {
  /** The moment asked about, in epoch milliseconds; null for all there is. */
  readonly asOf: number | null;
  /** The stage of each. */
  readonly stage: Uint16Array;
  /** When it was entered. */
  readonly enteredAt: Float64Array;
  /** The highest stage each ever reached. */
  readonly highest: Uint16Array;
  /** When it was first reached. */
  readonly highestAt: Float64Array;
  /** What became of each: a place in {@link LIFECYCLE_STATUS}. Who has not started is in the stage they will start in. */
  readonly status: Uint8Array;
  /** How often each transition of the policy was taken. */
  readonly taken: Float64Array;
  /** How many rows changed no stage, by reason. */
  readonly ignored: {
    /** Nothing led on. */
    readonly noTransition: number;
    /** Whether a condition holds was not known. */
    readonly guardUnknown: number;
    /** More than one way was open. */
    readonly ambiguous: number;
    /** It would have led back without a reason. */
    readonly regression: number;
    /** An event the policy does not have. */
    readonly unknownEvent: number;
    /** Before the course began. */
    readonly beforeStart: number;
    /** Before the row ahead of it; such rows are left out, and the answer is not that of the whole history. */
    readonly outOfOrder: number;
    /** Of no customer, or at no moment. */
    readonly unreadable: number;
  };
  /** Every change, row by row of the input and then by what time did; null when not asked for. */
  readonly changes: LifecycleChangeColumns | null;
}

/** How many timers may fire between two rows. */
const TIMER_LIMIT = 100_000;
/** A clock is never set by more than this. */
const CLOCK_MS = 2 * 86_400_000;
const MONTH_MS = 28 * 86_400_000;
const DAY = 86_400_000;

/**
 * Replays the events of many customers: `stateAt` for each of them, but for what columns do not hold (obligations, pauses,
 * withdrawals, identifiers).
 *
 * Rows may stand in any order among customers. The cost is that of a look into a table for each row, and of laying a timer on the
 * calendar for each stage held long enough for one to be due.
 *
 * @param columns - What happened.
 * @param program - Made by `lifecycleProgram`.
 * @param options - `asOf`, the moment asked about, in epoch milliseconds: rows after it are not known yet, and timers are followed up
 *   to it; left out, all rows count, and timers are followed up to each customer's last row. `changes`, whether to write every change
 *   down. `calendars`, compiled, by id, when the policy names any. `zone`, rules for the program's time zone, where the host has none.
 * @returns Where each stands.
 * @throws `DomainError` with code `invalid-option` for columns of different lengths, a stage that there is not, or an `asOf` that is no
 *   number; `unknown-calendar`; `unknown-time-zone`.
 *
 * @example
 * ```ts
 * import { replayLifecycleColumns } from "clientele/kernel";
 * import { defineLifecycle, lifecyclePresets, lifecycleProgram } from "clientele/lifecycle";
 *
 * const program = lifecycleProgram(defineLifecycle(lifecyclePresets.acquireToWinBack));
 * const purchased = program.events.indexOf("purchased");
 * const { stage } = replayLifecycleColumns(
 *   {
 *     startedAt: [0, 0],
 *     customer: [0, 1, 1],
 *     kind: [purchased, purchased, purchased],
 *     at: [86_400_000, 86_400_000, 172_800_000],
 *   },
 *   program,
 *   { asOf: 100 * 86_400_000 },
 * );
 *
 * Array.from(stage, (code) => program.stages[code]); // => ["dormant", "dormant"]
 * ```
 */
export function replayLifecycleColumns(
  columns: LifecycleColumns,
  program: LifecycleProgram,
  options: {
    readonly asOf?: number | null | undefined;
    readonly changes?: boolean | undefined;
    readonly calendars?: Readonly<Record<string, CompiledCalendar>> | undefined;
    readonly zone?: TimeZone | undefined;
  } = {},
): LifecycleStageColumns {
  checkLengths(columns);
  const asOf = options.asOf ?? null;
  if (asOf !== null && !Number.isFinite(asOf)) {
    throw new DomainError("invalid-option", `asOf: expected epoch milliseconds, received ${asOf}`);
  }
  const until = asOf ?? Infinity;
  const course = new Courses(columns, program, clocksOf(program, options), options.changes === true);
  course.begin(until);
  followRows(course, columns, program, until);
  if (asOf !== null) course.fireAll(asOf);
  const { stage, enteredAt, highest, highestAt, status, taken, ignored } = course;
  const changes = course.log === null ? null : course.log.columns();
  return { asOf, stage, enteredAt, highest, highestAt, status, taken, ignored, changes };
}

/** Takes row after row. What belongs to the customer at hand is kept in variables while their rows last. */
function followRows(
  course: Courses,
  { startedAt, customer, kind, at }: LifecycleColumns,
  { table, targets, events }: LifecycleProgram,
  until: number,
): void {
  const { stage, enteredAt, lastAt, status, taken, ignored, log } = course;
  const { patience } = course.clocks;
  const kinds = events.length;
  const people = startedAt.length;
  const rows = customer.length;
  let here = -1;
  let now = 0;
  let since = 0;
  let last = 0;
  let patient = Infinity;
  for (let row = 0; row < rows; row++) {
    const person = customer[row] ?? -1;
    if (person !== here || here < 0) {
      if (here >= 0) {
        stage[here] = now;
        enteredAt[here] = since;
        lastAt[here] = last;
      }
      here = person >= 0 && person < people ? person : -1;
      if (here < 0) {
        ignored.unreadable += 1;
        continue;
      }
      now = stage[person] ?? 0;
      since = enteredAt[person] ?? NaN;
      last = lastAt[person] ?? NaN;
      patient = patience[now] ?? Infinity;
    }
    const moment = at[row] ?? NaN;
    if (!(moment >= last)) {
      if (!(moment < last)) ignored.unreadable += 1;
      else if (moment < (startedAt[person] ?? NaN)) ignored.beforeStart += 1;
      else ignored.outOfOrder += 1;
      continue;
    }
    if (moment > until) continue;
    last = moment;
    if (moment - since >= patient) {
      stage[here] = now;
      enteredAt[here] = since;
      course.fire(here, moment);
      if (status[here] === 2) continue;
      now = stage[here] ?? 0;
      since = enteredAt[here] ?? NaN;
      patient = patience[now] ?? Infinity;
    }
    const code = kind[row] ?? -1;
    if (!(code >= 0 && code < kinds)) {
      ignored.unknownEvent += 1;
      continue;
    }
    let found = table[now * kinds + code] ?? -1;
    if (found === -1) {
      ignored.noTransition += 1;
      continue;
    }
    if (found < -1) {
      found = course.choose(-2 - found, row);
      if (found < 0) continue;
    }
    const target = targets[found] ?? 0;
    taken[found] = (taken[found] ?? 0) + 1;
    if (log !== null) log.add(here, moment, now, target, found);
    since = moment;
    if (target === now) continue;
    now = target;
    patient = patience[target] ?? Infinity;
    course.climb(here, target, moment);
  }
  if (here < 0) return;
  stage[here] = now;
  enteredAt[here] = since;
}

/** Where all customers stand. */
class Courses {
  readonly stage: Uint16Array;
  readonly enteredAt: Float64Array;
  readonly highest: Uint16Array;
  readonly highestAt: Float64Array;
  readonly status: Uint8Array;
  readonly lastAt: Float64Array;
  readonly taken: Float64Array;
  readonly log: ChangeLog | null;
  readonly clocks: Clocks;
  readonly ignored = {
    noTransition: 0,
    guardUnknown: 0,
    ambiguous: 0,
    regression: 0,
    unknownEvent: 0,
    beforeStart: 0,
    outOfOrder: 0,
    unreadable: 0,
  };
  readonly #columns: LifecycleColumns;
  readonly #program: LifecycleProgram;
  readonly #guards: readonly (ArrayLike<number> | null)[];

  constructor(columns: LifecycleColumns, program: LifecycleProgram, clocks: Clocks, changes: boolean) {
    const people = columns.startedAt.length;
    this.stage = new Uint16Array(people);
    this.enteredAt = new Float64Array(people);
    this.highest = new Uint16Array(people);
    this.highestAt = new Float64Array(people);
    this.status = new Uint8Array(people);
    this.lastAt = new Float64Array(people);
    this.taken = new Float64Array(program.transitions);
    this.log = changes ? new ChangeLog() : null;
    this.clocks = clocks;
    this.#columns = columns;
    this.#program = program;
    const guards = columns.guards ?? {};
    this.#guards = Array.from({ length: program.transitions }, (_, place) => guards[place] ?? null);
  }

  begin(until: number): void {
    const { startedAt, startedIn = null } = this.#columns;
    const { initial, stages } = this.#program;
    for (let person = 0; person < startedAt.length; person++) {
      const code = startedIn?.[person] ?? initial;
      if (!(code >= 0 && code < stages.length)) {
        throw new DomainError("invalid-option", `startedIn: expected places of stages, received ${code} at ${person}`);
      }
      const began = startedAt[person] ?? NaN;
      this.stage[person] = code;
      this.highest[person] = code;
      this.enteredAt[person] = began;
      this.highestAt[person] = began;
      this.lastAt[person] = began;
      if (!(began <= until)) this.status[person] = 1;
    }
  }

  /** Fires the timers of a customer that are due up to and including a moment. */
  fire(person: number, until: number): void {
    const { clocks, stage, enteredAt, taken } = this;
    for (let fired = 0; ; fired++) {
      const now = stage[person] ?? 0;
      const timer = clocks.next(now, enteredAt[person] ?? NaN);
      if (timer === null || clocks.dueAt > until) return;
      if (fired === TIMER_LIMIT) {
        this.status[person] = 2;
        return;
      }
      const { transition, to } = timer;
      const moment = clocks.dueAt;
      taken[transition] = (taken[transition] ?? 0) + 1;
      this.log?.add(person, moment, now, to, transition);
      stage[person] = to;
      enteredAt[person] = moment;
      this.climb(person, to, moment);
    }
  }

  fireAll(until: number): void {
    const { stage, enteredAt, status } = this;
    const { patience } = this.clocks;
    for (let person = 0; person < stage.length; person++) {
      const waited = until - (enteredAt[person] ?? NaN);
      if (status[person] === 0 && waited >= (patience[stage[person] ?? 0] ?? Infinity)) this.fire(person, until);
    }
  }

  climb(person: number, stage: number, at: number): void {
    const { orders } = this.#program;
    if (!((orders[stage] ?? 0) > (orders[this.highest[person] ?? 0] ?? 0))) return;
    this.highest[person] = stage;
    this.highestAt[person] = at;
  }

  /** The transition taken of those on which something is asked; -1 for none. */
  choose(list: number, row: number): number {
    const { ignored } = this;
    let met = -1;
    let why: "noTransition" | "guardUnknown" | "regression" = "noTransition";
    for (const { transition, guarded, needsReason } of this.#program.choices[list] ?? []) {
      const truth = guarded ? (this.#guards[transition]?.[row] ?? 1) : 2;
      if (truth === 0) continue;
      if (truth !== 2) why = "guardUnknown";
      else if (needsReason && this.#columns.reasoned?.[row] !== 1) why = "regression";
      else if (met >= 0) {
        ignored.ambiguous += 1;
        return -1;
      } else met = transition;
    }
    if (met < 0) ignored[why] += 1;
    return met;
  }
}

function checkLengths({ startedAt, startedIn, customer, kind, at, guards, reasoned }: LifecycleColumns): void {
  const uneven = (lists: readonly (ArrayLike<number> | null | undefined)[], length: number): boolean =>
    lists.some((list) => list !== null && list !== undefined && list.length !== length);
  if (uneven([startedIn], startedAt.length)) {
    throw new DomainError("invalid-option", "startedIn: expected as many as startedAt");
  }
  if (uneven([kind, at, reasoned, ...Object.values(guards ?? {})], customer.length)) {
    throw new DomainError(
      "invalid-option",
      "columns: expected as many kinds, moments, guards and reasons as customers",
    );
  }
}

/** The timers of a program on their calendars. */
interface Clocks {
  /** By stage, no timer is due before so many milliseconds; Infinity where there is none. */
  readonly patience: Float64Array;
  /** When the timer last found is due. */
  dueAt: number;
  /** The timer of a stage that is due first, the policy's order breaking ties. */
  readonly next: (stage: number, since: number) => LifecycleProgramTimer | null;
}

function clocksOf(
  { timers, timeZone }: LifecycleProgram,
  options: {
    readonly calendars?: Readonly<Record<string, CompiledCalendar>> | undefined;
    readonly zone?: TimeZone | undefined;
  },
): Clocks {
  const { calendars = {} } = options;
  const rules = zoneRules(options.zone ?? timeZone);
  const laid = timers.map((list) =>
    list.map((timer) => {
      const { calendarId, after } = timer;
      if (calendarId === null) return { timer, after };
      const calendar = Object.hasOwn(calendars, calendarId) ? calendars[calendarId] : undefined;
      if (calendar === undefined) {
        throw new DomainError("unknown-calendar", `calendars: expected ${calendarId}, which the policy names`);
      }
      return { timer, after: { ...after, calendar } };
    }),
  );
  const clocks: Clocks = {
    patience: Float64Array.from(laid, (list) =>
      Math.min(
        Infinity,
        ...list.map(({ after: { months, days, ms, workingDays } }) =>
          months === 0 && days === 0 && workingDays === 0
            ? ms
            : Math.max(0, months * MONTH_MS + days * DAY + ms + workingDays * DAY - CLOCK_MS),
        ),
      ),
    ),
    dueAt: Infinity,
    next: (stage, since) => {
      let first: LifecycleProgramTimer | null = null;
      clocks.dueAt = Infinity;
      for (const { timer, after } of laid[stage] ?? []) {
        const due = dueMs(since, after, rules);
        if (due >= clocks.dueAt) continue;
        clocks.dueAt = due;
        first = timer;
      }
      return first;
    },
  };
  return clocks;
}

/** Columns that grow. */
class ChangeLog {
  #length = 0;
  #customer = new Int32Array(1024);
  #at = new Float64Array(1024);
  #from = new Uint16Array(1024);
  #to = new Uint16Array(1024);
  #transition = new Uint16Array(1024);

  add(customer: number, at: number, from: number, to: number, transition: number): void {
    const place = this.#length++;
    if (place === this.#at.length) this.#grow();
    this.#customer[place] = customer;
    this.#at[place] = at;
    this.#from[place] = from;
    this.#to[place] = to;
    this.#transition[place] = transition;
  }

  columns(): LifecycleChangeColumns {
    return {
      length: this.#length,
      customer: this.#customer,
      at: this.#at,
      from: this.#from,
      to: this.#to,
      transition: this.#transition,
    };
  }

  #grow(): void {
    const size = this.#at.length * 2;
    const grown = <List extends { set: (from: List) => void }>(into: List, from: List): List => {
      into.set(from);
      return into;
    };
    this.#customer = grown(new Int32Array(size), this.#customer);
    this.#at = grown(new Float64Array(size), this.#at);
    this.#from = grown(new Uint16Array(size), this.#from);
    this.#to = grown(new Uint16Array(size), this.#to);
    this.#transition = grown(new Uint16Array(size), this.#transition);
  }
}
