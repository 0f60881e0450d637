import type { PolicyKind } from "../core/index.ts";
import type { SegmentTableData } from "./model.ts";

/** For each combination of scores, the place of the first box that holds it; -1 where none does. */
export interface CompiledSegmentTable {
  readonly boxAt: Int16Array;
}

/** The stored format of segment tables, and how one is made ready. */
export const segmentTableKind: PolicyKind<SegmentTableData, CompiledSegmentTable> = {
  format: "segment-table/1",
  compile: (table) => {
    const { recency, frequency, monetary } = table.bins;
    const boxAt = new Int16Array(recency * frequency * monetary).fill(-1);
    let at = 0;
    for (let r = 1; r <= recency; r++) {
      for (let f = 1; f <= frequency; f++) {
        for (let m = 1; m <= monetary; m++) {
          const scores = { recency: r, frequency: f, monetary: m };
          boxAt[at++] = table.boxes.findIndex((box) =>
            METRICS.every((metric) => {
              const range = box[metric];
              return range === null || (scores[metric] >= range.from && scores[metric] <= range.to);
            }),
          );
        }
      }
    }
    return { boxAt };
  },
};

const METRICS = ["recency", "frequency", "monetary"] as const;

/**
 * Finds the place of a combination of scores in {@link CompiledSegmentTable.boxAt}.
 *
 * @param scores - Each from 1 to its bins.
 * @param bins - The numbers of scores.
 * @returns Its place.
 */
export const combinationAt = (
  scores: { readonly recency: number; readonly frequency: number; readonly monetary: number },
  bins: { readonly frequency: number; readonly monetary: number },
): number => ((scores.recency - 1) * bins.frequency + (scores.frequency - 1)) * bins.monetary + (scores.monetary - 1);
