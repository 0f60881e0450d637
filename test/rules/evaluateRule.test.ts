import fc from "fast-check";
import {
  type Condition,
  evaluateRule,
  evaluateRules,
  explainRule,
  type MetricValues,
  parseRule,
  type RuleContext,
  type RuleTruth,
} from "clientele/rules";
import { describe, expect, test } from "vitest";
import {
  anyComparison,
  anyCondition,
  anyContext,
  anyKnownValues,
  anyMetricCondition,
  anyValues,
  AS_OF,
  inputOf,
  type KnownMetric,
  metrics,
  notKnown,
  ruleOf,
  yuan,
} from "../support/conditions.ts";

const answer = (
  when: Condition<KnownMetric>,
  values: Readonly<Record<string, unknown>>,
  context: RuleContext = { asOf: AS_OF },
): RuleTruth => evaluateRule(values as MetricValues<KnownMetric>, ruleOf(when), context);

const is = (metric: KnownMetric, op: ">=" | "<=" | ">" | "<" | "=" | "!=", value: string | number | boolean) => ({
  metric,
  op,
  value,
});
const [yes, no, unknown] = [is("orders", ">=", 0), is("orders", "<", 0), is("nps", ">=", 0)];

describe("examples", () => {
  test.each<[Condition<KnownMetric>, Readonly<Record<string, unknown>>, RuleTruth]>([
    // thresholds: at, below, above
    [is("spend", ">=", "50000"), { spend: yuan(5_000_000) }, true],
    [is("spend", ">=", "50000"), { spend: yuan(4_999_999) }, false],
    [is("spend", ">", "50000"), { spend: yuan(5_000_000) }, false],
    [is("spend", ">", "50000"), { spend: { amount: "50000.001", currency: "CNY" } }, true], // finer than a coin
    [is("spend", "=", "50000"), { spend: { amount: "50000.001", currency: "CNY" } }, false],
    [is("spend", "<", "0"), { spend: { amount: "-0.001", currency: "CNY" } }, true],
    [is("spend", "<=", "-0.01"), { spend: { amount: "-0.001", currency: "CNY" } }, false],
    [is("spend", ">", "9999999999999.99"), { spend: { amount: "99999999999999999999999.9", currency: "CNY" } }, true],
    [is("spend", "=", "0.30"), { spend: { amount: "0.3", currency: "CNY" } }, true],
    [{ metric: "spend", op: "in", value: ["1", "2.50"] }, { spend: yuan(250) }, true],
    [{ metric: "spend", op: "in", value: ["1", "2.50"] }, { spend: yuan(251) }, false],
    [is("orders", ">=", 3), { orders: 3 }, true],
    [is("orders", "<=", 3), { orders: 4 }, false],
    [is("orders", "!=", 3), { orders: 4 }, true],
    [is("orders", "!=", 3), { orders: 3 }, false],
    [is("orders", "=", 0), { orders: -0 }, true],
    [is("nps", "<", 5), { nps: -2.5 }, true],
    [is("nps", "=", 0.3), { nps: 0.1 + 0.2 }, false], // numbers are what they are; amounts are exact
    [is("repeat", ">=", 0.5), { repeat: 0.5 }, true],
    [is("since", "<", "2026-03-01"), { since: "2026-02-28" }, true],
    [{ metric: "since", op: "notIn", value: ["2026-03-01", "2026-02-28"] }, { since: "2026-02-28" }, false],
    [is("listed", "=", false), { listed: false }, true],
    [is("listed", "!=", false), { listed: false }, false],
    [is("city", "=", "Suzhou"), { city: "suzhou" }, false], // compared as written
    [is("city", "!=", "Suzhou"), { city: "Wuhan" }, true],
    [{ metric: "city", op: "in", value: ["Suzhou", "Xi'an"] }, { city: "Xi'an" }, true],
    [{ metric: "city", op: "notIn", value: ["Suzhou", "Xi'an"] }, { city: "Wuhan" }, true],
    // measured values
    [is("orders", ">=", 3), { orders: { value: 3, n: 12, freshAt: AS_OF } }, true],
    [is("orders", ">=", 3), { orders: { value: null, n: 0 } }, "unknown"],
    // groups
    [{ all: [yes, yes] }, { orders: 1 }, true],
    [{ all: [yes, no, unknown] }, { orders: 1 }, false],
    [{ all: [yes, unknown] }, { orders: 1 }, "unknown"],
    [{ any: [no, unknown] }, { orders: 1 }, "unknown"],
    [{ any: [no, unknown, yes] }, { orders: 1 }, true],
    [{ any: [no, no] }, { orders: 1 }, false],
    [{ not: unknown }, { orders: 1 }, "unknown"],
    [{ not: no }, { orders: 1 }, true],
    [{ atLeast: { n: 2, of: [yes, unknown, yes] } }, { orders: 1 }, true],
    [{ atLeast: { n: 2, of: [yes, unknown, no] } }, { orders: 1 }, "unknown"],
    [{ atLeast: { n: 2, of: [unknown, no, no] } }, { orders: 1 }, false],
    [{ atLeast: { n: 3, of: [yes, yes, unknown, unknown] } }, { orders: 1 }, "unknown"],
    [{ not: { atLeast: { n: 2, of: [yes, no, no] } } }, { orders: 1 }, true],
    [{ not: { atLeast: { n: 2, of: [yes, no, yes, unknown] } } }, { orders: 1 }, false],
    // what missing counts as
    [{ ...is("nps", ">=", 7), onMissing: "met" }, {}, true],
    [{ ...is("nps", ">=", 7), onMissing: "unmet" }, {}, false],
    [{ ...is("nps", ">=", 7), onMissing: "met" }, { nps: 3 }, false],
    [{ not: { ...is("nps", ">=", 7), onMissing: "met" } }, {}, false],
    [{ not: { ...is("nps", ">=", 7), onMissing: "unmet" } }, {}, true],
    [{ not: { ...is("nps", ">=", 7), onMissing: "unknown" } }, {}, "unknown"],
  ])("%j of %j is %s", (when, values, expected) => {
    expect(answer(when, values)).toBe(expected);
  });

  test.each(metrics.map(({ id, kind }) => [kind, id] as const))("text and numbers never compare: %s", (kind, id) => {
    const value = { money: "1", day: "2026-01-01", text: "1", boolean: true, share: 1 }[kind as string] ?? 1;
    const wrong = typeof value === "number" ? "1" : 1;

    expect(answer({ metric: id, op: "!=", value }, { [id]: wrong })).toBe("unknown");
    expect(answer({ metric: id, op: "=", value }, { [id]: wrong })).toBe("unknown");
  });

  test("names that every object has are no values", () => {
    const rule = parseRule({
      ...inputOf(yes),
      metrics: ["constructor", "toString", "valueOf"].map((id) => ({ id, kind: "number" })),
      when: { any: ["constructor", "toString", "valueOf"].map((metric) => ({ metric, op: ">=", value: 0 })) },
    });

    expect(rule.ok && evaluateRule({}, rule.value)).toBe("unknown");
    expect(rule.ok && evaluateRule({ constructor: 3 }, rule.value)).toBe(true);
    expect(rule.ok && explainRule({}, rule.value).findings.map(({ code }) => code)).toEqual([
      "metric-missing",
      "metric-missing",
      "metric-missing",
    ]);
  });

  test("values that throw, or are none at all, are not known", () => {
    const hostile = new Proxy({}, { get: () => fail(), has: () => fail(), getOwnPropertyDescriptor: () => fail() });
    const fail = (): never => {
      throw new Error("no");
    };
    const getter = {
      get orders(): number {
        return fail();
      },
    };

    expect(answer(yes, hostile)).toBe("unknown");
    expect(answer(yes, getter)).toBe("unknown");
    expect(answer({ metric: "spend", op: "=", value: "1" }, { spend: hostile })).toBe("unknown");
    expect(evaluateRule(null as unknown as MetricValues<KnownMetric>, ruleOf(yes))).toBe("unknown");
    expect(evaluateRule(3 as unknown as MetricValues<KnownMetric>, ruleOf(yes))).toBe("unknown");
  });

  test("reading the values may lead to another evaluation of the same rule", () => {
    const rule = ruleOf({ all: [is("orders", ">=", 3), is("nps", ">=", 3)] });
    const values = {
      orders: 5,
      get nps(): number {
        expect(evaluateRule({ orders: 0, nps: 0 }, rule)).toBe(false);
        return 5;
      },
    };

    expect(evaluateRule(values, rule)).toBe(true);
  });
});

