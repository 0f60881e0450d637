import fc from "fast-check";
import { DomainError, instantFromMs } from "clientele/core";
import type { Order } from "clientele/customer";
import {
  compileConditions,
  defineMetrics,
  measure,
  type MetricDefinitionInput,
  startMeasuring,
  startSight,
} from "clientele/rules";
import { describe, expect, test } from "vitest";
import { anyCourseFacts, anyCourseOrders, asDays, COURSE_START } from "../support/courseFacts.ts";

const rolling = { rolling: "P6M" } as const;
const definitions = [
  { id: "net", kind: "money", window: { rolling: "P12M" }, measure: { orders: "net" } },
  { id: "gross", kind: "money", window: { calendar: "quarter" }, measure: { orders: "gross" } },
  { id: "lastQuarter", kind: "money", window: { calendar: "quarter", back: 1 }, measure: { orders: "net" } },
  { id: "count", kind: "count", window: rolling, measure: { orders: "count" } },
  { id: "ever", kind: "count", window: "lifetime", measure: { orders: "count" } },
  { id: "largest", kind: "money", window: rolling, measure: { orders: "largestDay" } },
  { id: "mean", kind: "money", window: rolling, measure: { orders: "mean", rounding: "half-even" } },
  { id: "sure", kind: "count", window: rolling, measure: { orders: "count" }, minSample: 2 },
  { id: "fresh", kind: "count", window: "lifetime", measure: { orders: "count" }, maxAge: "P3M" },
  { id: "back", kind: "money", window: "lifetime", measure: { refunds: "amount" } },
  { id: "returns", kind: "count", window: rolling, measure: { refunds: "count" } },
  { id: "backShare", kind: "share", window: rolling, measure: { refunds: "share" } },
  { id: "idle", kind: "days", measure: { inactivity: "orders" } },
  { id: "quiet", kind: "days", measure: { inactivity: "activity" } },
  { id: "tenure", kind: "days", measure: { tenure: "firstPurchase" } },
  { id: "member", kind: "days", measure: { tenure: "enrolment" } },
  { id: "inTier", kind: "days", measure: { tenure: "tierStart" } },
  { id: "yearInTier", kind: "money", window: { anniversary: "tierStart", every: "P1Y" }, measure: { orders: "net" } },
  { id: "satisfaction", kind: "number", window: rolling, measure: { answers: "mean" }, minSample: 2 },
  { id: "falling", kind: "number", measure: { change: "satisfaction", as: "difference" } },
  { id: "growth", kind: "number", measure: { change: "count", as: "difference" } },
  { id: "open", kind: "count", measure: { cases: "open" } },
  { id: "logins", kind: "count", window: rolling, measure: { activity: "count" } },
  { id: "health", kind: "number" },
] as const satisfies readonly MetricDefinitionInput[];
const metrics = defineMetrics({
  id: "m",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: definitions,
});
const DAY = 86_400_000;
const anyMoments = fc
  .uniqueArray(fc.tuple(fc.nat({ max: 800 }), fc.constantFrom(0, 0, -1, 36_000_000)), {
    minLength: 1,
    maxLength: 6,
    selector: ([day, ms]) => day * DAY + ms,
  })
  .map((moments) => moments.map(([day, ms]) => instantFromMs(COURSE_START + day * DAY + ms)));
const anyAnchors = fc.option(
  fc.record({
    enrolment: fc.constantFrom(null, "2024-02-01", "2024-06-01T09:00:00+08:00"),
    firstPurchase: fc.constantFrom(null, null, "2024-01-05"),
  }),
);
const anyMore = fc.option(fc.record({ tierStart: fc.constantFrom(null, "2024-03-31T16:00:00.000Z") }));

