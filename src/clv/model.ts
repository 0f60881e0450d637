import type { CurrencyMismatch, Day, InvalidFact, Issue, Money, Reason, Rounding, RowFindings } from "../core/index.ts";
import type {
  BdwParameters,
  BgBbParameters,
  BgNbdParameters,
  ClvUnit,
  GammaGammaParameters,
  LogNormalParameters,
  NbdParameters,
  OpportunityColumns,
  OrderingColumns,
  ParetoNbdParameters,
  RenewalColumns,
  RenewalMaximumRefusal,
  SbgParameters,
  SpendColumns,
} from "./kernel.ts";

/** A stretch of time with its unit. */
export interface ClvTimeSpan {
  /** How many; finite, not negative. */
  readonly amount: number;
  /** Of what. */
  readonly unit: ClvUnit;
}

/**
 * How much less the future is worth. `annual`: effective rate a year of 365.25 days, so that 0.1 makes 1 in a year worth
 * 1 / 1.1 now. `continuous`: the rate delta of e^(-delta t), for each unit of time named by `per`.
 */
export type ClvDiscount =
  | {
      /** Effective rate a year. */
      readonly annual: number;
    }
  | {
      /** The rate delta. */
      readonly continuous: number;
      /** The unit of time it is a rate of. */
      readonly per: ClvUnit;
    };

/** A customer's purchases counted in days, as `CustomerSummary.repeat` of `clientele/history` has them. */
export interface HistoryInDays {
  /** Distinct purchase days after the first. */
  readonly frequency: number;
  /** Days from the first purchase to the last; 0 without a repeat purchase. */
  readonly recencyDays: number;
  /** Days from the first purchase to the moment of judgement. */
  readonly ageDays: number;
}

/** A customer's purchases with times in a stated unit. */
export interface HistoryInUnits {
  /** Repeat purchases. */
  readonly frequency: number;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: number;
  /** From the first purchase to the moment of judgement. */
  readonly age: number;
  /** The unit of `recency` and `age`. It need not be the model's. */
  readonly unit: ClvUnit;
}

/** What is known of one customer's purchases. The unit of time is always in the names or beside the numbers. */
export type PurchaseHistory = HistoryInDays | HistoryInUnits;

/**
 * What is known of one customer's spend: the total of the repeat purchases as money, as `CustomerSummary.repeat` of
 * `clientele/history` has it; or their mean as a number, major units of the model's currency.
 */
export type SpendHistory =
  | {
      /** Repeat purchases. */
      readonly frequency: number;
      /** What they cost in all. */
      readonly spend: Money;
    }
  | {
      /** Repeat purchases. */
      readonly frequency: number;
      /** Their mean, major units of the model's currency. */
      readonly monetary: number;
    };

/** Why the search for the greatest likelihood ended, and how sure the place is. */
export interface ClvConvergence {
  /**
   * `gradient`: the likelihood is level to rounding. `step`, `flat`: nothing better can be told from rounding; judge by
   * `gradientNorm`. `iterations`: the limit of steps or of 200 computations of the likelihood came first.
   */
  readonly stopped: "gradient" | "step" | "flat" | "iterations";
  /** Steps taken. */
  readonly iterations: number;
  /** Times the likelihood was computed. */
  readonly evaluations: number;
  /** Starts tried: 1 unless the search from the first found no maximum. */
  readonly starts: number;
  /** The largest slope left, relative to the likelihood, by the logarithms of the parameters. */
  readonly gradientNorm: number;
  /** Condition of the observed information by the logarithms of the parameters; null when not positive definite. */
  readonly hessianCondition: number | null;
}

/** What scoring with BG/NBD needs; a fitted model has more. Published parameters can be written down in this form. */
export interface BgNbdScoring {
  /** Kind and version. */
  readonly format: "bg-nbd-model/1";
  /** The unit of time of `alpha`. */
  readonly unit: ClvUnit;
  /** r, alpha, a, b; all positive. */
  readonly parameters: BgNbdParameters;
}

/** What scoring with MBG/NBD needs; a fitted model has more. */
export interface MbgNbdScoring {
  /** Kind and version. */
  readonly format: "mbg-nbd-model/1";
  /** The unit of time of `alpha`. */
  readonly unit: ClvUnit;
  /** r, alpha, a, b; all positive. */
  readonly parameters: BgNbdParameters;
}

/** What scoring with Pareto/NBD needs; a fitted model has more. */
export interface ParetoNbdScoring {
  /** Kind and version. */
  readonly format: "pareto-nbd-model/1";
  /** The unit of time of `alpha` and `beta`. */
  readonly unit: ClvUnit;
  /** r, alpha, s, beta; all positive. */
  readonly parameters: ParetoNbdParameters;
}

