// Prints "N passed, N failed" from vitest's JSON reports; exits 1 unless everything passed.
//
//     node .ci/count.mjs STEPS_FAILED REPORT:STATUS...
//
// STEPS_FAILED counts the other steps that failed; STATUS is vitest's own exit status. A missing report, a report without
// a test, a file that could not be loaded, and whatever made vitest fail without a failing test (an unhandled rejection,
// coverage under its threshold: its report calls both a success) count as one failure each.
import { readFileSync } from "node:fs";

const [stepsFailed = "0", ...reports] = process.argv.slice(2);
let passed = 0;
let failed = Number(stepsFailed);
let skipped = 0;
for (const argument of reports) {
  const at = argument.lastIndexOf(":");
  const [file, status] = [argument.slice(0, at), argument.slice(at + 1)];
  let good = 0;
  let bad = 0;
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    for (const suite of report.testResults) {
      const count = (wanted) => suite.assertionResults.filter((test) => test.status === wanted).length;
      good += count("passed");
      // a file that failed without a test of its own failing could not be loaded
      bad += count("failed") || (suite.status === "failed" ? 1 : 0);
    }
    skipped += report.numPendingTests + (report.numTodoTests ?? 0);
    if (good + bad === 0) {
      console.log(`${file}: no tests at all`);
      bad = 1;
    }
  } catch (error) {
    console.log(`no test report: ${error.message}`);
    bad = 1;
  }
  if (bad === 0 && status !== "0") {
    console.log(
      `${file}: every test passed, and vitest failed (a rejection nobody handled, coverage under its threshold)`,
    );
    bad = 1;
  }
  passed += good;
  failed += bad;
}
if (reports.length === 0) failed += 1;
if (!Number.isInteger(failed)) failed = 1;
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
