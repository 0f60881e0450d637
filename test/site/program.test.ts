import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { program } from "../../docs/site/browser/live/program.ts";

/** Runs a program as the page does; which assertions came out right, by line. */
async function run(text: string): Promise<readonly (readonly [line: number, value: unknown, expected: unknown])[]> {
  const made = program(text);
  if ("fault" in made) throw new Error(made.fault);
  const came: (readonly [number, unknown, unknown])[] = [];
  const body = (0, eval)(`(async (require, exports, $holds) => {${made.code}\n})`) as (
    ...given: unknown[]
  ) => Promise<void>;
  await body(
    () => ({ two: 2 }),
    {},
    (index: number, expected: (() => unknown) | null, value: unknown) => {
      came.push([made.assertions[index]!.line, value, expected === null ? "nothing" : expected()]);
    },
  );
  return came;
}

describe("a program of the page", () => {
  test.each<[string, string, readonly (readonly [number, unknown, unknown])[]]>([
    ["an expression", "1 + 1; // => 2", [[1, 2, 2]]],
    ["a name", "const a: number = 3; // => 4", [[1, 3, 4]]],
    ["an exported name", "export const a = 3; // => 3", [[1, 3, 3]]],
    ["an import", 'import { two, type Three } from "x";\ntwo satisfies number; // => 2', [[2, 2, 2]]],
    ["a value on the lines below", "[1]\n  .length;\n// => [\n//   1,\n// ]", [[3, 1, [1]]]],
    [
      "a block",
      "for (const x of [1, 2]) {\n  x; // => 1\n}",
      [
        [2, 1, 1],
        [2, 2, 1],
      ],
    ],
    [
      "a body within an asserted statement",
      "[1].map((x) => {\n  x; // => 1\n  return 2;\n}); // => [2]",
      [
        [2, 1, 1],
        [4, [2], [2]],
      ],
    ],
    ["an awaited value", "await Promise.resolve(5); // => 5", [[1, 5, 5]]],
    ["an arrow without a value", "7; // =>", [[1, 7, "nothing"]]],
    ["an arrow with prose", "7; // => one or two", [[1, 7, "nothing"]]],
    [
      "no semicolon",
      "7 // => 7\n8 // => 8",
      [
        [1, 7, 7],
        [2, 8, 8],
      ],
    ],
    ["an arrow in a string", '"// => 1"; // => "// => 1"', [[1, "// => 1", "// => 1"]]],
    ["an arrow behind nothing", "// => 1\nconst [a] = [1]; // => 1", []],
  ])("holds %s", async (_, text, came) => {
    expect(await run(text)).toEqual(came);
  });

  test.each([
    ["const a = 1;\nconst = 2;", 2],
    ["f(\n\n", 3],
    ["const a: = 1;", 1],
  ])("tells the line of what is none: %j", (text, line) => {
    expect(program(text)).toMatchObject({ fault: expect.any(String) as string, line });
  });
});

test("the page sees the assertions that the tests of the examples see, on the same lines", () => {
  const made = ".doc-examples";
  const files = existsSync(made) ? readdirSync(made, { recursive: true, encoding: "utf8" }) : [];
  const tests = files.filter((name) => /(?:guides|pages)[/\\][^/\\]*\.test\.ts$/.test(name));
  expect(tests.length).toBeGreaterThan(50);
  for (const name of tests) {
    const [, source = "", number = ""] = /^(.*)\.(\d+)\.test\.ts$/.exec(name) ?? [];
    const first = Number(number);
    const lines = readFileSync(source, "utf8")
      .split("\n")
      .slice(first - 1);
    const text = lines.slice(0, lines.indexOf("```")).join("\n");
    const held = [...readFileSync(`${made}/${name}`, "utf8").matchAll(/\$holds\((\d+), /g)].map(([, line]) =>
      Number(line),
    );
    const seen = program(text);
    if ("fault" in seen) throw new Error(`${name}: ${seen.fault}`);
    expect(seen.code.split("\n").length, name).toBe(text.split("\n").length);
    expect(
      seen.assertions.map(({ line, expects }) => [line + first - 1, expects]),
      name,
    ).toEqual(held.sort((a, b) => a - b).map((line) => [line, true]));
  }
});
