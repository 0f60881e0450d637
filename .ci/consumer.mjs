// Uses the library as a user's project would. Packs it, installs the tarball in an empty project, and there:
// - imports every entry in Node, ESM and CommonJS, and compiles against every entry with three module resolutions,
//   skipLibCheck off and exactOptionalPropertyTypes on;
// - runs the whole library in a bare V8 context without a host's globals and with code generation off;
// - bundles one verb with a restored policy, which has to leave zod out, and runs that there too;
// - has a policy made through one entry used through another, in ESM and in CommonJS;
// - loads the kernels, which reach no package at all.
// What it knows about the modules stands in consumer-cases.mjs.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import vm from "node:vm";
import { build } from "esbuild";
import { acrossEntries, restored } from "./consumer-cases.mjs";

const root = resolve(import.meta.dirname, "..");
const pkg = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const entries = Object.keys(pkg.exports)
  .filter((key) => !key.endsWith(".json"))
  .map((key) => pkg.name + key.slice(1));
const dir = mkdtempSync(join(tmpdir(), "consumer-"));
const installed = join(dir, "node_modules", pkg.name);
let failures = 0;

const file = (name, text) => writeFileSync(join(dir, name), text);
const node = (name) => execFileSync(process.execPath, [join(dir, name)], { cwd: dir, encoding: "utf8", stdio: "pipe" });
const check = async (what, run) => {
  try {
    const said = await run();
    console.log(`ok   ${what}${said ? `: ${said}` : ""}`);
  } catch (error) {
    failures += 1;
    const said = `${error.stdout ?? ""}${error.stderr ?? ""}` || error.stack;
    console.log(`FAIL ${what}\n${said.slice(0, 2000)}`);
  }
};
const bundle = (contents) =>
  build({
    stdin: { contents, resolveDir: dir },
    bundle: true,
    format: "iife",
    globalName: "lib",
    write: false,
    metafile: true,
    platform: "neutral",
    mainFields: ["module", "main"],
    logLevel: "error",
  });
const bareContext = () => vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });

