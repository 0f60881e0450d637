import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "count-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const PASS = { status: "passed", assertionResults: [{ status: "passed" }, { status: "passed" }] };
const FAIL = { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] };
const UNLOADABLE = { status: "failed", assertionResults: [] };
const SKIPPED = { status: "passed", assertionResults: [{ status: "skipped" }] };

/** The last line and the exit status, for steps that failed and, for each time zone, its test files and vitest's status. */
function count(steps: number, ...runs: readonly (readonly [readonly object[] | null, number])[]): string {
  const reports = runs.map(([files, status], i) => {
    const path = join(folder, `${i}.json`);
    rmSync(path, { force: true });
    if (files !== null)
      writeFileSync(path, JSON.stringify({ testResults: files, numPendingTests: 0, numTodoTests: 0 }));
    return `${path}:${status}`;
  });
  const args = [join(import.meta.dirname, "../../.ci/count.mjs"), String(steps), ...reports];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return `${stdout.trimEnd().split("\n").at(-1) ?? ""} (${status ?? "killed"})`;
}

test.each<[string, string, Parameters<typeof count>]>([
  ["tests of every run", "6 passed, 0 failed (0)", [0, [[PASS, PASS], 0], [[PASS], 0]]],
  ["a failing test", "3 passed, 1 failed (1)", [0, [[PASS, FAIL], 1]]],
  ["a file that could not be loaded", "2 passed, 1 failed (1)", [0, [[PASS, UNLOADABLE], 1]]],
  ["a rejection or a missed threshold", "2 passed, 1 failed (1)", [0, [[PASS], 1]]],
  ["a missing report", "2 passed, 1 failed (1)", [0, [[PASS], 0], [null, 1]]],
  ["a run without tests", "0 passed, 1 failed (1)", [0, [[], 0]]],
  ["a run of skipped tests", "0 passed, 1 failed (1)", [0, [[SKIPPED], 0]]],
  ["steps that failed", "2 passed, 2 failed (1)", [2, [[PASS], 0]]],
  ["no run at all", "0 passed, 1 failed (1)", [0]],
])("counts %s", (_, expected, [steps, ...runs]) => {
  expect(count(steps, ...runs)).toBe(expected);
});
