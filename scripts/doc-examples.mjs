// Turns every ```ts fence of the doc comments in src, of the READMEs and of docs into a test under .doc-examples/, so that
// examples are type-checked and run.
//
//     expression; // => value              asserts that the expression equals the value (toEqual)
//     const name = expression; // => value asserts `name`
//
// The expression may span lines and stand inside a block. The `// =>` may stand alone on the line below; its value is a
// TypeScript expression, and may go on in further comment lines. Every fence asserts something, and an assertion that is never reached fails its test. A generated line has
// the number of its line in the source, so that every error names the right one.
//
//     node scripts/doc-examples.mjs [ROOT]
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { ARROW, speaksOf, valueAt } from "./doc-arrows.mjs";

const ROOT = process.argv[2] ?? ".";
const OUT = ".doc-examples";
const LIKE_TS = /^(?:ts|tsx|mts|cts|typescript|js|jsx|mjs|cjs|javascript)\b/;
const problems = [];

const below = (folder, ending) =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(ending))
        .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    : [];
const sources = [
  ...below("src", ".ts"),
  ...["README.md", "README.zh-CN.md"].filter((name) => existsSync(join(ROOT, name))),
  ...below("docs", ".md"),
].sort();

const written = new Map();
let assertions = 0;
for (const file of sources) {
  for (const fence of fencesOf(file, readFileSync(join(ROOT, file), "utf8"))) {
    written.set(`${OUT}/${file}.${fence.line}.test.ts`, testOf(file, fence));
  }
}
if (problems.length > 0) {
  console.error(problems.join("\n"));
  console.error(`${problems.length} documentation example(s) cannot be used`);
  process.exitCode = 1;
} else {
  sync();
  console.log(`${written.size} examples with ${assertions} assertions from ${sources.length} files`);
}

/** The fences of a file: the line of the first line of code (from 1), and the lines. */
function fencesOf(file, text) {
  const inComments = file.endsWith(".ts");
  const fences = [];
  let open = null;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = index + 1;
    const inComment = /^\s*\*(?!\/) ?(.*)$/.exec(raw);
    if (inComments && inComment === null) {
      if (open !== null) problems.push(`${file}:${open.line - 1}: the fence is not closed before its comment ends`);
      open = null;
      return;
    }
    const content = inComments ? inComment[1] : raw;
    const mark = /^(\s*)(`{3,})(.*)$/.exec(content);
    if (open === null) {
      if (mark === null) return;
      const info = mark[3].trim();
      if (LIKE_TS.test(info) && info !== "ts") {
        problems.push(`${file}:${line}: write \`\`\`ts and nothing more: this fence would not run as "${info}"`);
      }
      open = { line: line + 1, indent: mark[1].length, ticks: mark[2].length, runs: info === "ts", lines: [] };
    } else if (mark !== null && mark[2].length >= open.ticks && mark[3].trim() === "") {
      if (open.runs) fences.push(open);
      open = null;
    } else {
      open.lines.push(content.slice(Math.min(open.indent, content.length - content.trimStart().length)));
    }
  });
  if (open !== null) problems.push(`${file}:${open.line - 1}: the fence is never closed`);
  return fences;
}

