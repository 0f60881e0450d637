import type { BreachRecord, LetterLine } from "./model.ts";

/**
 * Says a broken promise to the customer, sentence by sentence: what was promised, how late it is, and who answers for it.
 *
 * The sentences are message keys with what they need to know; `explain` has them in English and Chinese, and takes the host's own.
 *
 * @param record - The broken promise, as `breachRecords` lists it.
 * @returns The sentences, in order. What nothing is known of is left out; where a record alone says that a promise was
 *   broken, the moment is that of the record.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { explain } from "clientele/explain";
 * import { breachLetter, breachRecords, defineSlaPolicy, slaPresets } from "clientele/sla";
 *
 * const policy = defineSlaPolicy({ ...slaPresets.majorAndOrdinary, responsibleDepartment: "客户服务部" });
 * const complaint = { id: "K-7", customerId: "c", severity: "major", openedAt: "2026-03-01T00:00:00Z", events: [] };
 * const letters = orThrow(breachRecords(complaint, policy, { asOf: "2026-03-01T03:00:00Z" })).map(breachLetter);
 *
 * explain(letters.flat(), { locale: "zh-CN" }); // => [
 * //   "非常抱歉：个案 K-7 的首次响应承诺于 2026-03-01 02:00 UTC 前完成，我们未能做到",
 * //   "目前已延迟 1 小时，我们正在加紧处理",
 * //   "责任部门为客户服务部",
 * // ]
 * ```
 */
export function breachLetter(record: BreachRecord): readonly LetterLine[] {
  const { caseId, metric, dueAt, occurredAt, overByMs, settled, department, contractTerm } = record;
  const promised = { kind: "instant", at: dueAt ?? occurredAt } as const;
  const lines: LetterLine[] = [{ code: "letter-breach-apology", params: { caseId, metric, dueAt: promised } }];
  if (overByMs > 0) {
    const over = { kind: "duration", ms: overByMs } as const;
    lines.push({ code: settled ? "letter-breach-answered" : "letter-breach-open", params: { over } });
  }
  if (department !== null) lines.push({ code: "letter-breach-responsible", params: { department } });
  if (contractTerm !== null) lines.push({ code: "letter-breach-term", params: { contractTerm } });
  return lines;
}
