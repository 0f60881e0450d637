import { defineCalendar, workingTime } from "clientele/calendar";
import type { Bench } from "./harness.ts";

/** Working time between two moments, Monday to Friday 9 to 17, in the zone of the machine where a peer knows no other. */
export async function bench({ smoke, report, time, peer }: Bench): Promise<void> {
  const weekday = [{ from: "09:00", to: "17:00" }];
  const calendar = defineCalendar({
    id: "office",
    timeZone: "UTC",
    weekly: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday },
  });
  process.env["TZ"] = "UTC"; // so that the peers, which know only the machine's zone, count the same hours
  const peers = smoke ? [] : [await momentPeer(peer), await dayjsPeer(peer)];

  const from = new Date("2026-01-05T10:00:00Z");
  const spans = [
    { work: "elapsed, 1 day", to: new Date("2026-01-06T10:00:00Z"), ms: 8 * 3_600_000 },
    { work: "elapsed, 1 year", to: new Date("2027-01-05T10:00:00Z"), ms: null },
  ];
  for (const { work, to, ms } of spans) {
    const ours = workingTime({ from, to }, calendar);
    if (ms !== null && ours !== ms) throw new Error(`${work}: expected ${ms} ms, got ${ours}`);
    const run = (times: number): number => {
      let sum = 0;
      for (let i = 0; i < times; i++) sum += workingTime({ from, to }, calendar);
      return sum;
    };
    if (peers.length === 0) report({ work, ours: time(run)[0] ?? NaN });
    for (const { name, minutes } of peers) {
      if (minutes(from, to) * 60_000 !== ours) throw new Error(`${name} counts ${minutes(from, to)} minutes`);
      const theirs = (times: number): number => {
        let sum = 0;
        for (let i = 0; i < times; i++) sum += minutes(from, to);
        return sum;
      };
      const [mine = NaN, other = NaN] = time(run, theirs);
      report({ work, ours: mine, peer: name, theirs: other });
    }
  }
}

interface Peer {
  readonly name: string;
  readonly minutes: (from: Date, to: Date) => number;
}

async function momentPeer(peer: Bench["peer"]): Promise<Peer> {
  const { default: moment } = (await peer("moment-business-time")) as {
    default: (at: Date) => { workingDiff: (other: unknown, unit: string) => number };
  };
  return { name: "moment-business-time", minutes: (from, to) => moment(to).workingDiff(moment(from), "minutes") };
}

async function dayjsPeer(peer: Bench["peer"]): Promise<Peer> {
  const { default: dayjs } = (await peer("dayjs")) as {
    default: ((at: Date) => { businessTimeDiff: (other: unknown, unit: string) => number }) & {
      extend: (plugin: unknown) => void;
    };
  };
  const plugin = (await peer("dayjs-business-time")) as { default: { default?: unknown } };
  dayjs.extend(plugin.default.default ?? plugin.default);
  return { name: "dayjs-business-time", minutes: (from, to) => dayjs(from).businessTimeDiff(dayjs(to), "minutes") };
}
