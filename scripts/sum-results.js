/**
 * Adds up what the stages of .ci/run left in a folder: `STAGE.code` with its exit code, and `STAGE.json` with counts,
 * jest's or `{ passed, failed }`. A stage without counts counts as one; so does a failure that its counts do not show.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const total = { passed: 0, failed: 0 };
for (const name of readdirSync(folder).filter((file) => file.endsWith('.code'))) {
  const stage = name.slice(0, -'.code'.length);
  const { passed, failed } = countsOf(join(folder, stage), readFileSync(join(folder, name), 'utf8').trim() === '0');
  console.log(`${stage}: ${passed} passed, ${failed} failed`);
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function countsOf(path, isOk) {
  if (!existsSync(`${path}.json`)) return isOk ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(`${path}.json`, 'utf8'));
  const passed = report.passed ?? report.numPassedTests;
  // A suite that could not even be loaded has no tests that failed.
  const failed = report.failed ?? report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed, failed: isOk ? failed : Math.max(failed, 1) };
}
