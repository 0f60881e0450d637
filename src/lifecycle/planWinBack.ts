import {
  asOfIn,
  type Duration,
  dayOf,
  DomainError,
  epochMsOf,
  exact,
  type Exact,
  type Instant,
  instantFromMs,
  type InstantInput,
  invalidFact,
  type Labels,
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
  show,
  type RowFindings,
  startOfDay,
  startRowFindings,
  type Tagged,
  taggedMoney,
  taggedNumber,
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
  | "win-back-worth-it"
  | "win-back-within-budget";

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
  /** What the offer costs to make, here rounded to the minor unit (half-even). */
  readonly cost: Money;
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
  /** All that was asked, what decided first. */
  readonly reasons: readonly Reason<WinBackCode>[];
}

/** Whom to win back, how, and whom not. */
export interface WinBackPlan<Cause extends string = string, Offer extends string = string> {
  /** Whom to approach, the most promising first. */
  readonly offers: readonly PlannedWinBack<Cause, Offer>[];
  /** Whom not, in order of their identifiers. */
  readonly withheld: readonly WithheldWinBack[];
  /** What all offers cost together, rounded to the minor unit (half-even). */
  readonly cost: Money;
  /** What all of them are expected to gain together, rounded to the minor unit (half-even). */
  readonly expected: Money;
  /** The money there was; null when it was not limited. */
  readonly budget: {
    /** All of it. */
    readonly limit: Money;
    /** What is left of it, rounded to the minor unit (half-even). */
    readonly left: Money;
    /**
     * No choice of customers and fitting offers within the budget is expected to gain more than this, rounded to the minor unit (half-even):
     * how far `expected` lies below it is the most that the plan may have missed.
     */
    readonly atMost: Money;
  } | null;
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
 * The first offer of the policy that fits the cause and the value, and costs less than may be gained, is made. Nobody is approached who came back, objected or declined; too
 * soon or too long after being lost; more often than the policy allows; or where nothing is to be gained. Attempts after `asOf` are not
 * known yet; the limit counts those in `(asOf - per, asOf]`. Among equals the customer worth more comes first, then the identifier.
 *
 * With a `budget` customers are taken by gain per unit of money of that offer, those it costs nothing first; each is made the first such
 * offer that what is left still pays for, a later and cheaper one where the first is too dear; who none is left for is withheld. Should
 * one customer alone promise more than all those together, that one is taken first. So the plan is expected to gain at least half of the
 * best one where each customer has one offer that the budget pays for; otherwise the policy's order of offers may cost more, and `budget.atMost`
 * bounds it.
 *
 * @param customers - Who was lost; read once. Order does not matter, but for which of two rows of one customer is used: the first.
 * @param policy - Causes, offers, limits.
 * @param options - `asOf`; `budget`, what all offers may cost together, without a limit when left out; `listed`, how many rows that cannot be used are listed (100).
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
  options: {
    readonly asOf: InstantInput;
    readonly budget?: Money | null | undefined;
    readonly listed?: number | undefined;
  },
): WinBackPlan<Cause, Offer> {
  const compiled = compiledChurn(policy);
  const asOf = asOfIn(options);
  const limit = budgetIn(options.budget ?? null, compiled);
  const findings = startRowFindings(options.listed ?? LISTED_ROWS);
  const promising: Candidate[] = [];
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
    if ("choices" in judged) promising.push(judged);
    else withheld.push(judged);
  }
  const { currency } = compiled.data;
  const within = limit === null ? null : chosenWithin(limit, promising);
  const chosen: Chosen[] =
    within?.chosen ?? promising.map((candidate) => ({ candidate, choice: candidate.choices[0] }));
  for (const { candidate, left } of within?.passedOver ?? []) withheld.push(tooDear(candidate, left, currency));
  chosen.sort(
    (a, b) =>
      b.choice.gain.comparedTo(a.choice.gain) ||
      b.candidate.worth.comparedTo(a.candidate.worth) ||
      (a.candidate.about.customerId < b.candidate.about.customerId ? -1 : 1),
  );
  const cost = sumOf(chosen.map(({ choice }) => choice.cost));
  const answer: WinBackPlan = {
    offers: chosen.map(({ candidate: { about, reasonsFor }, choice, left }, at) => ({
      rank: at + 1,
      customerId: about.customerId,
      offer: choice.offer.id,
      cause: about.cause,
      value: about.value,
      odds: about.odds,
      cost: amountOf(choice.cost, currency),
      expected: amountOf(choice.gain, currency),
      attempts: about.attempts,
      reasons: [...reasonsFor(choice), ...(left === undefined ? [] : [budgetReason(choice.cost, left, currency)])],
    })),
    withheld: withheld.sort((a, b) => (a.customerId < b.customerId ? -1 : 1)),
    cost: amountOf(cost, currency),
    expected: amountOf(sumOf(chosen.map(({ choice }) => choice.gain)), currency),
    budget:
      limit === null
        ? null
        : {
            limit: amountOf(limit, currency),
            left: amountOf(limit.minus(cost), currency),
            atMost: amountOf(mostWithin(limit, promising), currency),
          },
    findings: findings.result(),
    asOf,
    policy: compiled.policy,
  };
  return answer as WinBackPlan<Cause, Offer>;
}

