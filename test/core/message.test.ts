import fc from "fast-check";
import {
  LOCALES,
  type MessageParams,
  type MessageValue,
  moneyFromMinor,
  renderMessage,
  renderValue,
  type Tagged,
  taggedMoney,
  taggedNumber,
} from "clientele/core";
import { describe, expect, test } from "vitest";
import { coreMessages, coreTerms } from "../../src/core/messages.ts";
import { places } from "../support/core.ts";

const both = (value: MessageValue): string[] => LOCALES.map((locale) => renderValue(value, locale));
const day = 86_400_000;

describe("examples", () => {
  test.each<[MessageValue, string, string]>([
    [null, "not known", "未知"],
    [undefined, "not known", "未知"],
    ["gold", "gold", "gold"],
    [true, "yes", "是"],
    [false, "no", "否"],
    [0, "0", "0"],
    [-0, "0", "0"],
    [999, "999", "999"],
    [1234.5, "1,234.5", "1,234.5"],
    [-1_234_567, "-1,234,567", "-1,234,567"],
    [-123_456, "-123,456", "-123,456"],
    [1234.567_890_1, "1,234.56789", "1,234.56789"],
    [0.1 + 0.2, "0.3", "0.3"],
    [0.000_000_4, "4e-7", "4e-7"],
    [1e20, "100,000,000,000,000,000,000", "100,000,000,000,000,000,000"],
    [1e21, "1e+21", "1e+21"],
    [NaN, "NaN", "NaN"],
    [Infinity, "Infinity", "Infinity"],
    [["a", 1000, null], "a, 1,000, not known", "a、1,000、未知"],
    [[], "", ""],
    [{ en: "Gold", "zh-CN": "金卡" }, "Gold", "金卡"],
    [{ en: "Gold", "zh-CN": null }, "Gold", "Gold"],
    [{ en: null, "zh-CN": "金卡" }, "金卡", "金卡"],
    [{ en: null, "zh-CN": null }, "not known", "未知"],
    [{ kind: "text", text: "gold" }, "gold", "gold"],
    [{ kind: "boolean", value: false }, "no", "否"],
    [{ kind: "day", on: "2026-03-01" } as Tagged, "2026-03-01", "2026-03-01"],
    [{ kind: "instant", at: "2026-03-01T09:30:00.000Z" } as Tagged, "2026-03-01 09:30 UTC", "2026-03-01 09:30 UTC"],
    [
      { kind: "instant", at: "2026-03-01T09:30:15.000Z" } as Tagged,
      "2026-03-01 09:30:15 UTC",
      "2026-03-01 09:30:15 UTC",
    ],
    ["2026-03-01T09:30:00.007Z", "2026-03-01 09:30:00.007 UTC", "2026-03-01 09:30:00.007 UTC"],
    ["2026-03-01T09:30Z", "2026-03-01T09:30Z", "2026-03-01T09:30Z"],
    ["2026-99-01T09:30:00.000Z", "2026-99-01T09:30:00.000Z", "2026-99-01T09:30:00.000Z"],
    [{ kind: "period", duration: "P1Y6M" }, "1 year, 6 months", "1 年 6 个月"],
    [{ kind: "period", duration: "PT36H" }, "36 hours", "36 小时"],
    [taggedNumber(3, "workingDays"), "3 working days", "3 个工作日"],
    [taggedMoney({ amount: "1234567.80", currency: "CNY" }), "CNY 1,234,567.80", "1,234,567.80 元"],
    [taggedMoney({ amount: "-1000", currency: "USD" }), "USD -1,000", "-1,000 USD"],
    [taggedNumber(0.5), "0.5", "0.5"],
    [taggedNumber(1, "orders"), "1 order", "1 单"],
    [taggedNumber(1200, "orders"), "1,200 orders", "1,200 单"],
    [taggedNumber(2, "pallets"), "2 pallets", "2 pallets"],
    [taggedNumber(1, "constructor"), "1 constructor", "1 constructor"], // a unit like any other
    [{ kind: "duration", ms: 0 }, "0 s", "0 秒"],
    [{ kind: "duration", ms: 999 }, "999 ms", "999 毫秒"],
    [{ kind: "duration", ms: 1000 }, "1 s", "1 秒"],
    [{ kind: "duration", ms: 3_600_000 + 60_000 + 1000 }, "1 h 1 min 1 s", "1 小时 1 分钟 1 秒"],
    [{ kind: "duration", ms: 2 * day + 3_600_000 * 3 }, "2 d 3 h", "2 天 3 小时"],
    [{ kind: "duration", ms: 2 * day + 5 * 60_000 }, "2 d 5 min", "2 天 5 分钟"],
    [{ kind: "duration", ms: -90_000 }, "-1 min 30 s", "-1 分钟 30 秒"],
  ])("%j", (value, en, zh) => {
    expect(both(value)).toEqual([en, zh]);
  });

  const message = { en: "{who} has {count}, {kind|term}", "zh-CN": "{who}有{count}，{kind|term}" };
  const terms = { gold: { en: "the gold tier", "zh-CN": "金卡等级" } };
  test.each<[MessageParams, string, string]>([
    [{ who: "Li", count: 1200, kind: "gold" }, "Li has 1,200, the gold tier", "Li 有 1,200，金卡等级"],
    [{ who: "$&", count: 0, kind: "silver" }, "$& has 0, silver", "$& 有 0，silver"],
    [{ who: "{count}", count: 1, kind: "constructor" }, "{count} has 1, constructor", "{count} 有 1，constructor"],
    [{}, "not known has not known, not known", "未知有未知，未知"],
  ])("a sentence with %j", (params, en, zh) => {
    expect(LOCALES.map((locale) => renderMessage(message, params, { locale, terms }))).toEqual([en, zh]);
  });

  test.each<[MessageValue, string]>([
    ["Li", "共 Li 人"],
    ["李", "共李人"],
    [12, "共 12 人"],
    [-3, "共 -3 人"],
    [["甲", "b"], "共甲、b 人"],
    ["（甲）", "共（甲）人"],
    [{ kind: "duration", ms: day }, "共 1 天人"],
  ])("what is not Chinese stands a space apart in Chinese: %j", (n, told) => {
    expect(renderMessage({ en: "{n}", "zh-CN": "共{n}人" }, { n }, { locale: "zh-CN", terms })).toBe(told);
  });

  test("what is inherited is no parameter", () => {
    const inherits = { en: "{toString} {constructor|term}", "zh-CN": "{toString}" };

    expect(renderMessage(inherits, {}, { locale: "en", terms })).toBe("not known not known");
  });
});

