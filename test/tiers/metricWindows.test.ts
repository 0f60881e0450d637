import fc from "fast-check";
import { defineTierPolicy, metricWindows } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { ladder } from "../support/tiers.ts";

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
    expect(metricWindows(over(rolling), { asOf })["spend"]?.after).toBe(after);
  });

  test("a day is laid in the policy's zone, across its changes of clock", () => {
    expect(metricWindows(over("P1D", "Europe/Berlin"), { asOf: "2026-03-29T12:00:00+02:00" })["spend"]).toEqual({
      after: "2026-03-28T11:00:00.000Z",
      until: "2026-03-29T10:00:00.000Z",
    });
  });

  test("the lifetime has no beginning", () => {
    expect(metricWindows(over("P1D"), { asOf: "2026-01-01T00:00:00Z" })["idleDays"]).toEqual({
      after: null,
      until: "2026-01-01T00:00:00.000Z",
    });
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
        const [first, second] = [early, late].map((asOf) => metricWindows(over(rolling), { asOf: asOf ?? a })["spend"]);
        expect((first?.after ?? "") <= (second?.after ?? "")).toBe(true);
        expect((first?.after ?? "") < (first?.until ?? "")).toBe(true);
      }),
    );
  });
});
