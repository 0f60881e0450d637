import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Stands in pages for the version of what they load, until that is written. */
export const VERSION = "VERSION-OF-ASSETS";

/**
 * Writes into every page the version of the styles, scripts and data that it loads, so that a browser never puts a page together
 * with what it kept of another build.
 *
 * @param out - The site's folder, with everything in it.
 */
export function writeVersion(out: string): void {
  const hash = createHash("sha256");
  for (const file of filesIn(`${out}/assets`)) hash.update(file.slice(out.length)).update(readFileSync(file));
  const version = hash.digest("hex").slice(0, 12);
  for (const file of filesIn(out)) {
    if (file.endsWith(".html")) writeFileSync(file, readFileSync(file, "utf8").replaceAll(VERSION, version));
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
