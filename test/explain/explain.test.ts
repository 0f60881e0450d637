import fc from "fast-check";
import { type Expected, type Locale, LOCALES, type MessageCatalog } from "clientele/core";
import { catalogs, explain, type Explainable } from "clientele/explain";
import { startOrderSummary, summarizeOrders } from "clientele/history";
import {
  defineSegmentTable,
  fitRfm,
  type RfmSubject,
  reviewRfmPolicy,
  reviewSegmentTable,
  scoreRfm,
  segmentOf,
  segmentTables,
} from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { terms } from "../../src/explain/terms.ts";
import { anyOrders, orderOf, policy as history, policyWith as historyWith } from "../support/history.ts";
import { anySubject, halves, policyWith, score, subject } from "../support/segmentation.ts";

const both = (subject: Explainable) => LOCALES.map((locale) => explain(subject, { locale }));
const tenNames = defineSegmentTable(segmentTables.tenNames);
const refusalOf = (result: { ok: boolean; error?: unknown }) => result.error as { code: string };

describe("examples", () => {
  test("a segment decision: its reasons in order", () => {
    const decision = segmentOf(score(2, 5, 4), tenNames);

    expect(both(decision.ok ? decision.value : [])).toEqual([
      ["recency scores 2; Cannot lose takes 1-2", "frequency scores 5; Cannot lose takes 5"],
      ["最近一次购买得 2 分；不可流失的客户的范围为 1-2", "购买频率得 5 分；不可流失的客户的范围为 5"],
    ]);
  });

  test("a segment without labels goes by its name", () => {
    const table = defineSegmentTable({
      id: "t",
      version: 1,
      bins: { recency: 5, frequency: 5, monetary: 5 },
      boxes: [{ segment: "big-spenders", monetary: { from: 1, to: 5 } }],
    });
    const decision = segmentOf(score(1, 1, 3), table);

    expect(both(decision.ok ? decision.value : [])).toEqual([
      ["monetary value scores 3; big-spenders takes 1-5"],
      ["消费金额得 3 分；big-spenders 的范围为 1-5"],
    ]);
  });

  test.each<readonly [string, Explainable, string, string]>([
    [
      "uncovered-score",
      refusalOf(segmentOf(score(2, 6, 4), tenNames)),
      "table ten-names has no segment for the scores 2-6-4",
      "分群表 ten-names 未覆盖得分组合 2-6-4",
    ],
    [
      "bins-mismatch",
      refusalOf(segmentOf(score(2, 1, 1, { bins: { recency: 3, frequency: 5, monetary: 5 } }), tenNames)),
      "table ten-names is made for 5x5x5 scores, the model has 3x5x5",
      "分群表 ten-names 适用于 5x5x5 个分值，而模型为 3x5x5",
    ],
    [
      "no-purchase",
      refusalOf(scoreRfm({ ...subject("c7", 1, 1, "1"), recencyDays: null }, halves)),
      "customer c7 has no purchase, so there is nothing to score",
      "客户 c7 没有购买记录，无法评分",
    ],
    [
      "currency-mismatch",
      refusalOf(scoreRfm(subject("c7", 1, 1, "1", "USD"), halves)),
      "expected an amount in CNY, received USD",
      "金额币种应为 CNY，实际为 USD",
    ],
    [
      "invalid-fact",
      refusalOf(scoreRfm({ ...subject("c7", 1, 1, "1"), orders: -1 }, halves)),
      "at /orders expected a whole number of zero or more, received -1",
      "/orders 处应为非负整数，实际为 -1",
    ],
    [
      "invalid-fact of the whole",
      refusalOf(scoreRfm(null as unknown as RfmSubject, halves)),
      "at the root expected an object, received null",
      "根节点处应为对象，实际为 null",
    ],
    [
      "no-customers",
      refusalOf(fitRfm([], policyWith())),
      "there is no customer with a purchase to fit a model on",
      "没有任何有购买记录的客户可用于拟合模型",
    ],
    [
      "state-mismatch",
      refusalOf(startOrderSummary(history).merge(startOrderSummary(historyWith({ timeZone: "UTC" })).state())),
      "the state cannot be merged: its timeZone is UTC, expected Asia/Shanghai",
      "状态无法合并：其 timeZone 为 UTC，应为 Asia/Shanghai",
    ],
    [
      "invalid-state",
      refusalOf(startOrderSummary(history).merge({ ...startOrderSummary(history).state(), customers: 3 as never })),
      "the state cannot be merged: at /customers expected a list",
      "状态无法合并：/customers 处应为列表",
    ],
  ])("a refusal: %s", (_, refusal, en, zh) => {
    expect(both(refusal)).toEqual([[en], [zh]]);
  });

  test("issues and findings of a policy", () => {
    const bins = { recency: 2, frequency: 2, monetary: 2 };
    const range = (from: number, to: number) => ({ from, to });
    const draft = (...boxes: object[]) => reviewSegmentTable({ id: "t", version: 1, bins, boxes });

    expect(
      both([
        ...draft({ segment: "a", recency: range(2, 1) }, { segment: "b", recency: range(1, 5) }).issues,
        ...draft({ segment: "a", recency: range(1, 1) }, { segment: "b", recency: range(1, 1) }).findings,
        ...reviewRfmPolicy({}).issues.slice(0, 1),
      ]),
    ).toEqual([
      [
        "the range begins at 2 and ends at 1",
        "the range reaches to 5, but there are only 2 scores",
        "4 combinations of scores belong to no segment, such as 2-1-1, 2-1-2, 2-2-1",
        "no customer can fall into this box of b: earlier boxes take all of it",
        "no customer can be b: earlier boxes take all of it",
        "id is missing",
      ],
      [
        "区间起点 2 大于终点 1",
        "区间上限为 5，但只有 2 个分值",
        "4 种得分组合不属于任何分群，例如 2-1-1、2-1-2、2-2-1",
        "b 的这一区块不可能有客户：已被前面的区块完全覆盖",
        "不可能有客户属于 b：已被前面的区块完全覆盖",
        "缺少 id",
      ],
    ]);
  });

  test("rows that were not used, and days that are not over", () => {
    const order = orderOf("c1", "2026-01-05T10:00:00Z", "1");
    const collected = startOrderSummary(history);
    collected.add([
      order,
      { ...order, at: "2026-01-05T12:00:00Z" },
      { ...order, amount: { amount: "1", currency: "USD" } },
      orderOf("c1", "2026-01-05T10:00:00Z", "1", [["2026-01-05T10:00:00Z", "0"]]),
    ]);

    expect(both(collected.finish({ asOf: "2026-01-05T11:00:00Z" }).findings.rows)).toEqual([
      [
        "row 2: expected an amount in CNY, received USD",
        'row 3: at /refunds/0/amount/amount expected a positive number, received "0"',
        "2026-01-05 was left out for customer c1: some of its facts came after the moment of judgement",
      ],
      [
        "第 2 行：金额币种应为 CNY，实际为 USD",
        '第 3 行：/refunds/0/amount/amount 处应为正数，实际为 "0"',
        "客户 c1 的 2026-01-05 未计入：当日有事实发生在判定时刻之后",
      ],
    ]);
  });

  test("a metric that tells nobody apart", () => {
    const fit = fitRfm([subject("a", 3, 1, "1"), subject("b", 3, 2, "2")], policyWith());

    expect(both(fit.ok ? fit.value.findings : [])).toEqual([
      ["recency tells nobody apart: all 2 customers have the same score"],
      ["最近一次购买无法区分客户：全部 2 位客户得分相同"],
    ]);
  });

  test("the host's sentences win, and know the same parameters", () => {
    const messages: MessageCatalog = {
      "currency-mismatch": { en: "we only take {expected}", "zh-CN": "我们只收 {expected}" },
      "house-rule": { en: "rule {number}", "zh-CN": "规则 {number}" },
    };
    const subjects = [
      { code: "currency-mismatch", expected: "CNY", observed: "USD" },
      { code: "house-rule", number: 1200 },
      { code: "no-customers" },
    ];

    expect(explain(subjects, { locale: "en", messages })).toEqual([
      "we only take CNY",
      "rule 1,200",
      "there is no customer with a purchase to fit a model on",
    ]);
    expect(explain(subjects.slice(0, 2), { locale: "zh-CN", messages })).toEqual(["我们只收 CNY", "规则 1,200"]);
  });

  test.each(["house-rule", "constructor", "__proto__", "toString", ""])(
    "an unknown code is written as it is: %j",
    (code) => {
      expect(both({ code })).toEqual([[code], [code]]);
      expect(explain({ code }, { locale: "en", messages: {} })).toEqual([code]);
    },
  );

  test("nothing to explain", () => {
    expect(both([])).toEqual([[], []]);
    expect(both({ reasons: [] })).toEqual([[], []]);
  });

  test("what is missing is said to be not known", () => {
    expect(both({ code: "no-purchase" })).toEqual([
      ["customer not known has no purchase, so there is nothing to score"],
      ["客户未知没有购买记录，无法评分"],
    ]);
  });
});

