import { typescriptLanguage } from "@codemirror/lang-javascript";
import { ARROW, speaksOf, valueAt } from "../../../../scripts/doc-arrows.mjs";

/** A `// =>` of an example. */
export interface Assertion {
  /** The line it speaks of in an example's text, from 1: that of the arrow. */
  readonly line: number;
  /** Where its last comment ends. */
  readonly end: number;
  /** Whether a value stands behind the arrow; if not, what comes out is only shown. */
  readonly expects: boolean;
}

type SyntaxNode = ReturnType<typeof parse>["topNode"];

/**
 * An example with a call in place of each asserted expression, `$holds(INDEX, () => expected, value)`, every line where it
 * was, and the assertions, in their order. The rules are those of scripts/doc-examples.mjs, by which the examples are tested.
 */
export function instrument(text: string): { readonly code: string; readonly assertions: readonly Assertion[] } {
  const statements: { readonly to: number; readonly edits: (expected: string, index: number) => Edit[] }[] = [];
  const comments: { readonly from: number; readonly to: number }[] = [];
  parse(text).iterate({
    enter: ({ node }) => {
      if (node.name === "LineComment") comments.push({ from: node.from, to: node.to });
      else if (node.name === "ExpressionStatement") {
        const expression = expressionOf(node);
        if (expression === null) return;
        statements.push({
          to: node.to,
          edits: (expected, index) => [
            { from: expression.from, to: expression.from, text: `$holds(${index}, ${expected}, (` },
            {
              from: expression.to,
              to: node.to,
              text: `));${text.slice(expression.to, node.to).replaceAll(/[^\n]/g, "")}`,
            },
          ],
        });
      } else if (node.name === "VariableDeclaration") {
        const name = onlyNameOf(node);
        if (name === null) return;
        statements.push({
          to: node.to,
          edits: (expected, index) => [
            { from: node.to, to: node.to, text: `; $holds(${index}, ${expected}, ${text.slice(name.from, name.to)});` },
          ],
        });
      }
    },
  });
  const edits: Edit[] = [];
  const assertions: Assertion[] = [];
  for (const { from, to } of comments) {
    const body = text.slice(from, to);
    if (!ARROW.test(body)) continue;
    const statement = statements.findLast((one) => speaksOf(text, one.to, from)); // the innermost: it was entered last
    if (statement === undefined) continue;
    const value = valueAt(text, from, body, isExpression);
    edits.push(...statement.edits(value === null ? "null" : `() => (${value.value})`, assertions.length));
    const line = text.slice(0, from).split("\n").length;
    assertions.push({ line, end: value?.end ?? to, expects: value !== null });
  }
  let code = text;
  for (const edit of edits.sort((a, b) => b.from - a.from || b.to - a.to)) {
    code = code.slice(0, edit.from) + edit.text + code.slice(edit.to);
  }
  return { code, assertions };
}

/** The line of the first thing that is not TypeScript; null if all is. */
export function faultLine(text: string): number | null {
  const at = faultOf(text);
  return at === null ? null : text.slice(0, at).split("\n").length;
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function expressionOf(statement: SyntaxNode): SyntaxNode | null {
  let child = statement.firstChild;
  while (child?.name.endsWith("Comment")) child = child.nextSibling;
  return child === null || child.name === ";" ? null : child;
}

/** The name of a declaration of one name. */
function onlyNameOf(declaration: SyntaxNode): SyntaxNode | null {
  const names = declaration.getChildren("VariableDefinition");
  const patterns = [...declaration.getChildren("ArrayPattern"), ...declaration.getChildren("ObjectPattern")];
  return names.length === 1 && patterns.length === 0 ? (names[0] ?? null) : null;
}

function isExpression(text: string): boolean {
  return faultOf(`(${text});`) === null;
}

function faultOf(text: string): number | null {
  let at: number | null = null;
  parse(text).iterate({
    enter: ({ type, from }) => {
      if (type.isError) at ??= from;
    },
  });
  return at;
}

function parse(text: string): ReturnType<typeof typescriptLanguage.parser.parse> {
  return typescriptLanguage.parser.parse(text);
}
