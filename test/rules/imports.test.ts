import fc from "fast-check";
import { fromJsonLogic, fromMongoQuery, type ImportIssue } from "clientele/rules";
import type { Result } from "clientele/core";
import { describe, expect, test } from "vitest";
import { metrics } from "../support/conditions.ts";

const options = { metrics, currency: "CNY" };
const said = (result: Result<unknown, readonly ImportIssue[]>): unknown =>
  result.ok ? result.value : result.error.map(({ code, path }) => [code, path]);
const orders = { var: "orders" };
const atLeast = (value: number) => ({ metric: "orders", op: ">=", value });

describe("JsonLogic", () => {
  test.each<[unknown, unknown]>([
    [{ ">=": [orders, 3] }, atLeast(3)],
    [{ "<=": [3, orders] }, atLeast(3)],
    [{ ">": [3, orders] }, { metric: "orders", op: "<", value: 3 }],
    [{ ">=": [{ var: ["orders"] }, 3] }, atLeast(3)],
    [
      { "<": [3, orders, 6] },
      {
        all: [
          { metric: "orders", op: ">", value: 3 },
          { metric: "orders", op: "<", value: 6 },
        ],
      },
    ],
    [{ "<=": [3, orders, 6] }, { all: [atLeast(3), { metric: "orders", op: "<=", value: 6 }] }],
    [{ "==": [orders, 3] }, { metric: "orders", op: "=", value: 3 }],
    [{ "===": [3, orders] }, { metric: "orders", op: "=", value: 3 }],
    [{ "!=": [{ var: "city" }, "a"] }, { metric: "city", op: "!=", value: "a" }],
    [{ "!==": ["a", { var: "city" }] }, { metric: "city", op: "!=", value: "a" }],
    [{ in: [{ var: "city" }, ["a", "b"]] }, { metric: "city", op: "in", value: ["a", "b"] }],
    [{ ">=": [{ var: "spend" }, 19.9] }, { metric: "spend", op: ">=", value: "19.9" }],
    [{ in: [{ var: "spend" }, [1, "2.50"]] }, { metric: "spend", op: "in", value: ["1", "2.50"] }],
    [{ and: [{ ">=": [orders, 3] }, { "!": { ">=": [orders, 6] } }] }, { all: [atLeast(3), { not: atLeast(6) }] }],
    [{ or: [{ ">=": [orders, 3] }, { "!": [{ ">=": [orders, 6] }] }] }, { any: [atLeast(3), { not: atLeast(6) }] }],
    [{ and: [{ ">=": [orders, 3] }] }, atLeast(3)],
    [{ and: { ">=": [orders, 3] } }, atLeast(3)],
    // refused
    [{ "+": [1, 2] }, [["operator-not-carried", ""]]],
    [
      { and: [{ if: [true, 1, 2] }, { "!!": [orders] }] },
      [
        ["operator-not-carried", "/and/0"],
        ["operator-not-carried", "/and/1"],
      ],
    ],
    [{ "!": [{ ">=": [orders, 3] }, { ">=": [orders, 3] }] }, [["operator-not-carried", ""]]],
    [{ "!": [{ "%": [orders, 3] }] }, [["operator-not-carried", "/!/0"]]],
    [{ "!": { "%": [orders, 3] } }, [["operator-not-carried", "/!"]]],
    [true, [["operands-not-carried", ""]]],
    [null, [["operands-not-carried", ""]]],
    [[], [["operands-not-carried", ""]]],
    [{}, [["operands-not-carried", ""]]],
    [{ ">=": [orders, 3], "<": [orders, 6] }, [["operands-not-carried", ""]]],
    [{ ">=": [1, 3] }, [["operands-not-carried", ""]]],
    [{ ">=": [orders, orders] }, [["operands-not-carried", ""]]],
    [{ ">=": [orders] }, [["operands-not-carried", ""]]],
    [{ ">": [9, orders, 3] }, [["operands-not-carried", ""]]],
    [{ "<": [orders, 3, 6] }, [["operands-not-carried", ""]]],
    [{ ">=": [{ var: ["orders", 0] }, 3] }, [["operands-not-carried", ""]]],
    [{ ">=": [{ var: 1 }, 3] }, [["operands-not-carried", ""]]],
    [{ ">=": [{ var: "orders", x: 1 }, 3] }, [["operands-not-carried", ""]]],
    [{ ">=": [orders, { "+": [1, 2] }] }, [["operands-not-carried", "/>=/1"]]],
    [{ in: ["a", { var: "city" }] }, [["operands-not-carried", ""]]],
    [{ in: [{ var: "city" }, "abc"] }, [["operands-not-carried", "/in/1"]]],
    [{ in: [{ var: "city" }, []] }, [["too-few", "/in/1"]]],
    [{ in: [{ var: "city" }, ["a", "a"]] }, [["repeated-value", "/in/1/1"]]],
    [{ "==": [orders, [3]] }, [["operands-not-carried", "/==/1"]]],
    [{ "==": [orders, null] }, [["null-not-carried", "/==/1"]]],
    [{ and: [] }, [["empty-group", "/and"]]],
    [{ ">=": [{ var: "nothing" }, 3] }, [["unknown-metric", ""]]],
    [{ ">=": [3.5, orders] }, [["threshold-not-whole", "/>=/0"]]],
    [{ ">=": [{ var: "city" }, "a"] }, [["op-not-for-kind", ""]]],
    [{ "==": [{ var: "spend" }, 1e21] }, [["threshold-not-decimal", "/==/1"]]],
    [{ "==": [{ var: "spend" }, 0.001] }, [["too-many-decimals", "/==/1"]]],
    [
      { or: [{ ">=": [orders, 3] }, { in: [orders, [null, {}]] }] },
      [
        ["null-not-carried", "/or/1/in/1/0"],
        ["operands-not-carried", "/or/1/in/1/1"],
      ],
    ],
    [() => true, [["not-plain-data", ""]]],
  ])("%j", (logic, expected) => {
    expect(said(fromJsonLogic(logic, options))).toEqual(expected);
  });

  test("what contains itself", () => {
    const and: unknown[] = [];
    and.push({ and });
    expect(said(fromJsonLogic({ and }, options))).toEqual([["cycle", "/and/0/and"]]);
  });
});