/** The test that a fence becomes. */
function testOf(file, { line: first, lines }) {
  const text = lines.join("\n");
  const source = parse(text);
  const lineAt = (position) => first + source.getLineAndCharacterOfPosition(position).line;
  const at = (position) => `${file}:${lineAt(position)}`;
  for (const { start, messageText } of source.parseDiagnostics) {
    problems.push(`${at(start)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  }
  if (source.parseDiagnostics.length > 0) return "";

  const edits = []; // { start, end, text }, disjoint
  const imports = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      imports.push(statement.getText(source).replaceAll(/\s*\n\s*/g, " "));
      edits.push({ start: statement.getStart(source), end: statement.end, text: blank(statement.getText(source)) });
    }
    for (const modifier of ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []) {
      if (modifier.kind === ts.SyntaxKind.ExportKeyword) {
        edits.push({ start: modifier.getStart(source), end: modifier.end, text: "" });
      }
    }
  }

  const arrows = commentsOf(source, text).filter(({ body }) => ARROW.test(body));
  if (arrows.length === 0)
    problems.push(`${file}:${first}: the example asserts nothing: it needs a line ending in // =>`);
  const asserted = [];
  for (const { start, body } of arrows) {
    const statement = statementBefore(source, text, start);
    if (statement === null) {
      problems.push(
        `${at(start)}: this // => stands behind nothing that can be asserted (an expression, or \`const name = ...\`)`,
      );
      continue;
    }
    const expected = valueAt(text, start, body, isExpression)?.value;
    if (expected === undefined) {
      problems.push(
        `${at(start)}: what follows // => is not a TypeScript expression: ${body.replace(ARROW, "").trim()}`,
      );
      continue;
    }
    const line = lineAt(start);
    asserted.push(line);
    if (ts.isExpressionStatement(statement)) {
      const { expression } = statement;
      const from = expression.getStart(source);
      edits.push({ start: from, end: from, text: `$holds(${line}, (` });
      edits.push({ start: expression.end, end: statement.end, text: `), (${expected}));` });
    } else {
      const name = statement.declarationList.declarations[0].name.text;
      edits.push({ start: statement.end, end: statement.end, text: ` $holds(${line}, ${name}, (${expected}));` });
    }
  }
  assertions += asserted.length;

  let code = text;
  for (const { start, end, text: replacement } of edits.sort((a, b) => b.start - a.start || b.end - a.end)) {
    code = code.slice(0, start) + replacement + code.slice(end);
  }
  const head = [
    `import { expect as $expect, test as $test } from "vitest";`,
    ...imports,
    `$test(${JSON.stringify(`${file}:${first}`)}, async () => {`,
    `const $reached = new Set<number>();`,
    `const $holds = (line: number, value: unknown, expected: unknown): void => {`,
    `$reached.add(line); $expect(value, \`${file}:\${line}\`).toEqual(expected); };`,
    `await Promise.resolve();`,
  ].join(" ");
  const tail = `$expect([${asserted.join(", ")}].filter((line) => !$reached.has(line)), "assertions of ${file} never reached, by line").toEqual([]); });`;
  return `${head}${"\n".repeat(first - 1)}${code}\n${tail}\n`;
}

/** The line comments of a piece of code, wherever they stand. */
function commentsOf(source, text) {
  const found = new Map();
  const visit = (node) => {
    for (const position of [node.pos, node.end]) {
      for (const range of [
        ...(ts.getLeadingCommentRanges(text, position) ?? []),
        ...(ts.getTrailingCommentRanges(text, position) ?? []),
      ]) {
        found.set(range.pos, { start: range.pos, body: text.slice(range.pos, range.end) });
      }
    }
    for (const child of node.getChildren(source)) if (!ts.isJSDoc(child)) visit(child);
  };
  visit(source);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** The innermost assertable statement that ends right before a comment, on its line or on the line above. */
function statementBefore(source, text, comment) {
  let found = null;
  const visit = (node) => {
    const assertable =
      ts.isExpressionStatement(node) ||
      (ts.isVariableStatement(node) &&
        node.declarationList.declarations.length === 1 &&
        ts.isIdentifier(node.declarationList.declarations[0].name));
    if (assertable && speaksOf(text, node.end, comment)) found = node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isExpression(text) {
  return parse(`(${text});`).parseDiagnostics.length === 0;
}

function parse(text) {
  return ts.createSourceFile("example.ts", text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
}

/** As many lines, all empty. */
function blank(text) {
  return text.replace(/[^\n]/g, "");
}

/** Writes what changed and removes what is stale, so that two runs at once do not pull files from under each other. */
function sync() {
  const out = join(ROOT, OUT);
  mkdirSync(out, { recursive: true });
  for (const [name, text] of written) {
    const path = join(ROOT, name);
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = `${OUT}${path.slice(out.length).replaceAll("\\", "/")}`;
    if (entry.isFile() && !written.has(name)) rmSync(path, { force: true });
  }
  const prune = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) prune(join(folder, entry.name));
    }
    if (folder !== out && readdirSync(folder).length === 0) rmdirSync(folder);
  };
  prune(out);
}
