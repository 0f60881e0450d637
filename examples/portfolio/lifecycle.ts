import { dayOf, epochMsOf, type Instant, orThrow, plusDuration } from "clientele/core";
import {
  type AcquireToWinBackEvent,
  type AcquireToWinBackPhase,
  type AcquireToWinBackStage,
  type LifecyclePolicy,
  overdueObligations,
  type StageAnswer,
} from "clientele/lifecycle";
import type { Block, Words } from "./document.ts";

type Policy = LifecyclePolicy<AcquireToWinBackStage, AcquireToWinBackEvent, AcquireToWinBackPhase, never>;

/** What time will do next, and what is owed. */
export interface LifecycleCare {
  readonly timeZone: string;
  /** How many will move within 30 days if nothing happens, and the first of them. */
  readonly moving: {
    readonly customers: number;
    readonly first: readonly {
      readonly customerId: string;
      readonly name: string;
      readonly stage: string;
      readonly since: Instant;
      readonly to: string;
      readonly at: Instant;
    }[];
  };
  /** Tasks that should have been done, by kind. */
  readonly overdue: readonly {
    readonly stage: string;
    readonly obligation: string;
    readonly label: { readonly en: string | null; readonly "zh-CN": string | null } | null;
    readonly customers: number;
    readonly medianDays: number;
  }[];
}

/** Asks of every customer who is about to move and why, and what is owed to them that should have been done. */
export function careOf(
  customers: Iterable<{
    readonly id: string;
    readonly name: string;
    readonly answer: StageAnswer<AcquireToWinBackStage>;
  }>,
  policy: Policy,
  { asOf, timeZone }: { readonly asOf: Instant; readonly timeZone: string },
): LifecycleCare {
  const soon = plusDuration(asOf, "P30D", { timeZone });
  const moving: LifecycleCare["moving"]["first"][number][] = [];
  const late = new Map<
    string,
    { readonly row: Omit<LifecycleCare["overdue"][number], "customers" | "medianDays">; readonly days: number[] }
  >();
  for (const { id, name, answer } of customers) {
    const { state, nextTimer } = answer;
    if (nextTimer !== null && nextTimer.at <= soon) {
      const { at, to } = nextTimer;
      moving.push({ customerId: id, name, stage: state.stage, since: state.enteredAt, to, at });
    }
    const { stage } = state;
    for (const { obligation, overdueMs, labels } of orThrow(overdueObligations(state, policy, { asOf }))) {
      const key = `${stage}/${obligation}`;
      const known = late.get(key) ?? { row: { stage, obligation, label: labels }, days: [] };
      known.days.push(Math.floor(overdueMs / 86_400_000));
      late.set(key, known);
    }
  }
  moving.sort((a, b) => epochMsOf(a.at) - epochMsOf(b.at));
  return {
    timeZone,
    moving: { customers: moving.length, first: moving.slice(0, 5) },
    overdue: [...late.values()]
      .map(({ row, days }) => ({
        ...row,
        customers: days.length,
        medianDays: days.toSorted((a, b) => a - b)[Math.floor(days.length / 2)] ?? 0,
      }))
      .sort((a, b) => b.customers - a.customers),
  };
}

/** Says it. */
export function careBlocks({ timeZone, moving, overdue }: LifecycleCare, words: Words): readonly Block[] {
  const { say, count, stage, locale } = words;
  const day = (at: Instant): string => dayOf(at, { timeZone });
  const who = (name: string, id: string): string => (name === id ? name : `${name} (${id})`);
  return [
    {
      kind: "heading",
      text: say(
        `About to move: ${count(moving.customers)} within 30 days`,
        `30 天内将变动：${count(moving.customers)} 位客户`,
      ),
    },
    ...(moving.first.length === 0
      ? []
      : [
          {
            kind: "table",
            columns: [
              { name: say("customer", "客户") },
              { name: say("stage", "阶段") },
              { name: say("no order since", "最近下单") },
              { name: say("becomes", "将转为") },
              { name: say("on", "日期") },
            ],
            rows: moving.first.map(({ customerId, name, stage: now, since, to, at }) => [
              who(name, customerId),
              stage(now),
              now === "dormant" ? say("(dormant)", "（休眠）") : day(since),
              stage(to),
              day(at),
            ]),
          } as const,
        ]),
    { kind: "heading", text: say("Owed and overdue", "应办未办") },
    ...(overdue.length === 0
      ? [{ kind: "text", text: say("Nothing is overdue.", "没有逾期事项。") } as const]
      : [
          {
            kind: "table",
            columns: [
              { name: say("stage", "阶段") },
              { name: say("task", "事项") },
              { name: say("customers", "客户数"), right: true },
              { name: say("days overdue, median", "逾期天数（中位数）"), right: true },
            ],
            rows: overdue.map((row) => [
              stage(row.stage),
              row.label?.[locale] ?? row.obligation,
              count(row.customers),
              count(row.medianDays),
            ]),
          } as const,
        ]),
  ];
}