/** An offer that fits, and is worth it. */
interface Choice {
  readonly offer: WinBackOfferRule;
  readonly place: number;
  readonly cost: Exact;
  readonly gain: Exact;
}

/** A customer whom nothing but money speaks against. */
interface Candidate {
  readonly about: Pick<PlannedWinBack, "customerId" | "cause" | "value" | "odds" | "attempts">;
  /** In the policy's order. */
  readonly choices: readonly [Choice, ...Choice[]];
  readonly worth: Exact;
  readonly reasonsFor: (choice: Choice) => readonly Reason<WinBackCode>[];
}

/** Somebody an offer is made to, and what was left of the budget before. */
interface Chosen {
  readonly candidate: Candidate;
  readonly choice: Choice;
  readonly left?: Exact;
}

const NO_OFFER: Labels = { en: "none", "zh-CN": "无" };

const NOTHING: Exact = /* @__PURE__ */ exact("0");

const sumOf = (amounts: readonly Exact[]): Exact => amounts.reduce((sum, amount) => sum.plus(amount), NOTHING);

const amountOf = (amount: Exact, currency: string): Money => ({
  amount: roundedText(amount, minorDigits(currency) ?? 2, "half-even"),
  currency,
});

/** A budget, or null for none. */
function budgetIn(budget: Money | null, { data }: CompiledChurn): Exact | null {
  if (budget === null) return null;
  const read = parseMoney(budget);
  if (!read.ok || read.value.currency !== data.currency || exact(read.value.amount).isNegative()) {
    throw new DomainError(
      "invalid-option",
      `budget: expected an amount in ${data.currency}, not below zero, received ${show(budget)}`,
    );
  }
  return exact(read.value.amount);
}

/** Whether the gain of one per unit of money is above that of another; what costs nothing is above all that costs something. */
function byGainPerCost(a: Choice, b: Choice): number {
  // a.gain / a.cost against b.gain / b.cost, without a division
  return b.gain.times(a.cost).comparedTo(a.gain.times(b.cost)) || b.gain.comparedTo(a.gain);
}

/** Whom a budget pays for, by gain per unit of money. */
function chosenWithin(
  limit: Exact,
  candidates: readonly Candidate[],
): {
  readonly chosen: Chosen[];
  readonly passedOver: readonly { readonly candidate: Candidate; readonly left: Exact }[];
} {
  const affordable = ({ choices }: Candidate): Choice | undefined => choices.find(({ cost }) => cost.lte(limit));
  const inOrder = candidates
    .map((candidate) => ({ candidate, first: affordable(candidate) ?? candidate.choices[0] }))
    .sort(
      (a, b) =>
        byGainPerCost(a.first, b.first) ||
        b.candidate.worth.comparedTo(a.candidate.worth) ||
        (a.candidate.about.customerId < b.candidate.about.customerId ? -1 : 1),
    )
    .map(({ candidate }) => candidate);
  const taken = (order: readonly Candidate[]): ReturnType<typeof chosenWithin> => {
    let left = limit;
    const chosen: Chosen[] = [];
    const passedOver: { readonly candidate: Candidate; readonly left: Exact }[] = [];
    for (const candidate of order) {
      const choice = candidate.choices.find(({ cost }) => cost.lte(left));
      if (choice === undefined) passedOver.push({ candidate, left });
      else {
        chosen.push({ candidate, choice, left });
        left = left.minus(choice.cost);
      }
    }
    return { chosen, passedOver };
  };
  const greedy = taken(inOrder);
  const gain = sumOf(greedy.chosen.map(({ choice }) => choice.gain));
  const alone = inOrder.find((candidate) => affordable(candidate)?.gain.gt(gain) === true);
  return alone === undefined ? greedy : taken([alone, ...inOrder.filter((candidate) => candidate !== alone)]);
}

