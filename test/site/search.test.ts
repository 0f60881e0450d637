import MiniSearch, { type AsPlainObject } from "minisearch";
import { describe, expect, test } from "vitest";
import { finder } from "../../docs/site/browser/search/find.ts";
import {
  INDEX_OPTIONS,
  type IndexedEntry,
  type SearchData,
  type SearchEntry,
} from "../../docs/site/browser/search/model.ts";
import { packIndex, type PackedIndex, unpackIndex } from "../../docs/site/browser/search/pack.ts";
import { excerpt, marked } from "../../docs/site/browser/search/snippet.ts";
import { alsoOf, withoutIdle } from "../../docs/site/browser/search/english.ts";
import { codeOf, tailsOf, askedOf, pairsOf, partsOf, runsOf, tokensOf } from "../../docs/site/browser/search/tokens.ts";
import { termsOf } from "../../docs/site/build/glossary.ts";
import { sectionsOf } from "../../docs/site/build/search.ts";

describe("tokens", () => {
  test.each([
    ["evaluateTier", ["evaluatetier", "evaluate", "tier"]],
    ["fitBgNbd", ["fitbgnbd", "fit", "bg", "nbd"]],
    ["RFM", ["rfm"]],
    ["lifecycleXState", ["lifecyclexstate", "lifecycle", "x", "state"]],
    ["win-back, china-2026", ["win", "back", "china", "2026"]],
    ["ＲＦＭ", ["rfm"]],
    ["", []],
  ])("%s", (text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens);
  });

  test("Chinese is found by words and by pairs, wherever the dictionary parts it", () => {
    expect(tokensOf("客户生命周期")).toEqual(expect.arrayContaining(["客户", "生命", "命周", "周期"]));
    expect(pairsOf("首响")).toEqual(["首响"]);
    expect(pairsOf("金")).toEqual(["金"]);
  });

  test.each([
    ["保级", ["保级"]],
    ["客户流失", ["客户", "流失"]],
    ["金级门槛", ["金级", "门槛"]],
    ["客户的价值", ["客户", "价值"]],
    ["级", ["级"]],
  ])("%s is asked for by whole words", (asked, words) => {
    expect(askedOf(asked)).toEqual(words);
  });

  test("runs part the two kinds of writing", () => {
    expect(runsOf("用RFM分群").map(({ han, text }) => [han, text])).toEqual([
      [true, "用"],
      [false, "RFM"],
      [true, "分群"],
    ]);
    expect(partsOf("checkTierPolicy")).toEqual(["check", "tier", "policy"]);
  });
});

describe("snippets", () => {
  test("words are marked where words begin, and where humps do", () => {
    const of = (text: string, ...terms: string[]): string =>
      marked(text, terms)
        .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
        .join("");
    expect(of("Tiers: evaluateTier, frontier", "tier")).toBe("[Tier]s: evaluate[Tier], frontier");
    expect(of("客户生命周期的阶段", "生命", "命周", "周期")).toBe("客户[生命周期]的阶段");
    expect(of("nothing", "else")).toBe("nothing");
  });

  test("an excerpt holds the words, and says where it leaves out", () => {
    const text = `${"one two three ".repeat(30)}the holiday comes ${"four five six ".repeat(30)}`;
    const cut = excerpt(text, ["holiday"]);
    expect(cut).toMatch(/^….*holiday.*…$/);
    expect(cut.length).toBeLessThan(175);
    expect(excerpt("short", ["x"])).toBe("short");
    expect(excerpt(text, ["x"])).toMatch(/^one two.*…$/);
  });
});

