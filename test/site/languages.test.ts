import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as clientele from "clientele";
import * as kernel from "clientele/kernel";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { termsOf } from "../../docs/site/build/glossary.ts";

/**
 * What holds the two languages together. The front matter of a Chinese page says:
 *
 * - `covers`: the English headings that its own headings stand for, in their order (all but the last, 接着读);
 * - `chineseOnly`: why there is no English page;
 * - `chineseFences`: why its examples stand in no English page.
 */
interface Page {
  readonly order: string | undefined;
  readonly covers: readonly string[] | undefined;
  readonly chineseOnly: string | undefined;
  readonly chineseFences: string | undefined;
  readonly headings: readonly (readonly [level: number, text: string])[];
  readonly fences: readonly string[];
}

const ONWARD = "接着读";

const PAGES = readdirSync("docs/zh-CN", { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".md"))
  .sort();

/** Pages that must say what they cover; the others may. */
const mustCover = (name: string): boolean => name.startsWith("guides/") || ["index.md", "start.md"].includes(name);

/** The English file that says the same. */
function counterpart(name: string): string | undefined {
  return [`docs/${name}`, `docs/site/pages/${name}`].find((path) => existsSync(path));
}

function read(path: string): Page {
  const [, front = "", body = ""] = /^(?:---\n([^]*?)\n---\n)?([^]*)$/.exec(readFileSync(path, "utf8")) ?? [];
  const value = (key: string): string | undefined => new RegExp(`^${key}: *(.+)$`, "m").exec(front)?.[1];
  const list = /^covers:\n((?: {2}- .*(?:\n|$))+)/m.exec(front)?.[1];
  const prose = body.replaceAll(/^```[^]*?^```$/gm, "");
  return {
    order: value("order"),
    covers: list === undefined ? undefined : Array.from(list.matchAll(/- "(.*)"/g), ([, heading = ""]) => heading),
    chineseOnly: value("chineseOnly"),
    chineseFences: value("chineseFences"),
    headings: Array.from(prose.matchAll(/^(#+) (.+)$/gm), ([, level = "", text = ""]) => [level.length, text]),
    fences: Array.from(body.matchAll(/^```ts\n([^]*?)^```$/gm), ([, code = ""]) => codeOf(code)),
  };
}

const printer = ts.createPrinter({ removeComments: true });

/** Code without its comments, in whichever language it explains. */
function codeOf(text: string): string {
  const source = ts.createSourceFile("fence.ts", text, ts.ScriptTarget.ES2022);
  return printer.printFile(source).replaceAll(/locale: "(?:en|zh-CN)"/g, "locale: …");
}

test("there are Chinese pages", () => {
  expect(PAGES).toEqual(expect.arrayContaining(["index.md", "start.md", "glossary.md", "guides/tiers.md"]));
});

describe.each(PAGES)("%s", (name) => {
  const page = read(`docs/zh-CN/${name}`);
  const path = counterpart(name);

  test("says the same as an English page, or why there is none", () => {
    expect(path === undefined).toBe(page.chineseOnly !== undefined);
  });

  test("stands where the English page stands in its section", () => {
    if (!name.includes("/") || path === undefined) return;
    expect(page.order).toMatch(/^\d+$/);
    expect(page.order).toBe(read(path).order);
  });

  test("has headings for the English ones that it covers", () => {
    if (mustCover(name)) expect(page.covers).not.toEqual(undefined);
    if (page.covers === undefined || path === undefined) return;
    const english = read(path).headings;
    expect(english.map(([, text]) => text)).toEqual(expect.arrayContaining([...page.covers]));
    const levels = page.covers.map((heading) => english.find(([, text]) => text === heading)?.[0]);
    expect(page.headings.filter(([, text]) => text !== ONWARD).map(([level]) => level)).toEqual(levels);
  });

  test("shows the code of the English page, or says why not", () => {
    const english = path === undefined ? [] : read(path).fences;
    const own = page.fences.filter((code) => !english.includes(code));
    if (page.chineseFences === undefined) expect(own).toEqual([]);
    else expect(own).not.toEqual([]);
  });
});

describe("the glossary", () => {
  const terms = termsOf(readFileSync("docs/zh-CN/glossary.md", "utf8"));

  test("names exports of the library", () => {
    const exported = new Set([...Object.keys(clientele), ...Object.keys(kernel)]);
    expect(terms.flatMap(({ names }) => names).filter((name) => !exported.has(name))).toEqual([]);
  });

  test("gives each term an English word and a name, and no Chinese word twice", () => {
    expect(terms.length).toBeGreaterThan(40);
    expect(terms.filter(({ english, names }) => english.length === 0 || names.length === 0)).toEqual([]);
    const words = terms.flatMap(({ chinese }) => chinese);
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });

  test.each([
    "客户分级",
    "钻石",
    "升级",
    "降级",
    "宽限期",
    "生命周期",
    "公海",
    "客户价值",
    "留存",
    "响应时限",
    "回访",
    "流失预警",
    "首响",
    "违约",
    "RFM",
    "活跃概率",
  ])("knows %s", (word) => {
    expect(terms.flatMap(({ chinese }) => chinese)).toContain(word);
  });
});
