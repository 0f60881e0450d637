import fc from "fast-check";
import type { InstantInput } from "clientele/core";
import { defineTierPolicy, metricWindows } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { ladder } from "../support/tiers.ts";

const spanOf = (
  policy: ReturnType<typeof defineTierPolicy>,
  asOf: InstantInput,
  metric = "spend",
): { readonly from: unknown; readonly to: unknown } | null => {
  const span = metricWindows(policy, { asOf })[metric];
  return span?.ok === true ? { from: span.value.from, to: span.value.to } : null;
};
const over = (rolling: string, timeZone = "Asia/Shanghai"): ReturnType<typeof defineTierPolicy> =>
  defineTierPolicy<string, string>({
    ...ladder,
    timeZone,
    metrics: [{ ...ladder.metrics[0], window: { rolling } }, ...ladder.metrics.slice(1)],
  });

describe("examples", () => {
  test.each([
    ["P12M", "2026-07-01T00:00:00+08:00", "2025-06-30T16:00:00.000Z"],
    ["P1M", "2026-03-31T10:00:00+08:00", "2026-02-28T02:00:00.000Z"], // the last of a shorter month
    ["P90D", "2026-03-31T10:00:00+08:00", "2025-12-31T02:00:00.000Z"],
    ["PT36H", "2026-03-31T10:00:00+08:00", "2026-03-29T14:00:00.000Z"],
  ])("%s before %s", (rolling, asOf, after) => {
    expect(spanOf(over(rolling), asOf)?.from).toBe(after);
  });

  test("a day is laid in the policy's zone, across its changes of clock", () => {
    expect(spanOf(over("P1D", "Europe/Berlin"), "2026-03-29T12:00:00+02:00")).toEqual({
      from: "2026-03-28T11:00:00.000Z",
      to: "2026-03-29T10:00:00.000Z",
    });
  });

  test("the lifetime has no beginning", () => {
    expect(spanOf(over("P1D"), "2026-01-01T00:00:00Z", "idleDays")).toEqual({
      from: null,
      to: "2026-01-01T00:00:00.000Z",
    });
  });

  test("an anniversary window asks for its moment, and a metric without window has none", () => {
    const policy = defineTierPolicy({
      ...ladder,
      metrics: [
        { id: "spend", kind: "money", window: { anniversary: "enrolment", every: "P1Y" } },
        { id: "orders", kind: "count" },
        { id: "idleDays", kind: "days", window: { calendar: "quarter", fiscalStart: 4, back: 1 } },
      ],
    });
    const asOf = "2026-07-01T00:00:00+08:00";
    expect(metricWindows(policy, { asOf }).spend).toEqual({
      ok: false,
      error: { code: "anchor-missing", anchor: "enrolment" },
    });
    const { spend, idleDays, orders } = metricWindows(policy, { asOf, anchors: { enrolment: "2020-02-29" } });
    expect(spend).toMatchObject({ value: { from: "2026-02-27T16:00:00.000Z", to: "2026-06-30T16:00:00.000Z" } });
    expect(idleDays).toMatchObject({ value: { from: "2026-03-31T16:00:00.000Z", to: "2026-06-30T16:00:00.000Z" } });
    expect(orders).toBeUndefined();
  });
});

describe("refusals", () => {
  test("a policy that went through no door, a moment without offset", () => {
    const policy = over("P1D");
    expect(() => metricWindows({ ...policy } as typeof policy, { asOf: "2026-01-01T00:00:00Z" })).toThrow(/doors/);
    expect(() => metricWindows(policy, { asOf: "2026-01-01" })).toThrow(/offset/);
  });
});

describe("laws", () => {
  test("later moments have later windows, which end at the moment", () => {
    const moments = fc.date({ min: new Date("2000-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(moments, moments, fc.constantFrom("P12M", "P1M", "P90D", "PT36H"), (a, b, rolling) => {
        const [early, late] = [a, b].toSorted((x, y) => x.getTime() - y.getTime());
        const [first, second] = [early, late].map((asOf) => spanOf(over(rolling), asOf ?? a));
        expect(String(first?.from) <= String(second?.from)).toBe(true);
        expect(String(first?.from) < String(first?.to)).toBe(true);
      }),
    );
  });
});
