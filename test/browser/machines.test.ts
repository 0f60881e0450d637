import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonSchemas } from "../../scripts/json-schemas.ts";
import { visit } from "./support/browser.ts";
import { allPages, FOLDER, siteAddress } from "./support/site.ts";

const read = async (path: string): Promise<string> => {
  const response = await fetch((await siteAddress()) + path);
  expect(response.status, path).toBe(200);
  return response.text();
};
const links = (markdown: string): readonly string[] =>
  [
    ...markdown
      .replaceAll(/^ {0,3}```[^]*?^ {0,3}```/gm, "")
      .replaceAll(/`[^`\n]*`/g, "")
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map(([, url = ""]) => url)
    .filter((url) => !/^(?:https?:|mailto:|#)/.test(url));
const broken = (path: string): readonly string[] =>
  links(readFileSync(`${FOLDER}/${path}`, "utf8"))
    .filter(
      (url) => !existsSync(`${FOLDER}/${posix.join(posix.dirname(path), decodeURIComponent(url.replace(/#.*/, "")))}`),
    )
    .map((url) => `${path}: ${url}`);

const pages = allPages().filter((page) => !/^(?:modules|hierarchy)\.html/.test(page));
const isApi = (page: string): boolean => /^(?:functions|interfaces|types|variables|classes)\//.test(page);
const documents = pages.filter((page) => !isApi(page));
const markdownOf = (page: string): string => page.replace(/\.html$/, ".md");

describe("llms.txt", () => {
  test("begins as the convention asks, and its links lead to what is there", async () => {
    const text = await read("llms.txt");
    expect(text).toMatch(/^# clientele\n\n> [^\n]+\n\n/);
    expect(broken("llms.txt")).toEqual([]);
    for (const url of links(text)) expect(await read(url), url).not.toMatch(/^<!DOCTYPE/i);
  });

  test("names every page of text", () => {
    const listed = new Set(links(readFileSync(`${FOLDER}/llms.txt`, "utf8")));
    expect(documents.map(markdownOf).filter((page) => page !== "index.md" && !listed.has(page))).toEqual([]);
  });

  test("goes with a full text of a size that can be read at once", async () => {
    const full = await read("llms-full.txt");
    expect(full.length).toBeGreaterThan(200_000);
    expect(full.length).toBeLessThan(1_500_000);
    expect(full.includes("Page: guides/tiers.md")).toBe(true);
    expect(full).toMatch(/^### evaluateTier$/m);
    expect(full).toMatch(/^Throws: `DomainError` with code `policy-not-checked`/m);
    for (const part of ["`pauseWhile`", "waitingForCustomer", "`nobody-repeats`"]) expect(full).toContain(part);
    expect(broken("llms-full.txt")).toEqual([]);
    const modules = documents.filter((page) => page.startsWith("modules/"));
    for (const page of modules) expect(broken(page.replace(/^modules\/(.*)\.html$/, "llms-full/$1.txt"))).toEqual([]);
  });
});

describe("pages as Markdown", () => {
  test("lie beside the pages, and their links lead to what is there", () => {
    expect(pages.map(markdownOf).filter((page) => !existsSync(`${FOLDER}/${page}`))).toEqual([]);
    expect(pages.map(markdownOf).flatMap(broken)).toEqual([]);
  });

  test("of the API lead to each other as Markdown, and say what their pages say", () => {
    const names = pages.filter(isApi).map(markdownOf);
    const lists = documents.filter((page) => page.startsWith("modules/")).map(markdownOf);
    const html = [...names, ...lists].filter((page) =>
      links(readFileSync(`${FOLDER}/${page}`, "utf8")).some((url) => url.endsWith(".html")),
    );
    expect(html).toEqual([]);
    const listed = lists.flatMap((page) =>
      links(readFileSync(`${FOLDER}/${page}`, "utf8")).map((url) => posix.join("modules", url)),
    );
    expect(names.filter((page) => !listed.includes(page))).toEqual([]);
    const evaluate = readFileSync(`${FOLDER}/functions/tiers.evaluateTier.md`, "utf8");
    expect(evaluate.match(/^## .*$/gm)).toEqual([
      ...["## Parameters", "## Returns", "## Throws", "## Examples", "## See", "## Types named here"],
    ]);
    expect(readFileSync(`${FOLDER}/interfaces/sla.SlaMetricDefinition.md`, "utf8")).toContain(
      "- `pauseWhile`: `readonly SlaPause[]` — ",
    );
    expect(readFileSync(`${FOLDER}/functions/tiers.evaluateTier.html`, "utf8")).toContain(
      '<link rel="alternate" type="text/markdown" href="tiers.evaluateTier.md">',
    );
  });

  test("have no front matter and no mark of what is live", () => {
    for (const page of pages.map(markdownOf)) {
      const text = readFileSync(`${FOLDER}/${page}`, "utf8");
      expect(text, page).toMatch(/^# /);
      expect(text, page).not.toMatch(/data-island|\]\(site:|\{\{size/);
    }
  });

  test.each([
    ["guides/tiers.html", "Copy page as Markdown", "Copied", "View as Markdown"],
    ["functions/tiers.evaluateTier.html", "Copy page as Markdown", "Copied", "View as Markdown"],
    ["zh-CN/tour.html", "复制本页 Markdown", "已复制", "查看 Markdown"],
  ])("%s puts its own on the clipboard", async (path, copy, copied, view) => {
    const options = { permissions: ["clipboard-read", "clipboard-write"] };
    await visit(path, { options }, async ({ page }) => {
      await page.getByRole("button", { name: copy }).click();
      await page.getByRole("button", { name: copied }).first().waitFor();
      const text = await read(markdownOf(path));
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
      expect(await page.getByRole("link", { name: view }).getAttribute("href")).toBe(posix.basename(markdownOf(path)));
    });
  });
});

describe("JSON Schemas", () => {
  test.each(Object.entries(jsonSchemas()))("%s is what the library makes", async (name, schema) => {
    const found = JSON.parse(await read(`schemas/${name}.json`)) as unknown;
    expect(found).toEqual(JSON.parse(JSON.stringify(schema)));
    expect(found).toMatchObject({ $id: `urn:clientele:schema:${name}` });
  });
});
