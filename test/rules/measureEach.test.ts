import type { CustomerFacts } from "clientele/rules";
import { defineMetrics, measure, measureEach, windowOf, windowsOf } from "clientele/rules";
import { describe, expect, test } from "vitest";
import { thrown } from "../support/core.ts";
import { orderOf } from "../support/history.ts";

const asOf = "2026-06-30T23:59:59.999+08:00";
const metrics = defineMetrics({
  id: "m",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: [
    { id: "month", kind: "money", window: { calendar: "month" }, measure: { orders: "net" } },
    { id: "membership", kind: "money", window: { anniversary: "enrolment", every: "P1Y" }, measure: { orders: "net" } },
    { id: "again", kind: "count", window: { anniversary: "enrolment", every: "P1Y" }, measure: { orders: "count" } },
    { id: "change", kind: "money", measure: { change: "membership", as: "difference" } },
    { id: "health", kind: "number" },
  ],
});
const rows = [
  ["c1", "2024-06-15", "2026-06-20T09:00:00+08:00"],
  ["c2", "2025-03-01", "2026-02-20T09:00:00+08:00"],
  ["c3", null, "2026-06-01T09:00:00+08:00"],
].map(([customerId, enrolledOn, at]) => ({
  customerId: customerId ?? "",
  enrolledOn: enrolledOn ?? null,
  orders: [orderOf(customerId ?? "", at ?? "", "10")],
}));
const anchorsOf = ({ enrolledOn }: { readonly enrolledOn: string | null }) => ({ enrolment: enrolledOn });

describe("examples", () => {
  test("each row is measured as by itself, with its own anniversaries, and travels along", () => {
    const each = [...measureEach(rows, metrics, { asOf, anchorsOf })];
    expect(each.map(({ row }) => row)).toEqual(rows);
    expect(each.map(({ measured }) => measured)).toEqual(
      rows.map((row) => measure(row, metrics, { asOf, anchors: anchorsOf(row) })),
    );
    expect(each.map(({ measured }) => measured.metrics.again.value)).toEqual([1, 0, null]);
  });

  test("rows are taken one at a time, as they are asked for", () => {
    let taken = 0;
    function* endless(): Generator<CustomerFacts> {
      for (;;) yield { customerId: `c${++taken}`, orders: [] };
    }
    const each = measureEach(endless(), metrics, { asOf });
    expect(taken).toBe(0);
    each.next();
    each.next();
    expect(taken).toBe(2);
  });

  test("the windows are those that measuring goes by", () => {
    const anchors = { enrolment: "2024-06-15" };
    const laid = windowsOf(metrics, { asOf, anchors });
    const options = { asOf, timeZone: "Asia/Shanghai", anchors };
    expect(laid).toEqual({
      month: windowOf({ calendar: "month" }, options),
      membership: windowOf({ anniversary: "enrolment", every: "P1Y" }, options),
      again: windowOf({ anniversary: "enrolment", every: "P1Y" }, options),
      change: null,
      health: null,
    });
    expect(windowsOf(metrics, { asOf }).membership).toEqual({
      ok: false,
      error: { code: "anchor-missing", anchor: "enrolment" },
    });
  });
});

describe("refusals", () => {
  test.each<readonly [string, () => unknown, string]>([
    ["no rows", () => measureEach(null as never, metrics, { asOf }), "invalid-option"],
    ["an object of rows", () => measureEach({ rows } as never, metrics, { asOf }), "invalid-option"],
    [
      "anchors that are no function",
      () => measureEach(rows, metrics, { asOf, anchorsOf: {} as never }),
      "invalid-option",
    ],
    ["a day as asOf", () => measureEach(rows, metrics, { asOf: "2026-06-30" }), "invalid-instant"],
    ["a spread dictionary", () => measureEach(rows, { ...metrics } as never, { asOf }), "policy-not-checked"],
    ["nobody among the rows", () => [...measureEach([{ customerId: "" }], metrics, { asOf })], "invalid-option"],
    ["windows of a spread dictionary", () => windowsOf({ ...metrics } as never, { asOf }), "policy-not-checked"],
    ["windows at a day", () => windowsOf(metrics, { asOf: "2026-06-30" }), "invalid-instant"],
  ])("%s", (_, call, code) => {
    expect(thrown(call)).toBe(`DomainError ${code}`);
  });
});