const order = (id: string, on: string, amount: string, refund?: readonly [string, string]): Order => ({
  id,
  customerId: "C-1",
  at: `${on}T09:00:00+08:00`,
  amount: { amount, currency: "CNY" },
  refunds:
    refund === undefined ? [] : [{ at: `${refund[0]}T09:00:00+08:00`, amount: { amount: refund[1], currency: "CNY" } }],
});
const end = (on: string): string => `${on}T23:59:59.999+08:00`;

describe("examples", () => {
  test("a refund counts from its own moment on, and takes the first purchase away", () => {
    const course = startMeasuring(metrics, { moments: [end("2024-03-01"), end("2024-03-05"), end("2024-03-20")] }).of({
      customerId: "C-1",
      orders: [order("1", "2024-03-01", "100.00", ["2024-03-05", "100.00"]), order("2", "2024-03-10", "50.00")],
    });
    const seen = [0, 1, 2].map((place) => {
      const { net, tenure, idle } = course.at(place);
      return [net.value, tenure.value, idle.value];
    });
    expect(seen).toEqual([
      [{ amount: "100.00", currency: "CNY" }, 0, 0],
      [{ amount: "0.00", currency: "CNY" }, null, 4],
      [{ amount: "50.00", currency: "CNY" }, 10, 10],
    ]);
  });

  test("plain values, but for what more is asked of", () => {
    const course = startMeasuring(metrics, { moments: [end("2024-03-01"), end("2024-03-05")] }).of({
      customerId: "C-1",
      orders: [order("1", "2024-03-01", "100.00"), order("2", "2024-03-10", "50.00")],
    });
    const { net, tenure, idle, ever, sure, logins, health } = course.valuesAt(1);
    expect([net, tenure, idle, ever, logins, health]).toEqual([
      { amount: "100.00", currency: "CNY" },
      4,
      4,
      1,
      undefined,
      undefined,
    ]);
    expect(sure).toEqual(course.at(1).sure);
    const { gross, back, returns } = course.valuesAt(1);
    expect([gross, back, returns]).toEqual([
      { amount: "100.00", currency: "CNY" },
      { amount: "0.00", currency: "CNY" },
      0,
    ]);
  });

  test("bad facts are told once, for all moments", () => {
    const course = startMeasuring(metrics, { moments: [end("2024-01-01"), end("2024-03-05")] }).of({
      customerId: "C-1",
      orders: [{ ...order("1", "2024-03-01", "9"), customerId: "C-2" }],
    });
    expect(course.findings.byCode).toEqual({ "fact-of-other-customer": 1 });
    expect([course.valuesAt(0).net, course.valuesAt(1).net]).toEqual([null, null]);
  });

  test("sums beyond exact numbers are still exact", () => {
    const most = String(Number.MAX_SAFE_INTEGER);
    const huge = `${most.slice(0, -2)}.${most.slice(-2)}`;
    const orders = [order("1", "2024-03-01", huge), order("2", "2024-03-02", huge)];
    const course = startMeasuring(metrics, { moments: [end("2024-03-05")] }).of({ customerId: "C-1", orders });
    expect(course.valuesAt(0).net).toEqual(course.at(0).net);
    expect(course.at(0).net.value).toEqual({ amount: "180143985094819.82", currency: "CNY" });
  });
});

