import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkArchitecture, checkExports, FLOORS, type Rule } from "./support/architecture.ts";

const root = new URL("../", import.meta.url);
const src = new URL("src/", root);
const paths = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts"));
const modules = [...new Set(paths.filter((path) => path.includes("/")).map((path) => path.split("/")[0] ?? ""))];

describe("the sources", () => {
  test("keep to the architecture", () => {
    const files = Object.fromEntries(paths.map((path) => [path, readFileSync(new URL(path, src), "utf8")]));
    expect(checkArchitecture(files).map(({ rule, at, what }) => `${rule}: ${at}: ${what}`)).toEqual([]);
  });

  test("are exported by package.json, module by module", () => {
    const manifest = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
      exports: Record<string, unknown>;
    };
    expect(checkExports(manifest, modules)).toEqual([]);
  });
});

/** A small library that keeps every rule. */
const SOUND: Readonly<Record<string, string>> = {
  "index.ts": '/** All. @module */\nexport * from "./core/index.ts";\nexport * from "./tiers/index.ts";\n',
  "kernel.ts": '/** Kernels. @module */\nexport { rank } from "./tiers/kernel.ts";\n',
  "core/index.ts": '/** Values. @module */\nexport { DomainError } from "./error.ts";\n',
  "core/error.ts": "export class DomainError extends Error {}\n",
  "numeric/index.ts": '/** Numbers. @module */\nexport { sum } from "./sum.ts";\n',
  "numeric/sum.ts":
    'import { DomainError } from "../core/error.ts";\nexport const sum = (): Error => new DomainError();\n',
  "tiers/index.ts":
    '/** Tiers. @module */\nexport { evaluate } from "./evaluate.ts";\nexport type { A } from "./model.ts";\n',
  "tiers/model.ts": 'import type { DomainError } from "../core/index.ts";\nexport type A = DomainError;\n',
  "tiers/evaluate.ts": `import * as z from "zod";
import { addMonths } from "date-fns/addMonths";
import { tz } from "@date-fns/tz";
import { DomainError } from "../core/index.ts";
import { rank } from "./kernel.ts";
import { sentences } from "./messages.ts";
const utc = /* @__PURE__ */ (() => ({ in: tz("UTC") }))();
/** Says nothing of \`Date.now()\`, process or console. */
export const evaluate = (window: number, at: Date): unknown => {
  const document = { process: window, console: "no" }; // our own names
  return [document.process, z, addMonths(at, 1, { in: tz("UTC") }), addMonths(at, 1, utc), new Date(0), at.getUTCHours(), DomainError, rank, sentences];
};
`,
  "tiers/messages.ts": "export const sentences = {};\n",
  "tiers/kernel.ts": `import type { DomainError } from "../core/index.ts";
import { sum } from "../numeric/index.ts";
import { half } from "./internal/half.ts";
export const rank = (e: DomainError): unknown => [sum, half, e];
`,
  "tiers/internal/half.ts": 'import { DomainError } from "../../core/error.ts";\nexport const half = DomainError;\n',
  "sla/index.ts": '/** Promises. @module */\nexport { due } from "./due.ts";\n',
  "sla/due.ts": "export const due = 1;\n",
  "calendar/index.ts": '/** Time. @module */\nexport { c } from "./c.ts";\n',
  "calendar/c.ts": "export const c = 1;\n",
};
const sound: Readonly<Record<string, string>> = {
  ...SOUND,
  "index.ts": `${SOUND["index.ts"] ?? ""}export * from "./sla/index.ts";\nexport * from "./calendar/index.ts";\n`,
};

