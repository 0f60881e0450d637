import type { StageSpells } from "./spells.ts";

/** How customers moved between stages, by place. */
export interface StageFlows {
  /** By stage left times the number of stages plus stage entered: how often. */
  readonly counts: Float64Array;
  /** Stays that ended. */
  readonly left: Float64Array;
  /** Stays that last. */
  readonly standing: Float64Array;
  /** Times that started again. */
  readonly renewals: Float64Array;
  /** How long all stays were, as far as they were seen, in milliseconds. */
  readonly totalMs: Float64Array;
}

/** Counts moves, stays and their time. */
export function stageFlows({ stages, stage, next, enteredAt, until, renewals: renewed }: StageSpells): StageFlows {
  const size = stages.length;
  const counts = new Float64Array(size * size);
  const left = new Float64Array(size);
  const standing = new Float64Array(size);
  const renewals = new Float64Array(size);
  const totalMs = new Float64Array(size);
  for (let row = 0; row < stage.length; row++) {
    const from = stage[row] ?? 0;
    const to = next[row] ?? -1;
    totalMs[from] = (totalMs[from] ?? 0) + (until[row] ?? 0) - (enteredAt[row] ?? 0);
    renewals[from] = (renewals[from] ?? 0) + (renewed[row] ?? 0);
    if (to < 0) {
      standing[from] = (standing[from] ?? 0) + 1;
      continue;
    }
    left[from] = (left[from] ?? 0) + 1;
    counts[from * size + to] = (counts[from * size + to] ?? 0) + 1;
  }
  return { counts, left, standing, renewals, totalMs };
}
