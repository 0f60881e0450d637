import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile, type OutputFile } from "esbuild";

const ROOT = process.cwd();
const BROWSER = "docs/site/browser";

/** The files of the site that are not pages, and how large they are. */
export interface Bundle {
  readonly files: readonly OutputFile[];
  /** What a browser loads for each entry: `main`, and `islands/NAME` beyond `main`; bytes, and bytes compressed. */
  readonly sizes: Readonly<Record<string, { readonly bytes: number; readonly gzip: number }>>;
}

const TARGET = ["es2022", "chrome109", "firefox115", "safari16.4"];

/** Bundles what runs in the browser, with the library from `src`, and the styles. */
export async function bundle(): Promise<Bundle> {
  const [pages, workers] = await Promise.all([bundlePages(), bundleWorkers()]);
  return { files: [...pages.files, ...workers.files], sizes: { ...pages.sizes, ...workers.sizes } };
}

/**
 * What runs beside a page: a file each, whole, so that a worker that needs all of the library does not make an island that
 * needs little of it load all.
 */
async function bundleWorkers(): Promise<Bundle> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: { "live-worker": `${BROWSER}/live/worker.ts` },
    outdir: "docs-site/assets/site",
    bundle: true,
    format: "esm",
    target: TARGET,
    minify: true,
    legalComments: "none",
    write: false,
    alias: { clientele: join(ROOT, "src"), "clientele/kernel": join(ROOT, "src/kernel.ts") },
  });
  const sizes = result.outputFiles.map(({ path, contents }) => [
    basename(path, ".js"),
    { bytes: contents.length, gzip: gzipSync(contents).length },
  ]);
  return { files: result.outputFiles, sizes: Object.fromEntries(sizes) as Bundle["sizes"] };
}

async function bundlePages(): Promise<Bundle> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: {
      main: `${BROWSER}/main.ts`,
      style: "docs/site/style.css",
      katex: "katex/dist/katex.min.css",
      favicon: "docs/site/favicon.svg",
    },
    outdir: "docs-site/assets/site",
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: TARGET,
    minify: true,
    legalComments: "none",
    metafile: true,
    write: false,
    alias: { clientele: join(ROOT, "src") },
    loader: { ".woff2": "file", ".svg": "copy" },
    plugins: [
      {
        name: "only-woff2",
        setup(plugin) {
          plugin.onLoad({ filter: /katex\.min\.css$/ }, ({ path }) => ({
            contents: readFileSync(path, "utf8").replaceAll(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, ""),
            loader: "css",
          }));
        },
      },
    ],
  });
  return { files: result.outputFiles, sizes: sizesOf(result.metafile, result.outputFiles) };
}

export function writeBundle({ files, sizes }: Bundle): void {
  for (const { path, contents } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  writeFileSync(join(ROOT, "docs-site/assets/site/sizes.json"), `${JSON.stringify(sizes, null, 2)}\n`);
}

function sizesOf(metafile: Metafile, files: readonly OutputFile[]): Bundle["sizes"] {
  const contents = new Map(files.map(({ path, contents }) => [path, contents]));
  const reach = (name: string, seen: Set<string>): Set<string> => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const { path, kind } of metafile.outputs[name]?.imports ?? []) {
      if (kind === "import-statement") reach(path, seen);
    }
    return seen;
  };
  const total = (names: Iterable<string>): { bytes: number; gzip: number } => {
    let [bytes, gzip] = [0, 0];
    for (const name of names) {
      const text = contents.get(join(ROOT, name));
      bytes += text?.length ?? 0;
      gzip += text === undefined ? 0 : gzipSync(text).length;
    }
    return { bytes, gzip };
  };
  const main = reach("docs-site/assets/site/main.js", new Set());
  const sizes: Record<string, { bytes: number; gzip: number }> = { main: total(main) };
  for (const [name, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint === undefined || name.endsWith("/main.js")) continue;
    const key = entryPoint.startsWith(`${BROWSER}/`)
      ? entryPoint.slice(BROWSER.length + 1).replace(/\.ts$/, "")
      : basename(name);
    sizes[key] = total([...reach(name, new Set())].filter((file) => !main.has(file)));
  }
  return sizes;
}
