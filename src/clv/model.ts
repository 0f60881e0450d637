import type { InvalidFact, Issue, RowFindings } from "../core/index.ts";
import type {
  BdwParameters,
  BgBbParameters,
  BgNbdParameters,
  ClvUnit,
  GammaGammaParameters,
  LogNormalParameters,
  NbdParameters,
  OrderingColumns,
  ParetoNbdParameters,
  SbgParameters,
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
  /** Codes of the findings of the fit, kept for those who take the model from storage; verbs tell the grave ones as reasons. */
  readonly findings: readonly string[];
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

/** What scoring needs of any model. */
export type ClvScoring = OrderingScoring | GammaGammaScoring | LogNormalScoring | BgBbScoring | RenewalScoring;

/** What scoring needs of the model of a format. */
export type ClvScoringOf<Format extends ClvScoring["format"]> = Extract<
  ClvScoring,
  {
    /** Kind and version. */
    readonly format: Format;
  }
>;

/** Why a stored model is not restored. */
export type ModelRefusal =
  | InvalidFact
  | {
      /** JSON that has not been read yet. */
      readonly code: "model-as-text";
    }
  | {
      /** Something that holds a model, such as the answer of a fit. */
      readonly code: "model-wrapped";
      /** Where in it the model is. */
      readonly at: "model" | "value.model";
    }
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
  /** Whose each row is: told of rows that are refused. */
  readonly ids?: readonly string[] | undefined;
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
  /**
   * Warnings: `boundary-estimate`, `ridge-estimate`, `flat-likelihood`, `not-converged`, `leaving-not-seen`,
   * `short-observation`, `spend-correlates`, `heavy-tail`, `few-customers`. The model keeps their codes.
   */
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
