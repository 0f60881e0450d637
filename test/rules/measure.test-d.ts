import {
  defineMetrics,
  measure,
  type MeasuredMetric,
  type Measurement,
  type MetricDictionary,
  type MetricSource,
} from "clientele/rules";
import type { Sealed } from "clientele/core";
import type { MetricValues } from "../../src/rules/metricModel.ts";
import { assertType, expectTypeOf, test } from "vitest";

const base = { id: "m", version: 1, timeZone: "UTC", currency: "CNY" } as const;
const metrics = defineMetrics({
  ...base,
  metrics: [
    { id: "logins", kind: "count", window: { rolling: "P30D" }, measure: { activity: "count" } },
    { id: "change", kind: "number", measure: { change: "logins", as: "ratio" } },
  ],
});

test("metric names flow into dictionaries and measurements", () => {
  expectTypeOf(metrics).toEqualTypeOf<MetricDictionary<"logins" | "change">>();
  const measured = measure({ customerId: "c1" }, metrics, { asOf: new Date(0) });
  expectTypeOf(measured).toEqualTypeOf<Measurement<"logins" | "change">>();
  expectTypeOf(measured.metrics.logins).toEqualTypeOf<MeasuredMetric>();
  // @ts-expect-error no such metric
  assertType<unknown>(measured.metrics.login);
  // what is measured is what conditions are held against
  assertType<MetricValues<"logins" | "change">>(measured.metrics);
});

test("a typo does not compile", () => {
  defineMetrics({
    ...base,
    metrics: [
      { id: "logins", kind: "count", window: { rolling: "P30D" }, measure: { activity: "count" } },
      // @ts-expect-error no such metric
      { id: "change", kind: "number", measure: { change: "login", as: "ratio" } },
    ],
  });
  // @ts-expect-error no such family
  defineMetrics({ ...base, metrics: [{ id: "x", kind: "count", window: "lifetime", measure: { clicks: "count" } }] });
});

test("a dictionary that was spread, or never checked, is not taken", () => {
  expectTypeOf<MetricDictionary<"x">>().toExtend<Sealed<MetricSource<"x">>>();
  // @ts-expect-error the seal is lost
  measure({ customerId: "c1" }, { ...metrics }, { asOf: new Date(0) });
  // @ts-expect-error never checked
  measure({ customerId: "c1" }, { ...base, metrics: [] }, { asOf: new Date(0) });
});