test("moments are told on the clock of the zone asked for; a zone that is none is refused", () => {
  const early = { code: "event-from-the-future", at: "2026-06-29T16:30:00.000Z", asOf: "2026-06-29T16:00:00.000Z" };
  const nested = {
    code: "event-from-the-future",
    params: { at: { kind: "instant", at: early.at }, asOf: [early.asOf] },
  };

  for (const subject of [early, nested]) {
    expect(explain(subject, { locale: "zh-CN", timeZone: "Asia/Shanghai" })).toEqual([
      "事件发生于 2026-06-30 00:30，晚于接收时刻 2026-06-30 00:00",
    ]);
    expect(explain(subject, { locale: "zh-CN", timeZone: null })).toEqual(explain(subject, { locale: "zh-CN" }));
  }
  expect(() => explain(early, { locale: "en", timeZone: "Moon/Sea" })).toThrow(
    expect.objectContaining({ name: "DomainError", code: "unknown-time-zone" }),
  );
});

test.each(["de", "zh", "EN", "", null, undefined, "constructor"])("refusals: the locale %j", (locale) => {
  expect(() => explain({ code: "no-customers" }, { locale: locale as Locale })).toThrow(
    expect.objectContaining({ name: "DomainError", code: "invalid-option" }),
  );
});

