import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { defineConfig, type Options } from "tsup";

/**
 * What can be imported: every module of src but the internal `numeric`, and the kernels. They are built together, so that
 * what two of them share (above all the registries of checked policies) lands in one chunk and exists once.
 */
const entry = {
  ...Object.fromEntries(
    readdirSync("src", { withFileTypes: true })
      .filter((e) => e.isDirectory() && e.name !== "numeric" && existsSync(`src/${e.name}/index.ts`))
      .map((e) => [`${e.name}/index`, `src/${e.name}/index.ts`]),
  ),
  ...(existsSync("src/kernel.ts") ? { kernel: "src/kernel.ts" } : {}),
};

/**
 * Files that become files of their own though they are no entries of the package. `decimal` and `months` need a package that
 * does not shake off (decimal.js) or that few need (date-fns): who does not use them shall not load it. What they in turn
 * need (`time`) must not end up in one chunk with them.
 */
const apart = {
  "core/decimal": "src/core/decimal.ts",
  "core/months": "src/core/months.ts",
  "core/time": "src/core/time.ts",
};

const common: Options = {
  format: "esm", // scripts/finish-build.mjs translates the result, file by file
  target: "es2022",
  platform: "neutral",
  outDir: "dist",
  sourcemap: true,
  treeshake: false, // keep esbuild's own output: it preserves /* @__PURE__ */
};

rmSync("dist", { recursive: true, force: true }); // `clean` would race between the two builds below

export default defineConfig([
  {
    ...common,
    entry: { ...entry, ...apart },
    splitting: true,
    // TypeScript 6 refuses the `baseUrl` that tsup 8 sets, unless told
    dts: { entry, compilerOptions: { ignoreDeprecations: "6.0" } },
  },
  {
    // The root only re-exports the modules. Bundled together with them it would keep everything alive downstream, so it is
    // built apart, with the modules external.
    ...common,
    entry: ["src/index.ts"],
    splitting: false,
    esbuildPlugins: [
      {
        name: "modules-external",
        setup(build) {
          build.onResolve({ filter: /^\.\// }, ({ kind, path }) =>
            kind === "entry-point"
              ? undefined
              : { path: path.replace(/\.ts$/, ".js"), external: true, sideEffects: false },
          );
        },
      },
    ],
    onSuccess: () => {
      // made of re-exports alone, src/index.ts is its own declaration; bundled root declarations came out invalid
      writeFileSync("dist/index.d.ts", readFileSync("src/index.ts", "utf8").replaceAll('.ts"', '.js"'));
      return Promise.resolve();
    },
  },
]);