describe("behaviour", () => {
  const login = (at: string, more: object = {}) => ({ customerId: "C-1", at, kind: "login", ...more });
  const done = (...activity: readonly unknown[]): RuleContext =>
    ({ asOf: AS_OF, customerId: "C-1", activity }) as RuleContext;
  const lastMonth: Condition<KnownMetric> = { performed: { event: "login", within: "P1M", times: 2 } };
  const recent: Condition<KnownMetric> = { lastPerformed: { event: "login", op: "within", duration: "P1M" } };
  const dormant: Condition<KnownMetric> = { lastPerformed: { event: "login", op: "before", duration: "P1M" } };
  const [june1, june2] = ["2026-06-01T00:00:00+08:00", "2026-06-01T00:00:00.001+08:00"];

  test.each<[string, Condition<KnownMetric>, RuleContext, RuleTruth]>([
    ["often enough", lastMonth, done(login(june2), login(AS_OF)), true],
    ["the window is open at its beginning", lastMonth, done(login(june1), login(AS_OF)), false],
    ["nothing done", lastMonth, done(), false],
    ["nothing known", lastMonth, { asOf: AS_OF }, "unknown"],
    ["another kind", lastMonth, done(login(june2), login(june2, { kind: "visit" })), false],
    ["another's", lastMonth, done(login(june2), login(june2, { customerId: "C-2" })), false],
    ["later than the moment", lastMonth, done(login(june2), login("2026-07-01T00:00:00.001+08:00")), false],
    ["unreadable, and it could decide", lastMonth, done(login(june2), login("June")), "unknown"],
    ["unreadable, but decided", lastMonth, done(login(june2), login(june2), login("June")), true],
    ["unreadable, but too few", lastMonth, done(login("June")), false],
    ["no row at all", lastMonth, done(login(june2), null), "unknown"],
    ["a row of no kind", lastMonth, done(login(june2), { at: june2, customerId: "C-1" }), "unknown"],
    ["ever", { performed: { event: "login" } }, done(login("2001-01-01T00:00:00Z")), true],
    [
      "with a field",
      { performed: { event: "login", where: { app: "ios" } } },
      done(login(june2, { app: "ios" })),
      true,
    ],
    [
      "another field",
      { performed: { event: "login", where: { app: "ios" } } },
      done(login(june2, { app: "web" })),
      false,
    ],
    [
      "a field of another type",
      { performed: { event: "login", where: { v: 1 } } },
      done(login(june2, { v: "1" })),
      false,
    ],
    ["no such field", { performed: { event: "login", where: { app: "ios" } } }, done(login(june2)), "unknown"],
    [
      "one field missing, another different",
      { performed: { event: "login", where: { app: "ios", v: 1 } } },
      done(login(june2, { v: 2 })),
      false,
    ],
    ["counted", lastMonth, { asOf: AS_OF, activityCounts: [{ kind: "login", times: 2, within: "P1M" }] }, true],
    ["counted otherwise", lastMonth, { asOf: AS_OF, activityCounts: [{ kind: "login", times: 2 }] }, "unknown"],
    [
      "counted wrongly",
      lastMonth,
      { asOf: AS_OF, activityCounts: [{ kind: "login", times: 1.5, within: "P1M" }] },
      "unknown",
    ],
    ["recently", recent, done(login(june2), login("2026-01-01T00:00:00Z")), true],
    ["exactly so long ago", recent, done(login(june1)), false],
    ["never", recent, done(), false],
    ["perhaps recently", recent, done(login("June")), "unknown"],
    ["surely recently", recent, done(login("June"), login(june2)), true],
    ["dormant", dormant, done(login(june1)), true],
    ["dormant since ever", dormant, done(), true],
    ["not dormant", dormant, done(login(june2)), false],
    ["perhaps dormant", dormant, done(login("June")), "unknown"],
    ["not known", dormant, { asOf: AS_OF }, "unknown"],
    ["last known", recent, { asOf: AS_OF, activityCounts: [{ kind: "login", lastAt: june2 }] }, true],
    ["last known to be never", dormant, { asOf: AS_OF, activityCounts: [{ kind: "login", lastAt: null }] }, true],
    ["last unreadable", recent, { asOf: AS_OF, activityCounts: [{ kind: "login", lastAt: "June" }] }, "unknown"],
    [
      "last in the future",
      recent,
      { asOf: AS_OF, activityCounts: [{ kind: "login", lastAt: "2027-01-01T00:00:00Z" }] },
      "unknown",
    ],
    ["member", { memberOf: { segment: "vip" } }, { segments: ["new", "vip"] }, true],
    ["no member", { memberOf: { segment: "vip" } }, { segments: [] }, false],
    ["member by name", { memberOf: { segment: "vip" } }, { segments: { vip: true } }, true],
    ["no member by name", { memberOf: { segment: "vip" } }, { segments: { vip: false } }, false],
    ["perhaps a member", { memberOf: { segment: "vip" } }, { segments: { vip: null } }, "unknown"],
    ["no such segment", { memberOf: { segment: "constructor" } }, { segments: {} }, "unknown"],
    ["segments not known", { memberOf: { segment: "vip" } }, {}, "unknown"],
    ["nobody's sample", { bucket: { seed: "s", share: 0 } }, { customerId: "C-1" }, false],
    ["everybody's sample", { bucket: { seed: "s", share: 1 } }, { customerId: "C-1" }, true],
    ["who?", { bucket: { seed: "s", share: 1 } }, {}, "unknown"],
  ])("%s", (_, when, context, expected) => {
    expect(answer(when, {}, context)).toBe(expected);
  });

  test("a window longer than the calendar holds everything", () => {
    const ever: Condition<KnownMetric> = { performed: { event: "login", within: "P9999Y" } };
    expect(answer(ever, {}, done(login("0001-01-01T00:00:00Z")))).toBe(true);
  });

  test("a sample is the same for the same seed, another for another, and as large as asked", () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ customerId: `C-${index}`, metrics: {} }));
    const drawn = (seed: string, share: number): readonly string[] =>
      Array.from(evaluateRules(rows, ruleOf({ bucket: { seed, share } })))
        .filter(({ result }) => result === true)
        .map(({ row }) => row.customerId);
    const [tenth, fifth, other] = [drawn("letter", 0.1), drawn("letter", 0.2), drawn("call", 0.1)];

    expect(Math.abs(tenth.length - 2000)).toBeLessThan(200); // five standard deviations
    expect(Math.abs(fifth.length - 4000)).toBeLessThan(280);
    expect(tenth.every((id) => fifth.includes(id))).toBe(true);
    expect(Math.abs(other.filter((id) => tenth.includes(id)).length - 200)).toBeLessThan(70); // independent
  });

  // mmh3.hash(customerId, mmh3.hash(seed, 0)) / 2^32: MurmurHash3 x86 32 of UTF-8, computed by its public definition
  test("the draw is the published hash", () => {
    const draw = (seed: string, customerId: string): unknown => {
      const [line] = explainRule({}, ruleOf({ bucket: { seed, share: 1 } }), { customerId }).reasons;
      return line?.observed;
    };
    expect(draw("s", "C-1")).toEqual({ kind: "number", value: reference("C-1", reference("s", 0)) / 2 ** 32 });
    expect(draw("活动", "客户-一😀")).toEqual({
      kind: "number",
      value: reference("客户-一😀", reference("活动", 0)) / 2 ** 32,
    });
    expect(reference("", 1)).toBe(0x514e28b7); // as published
    expect(reference("test", 0x9747b28c)).toBe(0x704b81dc);
  });
});