describe("families of facts", () => {
  const families = {
    activity: { measure: { activity: "count" }, window: "lifetime", fact: { at: end("2024-01-01"), kind: "login" } },
    interactions: {
      measure: { interactions: "count" },
      window: "lifetime",
      fact: { id: "1", at: end("2024-01-01"), channel: "telephone", direction: "inbound" },
    },
    cases: {
      measure: { cases: "open" },
      window: null,
      fact: { id: "1", openedAt: end("2024-01-01"), severity: "major", events: [] },
    },
    answers: {
      measure: { answers: "count" },
      window: "lifetime",
      fact: { id: "1", at: end("2024-01-01"), survey: "s", question: "q", scale: { min: 1, max: 5 }, value: 4 },
    },
    contracts: { measure: { contracts: "active" }, window: null, fact: { id: "1", from: "2024-01-01", to: null } },
  } as const;

  test.each(Object.entries(families))("%s count where they are given, and are left out where not", (family, one) => {
    const { measure: measured, window, fact } = one;
    const watched = defineMetrics({
      ...{ id: "m", version: 1, timeZone: "Asia/Shanghai", currency: "CNY" },
      metrics: [{ id: "n", kind: "count", window, measure: measured }],
    });
    const measuring = startMeasuring(watched, { moments: [end("2024-02-01")] });
    const facts = { customerId: "C-1", [family]: [{ ...fact, customerId: "C-1" }] };
    expect(measuring.of(facts).valuesAt(0)).toMatchObject({ n: measuring.of(facts).at(0).n });
    expect(measuring.of(facts).at(0).n.value).toBe(1);
    expect(measuring.of({ customerId: "C-1", [family]: [] }).valuesAt(0)).toMatchObject({ n: { value: 0 } });
    expect(measuring.of({ customerId: "C-1" }).valuesAt(0)).toEqual({});
  });

  test("a change of what is not given is left out with it", () => {
    const course = startMeasuring(metrics, { moments: [end("2024-02-01")] }).of({ customerId: "C-1", activity: [] });
    const { falling, growth, logins, satisfaction } = course.valuesAt(0);
    expect([falling, satisfaction]).toEqual([undefined, undefined]);
    expect([growth, logins]).toMatchObject([{ value: null }, { value: 0 }]);
  });
});

describe("looking closely", () => {
  const at = (time: string): string => `2024-03-01T${time}+08:00`;
  const timed = (id: string, time: string, refund: string | null): Order => ({
    ...order(id, "2024-03-01", "100.00"),
    at: at(time),
    refunds: refund === null ? [] : [{ at: at(refund), amount: { amount: "100.00", currency: "CNY" } }],
  });
  const times = [
    "08:59:59.999",
    "09:00:00",
    "09:59:59",
    "10:00:00",
    "14:59:59.999",
    "15:00:00",
    "16:00:00",
    "18:00:00",
  ];
  const bare = (value: unknown): unknown =>
    typeof value === "object" && value !== null && "value" in value ? value.value : value;
  const seen = (orders: readonly Order[] | ReturnType<typeof asDays>) => {
    const course = startMeasuring(metrics, { moments: times.map(at) }).of({ customerId: "C-1", orders });
    return times.map((time, place) => {
      const { tenure, net } = course.at(place);
      const alone = measure({ customerId: "C-1", orders }, metrics, { asOf: at(time) }).metrics;
      expect([tenure, net]).toEqual([alone.tenure, alone.net]);
      const plain = course.valuesAt(place);
      expect([plain.tenure, plain.net].map(bare)).toEqual([tenure.value, net.value]);
      return tenure.value;
    });
  };

  test("a first purchase that is paid back before another is made on the same day", () => {
    const orders = [timed("1", "09:00:00", "10:00:00"), timed("2", "15:00:00", null)];
    expect(seen(orders)).toEqual([null, 0, 0, null, null, 0, 0, 0]);
    expect(seen([timed("1", "09:00:00", "16:00:00"), timed("2", "15:00:00", "18:00:00")])).toEqual([
      null,
      0,
      0,
      0,
      0,
      0,
      0,
      null,
    ]);
  });

  test("a day that is under way", () => {
    const days = asDays([timed("1", "09:00:00", null), timed("2", "15:00:00", null)]);
    const course = startMeasuring(metrics, { moments: times.map(at) }).of({ customerId: "C-1", orders: days });
    expect(times.map((_, place) => course.at(place).ever.value)).toEqual([0, null, null, null, null, 2, 2, 2]);
    seen(days);
  });
});

