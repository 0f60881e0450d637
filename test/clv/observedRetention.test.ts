import { readFileSync } from "node:fs";
import { fitSbg, observedRetention, retentionCurve, simulateRenewals, survivorColumns } from "clientele/clv";
import { orThrow } from "clientele/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const golden = JSON.parse(readFileSync(new URL("../golden/kaplan-meier.json", import.meta.url), "utf8")) as {
  readonly treated: {
    readonly time: readonly number[];
    readonly ended: readonly number[];
    readonly published: readonly (readonly number[])[];
  };
};

describe("examples", () => {
  test("the remission of leukaemia, as published: weeks are renewals", () => {
    const { time, ended, published } = golden.treated;
    const renewals = time.map((week, row) => week - (ended[row] ?? 0));
    const seen = orThrow(observedRetention({ renewals, ended }));
    const digits = (number: number | null): number => Number(number?.toFixed(4));
    expect(
      seen.map((step) => [step.renewal, ...[step.survival, step.standardError, step.low, step.high].map(digits)]),
    ).toEqual(published);
  });

  test("a cohort that dies out has no interval at its end", () => {
    const seen = orThrow(observedRetention({ renewals: [0, 1], ended: [true, true] }));
    expect(seen.map(({ retention, survival }) => [retention, survival])).toEqual([
      [0.5, 0.5],
      [0, 0],
    ]);
    expect(seen[1]).toMatchObject({ standardError: null, low: null, high: null, atRisk: 1, left: 1 });
  });

  test("who was never due tells nothing, and nobody who left is nothing seen", () => {
    const one = { renewals: [0, 3], ended: [1, 0] };
    const more = { renewals: [0, 3, 0, 0], ended: [1, 0, 0, 0] };
    expect(observedRetention(more)).toEqual(observedRetention(one));
    expect(observedRetention({ renewals: [2], ended: [0] })).toEqual({ ok: true, value: [] });
  });

  test("the model's curve lies within the intervals of what it was fitted on", () => {
    const columns = simulateRenewals(
      { format: "sbg-model/1", parameters: { alpha: 0.7, beta: 1.2 } },
      { due: Array.from({ length: 4000 }, (_, i) => 1 + (i % 8)), seed: 5 },
    );
    const { model } = orThrow(fitSbg(columns));
    const curve = retentionCurve(model, { renewals: 8 });
    const seen = orThrow(observedRetention(columns, { level: 0.999 }));
    expect(seen).toHaveLength(8);
    seen.forEach(({ low, high }, index) => {
      expect(curve[index]?.survival).toBeGreaterThan(low ?? NaN);
      expect(curve[index]?.survival).toBeLessThan(high ?? NaN);
    });
  });
});

describe("refusals", () => {
  test("rows that cannot be", () => {
    expect(
      observedRetention({ renewals: [1, -1, 2, 1], ended: [1, 0, 2, 0], weight: [1, 1, 1, 0] }, { listed: 2 }),
    ).toMatchObject({ ok: false, error: { code: "invalid-rows", total: 3, first: 1 } });
    expect(() => observedRetention({ renewals: [1], ended: [] })).toThrow(
      expect.objectContaining({ code: "invalid-columns" }),
    );
  });

  test.each([{ level: 1 }, { level: 0 }, { level: "high" as never }, { scale: "log" as never }])("%j", (options) => {
    expect(() => observedRetention({ renewals: [], ended: [] }, options)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });
});

describe("laws", () => {
  test("of one whole cohort it is the share of survivors, and retention multiplies up to it", () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 10 }), (losses) => {
        const survivors = [losses.reduce((sum, loss) => sum + loss, 7)];
        for (const loss of losses) survivors.push((survivors.at(-1) ?? NaN) - loss);
        const seen = orThrow(observedRetention(orThrow(survivorColumns(survivors)), { scale: "plain" }));
        let kept = 1;
        for (const step of seen) {
          kept *= step.retention;
          expect(step.survival).toBeCloseTo((survivors[step.renewal] ?? NaN) / (survivors[0] ?? NaN), 12);
          expect(step.survival).toBeCloseTo(kept, 12);
          expect(step.low).toBeLessThanOrEqual(step.survival);
          expect(step.high).toBeGreaterThanOrEqual(step.survival);
        }
        expect(seen).toHaveLength(losses.filter((loss) => loss > 0).length);
      }),
    ));
});