/** MurmurHash3 x86 32, word by word, as its author wrote it. */
function reference(text: string, seed: number): number {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer);
  const rotl = (x: bigint, r: bigint): bigint => ((x << r) | (x >> (32n - r))) & 0xffffffffn;
  const mul = (a: bigint, b: bigint): bigint => (a * b) & 0xffffffffn;
  let h = BigInt(seed);
  const blocks = Math.floor(bytes.length / 4);
  const mix = (k: bigint): bigint => mul(rotl(mul(k, 0xcc9e2d51n), 15n), 0x1b873593n);
  for (let i = 0; i < blocks; i++) {
    h = (mul(rotl(h ^ mix(BigInt(view.getUint32(i * 4, true))), 13n), 5n) + 0xe6546b64n) & 0xffffffffn;
  }
  let tail = 0n;
  for (let i = bytes.length - 1; i >= blocks * 4; i--) tail = (tail << 8n) | BigInt(bytes[i] ?? 0);
  h ^= mix(tail);
  h ^= BigInt(bytes.length);
  h = mul(h ^ (h >> 16n), 0x85ebca6bn);
  h = mul(h ^ (h >> 13n), 0xc2b2ae35n);
  return Number(h ^ (h >> 16n));
}

describe("refusals", () => {
  test("a rule that went through no door", () => {
    expect(() => evaluateRule({}, { ...ruleOf(yes) } as never)).toThrow(
      expect.objectContaining({ code: "policy-not-checked" }),
    );
  });

  test("a moment that is needed and not there, or none", () => {
    const login = ruleOf({ performed: { event: "login" } });
    expect(() => evaluateRule({}, login)).toThrow(expect.objectContaining({ code: "invalid-option" }));
    expect(() => evaluateRule({}, login, { asOf: "today" })).toThrow(
      expect.objectContaining({ code: "invalid-instant" }),
    );
    expect(() => evaluateRules([], login)).toThrow(expect.objectContaining({ code: "invalid-option" }));
    expect(() => evaluateRule({}, login, null as never)).toThrow(expect.objectContaining({ code: "invalid-option" }));
    expect(evaluateRule({}, login, { asOf: AS_OF })).toBe("unknown");
  });
});