describe("MongoDB queries", () => {
  test.each<[unknown, unknown]>([
    [{ orders: 3 }, { metric: "orders", op: "=", value: 3 }],
    [{ orders: { $gte: 3 } }, atLeast(3)],
    [
      { orders: { $gt: 3, $lte: 6 } },
      {
        all: [
          { metric: "orders", op: ">", value: 3 },
          { metric: "orders", op: "<=", value: 6 },
        ],
      },
    ],
    [
      { orders: { $lt: 3 }, city: { $ne: "a" } },
      {
        all: [
          { metric: "orders", op: "<", value: 3 },
          { metric: "city", op: "!=", value: "a" },
        ],
      },
    ],
    [
      { city: { $in: ["a"] }, orders: { $nin: [1, 2] } },
      {
        all: [
          { metric: "city", op: "in", value: ["a"] },
          { metric: "orders", op: "notIn", value: [1, 2] },
        ],
      },
    ],
    [{ spend: { $eq: 12.5 } }, { metric: "spend", op: "=", value: "12.5" }],
    [{ orders: { $not: { $gte: 3 } } }, { not: atLeast(3) }],
    [
      { $or: [{ orders: { $gte: 3 } }, { listed: true }] },
      { any: [atLeast(3), { metric: "listed", op: "=", value: true }] },
    ],
    [
      { $and: [{ orders: { $gte: 3 } }, { listed: true }] },
      { all: [atLeast(3), { metric: "listed", op: "=", value: true }] },
    ],
    [
      { $nor: [{ orders: { $gte: 3 } }, { listed: true }] },
      { not: { any: [atLeast(3), { metric: "listed", op: "=", value: true }] } },
    ],
    // refused
    [{}, [["empty-group", ""]]],
    [null, [["operands-not-carried", ""]]],
    [[{ orders: 3 }], [["operands-not-carried", ""]]],
    [{ orders: {} }, [["empty-group", "/orders"]]],
    [{ orders: null }, [["null-not-carried", "/orders"]]],
    [{ orders: [1, 2] }, [["operands-not-carried", "/orders"]]],
    [
      { orders: { $exists: true }, city: { $regex: "a" } },
      [
        ["operator-not-carried", "/orders/$exists"],
        ["operator-not-carried", "/city/$regex"],
      ],
    ],
    [{ orders: { $not: 3 } }, [["operands-not-carried", "/orders/$not"]]],
    [{ orders: { $not: { $mod: [2, 0] } } }, [["operator-not-carried", "/orders/$not/$mod"]]],
    [{ $where: "this.a" }, [["operator-not-carried", "/$where"]]],
    [{ $or: { orders: 3 } }, [["operands-not-carried", "/$or"]]],
    [{ $or: [] }, [["empty-group", "/$or"]]],
    [{ $nor: [{ $expr: 1 }] }, [["operator-not-carried", "/$nor/0/$expr"]]],
    [{ $or: [3] }, [["operands-not-carried", "/$or/0"]]],
    [{ "a/b": 3 }, [["unknown-metric", "/a~1b"]]],
    [{ orders: { $in: 3 } }, [["operands-not-carried", "/orders/$in"]]],
    [{ orders: { $in: [[]] } }, [["operands-not-carried", "/orders/$in/0"]]],
    [{ orders: "3" }, [["threshold-not-whole", "/orders"]]],
    [{ orders: { $gte: -1 } }, [["threshold-not-whole", "/orders/$gte"]]],
    [new Date(0), [["not-plain-data", ""]]],
  ])("%j", (query, expected) => {
    expect(said(fromMongoQuery(query, options))).toEqual(expected);
  });
});

describe("laws", () => {
  test("anything is carried over or refused, with its place", () => {
    const anything = fc.object({
      key: fc.constantFrom("and", "!", ">=", "var", "in", "$or", "$not", "$gte", "orders"),
    });
    fc.assert(
      fc.property(anything, (input) => {
        for (const result of [fromJsonLogic(input, options), fromMongoQuery(input, options)]) {
          if (!result.ok) expect(result.error.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
