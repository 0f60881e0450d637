import { calendar } from "./calendar.ts";
import { clvFit } from "./clvFit.ts";
import { clvHard } from "./clvHard.ts";
import { clvOutputs } from "./clvOutputs.ts";
import { kMeans } from "./kMeans.ts";
import { rfm } from "./rfm.ts";
import { slaClock } from "./slaClock.ts";
import { specialFunctions } from "./specialFunctions.ts";

/** What one reference vector came to. */
export interface Outcome {
  /** The vector, in the words of its file. */
  readonly id: string;
  /** What differed; empty when the vector holds. */
  readonly differences: readonly { readonly what: string; readonly expected: unknown; readonly got: unknown }[];
}

/** Holds the library against a file; `only` selects parts by name, null means everything in it. */
export type Kind = (file: string, only: ReadonlySet<string> | null) => readonly Outcome[];

/** The formats that can be held, by name. */
export const kinds: Readonly<Record<string, Kind>> = {
  calendar,
  "special-functions": specialFunctions,
  "clv-fit": clvFit,
  "clv-hard": clvHard,
  "clv-outputs": clvOutputs,
  "k-means": kMeans,
  rfm,
  "sla-clock": slaClock,
};
