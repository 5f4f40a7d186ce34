/**
 * npm test: builds, then runs the tests. npm run verify:slow (--slow): the slow proofs instead.
 * Further arguments go to vitest. The last lines name what failed and count: "N passed, N failed, N skipped".
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findBrowser } from "./browser.mjs";
import { build, root } from "./prepare.mjs";

const slow = process.argv.includes("--slow");
const rest = process.argv.slice(2).filter((argument) => argument !== "--slow");
await build();
const { buildStudio } = await import("./studio.mjs");
await buildStudio();
const browser = findBrowser();
if (!browser) console.error("No Chromium found: the browser tests will be skipped. Set LAPICQUE_BROWSER to its path.");

const folder = mkdtempSync(join(tmpdir(), "lapicque-test-"));
const report = join(folder, "report.json");
const { status } = spawnSync(
  process.execPath,
  [
    join("node_modules", "vitest", "vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...(slow ? ["--config", "vitest.slow.config.ts", "--tags-filter=slow"] : ["--tags-filter=!slow"]),
    ...rest,
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, ...(browser ? { LAPICQUE_BROWSER: browser } : {}) } },
);
let failed = status !== 0;
try {
  const counts = JSON.parse(readFileSync(report, "utf8"));
  // A file that cannot be loaded has no failed test of its own but must count as a failure.
  const broken = counts.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((t) => t.status !== "failed"),
  ).length;
  failed ||= counts.numTotalTests === 0;
  for (const { name, status: outcome, message, assertionResults } of counts.testResults) {
    if (outcome !== "failed") continue;
    const tests = assertionResults.filter((test) => test.status === "failed");
    for (const { fullName, failureMessages } of tests.length > 0 ? tests : [{ fullName: "", failureMessages: [message] }])
      console.log(`failed: ${relative(root, name)} ${fullName}: ${failureMessages[0]?.split("\n")[0]}`);
  }
  // Of the other of both suites: not skipped but not meant.
  const isMeant = ({ tags }) => tags.includes("slow") === slow;
  const skipped = counts.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter((t) => t.status === "skipped" && isMeant(t));
  console.log(`${counts.numPassedTests} passed, ${counts.numFailedTests + broken} failed, ${skipped.length} skipped`);
} catch {
  console.log("0 passed, 1 failed");
  failed = true;
}
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