/** A bound on what any choice gains: everybody their cheapest offer, the last of them in part. */
function mostWithin(limit: Exact, candidates: readonly Candidate[]): Exact {
  let [left, most] = [limit, NOTHING];
  const cheapest = candidates.map(({ choices }) => choices.reduce((a, b) => (b.cost.lt(a.cost) ? b : a)));
  for (const { cost, gain } of cheapest.sort(byGainPerCost)) {
    if (cost.gt(left)) return most.plus(gain.times(left).dividedBy(cost));
    left = left.minus(cost);
    most = most.plus(gain);
  }
  return most;
}

const budgetReason = (cost: Exact, left: Exact, currency: string): Reason<WinBackCode> => ({
  code: "win-back-within-budget",
  rule: "",
  metric: null,
  op: "<=",
  observed: taggedMoney(amountOf(cost, currency)),
  required: taggedMoney(amountOf(left, currency)),
  verdict: cost.lte(left) ? "met" : "unmet",
  label: null,
});

/** A customer whom the budget leaves nothing for. */
function tooDear({ about, choices, reasonsFor }: Candidate, left: Exact, currency: string): WithheldWinBack {
  const cheapest = choices.reduce((a, b) => (b.cost.lt(a.cost) ? b : a));
  return {
    customerId: about.customerId,
    code: "win-back-within-budget",
    until: null,
    reasons: [budgetReason(cheapest.cost, left, currency), ...reasonsFor(cheapest)],
  };
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
function judge(customer: LostCustomer, { data, causes }: CompiledChurn, asOf: Instant): Candidate | WithheldWinBack {
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
  const known = causes.get(cause);
  const odds = known?.cause.responseOdds ?? data.oddsUnknown;
  const fitting = data.offers.flatMap((offer, place): readonly Choice[] => {
    const cost = exact(offer.cost ?? "0");
    return fits(offer) ? [{ offer, place, cost, gain: worth.times(exact(odds)).minus(cost) }] : [];
  });
  const declined = attempts.filter((attempt) => attempt.declined).length;
  const yes = (value: boolean): Tagged => ({ kind: "boolean", value });
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
  const reasonsFor = (choice: Choice | undefined): readonly Reason<WinBackCode>[] => [
    ask("win-back-still-lost", "", !isBack, { observed: yes(isBack), required: instant(churnedAt) }),
    ask("win-back-no-objection", "", !objected, { observed: yes(objected) }),
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
    ask("win-back-offer-fits", choice === undefined ? "/offers" : `/offers/${choice.place}`, choice !== undefined, {
      observed: taggedMoney(value),
      label: choice === undefined ? NO_OFFER : (choice.offer.labels ?? { en: choice.offer.id, "zh-CN": null }),
    }),
    ask(
      "win-back-worth-it",
      known === undefined ? "/oddsUnknown" : `/causes/${known.place}/responseOdds`,
      (choice?.gain ?? worth.times(exact(odds))).gt("0"),
      {
        observed: taggedMoney(amountOf(choice?.gain ?? worth.times(exact(odds)), currency)),
        op: ">",
        required: taggedMoney({ amount: "0", currency }),
        label: known?.cause.labels ?? null,
      },
    ),
  ];
  const [first, ...others] = fitting.filter(({ gain }) => gain.gt("0"));
  const reasons = reasonsFor(first ?? fitting[0]);
  const against = reasons.find(({ verdict }) => verdict === "unmet");
  if (against !== undefined || first === undefined) {
    const code = against?.code ?? "win-back-offer-fits";
    const again =
      code === "win-back-not-too-soon"
        ? opens
        : code === "win-back-contact-limit" && oldest !== undefined
          ? outOfWindow(oldest.at, contact.per, timeZone)
          : null;
    const decided = reasons.filter((reason) => reason === against);
    const isTooLate = again !== null && closes !== null && again > closes;
    return {
      customerId,
      code,
      until: isTooLate ? null : again,
      reasons: [...decided, ...reasons.filter((reason) => reason !== against)],
    };
  }
  return {
    about: { customerId, cause, value, odds, attempts: attempts.length },
    choices: [first, ...others],
    worth,
    reasonsFor,
  };
}

/** When a moment lies outside of the window that ends then: months laid forward from a month's end are cut off, laid back they are not. */
function outOfWindow(at: number, per: Duration, timeZone: string): Instant {
  let end = plusDuration(instantFromMs(at), per, { timeZone });
  while (epochMsOf(minusDuration(end, per, { timeZone })) < at) {
    end = startOfDay(plusDays(dayOf(end, { timeZone }), 1), { timeZone });
  }
  return end;
}
