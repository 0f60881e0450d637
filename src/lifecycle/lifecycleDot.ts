import { arrowsOf, type DrawingOptions, nameOf } from "./internal/drawing.ts";
import { compiledLifecycle } from "./lifecycleKind.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Draws a lifecycle in the language of Graphviz. What time does is dashed; final stages have a double line.
 *
 * What stages owe is not in it: a drawing shows how they follow one another.
 *
 * @param policy - The course.
 * @param options - `locale`, the language of labels; left out, names are those of the policy.
 * @returns The text of the graph.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { defineLifecycle, lifecycleDot, lifecyclePresets } from "clientele/lifecycle";
 *
 * const lines = lifecycleDot(defineLifecycle(lifecyclePresets.acquireToWinBack), { locale: "zh-CN" }).split("\n");
 *
 * lines.find((line) => line.includes("s3 -> s4")); // => '  s3 -> s4 [label="满 180 天", style=dashed];'
 * ```
 * @see https://graphviz.org/doc/info/lang.html
 */
export function lifecycleDot<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: DrawingOptions = {},
): string {
  const { data, initial } = compiledLifecycle(policy);
  return [
    `digraph ${quoted(data.id)} {`,
    "  rankdir=LR;",
    "  node [shape=box, style=rounded];",
    "  start [shape=point];",
    ...data.stages.map(({ id, labels, final }, place) => {
      const label = quoted(nameOf(id, labels, options.locale));
      return `  s${place} [label=${label}${final === true ? ", peripheries=2" : ""}];`;
    }),
    `  start -> s${initial.place};`,
    ...arrowsOf(data, options).map(
      ({ from, to, text, isTimer }) =>
        `  s${from} -> s${to} [label=${quoted(text)}${isTimer ? ", style=dashed" : ""}];`,
    ),
    "}",
  ].join("\n");
}

/** Text between quotation marks, in which a backslash stands for itself. */
const quoted = (text: string): string =>
  `"${text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replace(/[\p{Cc}\u2028\u2029]/gu, " ")}"`;
