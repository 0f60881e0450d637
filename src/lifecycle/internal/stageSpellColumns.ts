import { DomainError } from "../../core/kernel.ts";
import type { LifecycleProgram, LifecycleStageColumns } from "../kernel.ts";
import { SpellColumns, type StageSpells } from "./spells.ts";

/**
 * Takes the stays in stages from courses replayed on columns: the same as `stageSpells` of `clientele/lifecycle` takes from rows.
 *
 * Customers who had not started by then, and those whose timers went in circles, have no stays.
 *
 * @param replayed - What `replayLifecycleColumns` answered with `changes: true` and an `asOf`.
 * @param program - The program it was asked with.
 * @param options - `startedAt`, the column of the input.
 * @returns The stays: what `dwellTimes`, `stageFunnel`, `transitionMatrix`, `stageAbsorption` and `forecastStages` take.
 * @throws `DomainError` with code `invalid-option` without `changes` or `asOf`, or with a column of another length.
 *
 * @example
 * ```ts
 * import { replayLifecycleColumns, stageSpellColumns } from "clientele/kernel";
 * import { defineLifecycle, lifecyclePresets, lifecycleProgram } from "clientele/lifecycle";
 *
 * const program = lifecycleProgram(defineLifecycle(lifecyclePresets.acquireToWinBack));
 * const purchased = program.events.indexOf("purchased");
 * const startedAt = [0, 0];
 * const replayed = replayLifecycleColumns(
 *   { startedAt, customer: [0], kind: [purchased], at: [86_400_000] },
 *   program,
 *   { asOf: 10 * 86_400_000, changes: true },
 * );
 * const { customer, stage, next } = stageSpellColumns(replayed, program, { startedAt });
 *
 * Array.from(customer); // => [0, 0, 1]
 * Array.from(stage, (place) => program.stages[place]); // => ["prospect", "new", "prospect"]
 * Array.from(next); // => [1, -1, -1]
 * ```
 */
export function stageSpellColumns(
  replayed: Pick<LifecycleStageColumns, "asOf" | "stage" | "status" | "changes">,
  program: Pick<LifecycleProgram, "stages" | "final">,
  options: { readonly startedAt: ArrayLike<number> },
): StageSpells {
  const { asOf, stage, status, changes } = replayed;
  const { startedAt } = options;
  const people = stage.length;
  if (asOf === null || changes === null) {
    throw new DomainError("invalid-option", "replayed: expected an answer with changes as of a moment");
  }
  if (startedAt.length !== people) {
    throw new DomainError("invalid-option", `startedAt: expected ${people} moments, received ${startedAt.length}`);
  }
  const { customer, at, from, to, length } = changes;
  const first = new Int32Array(people + 1);
  let moves = 0;
  for (let row = 0; row < length; row++) {
    const after = (customer[row] ?? 0) + 1;
    first[after] = (first[after] ?? 0) + 1;
    if (from[row] !== to[row]) moves += 1;
  }
  for (let person = 0; person < people; person++) first[person + 1] = (first[person + 1] ?? 0) + (first[person] ?? 0);
  const rows = new Int32Array(length);
  const filled = first.slice();
  for (let row = 0; row < length; row++) {
    const person = customer[row] ?? 0;
    const place = filled[person] ?? 0;
    rows[place] = row;
    filled[person] = place + 1;
  }
  const spells = new SpellColumns(people + moves);
  for (let person = 0; person < people; person++) {
    if (status[person] !== 0) continue;
    const [begin, end] = [first[person] ?? 0, first[person + 1] ?? 0];
    spells.begin(person, (begin < end ? from[rows[begin] ?? 0] : stage[person]) ?? 0, startedAt[person] ?? 0);
    for (let place = begin; place < end; place++) {
      const row = rows[place] ?? 0;
      spells.move(to[row] ?? 0, at[row] ?? 0);
    }
    spells.end(asOf);
  }
  return spells.columns({ stages: program.stages, final: program.final, asOf, courses: people });
}
