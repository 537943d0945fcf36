import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureStep } from './steps.js';

/**
 * `npm run conformance -- DIR...` runs case files (one JSON a line: name, format, mode, older, newer, expected, and where they
 * matter draft, policy, references) and prints for each file how many verdicts were right, with the cases that were not.
 * `--json` prints one object a file instead.
 *
 * unsound: "compatible" where an event breaks. falseAlarm: "incompatible" where none does. witnessMissing: "incompatible" without
 * an event that shows it. witnessFailing: an event that its schemas, read anew, do not accept and refuse.
 */
const DIALECTS = { draft4: 'draft-04', draft6: 'draft-06', draft7: 'draft-07' };

const args = process.argv.slice(2);
const paths = args.filter((arg) => !arg.startsWith('--'));
if (paths.length === 0) {
  console.error('Usage: npm run conformance -- [--json] DIR_OR_FILE...');
  process.exit(2);
}

const missing = paths.filter((path) => !existsSync(path));
if (missing.length > 0) {
  console.error(`There is no ${missing.join(' and no ')}.`);
  process.exit(2);
}

const files = paths.flatMap((path) => (statSync(path).isDirectory() ? caseFilesIn(path) : [path]));
if (files.length === 0) {
  console.error(`There is no case file (*.jsonl) in ${paths.join(' nor in ')}.`);
  process.exit(2);
}

ensureStep('prisma');
ensureStep('server');
const { checkCompatibility } = await import('../dist/contracts/compatibility.js');
const { isWitness } = await import('./is-witness.js');

function caseFilesIn(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return names.map((name) => join(folder, name));
}

/** A text is a Protobuf file; every other format's schema stands in the case as the JSON that it is. */
const textOf = (format, schema) => (format === 'PROTOBUF' ? schema : JSON.stringify(schema));

function requestOf({ format, mode, older, newer, draft, policy, references, olderReferences = references }) {
  return {
    format,
    level: mode,
    ...(policy === undefined ? {} : { policy }),
    history: [{ version: 1, format, text: textOf(format, older), references: olderReferences ?? [] }],
    candidate: textOf(format, newer),
    references: references ?? [],
    defaultDialect: DIALECTS[draft] ?? draft?.replace('draft', '').replace(/^-/, '') ?? 'draft-07',
  };
}

function runCase(one) {
  const request = requestOf(one);
  const startedAt = performance.now();
  const { verdict, findings } = checkCompatibility(request);
  const micros = (performance.now() - startedAt) * 1000;
  const shown = findings.filter((finding) => finding.witness !== undefined);
  return {
    name: one.name,
    expected: one.expected,
    kind: kindOf(verdict, one.expected),
    isWitnessMissing: verdict === 'incompatible' && shown.length === 0,
    isWitnessFailing: !shown.every((finding) => isWitness(request, finding)),
    reasons: findings.slice(0, 3).map(({ rule, readerPath }) => `${rule}@${readerPath}`),
    micros,
  };
}

function kindOf(verdict, expected) {
  if (verdict === expected) return 'right';
  if (verdict === 'unproven') return 'unproven';
  return verdict === 'compatible' ? 'unsound' : 'falseAlarm';
}

const quantile = (sorted, q) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);

function reportOn(file, runs) {
  const micros = runs.map((run) => run.micros).sort((a, b) => a - b);
  const count = (test) => runs.filter(test).length;
  return {
    file: basename(file),
    pairs: runs.length,
    right: count(({ kind }) => kind === 'right'),
    unsound: count(({ kind }) => kind === 'unsound'),
    falseAlarm: count(({ kind }) => kind === 'falseAlarm'),
    unproven: count(({ kind }) => kind === 'unproven'),
    witnessMissing: count(({ isWitnessMissing }) => isWitnessMissing),
    witnessFailing: count(({ isWitnessFailing }) => isWitnessFailing),
    medianMicros: quantile(micros, 0.5),
    p99Micros: quantile(micros, 0.99),
  };
}

let isFine = true;
for (const file of files) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const runs = lines.filter((line) => line.trim() !== '').map((line) => runCase(JSON.parse(line)));
  const report = reportOn(file, runs);
  isFine &&= report.unsound === 0 && report.witnessFailing === 0;
  if (args.includes('--json')) console.log(JSON.stringify(report));
  else printReport(report, runs);
}
process.exitCode = isFine ? 0 : 1;

function printReport({ file, ...figures }, runs) {
  const words = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  console.log(`${file.padEnd(28)} ${words.join(', ')}`);
  for (const run of runs) {
    const faults = [
      ...(run.kind === 'right' ? [] : [`${run.kind} (expected ${run.expected})`]),
      ...(run.isWitnessMissing ? ['witness missing'] : []),
      ...(run.isWitnessFailing ? ['witness failing'] : []),
    ];
    if (faults.length > 0) console.log(`  ${faults.join(', ')}: ${run.name} ${run.reasons.join(' ')}`);
  }
}
