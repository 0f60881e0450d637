import { instant, type InstantInput } from "../core/index.ts";
import type { LetterLine } from "./model.ts";

/**
 * Says to the customer, before a promise is broken, that it will take longer.
 *
 * @param delay - `caseId`; `metric`, which promise; `dueAt`, when it is due; `expectedAt`, when it will be done, where that is known.
 * @returns The sentences, in order.
 * @throws `DomainError` with code `invalid-instant`.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 * import { delayLetter } from "clientele/sla";
 *
 * const letter = delayLetter({ caseId: "K-7", metric: "firstResolution", dueAt: "2026-03-01T02:00:00Z" });
 *
 * explain(letter, { locale: "en" }); // => [
 * //   "in case K-7, first resolution is promised by 2026-03-01 02:00 UTC; we shall need longer",
 * // ]
 * ```
 */
export function delayLetter({
  caseId,
  metric,
  dueAt,
  expectedAt = null,
}: {
  readonly caseId: string;
  readonly metric: string;
  readonly dueAt: InstantInput;
  readonly expectedAt?: InstantInput | null;
}): readonly LetterLine[] {
  const notice: LetterLine = {
    code: "letter-delay-notice",
    params: { caseId, metric, dueAt: { kind: "instant", at: instant(dueAt) } },
  };
  if (expectedAt === null) return [notice];
  const expected = { kind: "instant", at: instant(expectedAt) } as const;
  return [notice, { code: "letter-delay-expected", params: { expectedAt: expected } }];
}
