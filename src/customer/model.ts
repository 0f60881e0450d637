import type { Day, Expected, InstantInput, JsonValue, Money, RowFindings } from "../core/index.ts";

/**
 * The facts: what is known of customers and what happened with them. All of them are plain data; a key that may be
 * missing may also be null; keys that are not described here are the host's own and travel along untouched.
 *
 * @module
 */

/** Anybody the company has a relationship with. */
export type Customer = Person | Company;

/** What persons and companies have in common. */
export interface CustomerBase {
  /** The host's identifier; the same in every fact about this customer. */
  readonly id: string;
  /** As they are addressed. */
  readonly name?: string | null | undefined;
  /** When the relationship began, where that is recorded; else it is taken from the first order. */
  readonly since?: InstantInput | null | undefined;
  /** The member of staff who looks after them. */
  readonly owner?: string | null | undefined;
  /** Raw attributes to segment by, such as `industry`, `region` or `channel`. */
  readonly attributes?: Readonly<Record<string, JsonValue>> | null | undefined;
  /** Whom to speak to. */
  readonly contacts?: readonly Contact[] | null | undefined;
  /** What they like, and how they want to be reached. */
  readonly preferences?: readonly Preference[] | null | undefined;
  /** What they said they need. */
  readonly needs?: readonly Need[] | null | undefined;
}

/** A natural person. */
export interface Person extends CustomerBase {
  /** Tells persons from companies. */
  readonly kind: "person";
  /** Day of birth. */
  readonly birthday?: Day | string | null | undefined;
}

/** A company or other organisation. */
export interface Company extends CustomerBase {
  /** Tells persons from companies. */
  readonly kind: "company";
  /** Line of business, in the host's own terms. */
  readonly industry?: string | null | undefined;
  /** Number of employees. */
  readonly employees?: number | null | undefined;
}

/** A person at a customer. */
export interface Contact {
  /** The host's identifier. */
  readonly id: string;
  /** As they are addressed. */
  readonly name?: string | null | undefined;
  /** Position, such as `purchasing manager`. */
  readonly role?: string | null | undefined;
  /** Whether they decide. */
  readonly keyPerson?: boolean | null | undefined;
  /** Ways to reach them, such as `{ channel: "telephone", address: "+86 21 5555 0100" }`. */
  readonly addresses?: readonly ContactAddress[] | null | undefined;
}

/** A way to reach a contact. */
export interface ContactAddress {
  /** Such as `telephone`, `email`, `wechat`. */
  readonly channel: string;
  /** The number, address or account. */
  readonly address: string;
}

/** Something a customer likes better than something else. */
export interface Preference {
  /** What it is about, such as `channel`, `language`, `deliveryDay`. */
  readonly subject: string;
  /** What they like. */
  readonly value: JsonValue;
  /** Where it comes from, such as `survey` or `order form`. */
  readonly source?: string | null | undefined;
  /** When it was last confirmed. */
  readonly confirmedAt?: InstantInput | null | undefined;
}

/** Something a customer said they need. */
export interface Need {
  /** In their words. */
  readonly statement: string;
  /** Where it comes from, such as `visit` or `questionnaire`. */
  readonly source?: string | null | undefined;
  /** When it was last confirmed. */
  readonly confirmedAt?: InstantInput | null | undefined;
}

/** A purchase; or, with a negative amount, a cancellation or credit note that stands on its own. */
export interface Order {
  /** The host's identifier. */
  readonly id: string;
  /** Who bought. */
  readonly customerId: string;
  /** When. */
  readonly at: InstantInput;
  /** What it cost in all. Negative on a cancellation row; zero for goods given away. */
  readonly amount: Money;
  /** What was paid back on it, each amount positive. */
  readonly refunds?: readonly Refund[] | null | undefined;
  /** Shop, web, telephone, ... in the host's own terms. */
  readonly channel?: string | null | undefined;
}

/** Money paid back on an order. */
export interface Refund {
  /** When. */
  readonly at: InstantInput;
  /** How much, positive, in the order's currency. */
  readonly amount: Money;
  /** Why, in the host's own terms. */
  readonly reason?: string | null | undefined;
}

