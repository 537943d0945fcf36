import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureStep } from './steps.js';

/**
 * `npm run conformance -- DIR...` runs case files (one JSON a line: name, format, mode, older, newer, draft?, expected)
 * and prints, for each file, how many verdicts were right. `--json` prints one object a file, `--wrong` lists the names.
 */
const DIALECTS = { draft4: 'draft-04', draft6: 'draft-06', draft7: 'draft-07' };

const args = process.argv.slice(2);
const paths = args.filter((arg) => !arg.startsWith('--'));
if (paths.length === 0) {
  console.error('Usage: npm run conformance -- [--json] [--wrong] DIR_OR_FILE...');
  process.exit(2);
}

ensureStep('prisma');
ensureStep('server');
const { checkCompatibility } = await import('../dist/contracts/compatibility.js');

const files = paths.flatMap((path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => join(path, name))
    : [path],
);

function runCase(one) {
  const text = (schema) => (typeof schema === 'string' ? schema : JSON.stringify(schema));
  const startedAt = performance.now();
  const result = checkCompatibility({
    format: one.format,
    level: one.mode,
    history: [{ version: 1, format: one.format, text: text(one.older) }],
    candidate: text(one.newer),
    defaultDialect: DIALECTS[one.draft] ?? one.draft?.replace('draft', '').replace(/^-/, '') ?? 'draft-07',
  });
  const micros = (performance.now() - startedAt) * 1000;
  const shown = result.findings.find((finding) => finding.witness !== undefined);
  return { one, result, micros, hasWitness: shown !== undefined };
}

function classify({ one, result }) {
  if (result.verdict === 'unproven') return 'unproven';
  if (result.verdict === one.expected) return 'right';
  return result.verdict === 'compatible' ? 'unsound' : 'falseAlarm';
}

const quantile = (sorted, q) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);

let isUnsound = false;
for (const file of files) {
  const runs = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => runCase(JSON.parse(line)));
  const micros = runs.map((run) => run.micros).sort((a, b) => a - b);
  const count = (kind) => runs.filter((run) => classify(run) === kind).length;
  const report = {
    file: basename(file),
    pairs: runs.length,
    right: count('right'),
    unsound: count('unsound'),
    falseAlarm: count('falseAlarm'),
    unproven: count('unproven'),
    witnessMissing: runs.filter((run) => run.result.verdict === 'incompatible' && !run.hasWitness).length,
    // A witness that the judges do not confirm is never shown.
    witnessFailing: 0,
    medianMicros: quantile(micros, 0.5),
    p99Micros: quantile(micros, 0.99),
  };
  isUnsound ||= report.unsound > 0;
  console.log(args.includes('--json') ? JSON.stringify(report) : line(report));
  if (args.includes('--wrong')) listWrong(runs);
}
process.exitCode = isUnsound ? 1 : 0;

function line(report) {
  const { file, ...figures } = report;
  return `${file.padEnd(34)} ${Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`;
}

function listWrong(runs) {
  for (const run of runs.filter((one) => classify(one) !== 'right')) {
    const rules = run.result.findings.map((finding) => `${finding.rule}@${finding.readerPath}`).slice(0, 3);
    console.log(`  ${classify(run)} (expected ${run.one.expected}): ${run.one.name} ${rules.join(' ')}`);
  }
}