const WHOLE = "subject: expected a decision, a coded thing or a list, received";

test.each<[string, unknown, string]>([
  ["nothing", null, `${WHOLE} null`],
  ["a word", "no-customers", `${WHOLE} "no-customers"`],
  ["a number without words", { recency: 5 }, `${WHOLE} an object`],
  ["a code that is none", { code: 7 }, `${WHOLE} an object`],
  [
    "a list with such a thing",
    [{ code: "no-customers" }, { recency: 5 }],
    "subject/1: expected something with a code, received an object without one",
  ],
  ["a list with nothing", [null], "subject/0: expected something with a code, received null"],
  [
    "reasons without codes",
    { reasons: [{ because: [] }] },
    "subject/reasons/0: expected something with a code, received an object without one",
  ],
  ["reasons that are not there", { reasons: undefined }, "subject/reasons: expected a list, received undefined"],
  [
    "one reason where a list should be",
    { reasons: { code: "no-customers" } },
    "subject/reasons: expected a list, received an object",
  ],
])("refusals: %s has no words", (_, subject, message) => {
  expect(() => explain(subject as Explainable, { locale: "en" })).toThrow(
    expect.objectContaining({ name: "DomainError", code: "invalid-option", message }),
  );
});

/** Placeholders with their marks, sorted. */
const marks = (text: string): string[] => [...text.matchAll(/\{[\w.-]+(?:\|term)?\}/g)].map(([place]) => place).sort();

