import fc from "fast-check";
import { money, orThrow } from "clientele/core";
import { profileSegment, profileSegments, type ProfileSubject } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { shuffled } from "../support/concentration.ts";

const rows = (count: number, of: (i: number) => Partial<ProfileSubject>): ProfileSubject[] =>
  Array.from({ length: count }, (_, i) => ({ customerId: `c${i}`, segment: "all", ...of(i) }));

describe("examples", () => {
  test("the whole answer", () => {
    const customers = rows(8, (i) => ({
      segment: i < 6 ? "core" : "rest",
      value: i,
      metrics: { orders: i < 6 ? i + 1 : 0, days: i === 0 ? 3 : null },
      traits: { industry: i === 7 ? "retail" : "machinery", city: null },
    }));

    expect(profileSegments(customers)).toEqual({
      customers: 8,
      value: 28,
      confidence: 0.95,
      segments: [
        {
          segment: "core",
          customers: 6,
          size: {
            share: 0.75,
            low: expect.closeTo(0.409, 3) as number, // 6 of 8
            high: expect.closeTo(0.929, 3) as number,
          },
          value: 15,
          valueShare: 15 / 28,
          valued: 6,
          metrics: [
            { metric: "days", known: 1, missing: 5, median: 3, interval: null, everyone: 3, standing: "unclear" },
            {
              metric: "orders",
              known: 6,
              missing: 0,
              median: 3.5,
              interval: { low: 1, high: 6, coverage: expect.closeTo(0.96875, 12) as number },
              everyone: 2.5,
              standing: "unclear",
            },
          ],
          traits: [
            {
              trait: "industry",
              level: "machinery",
              customers: 6,
              known: 6,
              share: 1,
              low: expect.closeTo(0.61, 2) as number,
              high: 1,
              everyone: 0.875,
              index: 1 / 0.875,
              representation: "unclear",
            },
            {
              trait: "industry",
              level: "retail",
              customers: 0,
              known: 6,
              share: 0,
              low: 0,
              high: expect.closeTo(0.39, 2) as number,
              everyone: 0.125,
              index: 0,
              representation: "unclear",
            },
          ],
        },
        expect.objectContaining({ segment: "rest", customers: 2, value: 13 }) as object,
      ],
      rows: { total: 0, byCode: {}, rows: [] },
    });
  });

  test("what lies wholly above or below everyone is told so", () => {
    const customers = rows(40, (i) => ({
      segment: i < 10 ? "core" : "rest",
      metrics: { orders: i < 10 ? 20 + i : i % 5, days: i < 10 ? 1 : 300 },
      traits: { industry: i < 8 || i > 37 ? "machinery" : "retail" },
    }));
    const core = orThrow(profileSegment(customers, { segment: "core" }));

    expect(core.metrics.map(({ metric, standing }) => [metric, standing])).toEqual([
      ["days", "below"],
      ["orders", "above"],
    ]);
    expect(core.traits.map(({ level, representation }) => [level, representation])).toEqual([
      ["machinery", "over"],
      ["retail", "under"],
    ]);
  });

  test("money, and a confidence of one's own", () => {
    const customers = rows(3, (i) => ({ segment: i === 0 ? "a" : "b", value: money("0.10", "CNY") }));
    const { value, segments } = profileSegments(customers, { currency: "CNY", confidence: 0.5 });

    expect([value, segments[1]?.valueShare]).toEqual([0.3, 1 / 3]);
    expect(segments[0]?.size.low).toBeGreaterThan(0.45);
  });

  test("nobody has worth: shares of it are not known", () => {
    expect(profileSegments(rows(2, () => ({ value: 0 }))).segments[0]?.valueShare).toBeNull();
    expect(profileSegments([])).toMatchObject({ customers: 0, segments: [] });
    expect(
      profileSegment(
        rows(2, () => ({})),
        { segment: "none" },
      ),
    ).toEqual({
      ok: false,
      error: { code: "empty-segment", segment: "none" },
    });
  });
});

