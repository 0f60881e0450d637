// Holds the library against reference vectors:
//
//     npm run --silent conformance -- KIND FILE... [--only a,b]
//
// Each failure is printed; the last line is "N passed, N failed"; the exit status is 1 if any failed.
import { parseArgs } from "node:util";
import { kinds } from "./kinds.ts";

const SHOWN = 50;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: "string" } } });
const [name = "", ...files] = positionals;
const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
if (kind === undefined || files.length === 0) {
  console.error(`expected KIND FILE... [--only a,b], where KIND is one of ${Object.keys(kinds).join(", ")}`);
  process.exitCode = 1;
} else {
  const only = values.only === undefined ? null : new Set(values.only.split(","));
  const outcomes = files.flatMap((file) => kind(file, only));
  const failed = outcomes.filter(({ differences }) => differences.length > 0);
  for (const { id, differences } of failed.slice(0, SHOWN)) {
    for (const { what, expected, got } of differences) {
      console.log(`${id}: ${what}: expected ${String(expected)}, got ${String(got)}`);
    }
  }
  if (failed.length > SHOWN) console.log(`... and ${failed.length - SHOWN} more`);
  if (outcomes.length === 0) console.log("nothing selected");
  console.log(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 || outcomes.length === 0 ? 1 : 0;
}
