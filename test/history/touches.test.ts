import fc from "fast-check";
import { dayOf, daysBetween, endOfDay, type Instant, instantFromMs, orThrow } from "clientele/core";
import { startOrderSummary, summarizeOrders } from "clientele/history";
import { describe, expect, test } from "vitest";
import { customerIds, orderOf, policy, policyWith, stateOf } from "../support/history.ts";

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

describe("refusals", () => {
  test.each([
    ["interactions", null, ""],
    ["interactions", { ...call("c1", asOf), customerId: "" }, "/customerId"],
    ["interactions", { ...call("c1", asOf), at: "2026-01-31" }, "/at"],
    ["interactions", { ...call("c1", asOf), channel: 5 }, "/channel"],
    ["activity", call("c1", asOf), "/kind"],
    [
      "activity",
      {
        get kind() {
          throw new Error("no");
        },
        customerId: "c1",
        at: asOf,
      },
      "",
    ],
  ] as const)("%s %#", (input, row, path) => {
    const { findings } = summarizeOrders([], policy, { asOf, [input]: [visit("c0", asOf), row] });

    expect(findings.rows.at(-1)).toMatchObject({ index: 1, code: "invalid-fact", path, params: { input, path } });
  });

  test("what cannot be iterated over", () => {
    const collected = startOrderSummary(policy);
    for (const add of [collected.addInteractions, collected.addActivity]) {
      expect(() => {
        add(5 as never);
      }).toThrow(expect.objectContaining({ code: "invalid-option" }));
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
  test.each<readonly [unknown, string]>([
    [5, ""],
    [[null], "/0"],
    [[{ ...touch, what: "order" }], "/0/what"],
    [[{ ...touch, name: "" }], "/0/name"],
    [[{ ...touch, on: "2026-02-30" }], "/0/on"],
    [[{ ...touch, on: "2026-01-06" }], "/0/firstAt"],
    [[{ ...touch, lastAt: "2026-01-05T01:00:00.000Z" }], "/0/lastAt"],
    [[{ ...touch, count: -1 }], "/0/count"],
    [[touch, touch], "/1/on"],
    [[touch, { ...touch, what: "activity" }], "/1/on"],
  ])("a state with touches %#", (touches, path) => {
    const state = { ...stateOf([]), customers: [{ customerId: "c1", days: [], touches }] };

    expect(startOrderSummary(policy).merge(state as never)).toMatchObject({
      ok: false,
      error: { code: "invalid-state", path: `/customers/0/touches${path}` },
    });
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
