import {
  asOfIn,
  type Duration,
  dayOf,
  epochMsOf,
  exact,
  type Exact,
  type Instant,
  instantFromMs,
  type InstantInput,
  invalidFact,
  LISTED_ROWS,
  minorDigits,
  minusDuration,
  type Money,
  parseMoney,
  plusDays,
  plusDuration,
  type PolicyReference,
  type Reason,
  roundedText,
  type RowFindings,
  startOfDay,
  startRowFindings,
  type Tagged,
  taggedMoney,
  taggedNumber,
  unreachable,
  type Verdict,
} from "../core/index.ts";
import { compiledChurn, type CompiledChurn } from "./churnKind.ts";
import type { ChurnPolicy, WinBackOfferRule } from "./churnModel.ts";

/** A customer who was lost. */
export interface LostCustomer<Cause extends string = string> {
  /** Names the customer. */
  readonly customerId: string;
  /** When the customer was lost. */
  readonly churnedAt: InstantInput;
  /** What the customer would be worth, once back: the host's measure, such as the margin of a year. */
  readonly value: Money;
  /** Why the customer was lost, such as `attributeChurn` tells; null when that is not known. */
  readonly cause: Cause | null;
  /** Whether the customer objected to being contacted. */
  readonly objected: boolean;
  /** When the customer came back; null or left out when not. */
  readonly wonBackAt?: InstantInput | null | undefined;
  /** The attempts made since the customer was lost, in any order. */
  readonly attempts?:
    | readonly {
        /** When. */
        readonly at: InstantInput;
        /** Whether the customer said no. */
        readonly declined?: boolean | null | undefined;
      }[]
    | null
    | undefined;
}

/** Codes of what is asked before a lost customer is approached. */
export type WinBackCode =
  | "win-back-still-lost"
  | "win-back-no-objection"
  | "win-back-not-declined"
  | "win-back-not-too-soon"
  | "win-back-not-too-late"
  | "win-back-attempts-left"
  | "win-back-contact-limit"
  | "win-back-offer-fits"
  | "win-back-worth-it";

/** An offer to make. */
export interface PlannedWinBack<Cause extends string = string, Offer extends string = string> {
  /** Its place in the plan, from 1. */
  readonly rank: number;
  /** The customer. */
  readonly customerId: string;
  /** What to offer. */
  readonly offer: Offer;
  /** Why the customer was lost; null when that is not known. */
  readonly cause: Cause | null;
  /** What the customer would be worth. */
  readonly value: Money;
  /** The chance that the customer comes back, by the cause, as decimal text. */
  readonly odds: string;
  /** `value × odds - cost`, by which the plan is ordered, here rounded to the minor unit (half-even). */
  readonly expected: Money;
  /** How many attempts were made before. */
  readonly attempts: number;
  /** All that was asked. */
  readonly reasons: readonly Reason<WinBackCode>[];
}

/** A lost customer who is not approached now. */
export interface WithheldWinBack {
  /** The customer. */
  readonly customerId: string;
  /** The first of the questions that speaks against it. */
  readonly code: WinBackCode;
  /** When to ask again; null when that is never (it would be too late by then), or not a matter of time. */
  readonly until: Instant | null;
  /** All that was asked. */
  readonly reasons: readonly Reason<WinBackCode>[];
}

