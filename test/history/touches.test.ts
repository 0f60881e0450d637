import fc from "fast-check";
import { dayOf, daysBetween, endOfDay, type Instant, instantFromMs, orThrow } from "clientele/core";
import { startOrderSummary, summarizeOrders } from "clientele/history";
import { describe, expect, test } from "vitest";
import { customerIds, orderOf, policy, policyWith, stateOf, noCounts } from "../support/history.ts";

const asOf = "2026-01-31T23:59:59.999+08:00";
const call = (customerId: string, at: string, channel = "telephone") => ({ customerId, at, channel });
const visit = (customerId: string, at: string, kind = "visit") => ({ customerId, at, kind });

describe("examples", () => {
  test("counts, distinct days, the first and the last, by channel and kind", () => {
    const { customers, counts } = summarizeOrders([orderOf("c1", "2026-01-05T10:00:00+08:00", "80")], policy, {
      asOf,
      interactions: [
        call("c1", "2026-01-20T09:00:00+08:00"),
        call("c1", "2026-01-20T19:00:00+08:00"),
        call("c1", "2026-01-02T09:00:00+08:00"),
        call("c1", "2026-01-03T09:00:00+08:00", "email"),
        call("c2", "2026-02-03T09:00:00+08:00"),
      ],
      activity: [visit("c3", "2026-01-31T09:00:00+08:00"), visit("c1", "2026-01-01T09:00:00+08:00", "telephone")],
    });

    expect(customers.map(({ customerId, interactions, activity }) => ({ customerId, interactions, activity }))).toEqual(
      [
        {
          customerId: "c1",
          interactions: [
            { name: "email", count: 1, days: 1, firstOn: "2026-01-03", lastOn: "2026-01-03", recencyDays: 28 },
            { name: "telephone", count: 3, days: 2, firstOn: "2026-01-02", lastOn: "2026-01-20", recencyDays: 11 },
          ],
          activity: [
            { name: "telephone", count: 1, days: 1, firstOn: "2026-01-01", lastOn: "2026-01-01", recencyDays: 30 },
          ],
        },
        {
          customerId: "c3",
          interactions: [],
          activity: [{ name: "visit", count: 1, days: 1, firstOn: "2026-01-31", lastOn: "2026-01-31", recencyDays: 0 }],
        },
      ],
    );
    expect(counts).toMatchObject({ orders: 1, interactions: 4, activity: 2, afterAsOf: 1 });
    expect(customers[1]).toMatchObject({ orders: 0, recencyDays: null, repeat: null });
  });

  test("a day of touches that is not over is left out, and said once", () => {
    const collected = startOrderSummary(policy);
    collected.add([orderOf("c1", "2026-01-05T10:00:00+08:00", "1"), orderOf("c1", "2026-01-05T14:00:00+08:00", "1")]);
    collected.addInteractions([call("c1", "2026-01-05T10:00:00+08:00"), call("c1", "2026-01-05T14:00:00+08:00")]);

    const { customers, counts, findings } = collected.finish({ asOf: "2026-01-05T12:00:00+08:00" });

    expect([customers, counts.afterAsOf, findings.byCode]).toEqual([[], 4, { "day-not-over": 1 }]);
  });
});