try {
  await check("the tarball holds what it should", () => {
    const [{ filename, files }] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", dir], {
        cwd: root,
        encoding: "utf8",
      }),
    );
    mkdirSync(installed, { recursive: true });
    execFileSync("tar", ["xzf", join(dir, filename), "-C", installed, "--strip-components=1"]);
    const stray = files
      .map(({ path }) => path)
      .filter((path) => !/^(dist\/|package\.json$|LICENSE$|README(\.zh-CN)?\.md$|CHANGELOG\.md$)/.test(path));
    if (stray.length > 0) throw new Error(`not meant to be published: ${stray.join(", ")}`);
    return `${files.length} files`;
  });
  for (const dep of Object.keys(pkg.dependencies)) {
    mkdirSync(dirname(join(dir, "node_modules", dep)), { recursive: true });
    symlinkSync(join(root, "node_modules", dep), join(dir, "node_modules", dep));
  }

  await check("source maps carry their sources", () => {
    const maps = readdirSync(join(installed, "dist"), { recursive: true }).filter((name) => name.endsWith(".map"));
    if (maps.length === 0) throw new Error("no source map at all");
    const carried = new Set();
    for (const name of maps) {
      const { sources, sourcesContent } = JSON.parse(readFileSync(join(installed, "dist", name), "utf8"));
      const bare = sources.find((_, i) => typeof sourcesContent?.[i] !== "string");
      if (bare !== undefined) throw new Error(`${name}: ${bare}`);
      for (const source of sources)
        if (/\/src\/.*\.ts$/.test(source)) carried.add(`${name.split(".").at(-2)} ${source}`);
    }
    for (const kind of ["js", "cjs"]) {
      if (![...carried].some((source) => source.startsWith(`${kind} `)))
        throw new Error(`.${kind} maps name no source`);
    }
    return `${maps.length} maps`;
  });

  const empty = (value, entry) =>
    `if (Object.keys(${value}).length === 0) throw new Error("${entry} exports nothing");`;
  file("every.mjs", entries.map((entry) => empty(`await import("${entry}")`, entry)).join("\n"));
  file("every.cjs", entries.map((entry) => empty(`require("${entry}")`, entry)).join("\n"));
  await check("every entry in Node, ESM", () => node("every.mjs"));
  await check("every entry in Node, CommonJS", () => node("every.cjs"));
  await check("the same names in ESM and CommonJS", () => {
    file(
      "names.mjs",
      `import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
for (const entry of ${JSON.stringify(entries)}) {
  const here = Object.keys(await import(entry)).sort().join(), there = Object.keys(require(entry)).sort().join();
  if (here !== there) throw new Error(entry + ": " + here + " / " + there);
}`,
    );
    return node("names.mjs");
  });

  await check("JSON Schemas of the policies", () => {
    file(
      "schemas.mjs",
      `import { createRequire } from "node:module";
const names = ${JSON.stringify(["tier-policy", "rule", "sla-policy", "calendar"])};
for (const name of names) {
  const { $schema, title } = createRequire(import.meta.url)("${pkg.name}/schemas/" + name + ".json");
  if ($schema !== "https://json-schema.org/draft/2020-12/schema" || !title) throw new Error(name);
}`,
    );
    return node("schemas.mjs");
  });

  const typed = entries
    .map((entry, i) => `import * as m${i} from "${entry}"; export const x${i}: object = m${i};`)
    .join("\n");
  file("types.mts", typed);
  file("types.cts", typed);
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = [
    ...["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "false"],
    ...["--target", "es2022", "--lib", "es2022,dom"],
  ];
  for (const [module, resolution] of [
    ["esnext", "bundler"],
    ["node16", "node16"],
    ["nodenext", "nodenext"],
  ]) {
    const resolving = ["--module", module, "--moduleResolution", resolution];
    const args = [tsc, ...options, ...resolving, "types.mts", "types.cts"];
    await check(`TypeScript, ${resolution}`, () =>
      execFileSync(process.execPath, args, { cwd: dir, encoding: "utf8", stdio: "pipe" }),
    );
  }

  await check("a bare context runs the whole library", async () => {
    const out = await bundle(`export * from "${pkg.name}"`);
    const context = bareContext();
    vm.runInContext(out.outputFiles[0].text, context);
    const [host, count] = vm.runInContext("[typeof process + typeof fetch, Object.keys(lib).length]", context);
    if (host !== "undefinedundefined" || count === 0) throw new Error(`${host}, ${count} exports`);
    return `${count} exports`;
  });

  await check("one verb with a restored policy, without zod", async () => {
    file("store.mjs", `${restored.store}\nconsole.log(JSON.stringify(await store()));`);
    const stored = JSON.parse(node("store.mjs"));
    const out = await bundle(`${restored.use}\nexport { use };`);
    const inputs = Object.values(out.metafile.outputs)[0].inputs;
    const zod = Object.entries(inputs).filter(([path, { bytesInOutput }]) => /\bzod\b/.test(path) && bytesInOutput > 0);
    if (zod.length > 0) throw new Error(`zod in the bundle: ${zod.map(([path]) => path).join(", ")}`);
    const text = out.outputFiles[0].text;
    if (/ZodError|zod/i.test(text.replace(/\/\/ .*$/gm, ""))) throw new Error("the bundle speaks of zod");
    const context = bareContext();
    vm.runInContext(text, context);
    const answer = vm.runInContext(`JSON.stringify(lib.use(${JSON.stringify(stored)}))`, context);
    if (answer !== JSON.stringify(restored.expected))
      throw new Error(`expected ${JSON.stringify(restored.expected)}, got ${answer}`);
    return `${Math.round(text.length / 1024)} kB, not minified`;
  });

  for (const { name, from, to, make, use, expected } of acrossEntries) {
    const body = `const answer = JSON.stringify((${use})(to, (${make})(from)));
if (answer !== ${JSON.stringify(JSON.stringify(expected))}) throw new Error("expected ${JSON.stringify(expected).replaceAll('"', '\\"')}, got " + answer);`;
    file("across.mjs", `import * as from from "${from}"; import * as to from "${to}";\n${body}`);
    file("across.cjs", `const from = require("${from}"), to = require("${to}");\n${body}`);
    await check(`${name}: made by ${from}, used by ${to}, ESM`, () => node("across.mjs"));
    await check(`${name}: made by ${from}, used by ${to}, CommonJS`, () => node("across.cjs"));
  }

  await check("the kernels reach no package", () => {
    const seen = new Set();
    const reach = (path) => {
      if (seen.has(path)) return;
      seen.add(path);
      const text = readFileSync(path, "utf8");
      for (const [, specifier] of text.matchAll(/(?:\bfrom |\bimport |\brequire\()"([^"]+)"/g)) {
        if (!specifier.startsWith(".")) throw new Error(`${path.slice(installed.length + 1)} imports ${specifier}`);
        reach(join(dirname(path), specifier));
      }
    };
    for (const kernel of ["dist/kernel.js", "dist/kernel.cjs"]) {
      if (!existsSync(join(installed, kernel))) throw new Error(`${kernel} is missing`);
      reach(join(installed, kernel));
    }
    return `${seen.size} files`;
  });
} finally {
  rmSync(dir, { recursive: true, force: true });
}
console.log(failures === 0 ? `${entries.length} entries work from the tarball` : `${failures} checks failed`);
process.exitCode = failures === 0 ? 0 : 1;