describe("catalogs", () => {
  const all = Object.entries(catalogs).flatMap(([module, catalog]) =>
    Object.entries(catalog).map(([code, message]) => ({ module, code, message })),
  );

  test("every module has its sentences here", () => {
    expect(Object.keys(catalogs).sort()).toEqual(
      ["calendar", "clv", "core", "customer", "history", "lifecycle", "rules", "segmentation", "sla", "tiers"].sort(),
    );
    expect(Object.values(catalogs).every((catalog) => Object.keys(catalog).length > 0)).toBe(true);
  });

  test("no code belongs to two modules", () => {
    const owners = new Map<string, string[]>();
    for (const { module, code } of all) owners.set(code, [...(owners.get(code) ?? []), module]);

    expect([...owners].filter(([, modules]) => modules.length > 1)).toEqual([]);
  });

  test.each(all)("$module: $code", ({ code, message }) => {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(Object.keys(message).sort()).toEqual([...LOCALES].sort());
    expect(message.en).toMatch(/[a-z]/);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(marks(message.en)).toEqual(marks(message["zh-CN"]));
    for (const text of Object.values(message)) {
      expect(text).not.toMatch(/[.。\s]$|^\s/u);
      expect(text.replaceAll(/\{[\w.-]+(?:\|term)?\}/g, "")).not.toMatch(/[{}]/);
    }
  });

  test("there is a word for everything that can be expected", () => {
    const expected: Record<Expected, true> = {
      instant: true,
      day: true,
      duration: true,
      "time-duration": true,
      decimal: true,
      money: true,
      currency: true,
      "currency-of-policy": true,
      "time-zone": true,
      integer: true,
      "safe-integer": true,
      "minor-units": true,
      "positive-integer": true,
      "non-negative-integer": true,
      "finite-number": true,
      "non-negative-number": true,
      "positive-number": true,
      text: true,
      "non-empty-text": true,
      boolean: true,
      object: true,
      array: true,
      "known-name": true,
      "time-unit": true,
      "this-customer": true,
      "covariance-matrix": true,
      "plain-data": true,
    };

    expect(Object.keys(expected).filter((name) => !Object.hasOwn(terms, name))).toEqual([]);
  });

  test.each(Object.entries(terms))("the word for %s, in both languages", (_, { en, "zh-CN": zh }) => {
    expect(en).toMatch(/\S/);
    expect(zh).toMatch(/\S/);
  });
});

describe("laws", () => {
  const anyLocale = fc.constantFrom(...LOCALES);
  /** Every place is filled: nothing unknown, no mark left over, no code in place of a word. */
  const filled = (sentences: readonly string[]): void => {
    for (const sentence of sentences) {
      expect(sentence).not.toMatch(/not known|未知|[{}]/);
      expect(sentence).toMatch(/\s|\p{Script=Han}/u);
    }
  };

  test("whatever segmentation decides or refuses has its sentences, filled", () =>
    fc.assert(
      fc.property(anySubject, anyLocale, fc.constantFrom("CNY", "USD"), fc.boolean(), (one, locale, currency, none) => {
        const fit = fitRfm([one, subject("b", 3, 2, "2")], policyWith());
        const model = fit.ok ? fit.value.model : halves;
        const scored = scoreRfm(
          { ...one, monetary: { ...one.monetary, currency }, recencyDays: none ? null : one.recencyDays },
          model,
        );
        const decided = scored.ok ? segmentOf(scored.value, tenNames) : scored;

        const sentences = explain(decided.ok ? decided.value : decided.error, { locale });
        expect(sentences).toHaveLength(decided.ok ? 2 : 1);
        filled(sentences);
        filled(explain(fit.ok ? fit.value.findings : fit.error, { locale }));
      }),
    ));

  test("whatever history finds has its sentence, filled", () =>
    fc.assert(
      fc.property(anyOrders, anyLocale, fc.array(fc.anything()), ({ timeZone, near, orders }, locale, junk) => {
        const collected = startOrderSummary(historyWith({ timeZone }));
        collected.add([...junk.map((part) => ({ ...orders[0], amount: part })), ...orders]);
        const { findings } = collected.finish({ asOf: near });

        const sentences = explain(findings.rows, { locale });

        expect(sentences).toHaveLength(findings.rows.length);
        for (const [at, sentence] of sentences.entries()) {
          expect(sentence).not.toBe(findings.rows[at]?.code);
          expect(sentence).not.toMatch(/not known|未知/);
        }
      }),
    ));

  test("one by one as all at once; a JSON copy reads the same", () =>
    fc.assert(
      fc.property(anyOrders, anyLocale, ({ near, orders }, locale) => {
        const { findings } = summarizeOrders([null, 7, ...orders.map((order) => ({ ...order, at: 0 }))], history, {
          asOf: near,
        });
        const rows = JSON.parse(JSON.stringify(findings.rows)) as typeof findings.rows;

        expect(explain(rows, { locale })).toEqual(findings.rows.flatMap((row) => explain(row, { locale })));
        expect(explain({ reasons: rows }, { locale })).toEqual(explain(rows, { locale }));
      }),
    ));
});