describe("refusals", () => {
  const good = { moments: [end("2024-01-01")] };
  test.each<[string, () => unknown, string]>([
    [
      "no list",
      () => startMeasuring(metrics, { moments: "x" } as never),
      'moments: expected a list of moments, received "x"',
    ],
    [
      "no options",
      () => startMeasuring(metrics, null as never),
      "moments: expected a list of moments, received undefined",
    ],
    ["no customer", () => startMeasuring(metrics, good).of({} as never), ""],
    [
      "no such moment",
      () => startMeasuring(metrics, good).of({ customerId: "c" }).at(1),
      "place: expected 0 to 0, received 1",
    ],
    [
      "no such moment for values",
      () => startMeasuring(metrics, good).of({ customerId: "c" }).valuesAt(0.5),
      "place: expected 0 to 0, received 0.5",
    ],
  ])("%s", (_, run, message) => {
    expect(run).toThrow(expect.objectContaining({ code: "invalid-option", message: expect.stringContaining(message) }));
  });

  test("a moment that is none, a policy that was not checked", () => {
    expect(() => startMeasuring(metrics, { moments: ["yesterday"] })).toThrow(
      expect.objectContaining({ code: "invalid-instant" }),
    );
    expect(() => startMeasuring({ ...metrics } as typeof metrics, good)).toThrow(DomainError);
  });
});

describe("laws", () => {
  test("at every moment it is what measure measures", () => {
    fc.assert(
      fc.property(anyCourseFacts, anyMoments, anyAnchors, anyMore, (facts, moments, anchors, more) => {
        const course = startMeasuring(metrics, { moments }).of(facts, anchors);
        for (const [place, asOf] of moments.entries()) {
          const alone = measure(facts, metrics, { asOf, anchors: { ...anchors, ...more } });
          expect(course.at(place, more)).toEqual(alone.metrics);
        }
      }),
    );
  });

  test("conditions are as true of the values as of what is measured in full", () => {
    const compiled = compileConditions({
      metrics: definitions,
      currency: "CNY",
      timeZone: "Asia/Shanghai",
      conditions: definitions.flatMap(({ id, kind }) =>
        (kind === "money" ? ["0", "9000", "30000.5"] : [0, 0.5, 1, 2, 60, 200])
          .filter((value) => kind !== "count" || Number.isInteger(value))
          .filter((value) => kind !== "share" || Number(value) <= 1)
          .map((value) => ({ keys: [id], condition: { metric: id, op: ">=", value } })),
      ),
    });
    const conditions = definitions.length * 3;
    fc.assert(
      fc.property(anyCourseFacts, anyMoments, anyAnchors, anyMore, (facts, moments, anchors, more) => {
        const course = startMeasuring(metrics, { moments }).of(facts, anchors);
        for (const [place, asOf] of moments.entries()) {
          const sight = startSight(compiled, { asOf });
          const truths = (values: Parameters<typeof sight.observe>[0]): readonly number[] => {
            sight.observe(values, []);
            return Array.from({ length: conditions }, (_, at) => sight.truth(at));
          };
          expect(truths(course.valuesAt(place, more))).toEqual(truths(course.at(place, more)));
        }
      }),
    );
  });

  test("facts that can be gone through only once are read once", () => {
    fc.assert(
      fc.property(anyCourseOrders, anyMoments, (orders, moments) => {
        const once = (function* () {
          yield* orders;
        })();
        const measuring = startMeasuring(metrics, { moments });
        const [one, other] = [once, orders].map((rows) => measuring.of({ customerId: "C-1", orders: rows }));
        for (const place of moments.keys()) expect(one?.at(place)).toEqual(other?.at(place));
      }),
      { numRuns: 30 },
    );
  });

  test("days are measured as they are by themselves, cut or not", () => {
    fc.assert(
      fc.property(anyCourseOrders, anyMoments, (orders, moments) => {
        const facts = { customerId: "C-1", orders: asDays(orders) };
        const course = startMeasuring(metrics, { moments }).of(facts);
        for (const [place, asOf] of moments.entries()) {
          expect(course.at(place)).toEqual(measure(facts, metrics, { asOf }).metrics);
        }
      }),
    );
  });
});
