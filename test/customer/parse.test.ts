import fc from "fast-check";
import {
  orderSchema,
  parseActivities,
  parseContract,
  parseCustomer,
  parseCustomers,
  parseOrder,
  parseOrders,
  parseSurveyAnswer,
} from "clientele/customer";
import vm from "node:vm";
import { describe, expect, test } from "vitest";
import { anyOrder, company, contract, factKinds, order, person, surveyAnswer } from "../support/customer.ts";

const kinds = Object.entries(factKinds);
const CNY = (amount: string) => ({ amount, currency: "CNY" });
const refund = (amount: unknown) => ({ at: order.at, amount });

describe("examples", () => {
  test.each(kinds)("%s: a sound row is the answer itself, with the host's own keys", (_, { parseMany, sample }) => {
    const row = { ...sample, constructor: 1, "x/y~z": [undefined, () => 1] };

    const { facts, findings } = parseMany([row]);

    expect(facts[0]).toBe(row);
    expect(findings).toEqual({ total: 0, byCode: {}, rows: [] });
  });

  test("the row's own type survives", () => {
    const rows = [{ ...order, warehouse: "SHA-2" as const }];

    const [first] = parseOrders(rows).facts;

    expect(first?.warehouse satisfies "SHA-2" | undefined).toBe("SHA-2");
  });

  test.each([
    ["null where a key may be missing", { ...order, refunds: null, channel: undefined }],
    ["a Date", { ...order, at: new Date(0) }],
    ["a Date of another realm", { ...order, at: vm.runInNewContext("new Date(0)") as Date }],
    ["an object with epochMilliseconds", { ...order, at: { epochMilliseconds: 0 } }],
    ["Postgres' spelling", { ...order, at: "2026-03-01 10:00:00+08" }],
    ["a cancellation row", { ...order, amount: CNY("-19.90") }],
    ["goods given away", { ...order, amount: CNY("0"), refunds: [] }],
    ["refunds of all it cost", { ...order, refunds: [refund(CNY("9.90")), refund(CNY("10"))] }],
  ])("an order with %s", (_, row) => {
    expect(parseOrder(row)).toEqual({ ok: true, value: row });
  });

  test("a row of a class, whose keys are getters", () => {
    class Row {
      readonly customerId = "c1";
      readonly at = order.at;
      readonly amount = order.amount;
      get id(): string {
        return `${this.customerId}-o1`;
      }
    }
    const row = new Row();

    expect(parseOrder(row)).toEqual({ ok: true, value: row });
  });

  test.each([
    ["the lowest", { value: 0 }],
    ["the highest", { value: 10 }],
    ["asked and not answered", { value: null }],
    ["a scale below zero", { scale: { min: -2, max: 2 }, value: -2 }],
  ])("an answer: %s", (_, part) => {
    expect(parseSurveyAnswer({ ...surveyAnswer, ...part }).ok).toBe(true);
  });

  test.each([
    ["one day", { to: contract.from }],
    ["no end", { to: null }],
    ["a worth", { value: CNY("1000"), renewsItself: true }],
  ])("a contract of %s", (_, part) => {
    expect(parseContract({ ...contract, ...part }).ok).toBe(true);
  });

  test("persons and companies stand in one list; a company's key on a person is the host's own", () => {
    const rows = [company, person, { ...person, employees: "many" }];

    expect(parseCustomers(rows).facts).toEqual(rows);
  });
});

