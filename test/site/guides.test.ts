import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { slaMetrics } from "clientele/sla";
import { expect, test } from "vitest";

const files = [
  ...readdirSync("docs/guides").filter((name) => name.endsWith(".md") && name !== "index.md"),
  ...["../accuracy.md", "../performance.md"],
];
const guides = files
  .map((file) => {
    const text = readFileSync(`docs/guides/${file}`, "utf8");
    const front = /^---\n([^]*?)\n---\n/.exec(text)?.[1] ?? "";
    const said = (key: string): string => new RegExp(`^${key}: (.+)$`, "m").exec(front)?.[1] ?? "";
    return { file, order: Number(said("order")), title: said("title"), summary: said("summary") };
  })
  .sort((a, b) => a.order - b.order);

test("each guide has a title and a summary", () => {
  expect(guides.filter(({ title, summary }) => title === "" || summary.length < 30)).toEqual([]);
});

test("the guides stand in one sequence", () => {
  expect(guides.map(({ order }) => order)).toEqual(guides.map((_, at) => at + 1));
});

test("the list of guides names each of them once, in that sequence", () => {
  const index = readFileSync("docs/guides/index.md", "utf8");
  const listed = [...index.matchAll(/^- \[[^\]]+\]\(([^)]+)\)/gm)].map(([, file]) => file);
  expect(listed).toEqual(guides.map(({ file }) => file));
});

test("so does the Chinese list: what is Chinese where there is such a guide, else the English one, which says so", () => {
  const index = readFileSync("docs/zh-CN/guides/index.md", "utf8");
  const listed = [...index.matchAll(/^- \[[^\]]+\]\(([^)]+)\)(（英文）)?/gm)].map(([, file, mark]) => [file, mark]);
  const wanted = guides.map(({ file }) =>
    existsSync(`docs/zh-CN/guides/${file}`) ? [file, undefined] : [join("../../guides", file), "（英文）"],
  );
  expect(listed).toEqual(wanted);
});

test.each(["docs/guides/sla.md", "docs/zh-CN/guides/sla.md"])(
  "%s tells when each clock starts, stops and pauses",
  (file) => {
    const rows = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => /^\| `\w+`/.test(line))
      .map((line) => line.split("|").map((cell) => Array.from(cell.matchAll(/`(\w+)`/g), ([, name]) => name)));
    expect(rows.map(([, metric, start, stop, pause]) => [metric, start, stop, pause])).toEqual(
      Object.entries(slaMetrics).map(([id, { startOn, stopOn, pauseWhile }]) => [[id], startOn, stopOn, pauseWhile]),
    );
  },
);