/** Whom to win back, how, and whom not. */
export interface WinBackPlan<Cause extends string = string, Offer extends string = string> {
  /** Whom to approach, the most promising first. */
  readonly offers: readonly PlannedWinBack<Cause, Offer>[];
  /** Whom not, in order of their identifiers. */
  readonly withheld: readonly WithheldWinBack[];
  /** Rows that cannot be used: `invalid-fact`, `duplicate-customer`, `not-churned`, `currency-mismatch`. */
  readonly findings: RowFindings;
  /** The moment of the plan. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
}

/**
 * Plans which lost customers to approach, with what offer, and in what order: by `value × odds of the cause - cost of the offer`.
 *
 * The first offer of the policy that fits the cause and the value is made. Nobody is approached who came back, objected or declined; too
 * soon or too long after being lost; more often than the policy allows; or where nothing is to be gained. Attempts after `asOf` are not
 * known yet; the limit counts those in `(asOf - per, asOf]`. Among equals the customer worth more comes first, then the identifier.
 *
 * @param customers - Who was lost; read once. Order does not matter, but for which of two rows of one customer is used: the first.
 * @param policy - Causes, offers, limits.
 * @param options - `asOf`; `listed`, how many rows that cannot be used are listed (100).
 * @returns The plan: every customer is in `offers`, in `withheld` or in `findings`.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `invalid-option`, or `out-of-range` when a time of the policy
 *   leaves the years 0000 to 9999.
 *
 * @example
 * ```ts
 * import { money } from "clientele/core";
 * import { churnPresets, defineChurnPolicy, planWinBack } from "clientele/lifecycle";
 *
 * const lost = { churnedAt: "2026-05-01T00:00:00Z", objected: false, value: money("2000", "CNY") } as const;
 * const { offers, withheld } = planWinBack(
 *   [
 *     { ...lost, customerId: "C-1", cause: "price" },
 *     { ...lost, customerId: "C-2", cause: "service" },
 *     { ...lost, customerId: "C-3", cause: "service", objected: true },
 *   ],
 *   defineChurnPolicy(churnPresets.fiveCauses),
 *   { asOf: "2026-06-01T00:00:00Z" },
 * );
 *
 * offers.map(({ customerId, offer, expected }) => [customerId, offer, expected.amount]); // => [["C-2", "apologyCall", "380.00"], ["C-1", "loyaltyPrice", "250.00"]]
 * withheld.map(({ customerId, code }) => [customerId, code]); // => [["C-3", "win-back-no-objection"]]
 * ```
 */
export function planWinBack<Cause extends string, Signal extends string, Offer extends string>(
  customers: Iterable<LostCustomer<NoInfer<Cause>>>,
  policy: ChurnPolicy<Cause, Signal, Offer>,
  options: { readonly asOf: InstantInput; readonly listed?: number | undefined },
): WinBackPlan<Cause, Offer> {
  const compiled = compiledChurn(policy);
  const asOf = asOfIn(options);
  const findings = startRowFindings(options.listed ?? LISTED_ROWS);
  const planned: { readonly plan: Omit<PlannedWinBack, "rank">; readonly gain: Exact; readonly worth: Exact }[] = [];
  const withheld: WithheldWinBack[] = [];
  const seen = new Set<string>();
  let index = -1;
  for (const customer of customers) {
    index += 1;
    const wrong = seen.has(customer.customerId)
      ? { code: "duplicate-customer", path: "/customerId", params: { customer: customer.customerId } }
      : wrongIn(customer, compiled, epochMsOf(asOf));
    if (wrong !== null) {
      findings.add({ index, ...wrong });
      continue;
    }
    seen.add(customer.customerId);
    const judged = judge(customer, compiled, asOf);
    if ("plan" in judged) planned.push(judged);
    else withheld.push(judged);
  }
  planned.sort(
    (a, b) =>
      b.gain.comparedTo(a.gain) || b.worth.comparedTo(a.worth) || (a.plan.customerId < b.plan.customerId ? -1 : 1),
  );
  const answer: WinBackPlan = {
    offers: planned.map(({ plan }, at) => ({ rank: at + 1, ...plan })),
    withheld: withheld.sort((a, b) => (a.customerId < b.customerId ? -1 : 1)),
    findings: findings.result(),
    asOf,
    policy: compiled.policy,
  };
  return answer as WinBackPlan<Cause, Offer>;
}

/** What of a row cannot be used. */
function wrongIn(
  { customerId, churnedAt, value, cause, objected, wonBackAt, attempts }: LostCustomer,
  { data, causes }: CompiledChurn,
  asOf: number,
): { readonly code: string; readonly path: string; readonly params: Readonly<Record<string, string>> } | null {
  const fact = (path: string, expected: Parameters<typeof invalidFact>[1], observed: unknown) => {
    const { code, ...params } = invalidFact(path, expected, observed);
    return { code, path, params };
  };
  if (typeof customerId !== "string" || customerId === "") return fact("/customerId", "non-empty-text", customerId);
  const at = epochMsOf(churnedAt);
  if (Number.isNaN(at)) return fact("/churnedAt", "instant", churnedAt);
  if (at > asOf) return { code: "not-churned", path: "/churnedAt", params: {} };
  const worth = parseMoney(value);
  if (!worth.ok) return fact(`/value${worth.error.path}`, worth.error.expected, value);
  if (worth.value.currency !== data.currency) {
    const params = { expected: data.currency, observed: worth.value.currency };
    return { code: "currency-mismatch", path: "/value/currency", params };
  }
  if (cause !== null && !causes.has(cause)) return fact("/cause", "known-name", cause);
  if (typeof objected !== "boolean") return fact("/objected", "boolean", objected);
  if ((wonBackAt ?? null) !== null && Number.isNaN(epochMsOf(wonBackAt)))
    return fact("/wonBackAt", "instant", wonBackAt);
  for (const [place, attempt] of (attempts ?? []).entries()) {
    if (Number.isNaN(epochMsOf(attempt.at))) return fact(`/attempts/${place}/at`, "instant", attempt.at);
  }
  return null;
}

/** All that is asked of one customer. */
function judge(
  customer: LostCustomer,
  { data, causes }: CompiledChurn,
  asOf: Instant,
): { readonly plan: Omit<PlannedWinBack, "rank">; readonly gain: Exact; readonly worth: Exact } | WithheldWinBack {
  const { customerId, value, cause, objected, wonBackAt } = customer;
  const { contact, timeZone, currency } = data;
  const now = epochMsOf(asOf);
  const churnedAt = instantFromMs(epochMsOf(customer.churnedAt));
  const isBack = epochMsOf(wonBackAt) <= now; // never, where there is none
  const attempts = (customer.attempts ?? [])
    .map(({ at, declined }) => ({ at: epochMsOf(at), declined: declined === true }))
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at);
  const since = epochMsOf(minusDuration(asOf, contact.per, { timeZone }));
  const recent = attempts.filter(({ at }) => at > since);
  const opens = contact.waitFor === null ? churnedAt : plusDuration(churnedAt, contact.waitFor, { timeZone });
  const closes = contact.until === null ? null : plusDuration(churnedAt, contact.until, { timeZone });
  const [oldest] = recent.slice(-contact.most);
  const worth = exact(value.amount);
  const fits = ({ causes: fitting, minValue }: WinBackOfferRule): boolean =>
    (fitting === null || (cause !== null && fitting.includes(cause))) && worth.gte(exact(minValue ?? "0"));
  const place = data.offers.findIndex(fits);
  const offer = data.offers[place];
  const known = causes.get(cause);
  const odds = known?.cause.responseOdds ?? data.oddsUnknown;
  const gain = worth.times(exact(odds)).minus(exact(offer?.cost ?? "0"));
  const expected = {
    amount: roundedText(gain, minorDigits(currency) ?? unreachable("a checked policy has a currency"), "half-even"),
    currency,
  };
  const declined = attempts.filter((attempt) => attempt.declined).length;
  const instant = (at: Instant): Tagged => ({ kind: "instant", at });