describe("days that are not over", () => {
  test("asked at once, what came before the moment counts, to the millisecond", () => {
    const [at, before, after] = ["12:00:00.000", "11:59:59.999", "12:00:00.001"].map(
      (time) => `2026-01-05T${time}+08:00`,
    ) as [string, string, string];
    const { customers, counts, findings } = summarizeOrders([], policy, {
      asOf: at,
      interactions: [call("c1", before), call("c1", at), call("c1", after)],
      activity: [visit("c1", after)],
    });

    expect(customers[0]?.interactions).toEqual([
      { name: "telephone", count: 2, days: 1, firstOn: "2026-01-05", lastOn: "2026-01-05", recencyDays: 0 },
    ]);
    expect([counts.interactions, counts.activity, counts.afterAsOf, findings.total]).toEqual([2, 0, 2, 0]);
  });

  test("of touches alone, one that begins with the moment is told, one after it is not", () => {
    const told = (first: string): readonly unknown[] => {
      const collected = startOrderSummary(policy);
      collected.addActivity([visit("c1", first), visit("c1", "2026-01-05T18:00:00+08:00")]);
      const { findings, counts } = collected.finish({ asOf: "2026-01-05T12:00:00+08:00" });
      return [...findings.rows, counts.afterAsOf];
    };
    const finding = {
      index: null,
      code: "day-not-over",
      path: "",
      params: { customerId: "c1", on: "2026-01-05" },
    };

    expect(told("2026-01-05T12:00:00+08:00")).toEqual([finding, 2]);
    expect(told("2026-01-05T12:00:00.001+08:00")).toEqual([2]);
  });

  test("two at once, where clocks went back over midnight: told by date", () => {
    const collected = startOrderSummary(policyWith({ timeZone: "America/St_Johns" }));
    // at one minute past midnight it was 23:01 of the day before, once more
    collected.add([orderOf("c1", "2010-11-07T02:30:30Z", "1"), orderOf("c1", "2010-11-07T12:00:00Z", "1")]);
    collected.addActivity([visit("c1", "2010-11-07T02:00:00Z"), visit("c1", "2010-11-07T03:20:00Z")]);

    expect(collected.finish({ asOf: "2010-11-07T03:00:00Z" }).findings.rows.map(({ params }) => params["on"])).toEqual([
      "2010-11-06",
      "2010-11-07",
    ]);
  });
});

describe("refusals", () => {
  const thrower = {
    get kind() {
      throw new Error("no");
    },
    customerId: "c1",
    at: asOf,
  };
  test.each<readonly ["interactions" | "activity", unknown, string, string, string]>([
    ["interactions", null, "", "object", "null"],
    ["interactions", "call", "", "object", '"call"'],
    ["activity", 5, "", "object", "5"],
    ["interactions", { ...call("c1", asOf), customerId: "" }, "/customerId", "non-empty-text", '""'],
    ["activity", { ...visit("c1", asOf), customerId: 5 }, "/customerId", "non-empty-text", "5"],
    ["interactions", { ...call("c1", asOf), at: "2026-01-31" }, "/at", "instant", '"2026-01-31"'],
    ["interactions", { ...call("c1", asOf), channel: 5 }, "/channel", "non-empty-text", "5"],
    ["interactions", { ...call("c1", asOf), channel: "" }, "/channel", "non-empty-text", '""'],
    ["activity", call("c1", asOf), "/kind", "non-empty-text", "undefined"],
    ["activity", thrower, "", "plain-data", "an object"],
  ])("%s %#", (input, row, path, expected, observed) => {
    const { findings, counts } = summarizeOrders([], policy, { asOf, [input]: [{}, row] });

    expect(findings.total).toBe(2);
    expect(findings.rows.at(-1)).toEqual({
      index: 1,
      code: "invalid-fact",
      path,
      params: { input, path, expected, observed },
    });
    expect(counts).toEqual(noCounts);
  });

  test("what cannot be iterated over", () => {
    const collected = startOrderSummary(policy);
    for (const [name, add] of [
      ["orders", collected.add],
      ["interactions", collected.addInteractions],
      ["activity", collected.addActivity],
    ] as const) {
      for (const [rows, shown] of [
        [5, "5"],
        [null, "null"],
        [{}, "an object"],
      ] as const) {
        expect(() => {
          add(rows as never);
        }).toThrow(
          expect.objectContaining({
            code: "invalid-option",
            message: `${name}: expected something to iterate over, received ${shown}`,
          }),
        );
      }
    }
  });

  const touch = {
    what: "interaction",
    name: "telephone",
    on: "2026-01-05",
    firstAt: "2026-01-05T02:00:00.000Z",
    lastAt: "2026-01-05T02:00:00.000Z",
    count: 1,
  };
  test.each<readonly [unknown, string, string]>([
    [5, "", "array"],
    [[null], "/0", "object"],
    [[{ ...touch, what: "order" }], "/0/what", "known-name"],
    [[{ ...touch, name: "" }], "/0/name", "non-empty-text"],
    [[{ ...touch, name: 5 }], "/0/name", "non-empty-text"],
    [[{ ...touch, on: "2026-02-30" }], "/0/on", "day"],
    [[{ ...touch, on: "2026-01-06" }], "/0/firstAt", "instant"],
    [[{ ...touch, firstAt: new Date(touch.firstAt) }], "/0/firstAt", "instant"],
    [[{ ...touch, lastAt: "2026-01-05T01:00:00.000Z" }], "/0/lastAt", "instant"],
    [[{ ...touch, count: -1 }], "/0/count", "non-negative-integer"],
    [[touch, touch], "/1/on", "day"],
    [[touch, { ...touch, what: "activity" }], "/1/on", "day"],
  ])("a state with touches %#", (touches, path, expected) => {
    const state = { ...stateOf([]), customers: [{ customerId: "c1", days: [], touches }] };

    expect(startOrderSummary(policy).merge(state as never)).toEqual({
      ok: false,
      error: { code: "invalid-state", path: `/customers/0/touches${path}`, expected },
    });
  });

  test("touches beyond count: merge throws, and nothing of the state is taken in", () => {
    const many = { customerId: "c2", days: [], touches: [{ ...touch, count: Number.MAX_SAFE_INTEGER }] };
    const collected = startOrderSummary(policy);
    orThrow(collected.merge({ ...stateOf([]), customers: [many] } as never));
    const before = collected.state();
    const more = stateOf([orderOf("c1", "2026-01-05T10:00:00+08:00", "1")]);

    expect(() => collected.merge({ ...more, customers: [...more.customers, many] } as never)).toThrow(
      expect.objectContaining({ code: "out-of-range" }),
    );
    expect(collected.state()).toEqual(before);
  });
});

