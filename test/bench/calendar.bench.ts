import {
  addWorkingTime,
  type BusinessCalendar,
  type BusinessCalendarInput,
  defineCalendar,
  workingTime,
} from "clientele/calendar";
import type { Bench } from "./harness.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2026, 0, 5, 10); // a Monday
const SPANS = [
  { name: "1 day", days: 1 },
  { name: "1 month", days: 31 },
  { name: "1 year", days: 365 },
  { name: "10 years", days: 3653 },
];

/**
 * Working time elapsed and added, Monday to Friday 9 to 17, without holidays and with 200 of them, over spans of a day to ten
 * years, beside others; in UTC, since the peers know only the zone of the machine. Then what making a calendar costs, and
 * the same questions in a zone whose clock changes.
 */
export async function bench({ smoke, report, time, peer }: Bench): Promise<void> {
  process.env["TZ"] = "UTC"; // so that the peers count the same hours
  const peers = smoke ? [] : [await momentPeer(peer), await dayjsPeer(peer)];
  for (const count of [0, 200]) {
    const holidays = holidaysOf(count);
    const calendar = office("UTC", holidays);
    for (const { setHolidays } of peers) setHolidays(holidays);
    for (const { name, days } of SPANS) {
      const [from, to] = [new Date(FROM), new Date(FROM + days * DAY)];
      const amount = workingTime({ from, to }, calendar);
      const suffix = `${name}, ${count} holidays`;
      compare(
        { smoke, report, time },
        `workingTime, Date, ${suffix}`,
        () => workingTime({ from, to }, calendar),
        peers,
        (side) => {
          const minutes = side.minutes(from, to);
          if (minutes * 60_000 !== amount)
            throw new Error(`${side.name} counts ${minutes} minutes, not ${amount / 60_000}`);
          return () => side.minutes(from, to);
        },
      );
      const add = (): unknown => addWorkingTime(from, amount, calendar);
      compare({ smoke, report, time }, `addWorkingTime, Date, ${suffix}`, add, peers, (side) => {
        const hours = amount / HOUR;
        const due = addWorkingTime(from, amount, calendar);
        if (!due.ok || side.add(from, hours).getTime() !== Date.parse(due.value)) {
          throw new Error(`${side.name} adds ${hours} hours to ${side.add(from, hours).toISOString()}`);
        }
        return () => side.add(from, hours);
      });
    }
  }
  alone({ report, time });
}

/** What has no peer: zones, and making calendars. */
function alone({ report, time }: Pick<Bench, "report" | "time">): void {
  const [from, to] = [new Date(FROM), new Date(FROM + 3653 * DAY)];
  for (const count of [0, 200]) {
    const paris = office("Europe/Paris", holidaysOf(count));
    const [ours = NaN] = time((times) => repeat(times, () => workingTime({ from, to }, paris)));
    report({ work: `workingTime, Date, Paris, 10 years, ${count} holidays`, ours });
  }
  const columns = Array.from({ length: 1024 }, (_, row) => FROM + row * 7_919_999);
  const paris = office("Europe/Paris", holidaysOf(200));
  const [scattered = NaN] = time((times) =>
    repeat(times, (turn) => workingTime({ from: new Date(columns[turn % 1024] ?? FROM), to }, paris)),
  );
  report({ work: "workingTime, Date, Paris, scattered, 200 holidays", ours: scattered });
  for (const count of [0, 200]) {
    const holidays = holidaysOf(count);
    const [made = NaN, first = NaN] = time(
      (times) => repeat(times, () => office("Europe/Paris", holidays)),
      (times) => repeat(times, () => workingTime({ from, to }, office("Europe/Paris", holidays))),
    );
    report({ work: `defineCalendar, ${count} holidays`, ours: made });
    report({ work: `defineCalendar and workingTime once, 10 years, ${count} holidays`, ours: first });
  }
  // a zone is surveyed once in the life of a process, so each of these is the first question in its zone
  const cold = ["America/Chicago", "America/Denver", "Europe/Madrid", "Europe/Rome"].map((timeZone) => {
    const start = performance.now();
    workingTime({ from, to }, office(timeZone, []));
    return performance.now() - start;
  });
  report({ work: "defineCalendar and workingTime once, 10 years, zone not seen before", ours: Math.min(...cold) });
}

interface Peer {
  readonly name: string;
  readonly minutes: (from: Date, to: Date) => number;
  readonly add: (from: Date, hours: number) => Date;
  readonly setHolidays: (dates: readonly string[]) => void;
}

function compare(
  { smoke, report, time }: Pick<Bench, "smoke" | "report" | "time">,
  work: string,
  ours: () => unknown,
  peers: readonly Peer[],
  sideOf: (peer: Peer) => () => unknown,
): void {
  const run = (times: number): unknown => repeat(times, ours);
  if (smoke) report({ work, ours: time(run)[0] ?? NaN });
  for (const peer of peers) {
    const side = sideOf(peer);
    const [mine = NaN, theirs = NaN] = time(run, (times) => repeat(times, side));
    report({ work, ours: mine, peer: peer.name, theirs });
  }
}

function repeat(times: number, work: (turn: number) => unknown): unknown {
  let last: unknown = null;
  for (let turn = 0; turn < times; turn++) last = work(turn);
  return last;
}

const hours = [{ from: "09:00", to: "17:00" }];
const weekly: BusinessCalendarInput["weekly"] = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };
const office = (timeZone: string, holidays: readonly string[]): BusinessCalendar =>
  defineCalendar({ id: "office", timeZone, weekly, holidays: holidays.map((date) => ({ date })) });

/** Wednesdays, from the second day of the spans on, as many as asked for: one in every two or three weeks of ten years. */
const holidaysOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) =>
    new Date(FROM + (2 + 14 * index + 7 * Math.floor(index / 4)) * DAY).toISOString().slice(0, 10),
  );

interface Moment {
  workingDiff: (other: unknown, unit: string) => number;
  addWorkingTime: (amount: number, unit: string) => Moment;
  toDate: () => Date;
}

async function momentPeer(peer: Bench["peer"]): Promise<Peer> {
  const { default: moment } = (await peer("moment-business-time")) as {
    default: ((at: Date) => Moment) & { updateLocale: (locale: string, change: object) => void };
  };
  return {
    name: "moment-business-time",
    minutes: (from, to) => moment(to).workingDiff(moment(from), "minutes"),
    add: (from, amount) => moment(from).addWorkingTime(amount, "hours").toDate(),
    setHolidays: (dates) => {
      moment.updateLocale("en", { holidays: dates });
    },
  };
}

interface Dayjs {
  businessTimeDiff: (other: unknown, unit: string) => number;
  addBusinessTime: (amount: number, unit: string) => Dayjs;
  toDate: () => Date;
}

async function dayjsPeer(peer: Bench["peer"]): Promise<Peer> {
  const { default: dayjs } = (await peer("dayjs")) as {
    default: ((at: Date) => Dayjs) & {
      extend: (plugin: unknown) => void;
      setHolidays: (dates: readonly string[]) => void;
    };
  };
  const plugin = (await peer("dayjs-business-time")) as { default: { default?: unknown } };
  dayjs.extend(plugin.default.default ?? plugin.default);
  return {
    name: "dayjs-business-time",
    minutes: (from, to) => dayjs(from).businessTimeDiff(dayjs(to), "minutes"),
    add: (from, amount) => dayjs(from).addBusinessTime(amount, "hours").toDate(),
    setHolidays: (dates) => {
      dayjs.setHolidays(dates);
    },
  };
}
