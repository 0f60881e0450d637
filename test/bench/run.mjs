// Runs benchmarks:
//
//     npm run --silent bench -- [NAME...] [--smoke] [--json]
//
// NAME is a file NAME.bench.ts beside this one; without any, all of them. It exports
//
//     export async function bench({ smoke, report, time, peer }) { ... }
//
// `--smoke` asks for our own side only, on small work, to see that it runs; nothing is installed. `--json` prints one JSON
// object a line and nothing else. Otherwise the package is built, and what is measured is the build, as it ships: sources run
// through a loader are slower by whatever the loader adds. The peers of package.json are installed here on first use.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";

const here = import.meta.dirname;
const root = join(here, "../..");
const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const [smoke, json] = [flags.includes("--smoke"), flags.includes("--json")];
const fail = (message) => {
  console.error(message);
  process.exit(1);
};
const unknown = flags.find((flag) => !["--smoke", "--json"].includes(flag));
if (unknown !== undefined) fail(`unknown option ${unknown}: expected --smoke or --json`);

const offered = readdirSync(here)
  .filter((name) => name.endsWith(".bench.ts"))
  .map((name) => name.slice(0, -".bench.ts".length))
  .sort();
if (offered.length === 0) fail("there are no benchmarks: expected test/bench/NAME.bench.ts");
const missing = names.filter((name) => !offered.includes(name));
if (missing.length > 0) fail(`no benchmark named ${missing.join(", ")}: expected ${offered.join(", ")}`);
if (!existsSync(join(root, "node_modules", "tsx"))) fail("install the package first: npm ci");

if (!smoke) {
  const lock = createHash("sha256")
    .update(readFileSync(join(here, "package-lock.json")))
    .digest("hex");
  const mark = join(here, "node_modules", ".installed");
  if (!existsSync(mark) || readFileSync(mark, "utf8") !== lock) {
    const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], {
      cwd: here,
      stdio: ["ignore", json ? "ignore" : "inherit", "inherit"],
    });
    if (status !== 0) fail("the peers could not be installed");
    if (existsSync(join(here, "node_modules"))) writeFileSync(mark, lock);
  }
  const built = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "pipe", encoding: "utf8" });
  if (built.status !== 0) fail(`the package could not be built:\n${built.stdout}${built.stderr}`);
}

const { status } = spawnSync(
  process.execPath,
  ["--expose-gc", "--import", "tsx", join(here, "harness.ts"), ...flags, ...(names.length > 0 ? names : offered)],
  {
    cwd: root,
    stdio: "inherit",
    env: smoke ? process.env : { ...process.env, TSX_TSCONFIG_PATH: join(here, "tsconfig.json") },
  },
);
process.exitCode = status ?? 1;