/** One contact between the company and a customer, on any channel. */
export interface Interaction {
  /** The host's identifier. */
  readonly id: string;
  /** With whom. */
  readonly customerId: string;
  /** When. */
  readonly at: InstantInput;
  /** Such as `telephone`, `email`, `meeting`, `wechat`, `salon`, `fair`. */
  readonly channel: string;
  /** Who began it. */
  readonly direction: "inbound" | "outbound";
  /** What it was about, in the host's own terms. */
  readonly subject?: string | null | undefined;
  /** The member of staff. */
  readonly by?: string | null | undefined;
}

/** Something a customer did that is neither an order nor a conversation. */
export interface Activity {
  /** Who. */
  readonly customerId: string;
  /** When. */
  readonly at: InstantInput;
  /** Such as `login`, `visit`, `view`. */
  readonly kind: string;
  /** What it was done to, such as a product. */
  readonly subject?: string | null | undefined;
}

/** A complaint, question or request that the company has to deal with. */
export interface Case {
  /** The host's identifier. */
  readonly id: string;
  /** Whose. */
  readonly customerId: string;
  /** When it reached the company. */
  readonly openedAt: InstantInput;
  /** How serious it was when it was opened, in the terms of the SLA policy, such as `major`; changes are events. */
  readonly severity: string;
  /** The customer's tier when it was opened, where promises depend on it; changes are events. */
  readonly tier?: string | null | undefined;
  /** What it is about. */
  readonly subject?: string | null | undefined;
  /** How it came in, such as `email` or `telephone`. */
  readonly channel?: string | null | undefined;
  /** Who answers for it. */
  readonly department?: string | null | undefined;
  /** The member of staff who has it. */
  readonly owner?: string | null | undefined;
  /** How many times the customer has come with the same matter before; missing counts as not known. */
  readonly repeats?: number | null | undefined;
  /** The customer's mood, as the host judges it, such as `angry`. */
  readonly sentiment?: string | null | undefined;
  /** Whether an automatic answer was tried and did not help. */
  readonly automaticAnswerFailed?: boolean | null | undefined;
  /** What happened since, in any order. */
  readonly events: readonly CaseEvent[];
}

/** Something that happened to a case. */
export interface CaseEvent {
  /** The host's identifier; the same event given twice counts once. */
  readonly id: string;
  /** When. */
  readonly at: InstantInput;
  /** What. A kind that is not known here moves no clock, and is told. */
  readonly kind: CaseEventKind | (string & Record<never, never>);
  /** Who did it. Only a human's reply is a response. */
  readonly by: "customer" | "agent" | "system";
  /** Whether the customer sees it; a reply that is not public is an internal note. Default true. */
  readonly public?: boolean | null | undefined;
  /** Of a reply: whether it counts as a response, where the host knows better than by the author. */
  readonly response?: boolean | null | undefined;
  /** Of `paused`: whom the case waits for. Missing is any other hold. */
  readonly waitingFor?: "customer" | "thirdParty" | null | undefined;
  /**
   * Of `paused` and `resumed`: the name of the hold, where several may be on at once. A resumption without a name ends all
   * of them.
   */
  readonly hold?: string | null | undefined;
  /** Of `severity-changed`: the severity from then on. */
  readonly severity?: string | null | undefined;
  /** Of `tier-changed`: the customer's tier from then on; null when they have none any more. */
  readonly tier?: string | null | undefined;
  /** Of `breached` and `excused`: about which metric of the SLA policy. */
  readonly metric?: string | null | undefined;
  /** Of `breached` and `excused`: when the clock of that promise was started. Missing, it is the last one started by then. */
  readonly startedAt?: InstantInput | null | undefined;
  /** Of `breached`: from when on it is broken; missing, it is the moment of the event. */
  readonly breachedAt?: InstantInput | null | undefined;
  /** Of `excused`: why, or by whom. */
  readonly excuse?: string | null | undefined;
}