/** What scoring with NBD needs; a fitted model has more. */
export interface NbdScoring {
  /** Kind and version. */
  readonly format: "nbd-model/1";
  /** The unit of time of `alpha`. */
  readonly unit: ClvUnit;
  /** r, alpha; both positive. */
  readonly parameters: NbdParameters;
}

/** What scoring needs of a model of who orders how often and leaves when. */
export type OrderingScoring = BgNbdScoring | MbgNbdScoring | ParetoNbdScoring | NbdScoring;

/** What a fit by maximum likelihood leaves behind, whatever the model. */
export interface FitFacts<Parameters> {
  /** Standard errors from the observed information; null when it is not positive definite. */
  readonly standardErrors: Parameters | null;
  /** Covariance of the parameters, row by row in their order; null as above. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** The log-likelihood at the parameters, without the penalty. */
  readonly logLikelihood: number;
  /** How strongly the parameters were drawn towards the start of the search; 0 for maximum likelihood. */
  readonly penalty: number;
  /** How many customers it was fitted on: the sum of the weights. */
  readonly customers: number;
  /** How many rows they came in. */
  readonly rows: number;
  /** 16 hexadecimal digits that tell the data from others, whatever the order of the rows; no signature. */
  readonly fingerprint: string;
  /** How the search ended. */
  readonly convergence: ClvConvergence;
}

/** A fitted BG/NBD model. Plain JSON. */
export interface BgNbdModel extends BgNbdScoring, FitFacts<BgNbdParameters> {}

/** A fitted MBG/NBD model. Plain JSON. */
export interface MbgNbdModel extends MbgNbdScoring, FitFacts<BgNbdParameters> {}

/** A fitted Pareto/NBD model. Plain JSON. */
export interface ParetoNbdModel extends ParetoNbdScoring, FitFacts<ParetoNbdParameters> {}

/** A fitted NBD model. Plain JSON. */
export interface NbdModel extends NbdScoring, FitFacts<NbdParameters> {}

/** A fitted model of who orders how often and leaves when. */
export type OrderingModel = BgNbdModel | MbgNbdModel | ParetoNbdModel | NbdModel;

/** What scoring with Gamma-Gamma needs; a fitted model has more. */
export interface GammaGammaScoring {
  /** Kind and version. */
  readonly format: "gamma-gamma-model/1";
  /** ISO 4217 code; amounts are in its major units. */
  readonly currency: string;
  /** p, q, v; all positive. */
  readonly parameters: GammaGammaParameters;
}

/** A fitted Gamma-Gamma model. Plain JSON. */
export interface GammaGammaModel extends GammaGammaScoring, FitFacts<GammaGammaParameters> {
  /** Pearson's correlation of frequency and mean spend, which the model takes for none; null where one does not vary. */
  readonly correlation: number | null;
}

/** What scoring with the log-normal model of spend needs; a fitted model has more. */
export interface LogNormalScoring {
  /** Kind and version. */
  readonly format: "log-normal-model/1";
  /** ISO 4217 code; amounts are in its major units. */
  readonly currency: string;
  /** median, between, within; all positive. */
  readonly parameters: LogNormalParameters;
}

/** A fitted log-normal model of spend. Plain JSON. */
export interface LogNormalModel extends LogNormalScoring, FitFacts<LogNormalParameters> {}

/** What a log-normal model of spend knows of one customer. */
export interface LogSpendHistory {
  /** Repeat purchases. */
  readonly frequency: number;
  /** The geometric mean of what they cost, major units of the model's currency. */
  readonly geometricMean: number;
}

/** Spend made up by a log-normal model. Cloneable. */
export interface SimulatedLogSpend {
  /** ISO 4217 code. */
  readonly currency: string;
  /** Purchases, as asked. */
  readonly frequency: Float64Array;
  /** The geometric mean of their amounts, major units; 0 where there is none. */
  readonly geometricMean: Float64Array;
  /** The sum of squares of their logarithms about the mean. */
  readonly logSquares: Float64Array;
}

/** What scoring with BG/BB needs; a fitted model has more. Its time is counted in opportunities and has no unit. */
export interface BgBbScoring {
  /** Kind and version. */
  readonly format: "bg-bb-model/1";
  /** alpha, beta, gamma, delta; all positive. */
  readonly parameters: BgBbParameters;
}

/** A fitted BG/BB model. Plain JSON. */
export interface BgBbModel extends BgBbScoring, FitFacts<BgBbParameters> {}

/** What scoring with sBG needs; a fitted model has more. Its time is counted in renewals and has no unit. */
export interface SbgScoring {
  /** Kind and version. */
  readonly format: "sbg-model/1";
  /** alpha, beta; both positive. */
  readonly parameters: SbgParameters;
}

