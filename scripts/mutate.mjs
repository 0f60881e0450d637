// Mutation testing, in minutes rather than seconds:
//
//     npm run mutate                        every module
//     npm run mutate -- src/tiers           one folder
//     npm run mutate -- src/sla/dueAt.ts    one file; further options (--force) go to stryker
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";

const isPath = (argument) => argument.startsWith("src");
const paths = process.argv.slice(2).filter(isPath);
const options = process.argv.slice(2).filter((argument) => !isPath(argument));
const globs = paths.map((path) => {
  const place = path.replace(/:.*$/, ""); // src/file.ts:10-20 names lines
  return statSync(place).isDirectory() ? `${path.replace(/\/$/, "")}/**/*.ts` : path;
});
if (globs.length > 0) options.push("--mutate", [...globs, "!src/**/index.ts", "!src/**/messages.ts"].join(","));
const { status } = spawnSync("stryker", ["run", ...options], { stdio: "inherit" });
process.exitCode = status ?? 1;
