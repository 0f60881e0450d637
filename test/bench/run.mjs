// Runs benchmarks:
//
//     npm run --silent bench -- [NAME...] [--smoke] [--json] [--record]
//
// NAME is a file NAME.bench.ts beside this one; without any, all of them. It exports
//
//     export async function bench({ smoke, report, time, peer }) { ... }
//
// `--smoke` asks for our own side only, on small work, to see that it runs; nothing is installed. `--json` prints one JSON
// object a line and nothing else. Otherwise the package is built, and what is measured is the build, as it ships: sources run
// through a loader are slower by whatever the loader adds. The peers of package.json are installed here on first use.
// `--record` also keeps what was measured in results/NAME.jsonl, with the machine and the day, from which
// docs/performance.md is written (npx tsx scripts/performance.ts).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const root = join(here, "../..");
const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const [smoke, json, record] = ["--smoke", "--json", "--record"].map((flag) => flags.includes(flag));
const fail = (message) => {
  console.error(message);
  process.exit(1);
};
const unknown = flags.find((flag) => !["--smoke", "--json", "--record"].includes(flag));
if (unknown !== undefined) fail(`unknown option ${unknown}: expected --smoke, --json or --record`);
if (smoke && record) fail("--record keeps what was measured, and --smoke measures nothing");

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

const asked = names.length > 0 ? names : offered;
const run = (...args) =>
  spawnSync(process.execPath, ["--expose-gc", "--import", "tsx", join(here, "harness.ts"), ...args], {
    cwd: root,
    stdio: ["inherit", record ? "pipe" : "inherit", "inherit"],
    encoding: "utf8",
    env: smoke ? process.env : { ...process.env, TSX_TSCONFIG_PATH: join(here, "tsconfig.json") },
  });

if (record) {
  const [{ model = "unknown" } = {}] = cpus();
  const machine = {
    machine: model.trim(),
    cores: cpus().length,
    gib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  mkdirSync(join(here, "results"), { recursive: true });
  for (const name of asked) {
    const { status, stdout } = run("--json", name);
    if (status !== 0) fail(`${name} could not be measured`);
    const head = JSON.stringify({ bench: name, ...machine, day: new Date().toISOString().slice(0, 10) });
    writeFileSync(join(here, "results", `${name}.jsonl`), `${head}\n${stdout}`);
    process.stdout.write(stdout);
  }
} else {
  process.exitCode = run(...flags, ...asked).status ?? 1;
}