/** A fitted sBG model. Plain JSON. */
export interface SbgModel extends SbgScoring, FitFacts<SbgParameters> {}

/** What scoring with the beta-discrete-Weibull model needs; a fitted model has more. Its time is counted in renewals. */
export interface BdwScoring {
  /** Kind and version. */
  readonly format: "bdw-model/1";
  /** alpha, beta, c; all positive. */
  readonly parameters: BdwParameters;
}

/** A fitted beta-discrete-Weibull model. Plain JSON. */
export interface BdwModel extends BdwScoring, FitFacts<BdwParameters> {}

/** What scoring needs of a model of who renews. */
export type RenewalScoring = SbgScoring | BdwScoring;

/** Any fitted model. */
export type ClvModel = OrderingModel | GammaGammaModel | LogNormalModel | BgBbModel | SbgModel | BdwModel;

/** The fitted model of a format. */
export type ClvModelOf<Format extends ClvModel["format"]> = Extract<
  ClvModel,
  {
    /** Kind and version. */
    readonly format: Format;
  }
>;

/** Why a stored model is not restored. */
export type ModelRefusal =
  | InvalidFact
  | {
      /** Why. */
      readonly code: "unsupported-format";
      /** The formats that can be restored. */
      readonly expected: string;
      /** The format that came. */
      readonly observed: string;
    };

/** The columns a model of orders is fitted on, perhaps with their unit. `HistoryColumns` fits. */
export type FitColumns = OrderingColumns & {
  /** The unit of recency and age, held against the one asked for. */
  readonly unit?: ClvUnit | undefined;
};

/** How a model is fitted. */
export interface ClvFitOptions {
  /** How many bad rows are listed (all are counted); 100 unless given. */
  readonly listed?: number;
  /**
   * How strongly the logarithms of the parameters are drawn towards the start of the search, which the data set: the square
   * of each distance, times this, is taken off the log-likelihood. So it is a normal prior of variance 1 / (2 penalty), in
   * which units do not matter. 0, maximum likelihood, unless given.
   */
  readonly penalty?: number;
}

/** A fitted model, and what to know of it before use. */
export interface ClvFit<Model> {
  /** The model. */
  readonly model: Model;
  /** Warnings: `boundary-estimate`, `ridge-estimate`, `flat-likelihood`, `not-converged`,
   * `short-observation`, `spend-correlates`, `heavy-tail`. */
  readonly findings: readonly Issue[];
}

/** Why no model was fitted. */
export type ClvFitRefusal =
  | {
      /** Some rows cannot be true; nothing was fitted. */
      readonly code: "invalid-rows";
      /** How many. */
      readonly total: number;
      /** The place of the first, counted from zero. */
      readonly first: number;
      /** Each with its place and its reason, up to a cap. */
      readonly rows: RowFindings;
    }
  | {
      /** Why. */
      readonly code: "nobody-repeats";
      /** How many customers: the sum of the weights. */
      readonly customers: number;
    }
  | {
      /** Why. */
      readonly code: "too-few-distinct-rows";
      /** How many different rows there are. */
      readonly distinct: number;
      /** How many it takes. */
      readonly required: number;
    };

/** A history that cannot be true. */
export type ImpossibleHistory =
  | {
      /** Why it cannot be true. */
      readonly code: "recency-beyond-age";
      /** From the first purchase to the last. */
      readonly recency: number;
      /** From the first purchase to the moment of judgement. */
      readonly age: number;
    }
  | {
      /** Why it cannot be true. */
      readonly code: "recency-without-repeat";
      /** From the first purchase to the last. */
      readonly recency: number;
    }
  | {
      /** Why it cannot be true. */
      readonly code: "repeat-without-recency";
      /** Repeat purchases. */
      readonly frequency: number;
    };

/** A history of opportunities that cannot be true. */
export type ImpossibleOpportunities =
  | {
      /** Why it cannot be true. */
      readonly code: "recency-beyond-opportunities";
      /** The number of the last opportunity taken. */
      readonly recency: number;
      /** How many there have been. */
      readonly opportunities: number;
    }
  | {
      /** Why it cannot be true. */
      readonly code: "orders-beyond-recency";
      /** Orders. */
      readonly frequency: number;
      /** The number of the last opportunity taken. */
      readonly recency: number;
    }
  | {
      /** Why it cannot be true. */
      readonly code: "recency-without-order";
      /** The number of the last opportunity taken. */
      readonly recency: number;
    }
  | {
      /** Why it is not taken. */
      readonly code: "too-many-opportunities";
      /** How many there have been. */
      readonly opportunities: number;
      /** How many are taken at most. */
      readonly most: number;
    };

