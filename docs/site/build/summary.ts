import type { CommentDisplayPart, DefaultThemeRenderContext, JSX, Reflection } from "typedoc";

/** What tells a name apart in a list: the first sentence of its comment, or the `summary` of a document's front matter. */
export function shortSummary(context: DefaultThemeRenderContext, reflection: Reflection): JSX.Element | undefined {
  const parts = summaryOf(reflection);
  return parts.some(({ text }) => text !== "") ? context.displayParts(parts) : undefined;
}

/** The same as text. */
export function summaryText(reflection: Reflection): string {
  return summaryOf(reflection)
    .map(({ text }) => text)
    .join("")
    .replaceAll(/\s+/g, " ");
}

function summaryOf(reflection: Reflection): readonly CommentDisplayPart[] {
  if (reflection.isDocument()) {
    const { summary } = reflection.frontmatter;
    return typeof summary === "string" ? [{ kind: "text", text: summary }] : [];
  }
  if (reflection.comment !== undefined) return firstSentence(reflection.comment.getShortSummary(true));
  if (reflection.isDeclaration())
    return firstSentence(reflection.signatures?.[0]?.comment?.getShortSummary(true) ?? []);
  return [];
}

function firstSentence(parts: readonly CommentDisplayPart[]): readonly CommentDisplayPart[] {
  const kept: CommentDisplayPart[] = [];
  for (const part of parts) {
    const end = part.kind === "text" ? /[.:](?=\s+[A-Z`"(]|\s*$)/.exec(part.text) : null;
    if (end !== null) return [...kept, { kind: "text", text: `${part.text.slice(0, end.index)}.` }];
    kept.push(part);
  }
  return kept;
}
