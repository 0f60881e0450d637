import type { OpportunityColumns, OrderingColumns, RenewalColumns, SpendColumns } from "./kernel.ts";
import type { BdwModel, BgBbModel, GammaGammaModel, OrderingModel, SbgModel } from "./model.ts";
import type { ModelComparisonRefusal } from "./validationModel.ts";

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
