// Runs the suite under newer versions of Node than the one at hand, each installed from npm into a place of its own:
//
//     node scripts/other-nodes.mjs [VERSION...]      default: 22 24
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ["22", "24"];
const { platform, arch } = process;
const root = join(import.meta.dirname, "..");
const run = (command, args, options) =>
  spawnSync(command, args, { cwd: root, stdio: "inherit", ...options }).status ?? 1;
const failed = [];

if (run(process.execPath, ["scripts/doc-examples.mjs"]) !== 0) failed.push("fences");
for (const version of wanted) {
  const prefix = mkdtempSync(join(tmpdir(), `node-${version}-`));
  try {
    const name = `node-${platform}-${arch}@${version}`;
    const install = ["install", "--prefix", prefix, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", name];
    if (run("npm", install, { cwd: prefix }) !== 0) {
      failed.push(`${version} (not installed)`);
      continue;
    }
    const bin = join(prefix, "node_modules", `node-${platform}-${arch}`, "bin");
    const node = join(bin, "node");
    console.log(`== Node ${spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim()}`);
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    if (run(node, ["node_modules/vitest/vitest.mjs", "run"], { env }) !== 0) failed.push(version);
  } finally {
    rmSync(prefix, { recursive: true, force: true });
  }
}
console.log(failed.length === 0 ? `the suite passes under Node ${wanted.join(", ")}` : `failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
