// The second half of the build, after tsup.
//
// 1. Bare imports of chunks (`import "./chunk-X.js";`, which esbuild leaves to fix an order of evaluation) go: nothing here
//    has side effects, and without them an entry loads only what it uses.
// 2. The CommonJS copy: each ESM file becomes one .cjs file (with its source map), each declaration a .d.cts. Translating
//    file by file keeps the chunks, so that the entries share their state in CommonJS as they do in ESM.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const files = readdirSync("dist", { recursive: true, encoding: "utf8" }).map((name) => join("dist", name));
const relative = /^\.\.?\//;

for (const name of files.filter((name) => name.endsWith(".js"))) {
  const text = readFileSync(name, "utf8");
  const lean = text.replace(/^import "\.[^"]+";$/gm, ""); // the line stays, for the source map
  if (lean !== text) writeFileSync(name, lean);
}

await build({
  entryPoints: files.filter((name) => name.endsWith(".js")),
  outdir: "dist",
  outbase: "dist",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  platform: "node",
  target: "es2022",
  sourcemap: true,
  logLevel: "warning",
  bundle: true, // only so that the plugin sees the imports: it leaves every one of them outside
  plugins: [
    {
      name: "file-by-file",
      setup({ onResolve }) {
        onResolve({ filter: /.*/ }, ({ kind, path }) =>
          kind === "entry-point"
            ? undefined
            : { path: relative.test(path) ? path.replace(/\.js$/, ".cjs") : path, external: true },
        );
      },
    },
  ],
});

for (const name of files.filter((name) => name.endsWith(".d.ts"))) {
  const text = readFileSync(name, "utf8").replace(/(["'])(\.\.?\/[^"']+)\.js\1/g, "$1$2.cjs$1");
  writeFileSync(name.replace(/\.d\.ts$/, ".d.cts"), text);
}
