import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Runs the extraction over a little project of its own. */
function extract(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "doc-examples-"));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { status, stderr } = spawnSync(process.execPath, [join(root, "scripts/doc-examples.mjs"), folder], {
    encoding: "utf8",
  });
  const complaints = stderr.split("\n").filter((line) => line !== "");
  return { status, complaints, read: (name: string) => readFileSync(join(folder, ".doc-examples", name), "utf8") };
}
const fence = (...lines: string[]): string => ["```ts", ...lines, "```", ""].join("\n");
const comment = (...lines: string[]): string =>
  ["/**", " * @example", ...lines.map((line) => ` * ${line}`), " */", "export const x = 1;", ""].join("\n");

describe("extraction", () => {
  test("keeps the line of every assertion", () => {
    const { status, read } = extract({
      "README.md": `# A\n\n${fence('import { a } from "clientele/a";', "", "const b = a(1); // => 2", "[b]", "  .map(a); // => [3]")}`,
      "docs/long.md": fence("export const a = { b: 1 }; // => {", "//   b: 1", "// }", "[a]", "  .length;", "// => 1"),
      "src/a/a.ts": comment("```ts", "for (const x of [1]) {", "  x; // => 1", "}", "```"),
    });
    expect(status).toBe(0);
    const readme = read("README.md.4.test.ts").split("\n");
    expect(readme[0]).toContain('import { a } from "clientele/a";');
    expect(readme.slice(1, 8)).toEqual([
      "",
      "",
      "",
      "",
      "const b = a(1); $holds(6, b, (2)); // => 2",
      "$holds(8, ([b]",
      "  .map(a)), ([3])); // => [3]",
    ]);
    expect(read("src/a/a.ts.4.test.ts").split("\n")[4]).toBe("  $holds(5, (x), (1)); // => 1");
    // a value may go on in the lines below, or stand there; and `export` is dropped
    expect(read("docs/long.md.2.test.ts")).toContain(" const a = { b: 1 }; $holds(2, a, ({ b: 1 }));");
    expect(read("docs/long.md.2.test.ts")).toContain("$holds(7, ([a]\n  .length), (1));\n// => 1");
  });

  test("refuses what would not hold anything, by file and line", () => {
    const { status, complaints } = extract({
      "docs/1-nothing.md": fence("1 + 1;"),
      "docs/2-prose.md": fence("1; // => one or two"),
      "docs/3-nowhere.md": fence("if (1) { // => 1", "}"),
      "docs/4-syntax.md": fence("", "1 +; // => 1"),
      "docs/5-no-run.md": "```ts no-run\n1; // => 1\n```\n",
      "docs/6-name.md": "```typescript\n1; // => 1\n```\n",
      "docs/7-open.md": "\n```ts\n1; // => 1\n",
      "src/a/a.ts": comment("```ts", "1;", "```"),
    });
    expect(status).toBe(1);
    expect(complaints).toEqual([
      "docs/1-nothing.md:2: the example asserts nothing: it needs a line ending in // =>",
      "docs/2-prose.md:2: what follows // => is not a TypeScript expression: one or two",
      "docs/3-nowhere.md:2: this // => stands behind nothing that can be asserted (an expression, or `const name = ...`)",
      "docs/4-syntax.md:3: Expression expected.",
      'docs/5-no-run.md:1: write ```ts and nothing more: this fence would not run as "ts no-run"',
      'docs/6-name.md:1: write ```ts and nothing more: this fence would not run as "typescript"',
      "docs/7-open.md:2: the fence is never closed",
      "src/a/a.ts:4: the example asserts nothing: it needs a line ending in // =>",
      "8 documentation example(s) cannot be used",
    ]);
  });
});

test("every example that was extracted is type-checked", () => {
  const folder = join(root, ".doc-examples");
  const extracted = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name));
  const config = ts.readConfigFile(join(root, "test/tsconfig.json"), (path) => ts.sys.readFile(path));
  const { fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, join(root, "test"));
  const checked = new Set(fileNames.map((name) => join(name)));
  expect(extracted.length).toBeGreaterThan(0);
  expect(extracted.filter((name) => !checked.has(name))).toEqual([]);
});
