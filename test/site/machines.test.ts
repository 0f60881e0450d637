import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type ApiField,
  apiMarkdown,
  type ApiPage,
  apiShort,
  apiWords,
  moduleMarkdown,
} from "../../docs/site/build/api-text.ts";
import { valueOf } from "../../docs/site/build/api-value.ts";
import {
  type Beyond,
  deeper,
  llmsText,
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

test("a text of the root in a folder", () => {
  const text = "[A](a.md), [`b`](b.md#c), [d](https://d.example/), `e[0](f)`\n\n```ts\n[g](h.md)\n```\n";
  expect(deeper(text)).toBe(
    "[A](../a.md), [`b`](../b.md#c), [d](https://d.example/), `e[0](f)`\n\n```ts\n[g](h.md)\n```\n",
  );
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

test("a module lists its names by kind", () => {
  const names = [{ name: "f(a)", url: "../functions/m.f.md", summary: "Does." }];
  expect(
    moduleMarkdown("m", "About.", [
      { title: "Functions", names },
      { title: "Variables", names: [] },
    ]),
  ).toBe("# clientele/m\n\nAbout.\n\n## Functions\n\n- [`f(a)`](../functions/m.f.md): Does.\n");
});

describe("a name of the API", () => {
  const field = (name: string, type: string, about: string, fields: readonly ApiField[] = []): ApiField => ({
    ...{ name, type, about, fields },
    optional: name === "note",
  });
  const none = { about: "", parameters: [], fields: [], returns: "", throws: [], examples: [], see: [] };
  const judge: ApiPage = {
    ...{ name: "judge", module: "tiers", kind: "function", summary: "Judges.", parameters: ["facts"], value: "" },
    declarations: [
      {
        code: "function judge(facts: Facts): Result<Decision, Refusal>",
        about: "Judges.\n\nAt length.",
        parameters: [field("facts", "Facts", "What is\nknown.", [field("note", "`a${string}`", "")])],
        fields: [],
        returns: "The decision; or `invalid-fact`,\n  `no-tier`.",
        throws: ["`DomainError` with code `policy-not-checked`."],
        examples: [{ title: "Once", text: "```ts\njudge(1);\n```" }],
        see: ["A book,\n  1990."],
      },
    ],
  };

  test("as a page", () => {
    expect(apiMarkdown(judge, [{ name: "Facts", url: "../interfaces/tiers.Facts.md" }])).toBe(`# judge

Function of \`clientele/tiers\`.

\`\`\`ts
import { judge } from "clientele/tiers";
\`\`\`

\`\`\`ts
function judge(facts: Facts): Result<Decision, Refusal>
\`\`\`

Judges.

At length.

## Parameters

- \`facts\`: \`Facts\` — What is known.
  - \`note?\`: \`\` \`a\${string}\` \`\`

## Returns

The decision; or \`invalid-fact\`, \`no-tier\`.

## Throws

\`DomainError\` with code \`policy-not-checked\`.

## Examples

Once

\`\`\`ts
judge(1);
\`\`\`

## See

- A book, 1990.

## Types named here

[Facts](../interfaces/tiers.Facts.md)
`);
  });

  test("in short, without examples and sources", () => {
    const short = apiShort(judge);
    expect(short).toMatch(/^### judge\n/);
    expect(short).toContain("Returns: The decision; or `invalid-fact`, `no-tier`.\n");
    expect(short).toContain("Parameters:\n- `facts`: `Facts` — What is known.\n");
    expect(short).not.toMatch(/judge\(1\)|1990/);
  });

  test("an interface stands there with its fields", () => {
    const fields = [field("tier", "string", "The tier."), field("note", "string", "")];
    const page: ApiPage = {
      ...{ name: "Facts", module: "tiers", kind: "interface", summary: "", parameters: [], value: "" },
      declarations: [{ ...none, code: "interface Facts", fields }],
    };
    expect(apiMarkdown(page, [])).toContain("interface Facts {\n  tier: string;\n  note?: string;\n}");
    expect(apiMarkdown(page, [])).toContain("## Properties\n\n- `tier`: `string` — The tier.\n- `note?`: `string`\n");
  });

  test("a constant stands there with its value", () => {
    expect(valueOf("core", "DAY_MS")).toBe("86400000");
    expect(valueOf("sla", "slaMetrics")).toContain('  firstResponse: { startOn: ["opened"], pauseWhile: [], ');
    expect(valueOf("tiers", "tierPolicySchema")).toBe("");
  });

  test("is searched by its fields, its codes, and what it says of them", () => {
    const { names, text } = apiWords(judge);
    expect(names).toEqual(expect.arrayContaining(["facts", "note", "invalid-fact", "policy-not-checked"]));
    expect(text).toContain("Throws errors:");
  });
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