  const ask = (
    code: WinBackCode,
    rule: string,
    isMet: boolean,
    told: Partial<Pick<Reason, "op" | "observed" | "required" | "label">>,
  ): Reason<WinBackCode> => {
    const verdict: Verdict = isMet ? "met" : "unmet";
    return { code, rule, metric: null, op: null, observed: null, required: null, label: null, ...told, verdict };
  };
  const reasons = [
    ask("win-back-still-lost", "", !isBack, { observed: instant(churnedAt) }),
    ask("win-back-no-objection", "", !objected, {}),
    ask("win-back-not-declined", "", declined === 0, {
      observed: taggedNumber(declined),
      op: "=",
      required: taggedNumber(0),
    }),
    ask("win-back-not-too-soon", "/contact/waitFor", opens <= asOf, {
      observed: instant(asOf),
      op: ">=",
      required: instant(opens),
    }),
    ...(closes === null
      ? []
      : [
          ask("win-back-not-too-late", "/contact/until", asOf <= closes, {
            observed: instant(asOf),
            op: "<=",
            required: instant(closes),
          }),
        ]),
    ...(contact.giveUpAfter === null
      ? []
      : [
          ask("win-back-attempts-left", "/contact/giveUpAfter", attempts.length < contact.giveUpAfter, {
            observed: taggedNumber(attempts.length),
            op: "<",
            required: taggedNumber(contact.giveUpAfter),
          }),
        ]),
    ask("win-back-contact-limit", "/contact/most", recent.length < contact.most, {
      observed: taggedNumber(recent.length),
      op: "<",
      required: taggedNumber(contact.most),
    }),
    ask("win-back-offer-fits", offer === undefined ? "/offers" : `/offers/${place}`, offer !== undefined, {
      observed: taggedMoney(value),
      label: offer?.labels ?? null,
    }),
    ask(
      "win-back-worth-it",
      known === undefined ? "/oddsUnknown" : `/causes/${known.place}/responseOdds`,
      gain.gt("0"),
      {
        observed: taggedMoney(expected),
        op: ">",
        required: taggedMoney({ amount: "0", currency }),
        label: known?.cause.labels ?? null,
      },
    ),
  ];
  const against = reasons.find(({ verdict }) => verdict === "unmet");
  if (against !== undefined || offer === undefined) {
    const code = against?.code ?? "win-back-offer-fits";
    const again =
      code === "win-back-not-too-soon"
        ? opens
        : code === "win-back-contact-limit" && oldest !== undefined
          ? outOfWindow(oldest.at, contact.per, timeZone)
          : null;
    const isTooLate = again !== null && closes !== null && again > closes;
    return { customerId, code, until: isTooLate ? null : again, reasons };
  }
  const plan = { customerId, offer: offer.id, cause, value, odds, expected, attempts: attempts.length, reasons };
  return { plan, gain, worth };
}

/** When a moment lies outside of the window that ends then: months laid forward from a month's end are cut off, laid back they are not. */
function outOfWindow(at: number, per: Duration, timeZone: string): Instant {
  let end = plusDuration(instantFromMs(at), per, { timeZone });
  while (epochMsOf(minusDuration(end, per, { timeZone })) < at) {
    end = startOfDay(plusDays(dayOf(end, { timeZone }), 1), { timeZone });
  }
  return end;
}