describe("sections of a page", () => {
  test("nothing of the frame, nor of what stands in for a part that needs scripts", () => {
    const page = `<main><p class="markdown-ways" data-copy="Copy"><a href="x.md">View as Markdown</a></p>
<p class="crumbs">Guides</p><h1 id="all">All</h1><p>Own words.</p>
<div data-island="x" class="island"><p>With scripts.</p></div><p>More.</p>
<nav class="turns" aria-label="x"><a href="y.html"><small>Next</small> Y</a></nav></main>`;
    expect(sectionsOf(page)).toEqual([{ anchor: "", heading: "All", text: "Own words. More.", names: "" }]);
  });

  test("text without code, headings with anchors, imported names", () => {
    const page = `<main class="m"><p class="crumbs">Guides</p><h1 id="all" class="x">All &amp; more</h1><p>One <code>two</code>.</p>
<pre><code class="ts"><span>import</span> { <span>money</span>, type <span>Money</span> } <span>from</span> <span>&quot;clientele/core&quot;</span>;</code></pre>
<h2 id="%E6%9B%B4%E5%A4%9A">更多</h2><table><tr><td>a</td><td>b</td></tr></table></main>`;
    expect(sectionsOf(page)).toEqual([
      { anchor: "", heading: "All & more", text: "One two.", names: "money Money" },
      { anchor: "%E6%9B%B4%E5%A4%9A", heading: "更多", text: "a b", names: "" },
    ]);
  });
});

