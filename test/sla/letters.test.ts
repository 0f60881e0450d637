import { orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import { breachLetter, breachRecords, defineSlaPolicy, delayLetter, slaPresets } from "clientele/sla";
import { describe, expect, test } from "vitest";
import { aCase, event } from "../support/sla.ts";

const policy = defineSlaPolicy({
  ...slaPresets.majorAndOrdinary,
  responsibleDepartment: "客户服务部",
  contractTerm: "4.2",
});
const nameless = defineSlaPolicy(slaPresets.majorAndOrdinary);
const major = (...events: Parameters<typeof event>[]) =>
  aCase({ id: "K-7", severity: "major", events: events.map((item) => event(...item)) });
const letter = (subject: ReturnType<typeof aCase>, asOf: string, of: typeof policy = policy) => {
  const lines = orThrow(breachRecords(subject, of, { asOf })).flatMap(breachLetter);
  return { en: explain(lines, { locale: "en" }), zh: explain(lines, { locale: "zh-CN" }) };
};

describe("a broken promise, said to the customer", () => {
  test("not kept yet: how late it is by now, who answers for it, and where it is written", () => {
    expect(letter(major(), "2026-03-02T05:30:00Z")).toEqual({
      en: [
        "we are sorry: in case K-7, first response was promised by 2026-03-02 04:00 UTC, and we did not keep to it",
        "it is 1 h 30 min late by now, and we are working on it",
        "客户服务部 answers for it",
        "the promise is written in clause 4.2 of the contract",
      ],
      zh: [
        "非常抱歉：个案 K-7 的首次响应承诺于 2026-03-02 04:00 UTC 前完成，我们未能做到",
        "目前已延迟 1 小时 30 分钟，我们正在加紧处理",
        "责任部门为客户服务部",
        "该承诺载于合同第 4.2 条",
      ],
    });
  });

  test("kept late, and nobody named", () => {
    expect(letter(major(["reply", "2026-03-02T04:10:00Z"]), "2026-03-09T00:00:00Z", nameless)).toEqual({
      en: [
        "we are sorry: in case K-7, first response was promised by 2026-03-02 04:00 UTC, and we did not keep to it",
        "it came 10 min late",
      ],
      zh: ["非常抱歉：个案 K-7 的首次响应承诺于 2026-03-02 04:00 UTC 前完成，我们未能做到", "实际延迟 10 分钟"],
    });
  });

  test("broken by a record alone: nothing is said of how late it is", () => {
    const recorded = major(
      ["reply", "2026-03-02T03:00:00Z"],
      ["breached", "2026-03-02T03:30:00Z", { metric: "firstResponse" }],
    );
    expect(letter(recorded, "2026-03-09T00:00:00Z", nameless).en).toEqual([
      "we are sorry: in case K-7, first response was promised by 2026-03-02 04:00 UTC, and we did not keep to it",
    ]);
  });
});

describe("a delay, said before the promise is broken", () => {
  const delay = { caseId: "K-7", metric: "firstResolution", dueAt: "2026-03-02T12:00:00+08:00" } as const;

  test("without and with a moment by which it will be done", () => {
    expect(explain(delayLetter(delay), { locale: "en" })).toEqual([
      "in case K-7, first resolution is promised by 2026-03-02 04:00 UTC; we shall need longer",
    ]);
    const expected = delayLetter({ ...delay, expectedAt: "2026-03-03T09:00:00+08:00" });
    expect(explain(expected, { locale: "en" })).toEqual([
      "in case K-7, first resolution is promised by 2026-03-02 04:00 UTC; we shall need longer",
      "we expect it by 2026-03-03 01:00 UTC",
    ]);
    expect(explain(expected, { locale: "zh-CN" })).toEqual([
      "个案 K-7 的首次解决承诺于 2026-03-02 04:00 UTC 前完成，我们需要更多时间",
      "预计于 2026-03-03 01:00 UTC 前完成",
    ]);
    expect(delayLetter({ ...delay, expectedAt: null })).toEqual(delayLetter(delay));
  });

  test("a moment that is none is refused", () => {
    for (const change of [{ dueAt: "soon" }, { expectedAt: "soon" }]) {
      expect(() => delayLetter({ ...delay, ...change })).toThrow(expect.objectContaining({ code: "invalid-instant" }));
    }
  });
});