describe.each(Object.entries(coreMessages))("%s", (_, message) => {
  test("is said in both languages with the same placeholders", () => {
    expect(Object.keys(message)).toEqual([...LOCALES]);
    expect(message.en).toMatch(/[a-z]/);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(places(message.en)).toEqual(places(message["zh-CN"]));
    expect([...message.en.matchAll(/\w+\|term/g)].map(([place]) => place).sort()).toEqual(
      [...message["zh-CN"].matchAll(/\w+\|term/g)].map(([place]) => place).sort(),
    );
  });
});

test.each(Object.entries(coreTerms))("the term %s is said in both languages", (_, term) => {
  expect(Object.keys(term)).toEqual([...LOCALES]);
  expect(Object.values(term).every((text) => text.trim() === text && text !== "" && !text.includes("{"))).toBe(true);
});

describe("laws", () => {
  test("grouping changes no digit", () =>
    fc.assert(
      fc.property(fc.maxSafeInteger(), (minor) => {
        const { amount } = moneyFromMinor(minor, "CNY");
        const text = renderValue({ kind: "money", amount, currency: "CNY" }, "en").slice(4);
        expect(text.replaceAll(",", "")).toBe(amount);
        expect(text).toMatch(/^-?\d{1,3}(,\d{3})*\.\d\d$/);
      }),
    ));

  test("a duration is never written longer than it is, nor by more than its smallest written unit shorter", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 10 ** 12 }), (ms) => {
        const unit = { d: day, h: 3_600_000, min: 60_000, s: 1000 };
        const parts = [...renderValue({ kind: "duration", ms }, "en").matchAll(/(\d+) (d|h|min|s)/g)];
        const written = parts.reduce((sum, [, n, name]) => sum + Number(n) * unit[name as keyof typeof unit], 0);
        expect(written).toBeLessThanOrEqual(ms);
        expect(ms - written).toBeLessThan(unit[parts[0]![2] as keyof typeof unit]);
      }),
    ));

  test("any text may be a parameter, and stands in the sentence as it is", () =>
    fc.assert(
      fc.property(fc.string(), (x) => {
        expect(renderMessage({ en: "<{x}>", "zh-CN": "" }, { x }, { locale: "en", terms: {} })).toBe(`<${x}>`);
      }),
    ));
});
