import type { Cycle } from "./clock.ts";
import type { Measured } from "./reading.ts";
import { Tally, type Tallied } from "./tally.ts";

/** What is counted of one part of the cases. */
export interface Counted {
  /** Which part: the value of each dimension. */
  readonly key: readonly (string | null)[];
  /** How many clocks, in the order of `COUNTS`. */
  readonly counts: number[];
  /** How long finished clocks ran. */
  readonly elapsed: Tally;
  /** By how much targets were overrun. */
  readonly overrun: Tally;
}

/** What is counted, in the order of the counts of a state. */
const COUNTS = ["met", "breached", "excused", "running", "cancelled", "noPromise"] as const;
/**
 * Starts counting one part.
 *
 * @param key - Which.
 * @returns Nothing counted yet.
 */
export const counted = (key: readonly (string | null)[]): Counted => ({
  key,
  counts: COUNTS.map(() => 0),
  elapsed: new Tally(),
  overrun: new Tally(),
});

/** The parts of a report. */
export interface Parts {
  /** The part of a key. */
  readonly of: (key: readonly (string | null)[]) => Counted;
  /** All of them, in the order of their keys. */
  readonly sorted: () => readonly Counted[];
}

/**
 * Starts the parts of a report by key: a tree of maps, one for each dimension.
 *
 * @returns None yet.
 */
export function startParts(): Parts {
  interface Branch {
    readonly branches: Map<string | null, Branch>;
    part: Counted | null;
  }
  const root: Branch = { branches: new Map(), part: null };
  const parts: Counted[] = [];
  return {
    of(key) {
      let branch = root;
      for (const value of key) {
        let next = branch.branches.get(value);
        if (next === undefined) {
          next = { branches: new Map(), part: null };
          branch.branches.set(value, next);
        }
        branch = next;
      }
      if (branch.part === null) {
        branch.part = counted(key);
        parts.push(branch.part);
      }
      return branch.part;
    },
    sorted: () =>
      parts
        .map((part) => ({ name: JSON.stringify(part.key), part }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ part }) => part),
  };
}

/**
 * Adds what was counted elsewhere.
 *
 * @param into - The part.
 * @param counts - How many clocks.
 * @param elapsed - How long finished ones ran.
 * @param overrun - By how much targets were overrun.
 */
export function addTo(into: Counted, counts: readonly number[], elapsed: Tallied, overrun: Tallied): void {
  counts.forEach((count, i) => {
    into.counts[i] = (into.counts[i] ?? 0) + count;
  });
  into.elapsed.merge(elapsed);
  into.overrun.merge(overrun);
}

/**
 * Counts one run of a clock.
 *
 * @param part - The part it belongs to.
 * @param cycle - The run.
 * @param measured - How it stands.
 */
export function count(
  part: Counted,
  { stoppedAt, excusedBy }: Cycle,
  { state, elapsedMs, remainingMs }: Measured,
): void {
  const kind = state === "breached" && excusedBy !== null ? "excused" : state === "paused" ? "running" : state;
  const index = COUNTS.findIndex((name) => name === kind);
  part.counts[index] = (part.counts[index] ?? 0) + 1;
  if (elapsedMs !== null && stoppedAt !== null && (kind === "met" || kind === "breached")) part.elapsed.add(elapsedMs);
  if (kind === "breached" && remainingMs !== null && remainingMs < 0) part.overrun.add(-remainingMs);
}
