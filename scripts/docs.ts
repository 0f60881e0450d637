// Builds the documentation site into docs-site/, which any file server serves from any path.
//
//     tsx scripts/docs.ts               everything; warnings are errors
//     tsx scripts/docs.ts --quick       bundles and documents; of the API one small module (links to the rest are dead)
//     tsx scripts/docs.ts --site-only   bundles and styles alone, into a site that is there
//     ... --serve [PORT]                then serves it on http://127.0.0.1:4173/
import { createServer } from "node:http";
import sirv from "sirv";
import { bundle, writeBundle } from "../docs/site/build/bundle.ts";
import { kilo } from "../docs/site/build/markdown.ts";
import { writePages } from "../docs/site/build/pages.ts";
import { writeVersion } from "../docs/site/build/version.ts";

const OUT = "docs-site";
const options = process.argv.slice(2);
const started = performance.now();

const bundled = await bundle();
if (options.includes("--site-only") || (await writePages(OUT, bundled.sizes, options.includes("--quick")))) {
  writeBundle(bundled);
  writeVersion(OUT); // pages of before have theirs
  for (const [name, { bytes, gzip }] of Object.entries(bundled.sizes)) {
    console.log(`${name.padEnd(32)}${kilo(bytes).padStart(10)}${kilo(gzip).padStart(10)} gzipped`);
  }
  console.log(`${OUT} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  const serving = options.indexOf("--serve");
  if (serving >= 0) serve(Number(options[serving + 1] ?? 4173));
} else {
  process.exitCode = 1;
}

function serve(port: number): void {
  const files = sirv(OUT, { dev: true });
  createServer((request, response) => {
    files(request, response);
  }).listen(port, "127.0.0.1", () => {
    console.log(`http://127.0.0.1:${port}/`);
  });
}
