import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type Beyond,
  llmsText,
  moduleText,
  opening,
  plainMarkdown,
  relativeUrl,
  schemaSummaries,
} from "../../docs/site/build/machine-text.ts";
import { jsonSchemas } from "../../scripts/json-schemas.ts";

const beyond: Beyond = {
  url: "guides/tiers.md",
  markdown: (url) => (/^(?:guides|zh-CN)\//.test(url) ? url.replace(/\.html$/, ".md") : undefined),
  size: (name) => `the size of ${name}`,
};
const plain = (text: string): string => plainMarkdown([{ text }], beyond);

describe("a page's Markdown", () => {
  test("links to Markdown where there is some, else to the page", () => {
    const pieces = [
      { text: "See [RFM](" },
      { text: "rfm.md", link: "guides/rfm.html#scores" },
      { text: "), [中文](" },
      { text: "../zh-CN/guides/tiers.md", link: "zh-CN/guides/tiers.html" },
      { text: ") and [API](site:functions/tiers.evaluateTier.html#returns)." },
    ];
    expect(plainMarkdown(pieces, beyond)).toBe(
      "See [RFM](rfm.md#scores), [中文](../zh-CN/guides/tiers.md) and [API](../functions/tiers.evaluateTier.html#returns).\n",
    );
  });

  test("says what live parts say without scripts, and no mark of them", () => {
    expect(plain('Before.\n\n<div data-island="x" class="island">\n\nWithout scripts.\n\n</div>\n\nAfter.')).toBe(
      "Before.\n\nWithout scripts.\n\nAfter.\n",
    );
    expect(plain('<p class="ways"><a class="button" href="start.md">Start</a></p>')).toBe("[Start](start.md)\n");
    expect(plain("{{size islands/x}} of script")).toBe("the size of islands/x of script\n");
  });

  test("leaves code as it is", () => {
    const code = '```html\n<div class="x">\n\n\n\n{{size x}} [a](site:b.html)\n</div>\n```';
    expect(plain(`Text.\n\n${code}\n\nText.`)).toBe(`Text.\n\n${code}\n\nText.\n`);
  });
});

test.each([
  ["# Title\n\n[![badge](x)](y)\n\nOne **bold**\n[link](z.md) `code`: and more. Two.", "One bold link code: and more."],
  ["# 标题\n\n第一句。第二句。", "第一句。"],
  ["# Title\n\nVersion 1.5 is out", "Version 1.5 is out"],
  ["# Title\n\n**Decision.** It is so. And so.", "It is so."],
  ["# Title\n", ""],
])("a page opens with its first sentence (%#)", (markdown, sentence) => {
  expect(opening(markdown)).toBe(sentence);
});

test("what a table says of schemas", () => {
  expect([...schemaSummaries("| Schema | What |\n|---|---|\n| [a-b](x/a-b.json) | Words, more | `f` |\n")]).toEqual([
    ["a-b", "Words, more"],
  ]);
});

test.each([
  ["llms.txt", "guides/tiers.md", "guides/tiers.md"],
  ["guides/tiers.md", "guides/rfm.md", "rfm.md"],
  ["guides/tiers.md", "llms.txt", "../llms.txt"],
  ["zh-CN/guides/tiers.md", "functions/x.html", "../../functions/x.html"],
])("from %s to %s it is %s", (from, to, way) => {
  expect(relativeUrl(from, to)).toBe(way);
});

test("llms.txt has a title, a summary, notes, and sections that are not empty", () => {
  const link = { title: "Tiers", url: "guides/tiers.md", summary: "Grades." };
  expect(
    llmsText("name", "What it is.", "Notes.", [
      { title: "Guides", links: [link, { ...link, summary: "" }] },
      { title: "None", links: [] },
    ]),
  ).toBe(
    "# name\n\n> What it is.\n\nNotes.\n\n## Guides\n\n- [Tiers](guides/tiers.md): Grades.\n- [Tiers](guides/tiers.md)\n",
  );
});

test("a module in short has its groups, or those asked for", () => {
  const named = [
    { group: "Functions", code: "f(a: A): B", summary: "Does." },
    { group: "Interfaces", code: "A", summary: "" },
  ];
  expect(moduleText("m", "About.", named)).toBe(
    "# clientele/m\n\nAbout.\n\n## Functions\n\n- `f(a: A): B`: Does.\n\n## Interfaces\n\n- `A`\n",
  );
  expect(moduleText("m", "About.", named, ["Functions"])).toBe(
    "# clientele/m\n\nAbout.\n\n## Functions\n\n- `f(a: A): B`: Does.\n",
  );
});

test("the page of JSON Schemas lists every schema, and no other", () => {
  const page = readFileSync("docs/site/pages/schemas.md", "utf8");
  const listed = [...page.matchAll(/^\| \[([\w-]+)\]\(site:schemas\/([\w-]+)\.json\)/gm)].map(([, name, file]) => [
    name,
    file,
  ]);
  expect(listed).toEqual(
    Object.keys(jsonSchemas())
      .sort()
      .map((name) => [name, name]),
  );
});