describe("laws", () => {
  /** Kleene's strong connectives, reckoned over the tree: 0, 1, 2. */
  const strong = (when: Condition<KnownMetric>, leaf: (part: Condition<KnownMetric>) => number): number => {
    const all = (parts: readonly Condition<KnownMetric>[]): number[] => parts.map((part) => strong(part, leaf));
    if ("all" in when) return Math.min(...all(when.all));
    if ("any" in when) return Math.max(...all(when.any));
    if ("not" in when) return 2 - strong(when.not, leaf);
    if ("atLeast" in when) return all(when.atLeast.of).sort((a, b) => b - a)[when.atLeast.n - 1] ?? NaN;
    return leaf(when);
  };
  const number = (truth: RuleTruth): number => (truth === true ? 2 : truth === false ? 0 : 1);

  test("a condition is as strong Kleene logic makes it of its comparisons", () => {
    fc.assert(
      fc.property(anyCondition, anyValues, anyContext, (when, values, context) => {
        const leaf = (part: Condition<KnownMetric>): number => number(evaluateRule(values, ruleOf(part), context));
        expect(number(evaluateRule(values, ruleOf(when), context))).toBe(strong(when, leaf));
      }),
    );
  });

  test("the explanation has the same truth, and is plain JSON", () => {
    fc.assert(
      fc.property(anyCondition, anyValues, anyContext, (when, values, context) => {
        const explained = explainRule(values, ruleOf(when), context);
        expect(explained.result).toBe(evaluateRule(values, ruleOf(when), context));
        expect(explained.reasons[0]?.verdict).toBe(
          { true: "met", false: "unmet", unknown: "unknown" }[`${explained.result}`],
        );
        expect(JSON.parse(JSON.stringify(explained))).toEqual(explained);
      }),
    );
  });

  test("De Morgan, and double negation", () => {
    fc.assert(
      fc.property(anyCondition, anyCondition, anyValues, anyContext, (a, b, values, context) => {
        const of = (when: Condition<KnownMetric>): RuleTruth => evaluateRule(values, ruleOf(when), context);
        expect(of({ not: { all: [a, b] } })).toBe(of({ any: [{ not: a }, { not: b }] }));
        expect(of({ not: { not: a } })).toBe(of(a));
      }),
    );
  });

  test("what is learnt never overturns what was certain", () => {
    // without `onMissing`, which is a rule about not knowing
    const plain = (when: Condition<KnownMetric>): Condition<KnownMetric> =>
      JSON.parse(JSON.stringify(when, (key, value: unknown) => (key === "onMissing" ? null : value))) as typeof when;
    fc.assert(
      fc.property(
        anyMetricCondition,
        anyKnownValues,
        fc.subarray(metrics.map(({ id }) => id)),
        (when, values, hidden) => {
          const less = { ...values, ...Object.fromEntries(hidden.map((id) => [id, null])) };
          const before = evaluateRule(less, ruleOf(plain(when)));
          const after = evaluateRule(values, ruleOf(plain(when)));
          expect(after).not.toBe("unknown");
          if (before !== "unknown") expect(after).toBe(before);
        },
      ),
    );
  });

  test("the order of parts does not matter", () => {
    const turned = (when: Condition<KnownMetric>): Condition<KnownMetric> => {
      if ("all" in when) return { all: when.all.toReversed().map(turned) };
      if ("any" in when) return { any: when.any.toReversed().map(turned) };
      if ("not" in when) return { not: turned(when.not) };
      if ("atLeast" in when) return { atLeast: { n: when.atLeast.n, of: when.atLeast.of.toReversed().map(turned) } };
      return when;
    };
    fc.assert(
      fc.property(anyCondition, anyValues, anyContext, (when, values, context) => {
        expect(evaluateRule(values, ruleOf(turned(when)), context)).toBe(evaluateRule(values, ruleOf(when), context));
      }),
    );
  });

  test("what cannot be used is unknown, whatever the comparison, and a finding says so", () => {
    fc.assert(
      fc.property(anyComparison, fc.constantFrom(...notKnown), (when, value) => {
        if (!("metric" in when)) return;
        if (when.metric === "city" && value === "12x") return; // a name like any other
        const rule = ruleOf({ ...when, onMissing: null });
        const values = { [when.metric]: value } as MetricValues<KnownMetric>;
        expect(evaluateRule(values, rule)).toBe("unknown");
        expect(explainRule(values, rule).findings).toHaveLength(1);
      }),
    );
  });

  test("a population is judged as its customers are, one by one, again and again", () => {
    fc.assert(
      fc.property(anyCondition, fc.array(fc.tuple(anyValues, anyContext), { maxLength: 6 }), (when, customers) => {
        const rule = ruleOf(when);
        const rows = customers.map(([values, context], index) => ({ ...context, metrics: values, index }));
        const judged = evaluateRules(rows, rule, { asOf: AS_OF });
        const expected = rows.map((row) => ({
          row,
          result: evaluateRule(row.metrics, rule, { ...row, asOf: AS_OF }),
          findings: explainRule(row.metrics, rule, { ...row, asOf: AS_OF }).findings,
        }));
        expect([...judged]).toEqual(expected);
        expect([...judged]).toEqual(expected);
      }),
    );
  });
});
