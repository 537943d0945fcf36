/**
 * `npm run check`: types, lint, format, architecture and dead code. All run, also after one failed; `--json=FILE` writes
 * how many passed and failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.js';
import { requireNode } from './node-version.js';
import { commandPath, ROOT } from './run.js';
import { ensureStep } from './steps.js';

const CHECKS = [
  { name: 'types', run: () => [commandPath('typescript', 'tsc'), '-p', 'tsconfig.test.json'] },
  {
    name: 'types of web',
    needs: 'web/tsconfig.json',
    run: () => [commandPath('typescript', 'tsc'), '-p', 'web/tsconfig.json', '--noEmit'],
  },
  { name: 'eslint', run: () => [commandPath('eslint'), '.', '--max-warnings=0'] },
  { name: 'prettier', run: () => [commandPath('prettier'), '--check', '--log-level=warn', '.'] },
  { name: 'architecture', run: () => [commandPath('dependency-cruiser', 'depcruise'), 'src'] },
  { name: 'API document', run: () => [join(ROOT, 'scripts/openapi.js'), '--check'] },
  { name: 'migrations', run: () => [join(ROOT, 'scripts/prisma-migrations.js'), '--check'] },
  { name: 'dead code', run: () => [commandPath('knip'), '--no-config-hints', '--no-progress'] },
];

requireNode();
ensureInstalled();
ensureStep('prisma');

const results = CHECKS.filter(({ needs }) => needs === undefined || existsSync(join(ROOT, needs))).map(runCheck);
const failed = results.filter((passed) => !passed).length;
console.log(`${results.length - failed} of ${results.length} checks passed.`);
const report = process.argv.find((argument) => argument.startsWith('--json='))?.slice('--json='.length);
if (report) writeFileSync(report, JSON.stringify({ passed: results.length - failed, failed }));
process.exitCode = failed === 0 ? 0 : 1;

function runCheck({ name, run }) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, run(), {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const passed = status === 0;
  if (!passed) console.log(`${stdout}${stderr}`.trimEnd());
  console.log(`${passed ? 'pass' : 'FAIL'}  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return passed;
}
