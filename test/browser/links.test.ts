import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { allPages, FOLDER } from "./support/site.ts";

interface Parsed {
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
  /** What the page itself loads. */
  readonly loads: readonly string[];
}

const text = (value: string): string =>
  value.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function parse(page: string): Parsed {
  const html = readFileSync(`${FOLDER}/${page}`, "utf8").replaceAll(/<script>[^]*?<\/script>/g, "");
  const ids = new Set<string>();
  const links: string[] = [];
  const loads: string[] = [];
  for (const [tag, name = ""] of html.matchAll(/<([a-zA-Z][\w-]*)\s[^>]*>/g)) {
    for (const [, attribute, value = ""] of tag.matchAll(/\s(id|href|src)="([^"]*)"/g)) {
      if (attribute === "id") ids.add(text(value));
      else if (attribute === "href" && name === "a") links.push(text(value));
      else loads.push(text(value));
    }
  }
  return { ids, links, loads };
}

const pages = new Map(allPages().map((page) => [page, parse(page)]));
const outside = (url: string): boolean => /^(?:https?:|mailto:)/.test(url);

test("there are pages", () => {
  expect(pages.size).toBeGreaterThan(700);
});

test("every link within the site leads to a page that is there, and to a place in it", () => {
  const broken: string[] = [];
  for (const [page, { links }] of pages) {
    for (const link of links.filter((url) => !outside(url))) {
      const [path = "", hash = ""] = link.split("#").map((part) => decodeURIComponent(part));
      const target = path === "" ? page : posix.join(posix.dirname(page), path);
      const found = pages.get(target);
      if (
        found === undefined
          ? !existsSync(`${FOLDER}/${target}`) || target.endsWith("/")
          : hash !== "" && !found.ids.has(hash)
      ) {
        broken.push(`${page}: ${link}`);
      }
    }
  }
  expect(broken).toEqual([]);
});

test("pages load nothing from other hosts, and nothing that is missing", () => {
  const wrong: string[] = [];
  for (const [page, { loads }] of pages) {
    for (const url of loads) {
      if (url.startsWith("data:") || url.startsWith("#")) continue;
      const path = posix.join(posix.dirname(page), url.replace(/[#?].*$/, ""));
      if (outside(url) || url.startsWith("/") || !existsSync(`${FOLDER}/${path}`)) wrong.push(`${page}: ${url}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("no page names an id twice", () => {
  const twice = [...pages.keys()].filter((page) => {
    const ids = [...readFileSync(`${FOLDER}/${page}`, "utf8").matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    return new Set(ids).size < ids.length;
  });
  expect(twice).toEqual([]);
});