/** Why nothing can be expected of a customer at the opportunities to come. */
export type OpportunityRefusal = InvalidFact | ImpossibleOpportunities;

/** How much less the future is worth, from one opportunity or renewal to the next. */
export interface PeriodDiscount {
  /** Effective rate: 0.1 makes 1 at the next one worth 1 / 1.1 now. */
  readonly perPeriod: number;
}

/** The answer of `opportunityOutlook`. */
export interface OpportunityOutlook {
  /** The chance that the customer is alive at the last opportunity so far. */
  readonly probabilityAlive: number;
  /** The chance that the customer is still alive at the last opportunity within the horizon. */
  readonly probabilityAliveThen: number;
  /** Orders expected at the opportunities within the horizon. */
  readonly expectedOrders: number;
  /** All orders to come, each discounted to the last opportunity so far; null without a discount. */
  readonly discountedOrders: number | null;
  /** How many opportunities ahead, as asked. */
  readonly horizon: number;
  /** How much less the future is worth, as asked; null where not asked. */
  readonly discount: PeriodDiscount | null;
}

/** The answer of `opportunityDistribution`. */
export interface OpportunityDistribution {
  /** The chance of orders at 0, 1, 2, ... of the opportunities to come. */
  readonly probabilities: readonly number[];
  /** How many opportunities ahead, as asked. */
  readonly horizon: number;
}

/** Customers made up by a model of opportunities. Cloneable. */
export interface SimulatedOpportunities {
  /** Orders. */
  readonly frequency: Float64Array;
  /** The number of the last opportunity taken; 0 where none was. */
  readonly recency: Float64Array;
  /** How many opportunities there have been, as asked. */
  readonly opportunities: Float64Array;
}

/** Why no model of renewals was fitted. */
export type RenewalFitRefusal =
  | RenewalMaximumRefusal
  | Extract<
      ClvFitRefusal,
      {
        /** Why. */
        readonly code: "invalid-rows";
      }
    >;

/** A cohort as columns for `fitSbg`, one row for each renewal at which somebody left and one for those still there. */
export interface SurvivorRows {
  /** How often they have renewed. */
  readonly renewals: readonly number[];
  /** 1 for those who left at the next renewal, 0 for those for whom it has not come yet. */
  readonly ended: readonly (0 | 1)[];
  /** How many customers. */
  readonly weight: readonly number[];
}

/** Why a list of survivors makes no columns. */
export type SurvivorRefusal =
  | InvalidFact
  | {
      /** Why. */
      readonly code: "survivors-rise";
      /** After how many renewals. */
      readonly renewals: number;
      /** How many there were before. */
      readonly before: number;
      /** How many there are now. */
      readonly now: number;
    };

/** One renewal of `retentionCurve`. */
export interface RetentionPoint {
  /** Which renewal, from 1. */
  readonly renewal: number;
  /** The share who renew of those who come to it. */
  readonly retention: number;
  /** The share of all who are still there after it. */
  readonly survival: number;
  /** The share of all who leave at it. */
  readonly leaving: number;
}

/** One renewal of `observedRetention`. */
export interface ObservedRetention {
  /** Which renewal, from 1. */
  readonly renewal: number;
  /** How many customers came to it. */
  readonly atRisk: number;
  /** How many of them left at it. */
  readonly left: number;
  /** The share of them who renewed. */
  readonly retention: number;
  /** The share of all who were still there after it. */
  readonly survival: number;
  /** The standard error of the survival; null where nobody was left. */
  readonly standardError: number | null;
  /** The lower end of the survival's interval; null likewise. */
  readonly low: number | null;
  /** The upper end; null likewise. */
  readonly high: number | null;
}

/** The answer of `renewalOutlook`. */
export interface RenewalOutlook {
  /** The chance that the next renewal is made. */
  readonly retention: number;
  /** Renewals expected within the horizon, all to come without one; null where their mean is not finite. */
  readonly expectedRenewals: number | null;
  /** All renewals to come, the next counted in full, each later one discounted once more; null without a discount. */
  readonly discountedRenewals: number | null;
  /** How many renewals ahead, as asked; null for ever. */
  readonly horizon: number | null;
  /** How much less the future is worth, as asked; null where not asked. */
  readonly discount: PeriodDiscount | null;
}

/** Customers made up by a model of renewals. Cloneable. */
export interface SimulatedRenewals {
  /** How often each has renewed. */
  readonly renewals: Float64Array;
  /** 1 for who left at the next renewal, 0 for whom it has not come yet. */
  readonly ended: Uint8Array;
}