const rulesBroken = (change: Readonly<Record<string, string | undefined>>): Rule[] => {
  const files = Object.entries({ ...sound, ...change }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return [...new Set(checkArchitecture(Object.fromEntries(files)).map(({ rule }) => rule))].sort();
};
const adding = (path: string, text: string): Record<string, string> => ({
  [path]: `${text}\n${sound[path] ?? ""}`,
});

describe("the checker", () => {
  test("accepts a small library that keeps every rule", () => {
    expect(checkArchitecture(sound)).toEqual([]);
  });

  test("knows every module's floor once", () => {
    expect(new Set(FLOORS.flat()).size).toBe(FLOORS.flat().length);
  });

  test.each<[string, Rule[], Record<string, string | undefined>]>([
    // floors
    ["an import upward", ["floor"], adding("core/error.ts", 'import type { c } from "../calendar/index.ts";')],
    ["an import of a stranger", ["floor"], adding("tiers/evaluate.ts", 'import { due } from "../sla/index.ts";')],
    ["a type of a stranger", ["floor"], adding("tiers/evaluate.ts", 'import type { due } from "../sla/index.ts";')],
    ["a stranger by import type", ["floor"], adding("tiers/evaluate.ts", 'type D = import("../sla/index.ts").D;')],
    ["a stranger's re-export", ["floor"], adding("tiers/evaluate.ts", 'export { due } from "../sla/index.ts";')],
    ["an import of the root", ["floor"], adding("tiers/evaluate.ts", 'import type { due } from "../index.ts";')],
    [
      "a module without a floor",
      ["module"],
      {
        "misc/index.ts": '/** M. @module */\nexport { m } from "./m.ts";',
        "misc/m.ts": "export const m = 1;",
        "index.ts": `${sound["index.ts"] ?? ""}export * from "./misc/index.ts";`,
      },
    ],
    // faces
    ["another module's inside", ["face"], adding("tiers/evaluate.ts", 'import { c } from "../calendar/c.ts";')],
    [
      "core/error.ts outside a kernel",
      ["face"],
      adding("sla/due.ts", 'import { DomainError } from "../core/error.ts";'),
    ],
    ["its own face", ["cycle", "own-face"], adding("tiers/evaluate.ts", 'import { evaluate as e } from "./index.ts";')],
    [
      "its own face, as a type",
      ["own-face"],
      adding("tiers/internal/half.ts", 'import type { A } from "../index.ts";'),
    ],
    ["another's messages", ["messages"], adding("tiers/evaluate.ts", 'import { m } from "../calendar/messages.ts";')],
    [
      "the package by its name",
      ["import-form"],
      adding("tiers/evaluate.ts", 'import { c } from "clientele/calendar";'),
    ],
    [
      "an import without .ts",
      ["face", "import-form"],
      adding("tiers/evaluate.ts", 'import { c } from "../calendar/index.js";'),
    ],
    ["an import from outside src", ["import-form"], adding("sla/due.ts", 'import p from "../../package.json";')],
    ["an import for side effects", ["import-form"], adding("tiers/evaluate.ts", 'import "../calendar/index.ts";')],
    ["a dynamic import", ["import-form"], adding("tiers/evaluate.ts", 'const x = import("../calendar/index.ts");')],
    ["a require", ["import-form", "package"], adding("tiers/evaluate.ts", 'const x = require("node:fs");')],
    [
      "a circle",
      ["cycle"],
      {
        "sla/due.ts": 'import { b } from "./b.ts";\nexport const due = b;',
        "sla/b.ts": 'import { due } from "./due.ts";\nexport const b = due;',
      },
    ],
    // kernels and numeric
    ["zod in a kernel", ["kernel"], adding("tiers/kernel.ts", 'import * as z from "zod";')],
    [
      "decimal.js under a kernel",
      ["kernel"],
      adding("tiers/internal/half.ts", 'import { Decimal } from "decimal.js";'),
    ],
    [
      "date-fns under a kernel",
      ["kernel"],
      adding("tiers/internal/half.ts", 'import { isValid } from "date-fns/isValid";'),
    ],
    [
      "core's face under a kernel",
      ["kernel"],
      adding("tiers/internal/half.ts", 'import { DomainError as E } from "../../core/index.ts";'),
    ],
    [
      "a verb with zod under a kernel",
      ["kernel"],
      {
        ...adding("tiers/kernel.ts", 'import { check } from "./check.ts";'),
        "tiers/check.ts": 'import * as z from "zod";\nexport const check = z;',
      },
    ],
    ["an import by core/error.ts", ["kernel"], adding("core/error.ts", 'import { ok } from "./result.ts";')],
    [
      "core's face in numeric",
      ["numeric"],
      adding("numeric/sum.ts", 'import { DomainError as E } from "../core/index.ts";'),
    ],
    [
      "a type of core in numeric",
      ["numeric"],
      adding("numeric/sum.ts", 'import type { ok } from "../core/result.ts";'),
    ],
    ["a package in numeric", ["numeric"], adding("numeric/sum.ts", 'import { Decimal } from "decimal.js";')],
    [
      "numeric in the root",
      ["numeric"],
      { "index.ts": `${sound["index.ts"] ?? ""}export * from "./numeric/index.ts";` },
    ],
    [
      "numeric in a face",
      ["numeric"],
      { "tiers/index.ts": `${sound["tiers/index.ts"] ?? ""}export { sum } from "../numeric/index.ts";` },
    ],
    // packages
    ["{ z } of zod", ["package"], adding("tiers/evaluate.ts", 'import { z as y } from "zod";')],
    ["zod's default", ["package"], adding("tiers/evaluate.ts", 'import y from "zod";')],
    ["zod re-exported", ["package"], adding("tiers/evaluate.ts", 'export { z } from "zod";')],
    ["the root of date-fns", ["package"], adding("tiers/evaluate.ts", 'import { isValid } from "date-fns";')],
    ["a package of Node", ["package"], adding("tiers/evaluate.ts", 'import { readFileSync } from "node:fs";')],
    ["a package that is no dependency", ["package"], adding("tiers/evaluate.ts", 'import x from "lodash";')],
    ["zod in a model", ["model"], adding("tiers/model.ts", 'import type * as z from "zod";')],
    [
      "date-fns in the host's zone",
      ["date-fns-zone"],
      adding("sla/due.ts", 'import { addDays } from "date-fns/addDays";\nexport const x = addDays(0, 1);'),
    ],
    [
      "date-fns handed on",
      ["date-fns-zone"],
      adding("sla/due.ts", 'import { addDays } from "date-fns/addDays";\nexport const x = [1].map(addDays);'),
    ],
    // shapes
    ["export * in a face", ["face-exports"], { "sla/index.ts": '/** S. @module */\nexport * from "./due.ts";' }],
    [
      "export type * in a face",
      ["face-exports"],
      { "sla/index.ts": '/** S. @module */\nexport type * from "./due.ts";' },
    ],
    [
      "export * as in a face",
      ["face-exports"],
      { "sla/index.ts": '/** S. @module */\nexport * as due from "./due.ts";' },
    ],
    ["code in a face", ["face-exports"], { "sla/index.ts": "/** S. @module */\nexport const due = 1;" }],
    ["a face without @module", ["module"], { "sla/index.ts": 'export { due } from "./due.ts";' }],
    ["an empty @module", ["module"], { "sla/index.ts": '/** @module */\nexport { due } from "./due.ts";' }],
    ["no face", ["module"], { "sla/index.ts": undefined }],
    ["a module missing from the root", ["root"], { "index.ts": SOUND["index.ts"] }],
    ["a kernel missing from the kernels", ["root"], { "kernel.ts": "/** K. @module */\n" }],
    ["code in the root", ["root"], { "index.ts": `${sound["index.ts"] ?? ""}export const x = 1;` }],
    [
      "the inside of a module in the root",
      ["root"],
      { "index.ts": `${sound["index.ts"] ?? ""}export * from "./sla/due.ts";` },
    ],
    ["a stray file in the root", ["module"], { "util.ts": "export const x = 1;" }],
  ])("catches %s", (_, rules, change) => {
    expect(rulesBroken(change)).toEqual(rules);
  });

  test.each<[Rule, string]>([
    ["clock", "Date.now()"],
    ["clock", 'Date["now"]()'],
    ["clock", "[1].map(Date.now)"],
    ["clock", "(({ now } = Date) => now)()"],
    ["clock", "new Date()"],
    ["clock", "new Date"],
    ["clock", "Date()"],
    ["clock", "Temporal.Now.instant()"],
    ["chance", "Math.random()"],
    ["chance", "(() => { const { random } = Math; return random(); })()"],
    ["environment", "console.log(1)"],
    ["environment", "process.env.TZ"],
    ["environment", "({ process })"],
    ["environment", "globalThis.x"],
    ["environment", "performance.now()"],
    ["environment", "crypto.randomUUID()"],
    ["environment", "import.meta.url"],
    ["environment", "setTimeout(due, 1)"],
    ["environment", 'fetch("x")'],
    ["environment", "typeof window"],
    ["code-generation", 'eval("1")'],
    ["code-generation", 'new Function("return 1")'],
    ["code-generation", 'Function("return 1")'],
    ["host-zone", "new Date(2026, 0)"],
    ["host-zone", "new Date(...[2026, 0])"],
    ["host-zone", "d.getHours()"],
    ["host-zone", 'd["getHours"]()'],
    ["host-zone", "d?.getDate()"],
    ["host-zone", "d.getMonth()"],
    ["host-zone", "d.setHours(1)"],
    ["host-zone", "d.getTimezoneOffset()"],
    ["host-zone", "d.toDateString()"],
    ["host-locale", "d.toLocaleString()"],
    ["host-locale", "d.toLocaleDateString()"],
    ["host-locale", "new Intl.NumberFormat()"],
    ["host-locale", "Intl.DateTimeFormat(undefined, {})"],
    ["host-locale", '"a".localeCompare("b")'],
  ])("catches %s: %s", (rule, expression) => {
    expect(rulesBroken(adding("sla/due.ts", `declare const d: any;\nexport const x = ${expression};`))).toEqual([rule]);
  });

  test.each([
    "Date.parse(text)",
    "Date.UTC(2026, 0)",
    "new Date(0)",
    "d.getUTCHours()",
    "d.process",
    "({ process: 1, console: 2 })",
    "((window: number) => window)(1)",
    "(() => { for (const document of [1]) return document; })()",
    'new Intl.NumberFormat("en")',
    '"a".localeCompare("b", "en")',
  ])("accepts %s", (expression) => {
    expect(
      rulesBroken(adding("sla/due.ts", `declare const d: any, text: string;\nexport const x = ${expression};`)),
    ).toEqual([]);
  });

  test("names the file and the line", () => {
    expect(checkArchitecture({ ...sound, "sla/due.ts": "\n\nexport const due = Date.now();" })).toEqual([
      { rule: "clock", at: "sla/due.ts:3", what: "Date.now" },
    ]);
  });

  test("holds the exports map against the folders", () => {
    const door = (path: string): unknown => ({
      import: { types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` },
      require: { types: `./dist/${path}.d.cts`, default: `./dist/${path}.cjs` },
    });
    const whole = {
      ".": door("index"),
      "./core": door("core/index"),
      "./kernel": door("kernel"),
      "./schemas/*.json": "./dist/schemas/*.json",
      "./package.json": "./package.json",
    };
    expect(checkExports({ exports: whole }, ["core", "numeric"])).toEqual([]);
    expect(checkExports({ exports: whole }, ["core", "sla"])).toEqual(["./sla is missing"]);
    expect(checkExports({ exports: { ...whole, "./numeric": door("numeric/index") } }, ["core", "numeric"])).toEqual([
      "./numeric has no folder in src",
    ]);
    expect(checkExports({ exports: { ...whole, "./core": door("core") } }, ["core"])).toEqual([
      "./core points elsewhere",
    ]);
  });
});