describe("names", () => {
  test("without their beginning", () => {
    expect(tailsOf("fitBgNbd and evaluateTier")).toEqual(["bgnbd"]);
    expect(tailsOf("evaluateTierColumns")).toEqual(["tiercolumns"]);
  });

  test.each([
    ["policy-not-checked", "policynotchecked"],
    ["policy not-checked", undefined],
    ["policy", undefined],
    ["Win-back", undefined],
  ])("%s as a code", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});

test("a question is asked without the words that only ask", () => {
  const left = (asked: string): readonly string[] => withoutIdle(runsOf(asked)).map(({ text }) => text);
  expect(left("What errors does evaluateTier throw?")).toEqual(["errors", "evaluateTier", "throw"]);
  expect(left("how to")).toEqual(["how", "to"]);
  expect(alsoOf("constructor")).toEqual([]);
});

describe("a packed index", () => {
  test("is unpacked as it was", () => {
    const index = new MiniSearch<IndexedEntry>(INDEX_OPTIONS);
    const none = { heading: "", summary: "", names: "", page: "", fields: "", detail: "" };
    const texts = [
      "tiers tier tier constructor",
      "客户生命周期 __proto__ tierPolicy",
      `${"long".repeat(20)} ${"long".repeat(20)}s`,
      "",
    ];
    index.addAll(texts.map((text, id) => ({ ...none, id, title: `page ${String(id)}`, text })));
    const plain = JSON.parse(JSON.stringify(index)) as AsPlainObject;
    const { index: terms, ...rest } = unpackIndex(JSON.parse(JSON.stringify(packIndex(index.toJSON()))) as PackedIndex);
    expect(new Map(terms as never)).toEqual(new Map(plain.index as never));
    expect(terms).toHaveLength(plain.index.length);
    expect({ ...rest, fieldLength: null }).toEqual({ ...plain, index: undefined, fieldLength: null });
  });

  test("of nothing", () => {
    const index = new MiniSearch<IndexedEntry>(INDEX_OPTIONS);
    expect(MiniSearch.loadJS(unpackIndex(packIndex(index.toJSON())), INDEX_OPTIONS).search("tier")).toEqual([]);
  });
});

test("a row of the glossary", () => {
  const table =
    "| 中文 | 英文 | 名称 | 说明 |\n|---|---|---|---|\n| 首响、首次响应 | first response | [`slaMetrics`](site:x.html) | 一句 `话`。[英文指南](../guides/sla.md#a) |\n";
  expect(termsOf(table)).toEqual([
    { chinese: ["首响", "首次响应"], english: ["first response"], names: ["slaMetrics"], meaning: "一句 话。" },
  ]);
});

describe("finding", () => {
  const pages: readonly (readonly [url: string, title: string, text: string, part?: "api"])[] = [
    ["guides/tiers.html", "Tiers", "A customer is upgraded or downgraded."],
    ["guides/sla.html", "Response promises", "A complaint is answered in time; the first response counts."],
    ["zh-CN/guides/tiers.html", "客户分级", "按管理办法升级或降级。"],
    ["zh-CN/guides/other.html", "别的", "保住级别：一级的级差，级即级的。"],
    ["functions/tiers.evaluateTier.html", "evaluateTier", "Decides a tier.", "api"],
    ["functions/tiers.checkTierPolicy.html", "checkTierPolicy", "Finds faults.", "api"],
    ["functions/clv.fitBgNbd.html", "fitBgNbd", "Fits a model.", "api"],
    ["guides/calendar.html", "Working time", "Working days and hours."],
  ];
  const words = new Map([
    ["evaluateTier", { fields: "pauseWhile invalid-fact invalidfact", detail: "Throws errors." }],
    ["checkTierPolicy", { fields: "", detail: "A fact that is not invalid." }],
  ]);
  const index = new MiniSearch<IndexedEntry>(INDEX_OPTIONS);
  index.addAll(
    pages.map(([, title, text], id) => ({
      id,
      title,
      text,
      heading: "",
      summary: "",
      names: "",
      page: "",
      fields: "",
      detail: "",
      ...words.get(title),
    })),
  );
  const data: SearchData = {
    entries: pages.map(
      ([url, title, text, part]): SearchEntry => ({ url, title, text, heading: "", part: part ?? "page" }),
    ),
    synonyms: [
      { chinese: ["升级"], english: ["upgrade"] },
      { chinese: ["降级", "保级"], english: ["downgrade", "evaluateTier"], meaning: "达不到保级条件时降级。" },
      { chinese: ["升级处理"], english: ["complaint"] },
      { chinese: ["首响", "首次响应"], english: ["first response"] },
    ],
    index: packIndex(index.toJSON()),
  };
  const find = finder(data);
  const term = (first: string): string => `zh-CN/glossary.html#${encodeURIComponent(`term-${first}`)}`;
  const found = (asked: string, chinese: boolean): (string | undefined)[][] =>
    find(asked, chinese).map(({ group, hits }) => [group, ...hits.map(({ entry }) => entry.url)]);

  test("the page's language comes first", () => {
    expect(found("升级", true)).toEqual([
      ["own", term("升级"), "zh-CN/guides/tiers.html"],
      ["other", "guides/tiers.html"],
    ]);
    expect(found("升级", false)).toEqual([
      ["own", "guides/tiers.html"],
      ["other", term("升级"), "zh-CN/guides/tiers.html"],
    ]);
  });

  test("a term of the glossary comes first, with what it means and the word that was asked for", () => {
    const [first] = find("保级", true)[0]?.hits ?? [];
    expect(first).toEqual({
      entry: {
        ...{ url: term("降级"), part: "section", title: "保级" },
        ...{ heading: "downgrade", text: "达不到保级条件时降级。" },
      },
      terms: ["保级"],
    });
  });

  test("what holds but a character of a word is no hit, and only words that were asked for are marked", () => {
    expect(found("保级", true).flat()).not.toContain("zh-CN/guides/other.html");
    const marks = find("保级", true).flatMap(({ hits }) => hits.flatMap(({ terms }) => terms));
    expect(marks.filter((mark) => !["保级", "downgrade", "downgraded", "evaluatetier"].includes(mark))).toEqual([]);
  });

  test("a word that stands in no English page is found by what English says", () => {
    expect(found("首响", false)).toEqual([
      ["own", "guides/sla.html"],
      ["other", term("首响")],
    ]);
  });

  test.each(["evaluateTier", "evaluatetier", "EVALUATETIER", "evaluate tier", "evalutetier"])("a name: %s", (asked) => {
    expect(found(asked, false).find(([group]) => group === "api")?.[1]).toBe("functions/tiers.evaluateTier.html");
  });

  test("a name asked for as it is written comes before all guides", () => {
    expect(found("evaluateTier", false)[0]?.[0]).toBe("api");
  });

  test.each([
    ["pauseWhile", "api", "functions/tiers.evaluateTier.html"],
    ["invalid-fact", "api", "functions/tiers.evaluateTier.html"],
    ["bgnbd", "api", "functions/clv.fitBgNbd.html"],
    ["what errors does evaluateTier throw", "api", "functions/tiers.evaluateTier.html"],
    ["business days", "own", "guides/calendar.html"],
  ])("%s is found first among its kind, which comes first", (asked, group, url) => {
    expect(found(asked, false)[0]?.slice(0, 2)).toEqual([group, url]);
  });

  test.each(["", "  ", "?!", "xyzzy", "量子"])("nothing for %j", (asked) => {
    expect(found(asked, false)).toEqual([]);
  });

  test("all words are wanted; where no page has all of them, some will do", () => {
    expect(found("complaint response", false)).toEqual([["own", "guides/sla.html"]]);
    expect(found("complaint downgraded", false)[0]).toHaveLength(3);
  });
});