/** Why nothing can be expected of a customer's orders. */
export type HistoryRefusal = InvalidFact | ImpossibleHistory;

/** Why nothing can be expected of a customer's spend. */
export type SpendRefusal =
  | InvalidFact
  | CurrencyMismatch
  | {
      /** Why. */
      readonly code: "infinite-spend";
      /** Repeat purchases. */
      readonly frequency: number;
    };

/** Codes of reasons in this module. */
export type ClvReasonCode =
  | "alive-uninformative"
  | "nobody-leaves"
  | "value-alive"
  | "value-orders"
  | "value-spend"
  | "value-margin-so-far"
  | "value-costs-so-far"
  | "value-to-come";

/** The answer of `probabilityAlive`. */
export interface AliveEstimate {
  /** From 0 to 1. */
  readonly probability: number;
  /** How far ahead, as asked; null for now. */
  readonly in: ClvTimeSpan | null;
  /**
   * `alive-uninformative` under BG/NBD for a customer without a repeat purchase: it gives everyone of them 1.
   * `nobody-leaves` under NBD, which gives everyone 1.
   */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `expectedOrders`. */
export interface OrdersEstimate {
  /** Expected repeat orders in (T + from, T + horizon]. */
  readonly orders: number;
  /** From when they are counted, as asked; null for now. */
  readonly from: ClvTimeSpan | null;
  /** The horizon, as asked. */
  readonly horizon: ClvTimeSpan;
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `discountedOrders`. */
export interface DiscountedOrdersEstimate {
  /** Expected repeat orders after T, each discounted to T. */
  readonly orders: number;
  /** How much less the future is worth, as asked. */
  readonly discount: ClvDiscount;
  /** How far ahead orders count, as asked; null for ever. */
  readonly horizon: ClvTimeSpan | null;
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `orderDistribution`. */
export interface OrderDistribution {
  /** The chance of 0, 1, 2, ... orders in (T, T + horizon]. */
  readonly probabilities: readonly number[];
  /** The chance of more orders than listed. */
  readonly beyond: number;
  /** The horizon, as asked. */
  readonly horizon: ClvTimeSpan;
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `orderQuantiles`. */
export interface OrderQuantiles {
  /** For each chance the least number of orders that is not exceeded with at least that chance. */
  readonly orders: readonly number[];
  /** The horizon, as asked. */
  readonly horizon: ClvTimeSpan;
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `nextOrderQuantiles`. */
export interface NextOrderQuantiles {
  /** For each chance the time, from T on, by which the next order has come with that chance; null where it never has. */
  readonly times: readonly (ClvTimeSpan | null)[];
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** The answer of `expectedSpend`. */
export interface SpendEstimate {
  /** The mean amount expected of an order, major units. */
  readonly mean: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** What a value takes for granted; each is a code with a sentence. */
export type ClvAssumption =
  | "assumes-steady-customers"
  | "assumes-independent-spend"
  | "assumes-constant-margin"
  | "assumes-margin-so-far"
  | "assumes-constant-retention"
  | "assumes-alike-customers";

/** How a residual value is reckoned. */
export interface ResidualValueOptions {
  /** How far ahead orders count; for ever unless given, and then the discount must be above 0. */
  readonly horizon?: ClvTimeSpan | null | undefined;
  /** How much less the future is worth. */
  readonly discount: ClvDiscount;
  /** Share of an order's amount that is earned, as decimal text such as `"0.35"`. */
  readonly margin: string;
  /** How the amount is rounded, once, to the currency's minor unit. */
  readonly rounding: Rounding;
}

/** The answer of `residualValue`. */
export interface ResidualValue {
  /** discountedOrders * expectedSpend * margin, rounded. */
  readonly value: Money;
  /** What it is made of. */
  readonly parts: {
    /** The chance that the customer is still alive. */
    readonly probabilityAlive: number;
    /** Expected orders within the horizon, each counted as one; null without a horizon. */
    readonly expectedOrders: number | null;
    /** The same, each discounted to now. */
    readonly discountedOrders: number;
    /** The mean amount expected of an order, major units. */
    readonly expectedSpend: number;
  };
  /** How far ahead orders count, as asked; null for ever. */
  readonly horizon: ClvTimeSpan | null;
  /** How much less the future is worth, as asked. */
  readonly discount: ClvDiscount;
  /** The margin, as asked. */
  readonly margin: string;
  /** What it takes for granted. */
  readonly assumes: readonly ClvAssumption[];
  /** As in {@link AliveEstimate}. */
  readonly reasons: readonly Reason<ClvReasonCode>[];
}

/** Why there is no residual value. */
export type ResidualValueRefusal =
  | HistoryRefusal
  | SpendRefusal
  | {
      /** Why. */
      readonly code: "value-out-of-range";
      /** What it came to. */
      readonly observed: number;
    };

/** A fitted model of any kind, as far as its uncertainty goes. */
export interface UncertainModel {
  /** Kind and version. */
  readonly format: string;
  /** Its parameters by name; all positive. */
  readonly parameters: object;
  /** Covariance of the parameters, row by row in their order; null where there is none. */
  readonly covariance: readonly (readonly number[])[] | null;
}

/** How an interval is made. */
export interface IntervalOptions {
  /** With what chance the interval holds the output; 0.95 unless given. */
  readonly level?: number;
  /** `delta` unless given. */
  readonly method?: "delta" | "simulation";
  /** The scale on which the interval of the delta method lies evenly about the output; `plain` unless given. */
  readonly scale?: "plain" | "log" | "logit";
  /** How many parameters are drawn by `simulation`, from 20 to 1,000,000; 1000 unless given. */
  readonly draws?: number;
  /** Of chance; a safe integer, needed by `simulation`. */
  readonly seed?: number;
}

/** The answer of `outputInterval`. */
export interface OutputInterval {
  /** The output at the parameters fitted. */
  readonly estimate: number;
  /** Its standard error. */
  readonly standardError: number;
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
  /** With what chance, as asked. */
  readonly level: number;
  /** How, as asked. */
  readonly method: "delta" | "simulation";
}

/** Why there is no interval. */
export interface IntervalRefusal {
  /** The fit has no covariance: its information is not positive definite. */
  readonly code: "no-covariance";
  /** The model. */
  readonly format: string;
}

/** A fitted model whose likelihood can be profiled. */
export type ProfiledModel = OrderingModel | GammaGammaModel | BgBbModel | SbgModel | BdwModel;

/** The columns a model was fitted on. */
export type ProfiledColumns<Model extends ProfiledModel> = Model extends OrderingModel
  ? OrderingColumns
  : Model extends GammaGammaModel
    ? SpendColumns
    : Model extends BgBbModel
      ? OpportunityColumns
      : RenewalColumns;

/** The answer of `profileInterval`. */
export interface ProfileInterval {
  /** Which parameter, as asked. */
  readonly parameter: string;
  /** Its value in the fit. */
  readonly estimate: number;
  /** The lower end; null where the data set none. */
  readonly low: number | null;
  /** The upper end; null where the data set none. */
  readonly high: number | null;
  /** With what chance, as asked. */
  readonly level: number;
}

/** Why there is no profile interval. */
export type ProfileRefusal =
  | {
      /** Why. */
      readonly code: "other-columns";
      /** The model. */
      readonly format: string;
    }
  | Extract<
      ModelComparisonRefusal,
      {
        /** Why. */
        readonly code: "penalised-fit";
      }
    >;

/** The answer of `compareNested`. */
export interface NestedComparison {
  /** Twice by how much the larger model's log-likelihood exceeds the simpler one's. */
  readonly statistic: number;
  /** How many parameters the larger model has more. */
  readonly degrees: number;
  /** The chance of a statistic as large where the simpler model is true. */
  readonly pValue: number;
  /** Whether the simpler model lies on the edge of the larger one, so that the chance is only a guide. */
  readonly edge: boolean;
}

/** Why no test tells two models apart. */
export type NestedRefusal =
  | ModelComparisonRefusal
  | {
      /** The one is no special case of the other. */
      readonly code: "not-nested";
      /** The model said to be simpler. */
      readonly simpler: string;
      /** The model said to be larger. */
      readonly larger: string;
    };

/** The answer of `bootstrapInterval`. */
export interface BootstrapInterval {
  /** The output of the model itself. */
  readonly estimate: number;
  /** The standard deviation of the outputs. */
  readonly standardError: number;
  /** Their mean less the estimate. */
  readonly bias: number;
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
  /** With what chance, as asked. */
  readonly level: number;
  /** How many populations were made up. */
  readonly draws: number;
  /** How many of them could be fitted. */
  readonly fits: number;
}

/** Why a bootstrap tells nothing. */
export interface BootstrapRefusal {
  /** Why. */
  readonly code: "too-few-fits";
  /** How many populations were made up. */
  readonly draws: number;
  /** How many of them could be fitted. */
  readonly fits: number;
}

/** One purchase of one customer. */
export interface Purchase {
  /** Whose. */
  readonly customerId: string;
  /** The day, `YYYY-MM-DD`, in the caller's zone. */
  readonly day: string;
}

/** Histories up to some day, with the orders that came after it, column by column. */
export interface HoldOutColumns {
  /** The unit of `recency` and `age`. */
  readonly unit: ClvUnit;
  /** Repeat purchases. */
  readonly frequency: ArrayLike<number>;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: ArrayLike<number>;
  /** From the first purchase to the end of calibration. */
  readonly age: ArrayLike<number>;
  /** Orders in the hold-out period. */
  readonly holdOut: ArrayLike<number>;
  /** The length of the hold-out period. */
  readonly horizon: ClvTimeSpan;
}

/** The answer of `splitPurchases`. Cloneable; all columns have one length. */
export interface PurchaseSplit extends HoldOutColumns {
  /** Whose row it is. */
  readonly ids: readonly string[];
  /** Repeat purchases. */
  readonly frequency: Float64Array;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: Float64Array;
  /** From the first purchase to the end of calibration. */
  readonly age: Float64Array;
  /** Orders in the hold-out period. */
  readonly holdOut: Float64Array;
  /** The last day of calibration. */
  readonly calibrateUntil: Day;
  /** The last day of the hold-out. */
  readonly holdOutUntil: Day;
  /** Customers without a row, who first came after calibration. */
  readonly cameLater: number;
  /** The first purchase of each row, in days since 1970-01-01. */
  readonly firstDays: Int32Array;
  /** All repeat purchases of all rows, in days since 1970-01-01, ascending. */
  readonly repeatDays: Int32Array;
}

/** The answer of `trackOrders`, period by period. Cloneable. */
export interface TrackedOrders {
  /** The last day of each period. */
  readonly periods: readonly Day[];
  /** How many of them lie within calibration. */
  readonly calibrationPeriods: number;
  /** Repeat orders in each period. */
  readonly actual: Float64Array;
  /** Repeat orders expected in each. */
  readonly expected: Float64Array;
  /** Repeat orders up to the end of each. */
  readonly actualSoFar: Float64Array;
  /** Repeat orders expected up to the end of each. */
  readonly expectedSoFar: Float64Array;
}

/** How far off forecasts of single customers were. */
export interface HoldOutErrors {
  /** The mean of their sizes. */
  readonly mean: number;
  /** The root of the mean of their squares. */
  readonly rootMeanSquare: number;
  /** The mean of forecast - actual. */
  readonly bias: number;
}

/** Customers alike in what was known or said of them. */
export interface HoldOutBin {
  /** The least value of the bin, inclusive. */
  readonly from: number;
  /** The greatest; null without end. */
  readonly to: number | null;
  /** How many customers. */
  readonly customers: number;
  /** The mean of what was expected. */
  readonly expected: number;
  /** The mean of what came. */
  readonly actual: number;
}

/** The answer of `assessHoldOut`. */
export interface HoldOutAssessment {
  /** How many customers. */
  readonly customers: number;
  /** Orders of all in the hold-out. */
  readonly orders: {
    /** That came. */
    readonly actual: number;
    /** That were expected. */
    readonly expected: number;
  };
  /** How far off single customers were. */
  readonly errors: {
    /** Under the model. */
    readonly model: HoldOutErrors;
    /** If everyone went on at their own rate. */
    readonly ownRate: HoldOutErrors;
    /** If everyone ordered at the rate of all. */
    readonly everyonesRate: HoldOutErrors;
  };
  /** Orders by the frequency before: 0, 1, ... 6, and 7 and more. */
  readonly byFrequency: readonly HoldOutBin[];
  /** Shares of customers who ordered at all, by their chance to, in tenths. */
  readonly byChance: readonly HoldOutBin[];
}

/** One line of `compareModels`. */
export interface ModelComparison {
  /** The model. */
  readonly format: ClvModel["format"];
  /** Its log-likelihood. */
  readonly logLikelihood: number;
  /** How many parameters it has. */
  readonly parameters: number;
  /** 2 parameters - 2 ln L. */
  readonly aic: number;
  /** parameters * ln customers - 2 ln L. */
  readonly bic: number;
  /** By how much its AIC exceeds the least. */
  readonly behind: number;
}

/** Why models cannot be compared. */
export type ModelComparisonRefusal =
  | {
      /** They were fitted on different data. */
      readonly code: "different-data";
      /** One of them. */
      readonly first: string;
      /** The other. */
      readonly other: string;
    }
  | {
      /** One was drawn towards its start. */
      readonly code: "penalised-fit";
      /** Which. */
      readonly format: string;
      /** How strongly. */
      readonly penalty: number;
    };

/** Customers made up by a model of orders. Cloneable. */
export interface SimulatedOrders {
  /** The unit of `recency` and `age`. */
  readonly unit: ClvUnit;
  /** Repeat purchases. */
  readonly frequency: Float64Array;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: Float64Array;
  /** From the first purchase to the end of observation, as asked. */
  readonly age: Float64Array;
}

/** Mean spend made up by a model of spend. Cloneable. */
export interface SimulatedSpend {
  /** ISO 4217 code. */
  readonly currency: string;
  /** Repeat purchases, as asked. */
  readonly frequency: Float64Array;
  /** Mean amount of a repeat purchase, major units; 0 where there is none. */
  readonly monetary: Float64Array;
}

/** What columns are made of: a `CustomerSummary` of `clientele/history` fits. */
export interface HistorySubject {
  /** Whose. */
  readonly customerId: string;
  /** Repeat purchases in days; null for a customer without any purchase. */
  readonly repeat:
    | (HistoryInDays & {
        /** What the repeat purchases cost in all. */
        readonly spend: Money;
      })
    | null;
}

/** Histories of a population, column by column. Cloneable; all columns have one length. */
export interface HistoryColumns {
  /** The unit of `recency` and `age`. */
  readonly unit: ClvUnit;
  /** ISO 4217 code of `monetary`. */
  readonly currency: string;
  /** Whose row it is. */
  readonly ids: readonly string[];
  /** Repeat purchases. */
  readonly frequency: Float64Array;
  /** From the first purchase to the last. */
  readonly recency: Float64Array;
  /** From the first purchase to the moment of judgement. */
  readonly age: Float64Array;
  /** Mean amount of a repeat purchase, major units; 0 where there is none. */
  readonly monetary: Float64Array;
  /** Customers that have no row, by their place in the input: without a purchase, in another currency, impossible. */
  readonly findings: RowFindings;
}

/** Columns to score. `HistoryColumns` fits. */
export interface ClvColumns {
  /** The unit of `recency` and `age`. It need not be the model's. */
  readonly unit: ClvUnit;
  /** Repeat purchases. */
  readonly frequency: ArrayLike<number>;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: ArrayLike<number>;
  /** From the first purchase to the moment of judgement. */
  readonly age: ArrayLike<number>;
  /** Mean amount of a repeat purchase, major units of `currency`; needed with a spend model. */
  readonly monetary?: ArrayLike<number> | undefined;
  /** ISO 4217 code of `monetary`; held against the spend model's where both are there. */
  readonly currency?: string | undefined;
}

/** The answer of `scoreClv`, row by row as the columns came. Cloneable. */
export interface ClvScores {
  /** The horizon, as asked. */
  readonly horizon: ClvTimeSpan;
  /** P(alive); NaN for rows listed in `findings`. Under BG/NBD 1 says nothing where the frequency is 0. */
  readonly probabilityAlive: Float64Array;
  /** Orders expected within the horizon; NaN likewise. */
  readonly expectedOrders: Float64Array;
  /** The orders of the customer's whole time to come, each discounted to now; NaN likewise; null without a discount. */
  readonly discountedOrders: Float64Array | null;
  /** Mean amount expected of an order, major units; NaN likewise; null without a spend model. */
  readonly expectedSpend: Float64Array | null;
  /** Rows that could not be scored, with the reason. */
  readonly findings: RowFindings;
}

/** The answer of `historicValue`. */
export interface HistoricValue {
  /** margin - costs. */
  readonly value: Money;
  /** What it is made of. */
  readonly parts: {
    /** The margin on what was spent, rounded. */
    readonly margin: Money;
    /** What the customer cost, rounded. */
    readonly costs: Money;
  };
  /** What it takes for granted. */
  readonly assumes: readonly ClvAssumption[];
}

/** The answer of `simpleValue`. */
export interface SimpleValue {
  /** margin * multiple, rounded. */
  readonly value: Money;
  /** How many times the margin of a period it is. */
  readonly multiple: number;
  /** What it takes for granted. */
  readonly assumes: readonly ClvAssumption[];
}

/** One period of `cohortValue`. */
export interface CohortPeriod {
  /** Which period of a customer's life, from 1. */
  readonly age: number;
  /** How many customers have completed it. */
  readonly customers: number;
  /** What each of them brought in it on average. */
  readonly mean: Money;
  /** What a customer has brought by its end, on average: the sum of the means. */
  readonly soFar: Money;
}

/** The answer of `cohortValue`. */
export interface CohortValue {
  /** Periods that at least one customer has completed, from the first. */
  readonly periods: readonly CohortPeriod[];
  /** The last day that counts, as asked. */
  readonly until: Day;
  /** The length of a period in days, as asked. */
  readonly everyDays: number;
  /** What it takes for granted. */
  readonly assumes: readonly ClvAssumption[];
}

/** Why there is no historic value. */
export type HistoricValueRefusal = InvalidFact | CurrencyMismatch;
