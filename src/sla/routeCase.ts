import { compiledPolicy, err, ok, type Result, type Tagged, taggedNumber, unreachable } from "../core/index.ts";
import { type Case, type FactProblem, parseCase } from "../customer/index.ts";
import { BLANK } from "./internal/explainStatus.ts";
import type { RouteDecision, RouteReasonCode, SlaPolicy, SlaPolicyData, SlaReason } from "./model.ts";
import { type CompiledSlaPolicy, slaKind } from "./slaKind.ts";

/**
 * Decides whether a case may be answered automatically, or calls for a person.
 *
 * Only a request about one of the policy's `automaticSubjects` may be; what it says of repeats, severity and mood, and an
 * automatic answer that has failed, call for a person all the same. What is not known calls for nobody, except the subject.
 * Without `routing` in the policy, everything is for people.
 *
 * @param subject - The case; `severity`, `subject`, `repeats`, `sentiment` and `automaticAnswerFailed` are looked at.
 * @param policy - The promises, with their `routing`.
 * @returns The decision; or what cannot be read of the case.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineSlaPolicy, routeCase, slaPresets } from "clientele/sla";
 *
 * const routing = { automaticSubjects: ["delivery date"], personFromRepeats: 2, personForSeverities: ["major"] } as const;
 * const policy = defineSlaPolicy({ ...slaPresets.majorAndOrdinary, routing });
 * const question = {
 *   id: "k", customerId: "c", severity: "ordinary", subject: "delivery date", openedAt: "2026-03-01T00:00:00Z", events: [],
 * };
 *
 * orThrow(routeCase(question, policy)).to; // => "automatic"
 * orThrow(routeCase({ ...question, repeats: 2 }, policy)).to; // => "person"
 * ```
 */
export function routeCase(subject: Case, policy: SlaPolicy): Result<RouteDecision, FactProblem> {
  const { reference } = compiledPolicy<SlaPolicyData, CompiledSlaPolicy>(slaKind, policy);
  const parsed = parseCase(subject);
  if (!parsed.ok) return err(parsed.error[0] ?? unreachable("a row that is refused has a problem"));
  const { id, severity } = subject;
  const { routing } = policy;
  if (routing === null) return ok({ caseId: id, policy: reference, to: "person", reasons: [] });

  const about = subject.subject ?? null;
  const repeats = subject.repeats ?? null;
  const sentiment = subject.sentiment ?? null;
  const failed = subject.automaticAnswerFailed ?? null;
  const among = (code: RouteReasonCode, key: string, metric: string, value: string | null, list: readonly string[]) =>
    said(code, key, metric, "in", value === null ? null : text(value), text(list.join(", ")), (): boolean =>
      list.includes(value ?? ""),
    );
  const automatic = among("subject-automatic", "automaticSubjects", "subject", about, routing.automaticSubjects);
  const signs: SlaReason[] = [
    among("severity-calls-for-person", "personForSeverities", "severity", severity, routing.personForSeverities),
    among("sentiment-calls-for-person", "personForSentiments", "sentiment", sentiment, routing.personForSentiments),
    said(
      "automatic-answer-failed",
      "",
      "automaticAnswerFailed",
      "=",
      failed === null ? null : { kind: "boolean", value: failed },
      { kind: "boolean", value: true },
      () => failed === true,
    ),
  ];
  const { personFromRepeats: from } = routing;
  if (from !== null) {
    const observed = repeats === null ? null : taggedNumber(repeats);
    const holds = (): boolean => (repeats ?? 0) >= from;
    signs.unshift(
      said("repeats-call-for-person", "personFromRepeats", "repeats", ">=", observed, taggedNumber(from), holds),
    );
  }
  const person = automatic.verdict !== "met" || signs.some(({ verdict }) => verdict === "met");
  return ok({ caseId: id, policy: reference, to: person ? "person" : "automatic", reasons: [automatic, ...signs] });
}

const text = (value: string): Tagged => ({ kind: "text", text: value });

function said(
  code: RouteReasonCode,
  key: string,
  metric: string,
  op: string,
  observed: Tagged | null,
  required: Tagged,
  holds: () => boolean,
): SlaReason {
  const rule = key === "" ? "/routing" : `/routing/${key}`;
  const verdict = observed === null ? "unknown" : holds() ? "met" : "unmet";
  return { ...BLANK, code, rule, metric, op, observed, required, verdict };
}