describe("refusals", () => {
  test("rows that cannot be used are counted and listed, and leave nothing behind", () => {
    const bad = [
      { customerId: "x1", segment: 5 },
      { customerId: "x2", segment: "core", value: NaN },
      { customerId: "x3", segment: "core", metrics: { "a/b": Infinity, good: 5 } },
      { customerId: "x4", segment: "core", metrics: { good: 5 }, traits: { industry: 7 } },
    ] as unknown as ProfileSubject[];
    const profiles = profileSegments([...rows(1, () => ({})), ...bad]);

    expect(profiles.segments.map(({ segment, metrics }) => [segment, metrics])).toEqual([["all", []]]);
    expect(profiles.rows.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [1, "invalid-fact", "/segment"],
      [2, "invalid-fact", "/value"],
      [3, "invalid-fact", "/metrics/a~1b"],
      [4, "invalid-fact", "/traits/industry"],
    ]);
  });

  test("facts that are wrong, whole", () => {
    const bad = [
      null,
      { customerId: "a", segment: "s", metrics: { m: "5" } },
      { customerId: "b", segment: "s", metrics: { m: undefined }, traits: { t: undefined } },
      { customerId: "b", segment: "s" },
    ] as unknown as ProfileSubject[];
    const { rows: findings, customers } = profileSegments(bad);
    const fact = (index: number, path: string, expected: string, observed: string) => ({
      index,
      code: "invalid-fact",
      path,
      params: { path, expected, observed },
    });

    expect(customers).toBe(1);
    expect(findings.rows).toEqual([
      fact(0, "", "object", "null"),
      fact(1, "/metrics/m", "finite-number", '"5"'),
      { index: 3, code: "repeated-customer", path: "", params: { customerId: "b" } },
    ]);
  });

  test.each([
    [{ confidence: 0 }, "confidence: expected above 0 and below 1, received 0"],
    [{ confidence: 1 }, "confidence: expected above 0 and below 1, received 1"],
    [{ currency: "X" }, 'currency: expected an ISO 4217 code, received "X"'],
    [{ currency: 5 as never }, "currency: expected an ISO 4217 code, received 5"],
  ])("%j is told", (options, message) => {
    expect(() => profileSegments([], options)).toThrow(
      expect.objectContaining({ code: "invalid-option", message }) as Error,
    );
  });

  test("worth in money is in major units, everyone's and each segment's", () => {
    const { value, segments } = profileSegments(
      rows(4, (i) => ({ segment: i === 0 ? "a" : "b", value: money(`${i + 1}.50`, "CNY") })),
      { currency: "CNY" },
    );

    expect([value, ...segments.map((one) => [one.segment, one.value, one.valueShare, one.valued])]).toEqual([
      12,
      ["b", 10.5, 0.875, 3],
      ["a", 1.5, 0.125, 1],
    ]);
  });

  test.each([[{ confidence: 0 }], [{ confidence: 1 }], [{ confidence: NaN }], [{ currency: "X" }], [{ listed: -1 }]])(
    "%j is the caller's mistake",
    (options) => {
      expect(() => profileSegments([], options)).toThrow(expect.objectContaining({ code: "invalid-option" }) as Error);
    },
  );
});

const anyRows = fc
  .array(
    fc.record({
      segment: fc.constantFrom("core", "rest", "constructor"),
      value: fc.option(fc.integer({ min: -50, max: 1000 })),
      metrics: fc.record({ orders: fc.option(fc.nat({ max: 9 })) }),
      traits: fc.record({ city: fc.option(fc.constantFrom("Suzhou", "Xi'an", "toString")) }),
    }),
    { maxLength: 40 },
  )
  .map((list): ProfileSubject[] => list.map((row, i) => ({ customerId: `c${i}`, ...row })));

describe("laws", () => {
  test("order-blind and JSON-safe", () =>
    fc.assert(
      fc.property(shuffled(anyRows), ([customers, others]) => {
        const profiles = profileSegments(customers);
        expect(profileSegments(others)).toEqual(profiles);
        expect(JSON.parse(JSON.stringify(profiles))).toEqual(profiles);
      }),
    ));

  test("conserving: segments add up to everyone; intervals hold what they are about", () =>
    fc.assert(
      fc.property(anyRows, (customers) => {
        const { segments, customers: count, value } = profileSegments(customers);
        const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);

        expect(sum(segments.map((one) => one.customers))).toBe(count);
        expect(count).toBe(customers.length);
        expect(sum(segments.map((one) => one.value))).toBe(value);
        for (const { size, metrics, traits, customers: own } of segments) {
          expect(size.low).toBeLessThanOrEqual(size.share);
          expect(size.high).toBeGreaterThanOrEqual(size.share);
          for (const { known, missing, median, interval } of metrics) {
            expect(known + missing).toBe(own);
            if (interval === null) continue;
            expect(interval.low).toBeLessThanOrEqual(median ?? NaN);
            expect(interval.high).toBeGreaterThanOrEqual(median ?? NaN);
            expect(interval.coverage).toBeGreaterThanOrEqual(0.95);
          }
          const [first] = traits;
          if (first !== undefined) expect(sum(traits.map((one) => one.customers))).toBe(first.known);
          for (const { share, low, high } of traits) {
            expect(low).toBeLessThanOrEqual(share + 1e-15);
            expect(high).toBeGreaterThanOrEqual(share - 1e-15);
          }
        }
      }),
    ));
});