describe("refusals", () => {
  test("every problem of a row, by JSON Pointer", () => {
    const row = {
      id: "",
      customerId: 7,
      at: "2026-02-30T10:00:00Z",
      amount: { amount: 19.9, currency: "RMB" },
      refunds: [{ at: "2026-03-01", amount: null }, null],
      channel: 1,
    };
    const fact = (path: string, expected: string, observed: string) => ({
      code: "invalid-fact",
      path,
      expected,
      observed,
    });

    expect(parseOrder(row)).toEqual({
      ok: false,
      error: [
        fact("/id", "non-empty-text", '""'),
        fact("/customerId", "non-empty-text", "7"),
        fact("/at", "instant", '"2026-02-30T10:00:00Z"'),
        fact("/amount/amount", "decimal", "19.9"),
        fact("/amount/currency", "currency", '"RMB"'),
        fact("/refunds/0/at", "instant", '"2026-03-01"'),
        fact("/refunds/0/amount", "money", "null"),
        fact("/refunds/1", "object", "null"),
        fact("/channel", "text", "1"),
      ],
    });
  });

  const problem = (code: string, path: string, expected: string, observed: string) => [
    { code, path, expected, observed },
  ];
  test.each([
    [
      "in all above the amount",
      [refund(CNY("10")), refund(CNY("9.91"))],
      problem("refunds-exceed-order", "/refunds", "19.90", "19.91"),
    ],
    [
      "of nothing",
      [refund(CNY("0.00"))],
      problem("invalid-fact", "/refunds/0/amount/amount", "positive-number", '"0.00"'),
    ],
    ["below zero", [refund(CNY("-1"))], problem("invalid-fact", "/refunds/0/amount/amount", "positive-number", '"-1"')],
    [
      "in another currency",
      [refund({ amount: "1", currency: "USD" })],
      problem("currency-mismatch", "/refunds/0/amount/currency", "CNY", "USD"),
    ],
    ["that are no list", { 0: refund(CNY("1")) }, problem("invalid-fact", "/refunds", "array", "an object")],
    ["beyond count", new Array(4_000_000_000), problem("too-large", "/refunds", "100000", "4000000000")],
  ])("refunds %s", (_, refunds, error) => {
    expect(parseOrder({ ...order, refunds })).toEqual({ ok: false, error });
  });

  test("a refund on a cancellation row exceeds it; and one bad refund does not hide that the others do", () => {
    expect(parseOrder({ ...order, amount: CNY("-5"), refunds: [refund(CNY("1"))] })).toEqual({
      ok: false,
      error: problem("refunds-exceed-order", "/refunds", "-5", "1.00"),
    });
    expect(parseOrder({ ...order, refunds: [refund(CNY("20")), refund(CNY("-3")), refund(3)] })).toMatchObject({
      error: [
        { path: "/refunds/1/amount/amount" },
        { path: "/refunds/2/amount" },
        { code: "refunds-exceed-order", observed: "20.00" },
      ],
    });
  });

  test.each([
    ["above the scale", { value: 11 }, problem("answer-off-scale", "/value", "0..10", "11")],
    ["below the scale", { value: -1 }, problem("answer-off-scale", "/value", "0..10", "-1")],
    ["between two numbers", { value: 9.5 }, problem("invalid-fact", "/value", "integer", "9.5")],
    ["not a number", { value: NaN }, problem("invalid-fact", "/value", "integer", "NaN")],
    ["missing", { value: undefined }, problem("invalid-fact", "/value", "integer", "undefined")],
    ["text", { value: "9" }, problem("invalid-fact", "/value", "integer", '"9"')],
    ["on a scale of one step", { scale: { min: 5, max: 5 } }, problem("scale-upside-down", "/scale", "5", "5")],
    ["on a scale that goes down", { scale: { min: 9, max: 1 } }, problem("scale-upside-down", "/scale", "9", "1")],
    [
      "on a broken scale",
      { scale: { min: 0, max: Infinity } },
      problem("invalid-fact", "/scale/max", "integer", "Infinity"),
    ],
    ["on no scale", { scale: null }, problem("invalid-fact", "/scale", "object", "null")],
  ])("an answer %s", (_, part, error) => {
    expect(parseSurveyAnswer({ ...surveyAnswer, ...part })).toEqual({ ok: false, error });
  });

  test.each([
    [{ to: "2025-12-31" }, problem("contract-ends-before-start", "/to", "2026-01-01", "2025-12-31")],
    [{ to: "2026-02-29" }, problem("invalid-fact", "/to", "day", '"2026-02-29"')],
    [{ from: "2026-01-01T00:00:00Z" }, problem("invalid-fact", "/from", "day", '"2026-01-01T00:00:00Z"')],
    [{ renewsItself: "yes" }, problem("invalid-fact", "/renewsItself", "boolean", '"yes"')],
  ])("a contract with %j", (part, error) => {
    expect(parseContract({ ...contract, ...part })).toEqual({ ok: false, error });
  });

  const cyclic: Record<string, unknown> = { a: {} };
  cyclic["a"] = { back: cyclic };
  test.each([
    ["no kind", { kind: undefined }, problem("unknown-choice", "/kind", "person, company", "undefined")],
    [
      "an unknown kind",
      { kind: "constructor" },
      problem("unknown-choice", "/kind", "person, company", '"constructor"'),
    ],
    ["half an employee", { employees: 0.5 }, problem("invalid-fact", "/employees", "non-negative-integer", "0.5")],
    [
      "NaN in an attribute",
      { attributes: { a: [1, NaN] } },
      problem("invalid-fact", "/attributes/a/1", "plain-data", "an object"),
    ],
    [
      "a cycle in the attributes",
      { attributes: cyclic },
      problem("invalid-fact", "/attributes/a/back", "plain-data", "an object"),
    ],
    ["attributes in a list", { attributes: [] }, problem("invalid-fact", "/attributes", "object", "an array")],
    [
      "attributes of a class",
      { attributes: new Map() },
      problem("invalid-fact", "/attributes", "plain-data", "an object"),
    ],
    [
      "a preference for nothing",
      { preferences: [{ subject: "s" }] },
      problem("invalid-fact", "/preferences/0/value", "plain-data", "undefined"),
    ],
    [
      "a preference for infinity",
      { preferences: [{ subject: "s", value: Infinity }] },
      problem("invalid-fact", "/preferences/0/value", "plain-data", "Infinity"),
    ],
    [
      "an address without a channel",
      { contacts: [{ id: "p", addresses: [{ address: "x" }] }] },
      problem("invalid-fact", "/contacts/0/addresses/0/channel", "non-empty-text", "undefined"),
    ],
  ])("a company with %s", (_, part, error) => {
    expect(parseCustomer({ ...company, ...part })).toEqual({ ok: false, error });
  });

  test("a person's birthday that does not exist", () => {
    expect(parseCustomer({ ...person, birthday: "1990-02-30" })).toEqual({
      ok: false,
      error: problem("invalid-fact", "/birthday", "day", '"1990-02-30"'),
    });
  });

  const throwing = (): never => {
    throw new Error("not yours to read");
  };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const hostile: readonly (readonly [string, unknown])[] = [
    ["undefined", undefined],
    ["null", null],
    ["text", "o1"],
    ["a number", 7],
    ["a symbol", Symbol("row")],
    ["a function", throwing],
    ["an array", [order]],
    ["nothing at all", Object.create(null)],
    ["a key that is __proto__", JSON.parse('{"__proto__": {"id": "o1"}}')],
    ["a proxy that throws", new Proxy({}, { get: throwing, has: throwing, getPrototypeOf: throwing })],
    ["a revoked proxy", revoked.proxy],
    [
      "a getter that throws",
      {
        ...order,
        get customerId(): string {
          return throwing();
        },
      },
    ],
    ["parts that pose as Dates", { customerId: "c1", at: { [Symbol.toStringTag]: "Date" }, kind: "x" }],
    [
      "parts that are revoked",
      { ...order, ...company, at: revoked.proxy, since: revoked.proxy, from: revoked.proxy, openedAt: revoked.proxy },
    ],
  ];
  describe.each(kinds)("%s", (_, { parse, parseMany, schema }) => {
    test.each(hostile)("%s", (_, row) => {
      const problems = parse(row);
      const { facts, findings } = parseMany([row]);

      expect(problems).not.toBe("sound");
      expect(problems).not.toEqual([]);
      expect([facts, findings.total, findings.rows[0]?.index]).toEqual([[], 1, 0]);
      expect(schema["~standard"].validate(row)).toMatchObject({ issues: expect.any(Array) as unknown });
    });
  });

  test("bad rows are told one by one, counted all, listed up to the cap", () => {
    const rows = [order, null, { ...order, at: 1, id: 1 }, order, { ...order, refunds: [refund(CNY("99"))] }, 5];

    expect(parseOrders(new Set(rows), { listed: 2 })).toEqual({
      facts: [order],
      findings: {
        total: 4,
        byCode: { "invalid-fact": 3, "refunds-exceed-order": 1 },
        rows: [
          {
            index: 1,
            code: "invalid-fact",
            path: "",
            params: { path: "", expected: "object", observed: "null", problems: 1 },
          },
          {
            index: 2,
            code: "invalid-fact",
            path: "/id",
            params: { path: "/id", expected: "non-empty-text", observed: "1", problems: 2 },
          },
        ],
      },
    });
  });

  test.each([-1, 1.5, NaN, "3"])("listed: %s", (listed) => {
    expect(() => parseActivities([], { listed: listed as number })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test.each([null, undefined, 3, {}])("rows: %s", (rows) => {
    expect(() => parseOrders(rows as [])).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});

describe("Standard Schema", () => {
  test("answers with the same object, or with issues whose paths are keys", () => {
    const { validate, vendor, version } = orderSchema["~standard"];

    expect([version, vendor]).toEqual([1, "clientele"]);
    expect((validate(order) as { value: unknown }).value).toBe(order);
    expect(validate({ ...order, refunds: [{ at: order.at, amount: CNY("x") }] })).toEqual({
      issues: [{ message: 'invalid-fact: expected decimal, received "x"', path: ["refunds", 0, "amount", "amount"] }],
    });
  });

  test("unescapes the steps of a path", () => {
    const read = factKinds["customer"]!.schema["~standard"].validate({ ...company, attributes: { "a/b~c": NaN } });

    expect(read.issues?.map(({ path }) => path)).toEqual([["attributes", "a/b~c"]]);
  });
});

describe("laws", () => {
  test("an order that a shop can write is sound, before and after JSON", () =>
    fc.assert(
      fc.property(anyOrder, (row) => {
        expect(parseOrder(row)).toEqual({ ok: true, value: row });
        expect(parseOrder(JSON.parse(JSON.stringify(row))).ok).toBe(true);
      }),
    ));

  test("one fen too much paid back is refused", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 9 }), (cost, over) => {
        const fen = (n: number) => CNY(`${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}`);
        const read = parseOrder({ ...order, amount: fen(cost), refunds: [refund(fen(over)), refund(fen(cost))] });
        expect(read).toMatchObject({ ok: false, error: [{ code: "refunds-exceed-order" }] });
      }),
    ));

  test("nothing throws, nothing is lost: sound rows and findings make up the input, and each row is judged alone", () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyOrder, fc.anything({ withNullPrototype: true, withDate: true, withSparseArray: true }))),
        (rows) => {
          const { facts, findings } = parseOrders(rows, { listed: rows.length });
          const bad = new Set(findings.rows.map(({ index }) => index));

          expect(facts.length + findings.total).toBe(rows.length);
          expect(facts).toEqual(rows.filter((_, index) => !bad.has(index)));
          expect(rows.map((row) => parseOrder(row).ok)).toEqual(rows.map((_, index) => !bad.has(index)));
        },
      ),
    ));

  const anyWreck = fc.constantFrom(...kinds).chain(([, kind]) =>
    fc.record({
      kind: fc.constant(kind),
      row: fc
        .tuple(fc.constantFrom(...Object.keys(kind.sample)), fc.anything({ withBigInt: true }))
        .map(([key, value]) => ({ ...kind.sample, [key]: value })),
    }),
  );
  test("every problem points into the row, and findings survive JSON", () =>
    fc.assert(
      fc.property(anyWreck, ({ kind, row }) => {
        const problems = kind.parse(row);
        const { findings } = kind.parseMany([row]);

        if (problems !== "sound") {
          for (const { path } of problems) expect(path === "" || Object.hasOwn(row, path.split("/")[1]!)).toBe(true);
        }
        expect(findings.total).toBe(problems === "sound" ? 0 : 1);
        expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
      }),
    ));
});
