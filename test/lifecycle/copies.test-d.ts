import { calendarPresets, defineCalendar } from "clientele/calendar";
import { defineHistoryPolicy } from "clientele/history";
import {
  churnPresets,
  defineChurnPolicy,
  defineLifecycle,
  type EventOf,
  lifecyclePresets,
  type PhaseOf,
  type StageOf,
} from "clientele/lifecycle";
import { defineRfmPolicy } from "clientele/segmentation";
import { defineSlaPolicy, slaPresets } from "clientele/sla";
import { defineTierPolicy, tierPresets } from "clientele/tiers";
import { expectTypeOf, test } from "vitest";

test("a new version of a checked policy goes through its door again, and keeps its names", () => {
  const plain = defineLifecycle({
    id: "c",
    version: 1,
    timeZone: "UTC",
    metrics: [{ id: "visits", kind: "count" }],
    stages: [
      { id: "a", order: 1, phase: "p" },
      { id: "b", order: 2 },
    ],
    events: ["e", "f"],
    transitions: [
      { from: "a", on: "e", when: { metric: "visits", op: ">=", value: 2 }, to: "b" },
      { from: "b", after: "P1D", to: "a" },
    ],
    initial: "a",
  });
  expectTypeOf(defineLifecycle({ ...plain, version: 2 })).toEqualTypeOf(plain);
  // what is changed is checked
  // @ts-expect-error no such stage
  defineLifecycle({ ...plain, initial: "c" });

  const tiers = defineTierPolicy(tierPresets.valueGrade);
  expectTypeOf(defineTierPolicy({ ...tiers, version: 2 })).toEqualTypeOf(tiers);
  const churn = defineChurnPolicy(churnPresets.fiveCauses);
  expectTypeOf(defineChurnPolicy({ ...churn, version: 2 })).toEqualTypeOf(churn);
  const rfm = defineRfmPolicy({
    id: "r",
    version: 1,
    mode: "quantile",
    frequency: "orders",
    bins: { recency: 5, visits: 3 },
    metrics: { visits: { from: "visits", better: "higher" } },
  });
  expectTypeOf(defineRfmPolicy({ ...rfm, version: 2 })).toEqualTypeOf(rfm);
  const sla = defineSlaPolicy(slaPresets.customerService);
  expectTypeOf(defineSlaPolicy({ ...sla, version: 2 })).toEqualTypeOf(sla);
  const calendar = defineCalendar(calendarPresets.china2026);
  expectTypeOf(defineCalendar({ ...calendar, meta: { seen: true } })).toEqualTypeOf(calendar);
  const history = defineHistoryPolicy({ id: "h", version: 1, timeZone: "UTC", currency: "CNY", refunds: "net" });
  expectTypeOf(defineHistoryPolicy({ ...history, version: 2 })).toEqualTypeOf(history);
});

test("the names of a policy, as types", () => {
  const plain = defineLifecycle(lifecyclePresets.acquireToWinBack);
  expectTypeOf(plain.stages[0]?.id).toEqualTypeOf<StageOf<typeof plain> | undefined>();

  expectTypeOf<StageOf<typeof plain>>().toEqualTypeOf<"prospect" | "new" | "active" | "dormant" | "lost" | "wonBack">();
  expectTypeOf<EventOf<typeof plain>>().toEqualTypeOf<"purchased" | "contacted" | "visited" | "offered">();
  expectTypeOf<PhaseOf<typeof plain>>().toEqualTypeOf<"acquire" | "nurture" | "retain" | "winBack">();
});
