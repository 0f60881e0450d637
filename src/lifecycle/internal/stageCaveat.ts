/** Why a number about a stage is to be trusted with care. */
export interface StageCaveat<Stage extends string = string> {
  /**
   * What is wrong with it: `few-departures`, fewer than ten stays were seen to end; `many-unfinished`, more than a quarter of the stays last,
   * and how they end is not known.
   */
  readonly code: "few-departures" | "many-unfinished";
  /** The stage. */
  readonly stage: Stage;
  /** How many stays in it were seen to end. */
  readonly left: number;
  /** How many last. */
  readonly standing: number;
}

/** Fewer departures than these are few: our own line. */
export const FEW_DEPARTURES = 10;

/** More of the stays than this last: our own line. */
export const MANY_UNFINISHED = 0.25;