describe("laws", () => {
  const anyTouches = fc.array(
    fc.record({
      customerId: fc.constantFrom(...customerIds),
      at: fc.integer({ min: -60, max: 60 }).map((hours) => instantFromMs(Date.UTC(2024, 9, 27, 1) + hours * 3_600_000)),
      name: fc.constantFrom("telephone", "email", "__proto__", "a:b"),
      what: fc.constantFrom("interaction", "activity"),
    }),
    { maxLength: 20 },
  );
  const zones = fc.constantFrom("UTC", "Europe/Berlin", "Pacific/Apia");
  interface Touch {
    customerId: string;
    at: Instant;
    name: string;
    what: "interaction" | "activity";
  }
  const rows = (touches: readonly Touch[], what: Touch["what"]) =>
    touches
      .filter((touch) => touch.what === what)
      .map(({ name, ...touch }) => ({ ...touch, channel: name, kind: name }));

  test("every number follows from its definition, merged or not", () =>
    fc.assert(
      fc.property(anyTouches, zones, fc.integer({ min: -2, max: 2 }), (drawn, timeZone, nights) => {
        const touches = drawn as readonly Touch[];
        const by = policyWith({ timeZone });
        const night = endOfDay(dayOf(new Date(Date.UTC(2024, 9, 27, 1) + nights * 86_400_000), { timeZone }), {
          timeZone,
        });
        const options = {
          asOf: night,
          interactions: rows(touches, "interaction"),
          activity: rows(touches, "activity"),
        };
        const summary = summarizeOrders([], by, options);
        const merged = startOrderSummary(by);
        for (const half of [0, 1]) {
          const part = startOrderSummary(by);
          const own = touches.filter((_, i) => i % 2 === half);
          part.addInteractions(rows(own, "interaction"));
          part.addActivity(rows(own, "activity"));
          orThrow(merged.merge(half === 0 ? part.state() : part.columns()));
        }

        expect(merged.finish({ asOf: night })).toEqual(summary);
        const known = touches.filter(({ at }) => at <= night);
        expect(summary.customers.map(({ customerId }) => customerId)).toEqual(
          [...new Set(known.map(({ customerId }) => customerId))].sort(),
        );
        for (const customer of summary.customers) {
          for (const [what, own] of [
            ["interaction", customer.interactions],
            ["activity", customer.activity],
          ] as const) {
            const theirs = known.filter((touch) => touch.what === what && touch.customerId === customer.customerId);
            expect(own).toEqual(
              [...new Set(theirs.map(({ name }) => name))].sort().map((name) => {
                const same = theirs.filter((touch) => touch.name === name);
                const days = [...new Set(same.map(({ at }) => dayOf(at, { timeZone })))].sort();
                return {
                  name,
                  count: same.length,
                  days: days.length,
                  firstOn: days[0],
                  lastOn: days.at(-1),
                  recencyDays: daysBetween(days.at(-1)!, dayOf(night, { timeZone })),
                };
              }),
            );
          }
        }
      }),
    ));
});
