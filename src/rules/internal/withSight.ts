import type { InstantInput } from "../../core/index.ts";
import { compiledConditions } from "../compileConditions.ts";
import type { ConditionProgram } from "../programModel.ts";
import { asOfMsFor, Sight } from "./sight.ts";

/** A row to write on for each program, kept between calls: what was written on it is not. */
const spares = /* @__PURE__ */ new WeakMap<ConditionProgram, Sight>();

/**
 * Looks at one customer. The sight is the caller's own until it returns, also where reading the customer's values leads back
 * here.
 *
 * @param program - Of `compileConditions`.
 * @param options - `asOf`, where the program needs one.
 * @param look - What to do with the sight.
 * @returns What `look` answers.
 */
export function withSight<T>(
  program: ConditionProgram,
  options: { readonly asOf?: InstantInput | null | undefined },
  look: (sight: Sight) => T,
): T {
  const compiled = compiledConditions(program);
  const asOfMs = asOfMsFor(compiled, options);
  const spare = spares.get(program);
  spares.delete(program);
  const sight = spare !== undefined && Object.is(spare.asOfMs, asOfMs) ? spare : new Sight(compiled, asOfMs);
  const answer = look(sight);
  sight.forget();
  spares.set(program, sight);
  return answer;
}
