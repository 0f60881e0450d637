import type {
  CurrencyMismatch,
  Instant,
  InvalidFact,
  JsonObject,
  Money,
  PhraseParams,
  PolicyReference,
  Reason,
  Result,
  Rounding,
  RowFindings,
  Sealed,
} from "../core/index.ts";
import type { CustomerSummary } from "../history/index.ts";
import type { ClvDiscount, ClvTimeSpan, GammaGammaScoring, OrderingScoring } from "./model.ts";
import type { ClvAssumption, ClvReasonCode, ResidualValueRefusal } from "./estimateModel.ts";

/** How a customer's value is reckoned, as a literal gives it. */
export interface ClvPolicyInput {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /** IANA zone in which a day begins and ends, where orders are given. Summaries come with their days counted. */
  readonly timeZone: string;
  /** What refunds do to what was spent, where orders are given: as in a history policy. Summaries come counted. */
  readonly refunds: "net" | "ignore" | "void";
  /**
   * Whether the amounts of the first purchase day count in the customer's mean. The spend model must have been fitted
   * alike: `spendColumns` with `firstOrder`.
   */
  readonly firstOrderInSpend: boolean;
  /** Share of an amount that is earned before the costs below, as decimal text such as `"0.35"`. */
  readonly margin: string;
  /** Share of the orders' amounts to come that will be given back, from `"0"` to `"1"`; missing or null for none. */
  readonly refundShare?: string | null;
  /** What a customer costs; missing or null for nothing. */
  readonly costs?: {
    /** To win one, once, as decimal text. */
    readonly acquisition?: string | null;
    /**
     * To serve one order, as decimal text. What is past is counted by orders, what is to come by purchase days, since that is
     * what models of orders expect: several orders of one day count once ahead.
     */
    readonly perOrder?: string | null;
  } | null;
  /** How much less the future is worth. */
  readonly discount: ClvDiscount;
  /** How far ahead orders count; missing or null for ever, and then the discount must be above 0. */
  readonly horizon?: ClvTimeSpan | null;
  /** How amounts are rounded, each once, to the currency's minor unit. */
  readonly rounding: Rounding;
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** What a customer costs. */
export interface ClvCosts {
  /** To win one, once, as decimal text; null for nothing. */
  readonly acquisition: string | null;
  /** To serve one order of the past, or one purchase day to come, as decimal text; null for nothing. */
  readonly perOrder: string | null;
}

/** How a customer's value is reckoned. */
export interface ClvPolicyData extends ClvPolicyInput {
  /** Share of the orders' amounts to come that will be given back; null for none. */
  readonly refundShare: string | null;
  /** What a customer costs; null for nothing. */
  readonly costs: ClvCosts | null;
  /** How far ahead orders count; null for ever. */
  readonly horizon: ClvTimeSpan | null;
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link ClvPolicyData}. */
export type ClvPolicy = Sealed<ClvPolicyData>;

/** Codes of issues and findings of a {@link ClvPolicy}. */
export type ClvPolicyCode =
  | "endless-undiscounted"
  | "cost-negative"
  | "refund-share-out-of-range"
  | "margin-no-share"
  | "discount-large";

/** A customer by their orders. */
export interface CustomerOrders {
  /** Whose. */
  readonly customerId: string;
  /**
   * All orders, in any order, each with this `customerId`; `Order` of `clientele/customer` fits. Those after the moment of
   * judgement are not known yet.
   */
  readonly orders: readonly unknown[];
  /** What was spent on this customer besides what the policy says. */
  readonly costs?: readonly Money[] | null | undefined;
}

/** A customer by their summary; `CustomerSummary` of `clientele/history` fits. */
export interface CustomerCounted
  extends Pick<CustomerSummary, "customerId" | "asOf" | "orders" | "gross" | "monetary" | "repeat"> {
  /** What was spent on this customer besides what the policy says. */
  readonly costs?: readonly Money[] | null | undefined;
}

/** A customer whose value is asked. */
export type ValueSubject = CustomerOrders | CustomerCounted;

/** The models behind a value. */
export interface ValueModels {
  /** Who orders how often and leaves when. */
  readonly orders: OrderingScoring;
  /** How much they spend, in the policy's currency. */
  readonly spend: GammaGammaScoring;
}

/** A reason of `customerValue`. */
export interface ValueReason extends Reason<ClvReasonCode> {
  /** What else its sentence needs to know; missing where that is nothing. */
  readonly params?: PhraseParams;
}

/** The answer of `customerValue`. */
export interface CustomerValue {
  /** Whose. */
  readonly customerId: string;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The policy by which it was reckoned. */
  readonly policy: PolicyReference;
  /** Kind and version of the models. */
  readonly models: {
    /** Of who orders how often. */
    readonly orders: OrderingScoring["format"];
    /** Of how much they spend. */
    readonly spend: ValueModels["spend"]["format"];
  };
  /** The chance that the customer is still alive. */
  readonly probabilityAlive: number;
  /** Expected orders within the horizon, each counted as one; null without a horizon. */
  readonly expectedOrders: number | null;
  /** The same, each discounted to now. */
  readonly discountedOrders: number;
  /** The mean amount expected of an order, major units. */
  readonly expectedSpend: number;
  /** Margin so far less costs so far. */
  readonly historic: Money;
  /** Margin on the orders to come less their costs, discounted to now. */
  readonly residual: Money;
  /** historic + residual. */
  readonly total: Money;
  /** What it takes for granted. */
  readonly assumes: readonly ClvAssumption[];
  /**
   * What it is made of, and what to know of it: `value-mostly-refunded` where less than half of what was spent was kept;
   * what `probabilityAlive` says of a model, also of the spend model.
   */
  readonly reasons: readonly ValueReason[];
}

/** Why a customer has no value. */
export type CustomerValueRefusal =
  | ResidualValueRefusal
  | CurrencyMismatch
  | {
      /** The customer never bought. */
      readonly code: "never-purchased";
      /** Who. */
      readonly customerId: string;
    }
  | {
      /** Orders cannot be read. */
      readonly code: "invalid-orders";
      /** How many. */
      readonly total: number;
      /** The place of the first, counted from zero. */
      readonly first: number;
      /** Each with its place and its reason, up to a cap. */
      readonly rows: RowFindings;
    }
  | {
      /** The summary is of another moment. */
      readonly code: "as-of-mismatch";
      /** The moment of judgement. */
      readonly expected: Instant;
      /** The moment of the summary. */
      readonly observed: string;
    };

/** One customer of `customerValues`. */
export interface ValuedRow<Row> {
  /** The row, as it came. */
  readonly row: Row;
  /** Its value, or why there is none. */
  readonly result: Result<CustomerValue, CustomerValueRefusal>;
}

/** What the most valuable customers hold. */
export interface TopShare {
  /** Which share of the customers, as asked. */
  readonly of: number;
  /** How many they are: rounded up to a whole customer. */
  readonly customers: number;
  /** What they hold. */
  readonly value: Money;
  /** Which share of all that is; null where all of it is not above zero. */
  readonly share: number | null;
}

/** The answer of `valueConcentration`. */
export interface ValueConcentration {
  /** How many customers. */
  readonly customers: number;
  /** What they hold together. */
  readonly total: Money;
  /** What the most valuable hold. */
  readonly top: readonly TopShare[];
  /** Gini's coefficient: 0 where all hold the same; null where someone's value is below zero or all of it is zero. */
  readonly gini: number | null;
}

/** Why a concentration cannot be told. */
export type ValueConcentrationRefusal = InvalidFact | CurrencyMismatch;