/**
 * What can happen to a case.
 *
 * - `reply`, `note`: something was written, for the customer to see or not.
 * - `assigned`: somebody has taken it.
 * - `paused`, `resumed`: it waits, and waits no longer.
 * - `resolved`, `reopened`, `closed`, `cancelled`: solved; not solved after all; done with; never was one.
 * - `severity-changed`, `tier-changed`: what promises depend on is different from then on.
 * - `breached`: a broken promise was recorded; what is learned later does not undo it. `excused`: it was excused.
 */
export type CaseEventKind =
  | "reply"
  | "note"
  | "assigned"
  | "paused"
  | "resumed"
  | "resolved"
  | "reopened"
  | "closed"
  | "cancelled"
  | "severity-changed"
  | "tier-changed"
  | "breached"
  | "excused";

/** One answer to one question of a survey. */
export interface SurveyAnswer {
  /** The host's identifier. */
  readonly id: string;
  /** Whose. */
  readonly customerId: string;
  /** When. */
  readonly at: InstantInput;
  /** Which survey, such as `nps-2026-q1`. */
  readonly survey: string;
  /** Which question of it. */
  readonly question: string;
  /** The lowest and highest answer possible. */
  readonly scale: {
    /** The lowest answer possible. */
    readonly min: number;
    /** The highest answer possible. */
    readonly max: number;
  };
  /** The answer; null when they were asked and did not answer. */
  readonly value: number | null;
  /** In their words. */
  readonly comment?: string | null | undefined;
}

/** An agreement with a customer. */
export interface Contract {
  /** The host's identifier. */
  readonly id: string;
  /** With whom. */
  readonly customerId: string;
  /** The first day it holds. */
  readonly from: Day | string;
  /** The last day it holds; null or missing when it has no end. */
  readonly to?: Day | string | null | undefined;
  /** What it is worth over its term. */
  readonly value?: Money | null | undefined;
  /** Whether it goes on unless somebody ends it. */
  readonly renewsItself?: boolean | null | undefined;
}

/** What can be wrong between the parts of a fact. */
export type CustomerCode =
  | "unknown-choice"
  | "refunds-exceed-order"
  | "scale-upside-down"
  | "answer-off-scale"
  | "contract-ends-before-start";

/** One thing wrong with a fact, and where: an `InvalidFact`, or what its parts do not agree on. */
export interface FactProblem {
  /** Stable name. */
  readonly code: "invalid-fact" | "currency-mismatch" | "too-large" | CustomerCode;
  /** JSON Pointer (RFC 6901) into the fact; `""` is the fact itself. */
  readonly path: string;
  /** What was expected there: a word of {@link Expected}, or the words, amount, day or number that would be right. */
  readonly expected: Expected | (string & Record<never, never>);
  /** What came, written out short. */
  readonly observed: string;
}

/** How the many-rows doors report. */
export interface ParseOptions {
  /** How many bad rows are listed; all of them are counted. Default 100. */
  readonly listed?: number;
}

/** A population after the door: the sound rows, and what became of the others. */
export interface ParsedFacts<Fact> {
  /** The sound rows, the same objects in the same order, with all their own keys. */
  readonly facts: readonly Fact[];
  /**
   * One finding for each of the other rows: `index` is its place in the input; code, path and params are those of its
   * first problem, `params.problems` says how many it has. So `facts.length + findings.total` is the number of rows.
   */
  readonly findings: RowFindings;
}

/** A guard of facts for form, routing and validation libraries. */
export interface FactSchema<Fact> {
  /** The interface those libraries share: Standard Schema, version 1. */
  readonly "~standard": {
    /** Of the interface. */
    readonly version: 1;
    /** Who wrote the guard. */
    readonly vendor: "clientele";
    /** Checks a value: the same object, or every issue. */
    readonly validate: (value: unknown) =>
      | {
          /** The same object. */
          readonly value: Fact;
          /** None. */
          readonly issues?: undefined;
        }
      | {
          /** Every issue. */
          readonly issues: readonly {
            /** What is wrong. */
            readonly message: string;
            /** Where, outermost key first. */
            readonly path: readonly (string | number)[];
          }[];
        };
    /** For types only; never there. */
    readonly types?:
      | {
          /** What goes in. */
          readonly input: Fact;
          /** What comes out. */
          readonly output: Fact;
        }
      | undefined;
  };
}
