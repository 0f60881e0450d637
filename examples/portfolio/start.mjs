// `npm start`: installs what is missing, then runs the portfolio report. Only Node's own modules, since nothing else may be
// there yet.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const tsx = join(root, "node_modules/tsx/dist/cli.mjs");

const complete = existsSync(tsx) && existsSync(join(root, "node_modules/.package-lock.json"));
if (!complete) {
  process.stderr.write("installing what is missing (npm ci) ...\n");
  // npm's own output goes to stderr, so that --json stays JSON
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    process.stderr.write("the installation failed: run `npm ci` and see what it says\n");
    process.exit(status ?? 1);
  }
}
// paths on the command line are relative to where the user stands
const cwd = process.env.INIT_CWD ?? process.cwd();
const { status, signal } = spawnSync(
  process.execPath,
  [tsx, "--tsconfig", join(root, "tsconfig.json"), join(here, "main.ts"), ...process.argv.slice(2)],
  { cwd, stdio: "inherit" },
);
process.exit(signal === null ? (status ?? 1) : 1);
