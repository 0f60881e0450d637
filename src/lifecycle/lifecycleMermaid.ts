import { arrowsOf, type DrawingOptions, nameOf } from "./internal/drawing.ts";
import { compiledLifecycle } from "./lifecycleKind.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Draws a lifecycle as a Mermaid state diagram, which many editors and code hosts show as a picture.
 *
 * Whatever a name holds is written so that it stays text: signs with a meaning of their own become their codes.
 *
 * What stages owe is not in it: a drawing shows how they follow one another.
 *
 * @param policy - The course.
 * @param options - `locale`, the language of labels; left out, names are those of the policy.
 * @returns The text of the diagram.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { defineLifecycle, lifecycleMermaid } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle({
 *   id: "trial",
 *   version: 1,
 *   timeZone: "Europe/Paris",
 *   stages: [
 *     { id: "trial", order: 1 },
 *     { id: "paying", order: 2, final: true },
 *   ],
 *   events: ["paid"],
 *   transitions: [{ from: "trial", on: "paid", to: "paying" }],
 *   initial: "trial",
 * });
 *
 * lifecycleMermaid(policy).split("\n"); // => [
 * //   "stateDiagram-v2",
 * //   "  s0 : trial",
 * //   "  s1 : paying",
 * //   "  [*] --> s0",
 * //   "  s0 --> s1 : paid",
 * //   "  s1 --> [*]",
 * // ]
 * ```
 * @see https://mermaid.js.org/syntax/stateDiagram.html
 */
export function lifecycleMermaid<
  Stage extends string,
  Event extends string,
  Phase extends string,
  Metric extends string,
>(policy: LifecyclePolicy<Stage, Event, Phase, Metric>, options: DrawingOptions = {}): string {
  const { data, initial } = compiledLifecycle(policy);
  return [
    "stateDiagram-v2",
    ...data.stages.map(({ id, labels }, place) => `  s${place} : ${plain(nameOf(id, labels, options.locale))}`),
    `  [*] --> s${initial.place}`,
    ...arrowsOf(data, options).map(({ from, to, text }) => `  s${from} --> s${to} : ${plain(text)}`),
    ...data.stages.flatMap(({ final }, place) => (final === true ? [`  s${place} --> [*]`] : [])),
  ].join("\n");
}

/** Signs that could mean something become their codes, as Mermaid writes them. */
const plain = (text: string): string =>
  text.replace(/[^\p{L}\p{M}\p{N} _.,()[\]=/+×-]/gu, (sign) => `#${sign.codePointAt(0) ?? 0};`);
