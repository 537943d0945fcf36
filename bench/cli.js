/**
 * What the command line takes: size of the package, wall time and memory of `--version`, of one file against git, and of 1,000 contracts
 * against git and against a registry. See bench/README.md.
 *
 *   npm run build && npm run build:cli && node bench/cli.js [--contracts 1000] [--rounds 5] [--registry URL] [--built dist-cli/main.js]
 *
 * Without --registry it starts the server that was built, with its data in a temporary folder, and ends it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startServer } from './server.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    contracts: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    registry: { type: 'string' },
    built: { type: 'string', default: join(ROOT, 'dist-cli/main.js') },
  },
});
const COUNT = Number(values.contracts);
const ROUNDS = Number(values.rounds);
/** Each hundredth breaks, each tenth changes otherwise: a large pull request. */
const isChanged = (n) => n % 10 === 0;
const isBroken = (n) => n % 100 === 0;

const FIELDS = Array.from({ length: 12 }, (_, i) => `field${i}`);

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-cli-'));
const hook = join(folder, 'memory.mjs');
writeFileSync(
  hook,
  `process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    process.stderr.write('\\nTOOK ' + JSON.stringify([maxRSS, (userCPUTime + systemCPUTime) / 1000]) + '\\n');
  });`,
);
const repository = join(folder, 'repository');
let server = null;
try {
  makeRepository();
  console.log(
    `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, ${COUNT} contracts, ${ROUNDS} rounds.`,
  );
  console.log(`packed: ${packedKb()} kB`);
  report('--version', ['--version']);
  report('one file against git', ['check', 'contracts/g1/event1.avsc', '--against', 'git:main']);
  report(`${COUNT} contracts against git`, ['check', 'contracts', '--against', 'git:main']);
  if (values.registry === undefined) server = await startServer(join(folder, 'data'));
  const registry = values.registry ?? server.url;
  git('checkout', '-q', 'main');
  report(`${COUNT} contracts registered`, ['register', 'contracts', '-r', registry], 1);
  report(`${COUNT} contracts registered again`, ['register', 'contracts', '-r', registry], 1);
  git('checkout', '-q', 'change');
  report(`${COUNT} contracts against a registry`, ['check', 'contracts', '-r', registry]);
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function makeRepository() {
  mkdirSync(repository);
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: repository });
  writeContracts(false);
  commit('all');
  git('checkout', '-qb', 'change');
  writeContracts(true);
  commit('change');
}

function writeContracts(isAfter) {
  for (let n = 1; n <= COUNT; n++) {
    const group = join(repository, 'contracts', `g${n % 20}`);
    mkdirSync(group, { recursive: true });
    const [ending, text] = [json, avro, proto][n % 3](n, isAfter && isChanged(n), isAfter && isBroken(n));
    writeFileSync(join(group, `event${n}.${ending}`), text);
  }
}

function json(n, isNew, isBreaking) {
  const properties = Object.fromEntries(
    FIELDS.map((name) => [name, { type: 'string', maxLength: 200, description: name }]),
  );
  if (isNew) properties.added = { type: 'string' };
  if (isBreaking) properties.field1 = { type: 'integer' };
  const lines = { type: 'array', maxItems: 9, items: { type: 'object', properties: { sku: { type: 'string' } } } };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `event${n}`,
    type: 'object',
    required: ['field0'],
    properties: { ...properties, lines },
    additionalProperties: false,
  };
  return ['json', JSON.stringify(schema, null, 2)];
}

function avro(n, isNew, isBreaking) {
  const fields = FIELDS.map((name, i) => ({ name, type: i % 2 === 0 ? 'string' : ['null', 'long'] }));
  if (isNew) fields.push({ name: 'added', type: ['null', 'string'], default: null });
  if (isBreaking) fields.push({ name: 'needed', type: 'int' });
  return ['avsc', JSON.stringify({ type: 'record', name: `Event${n}`, namespace: 'bench', fields }, null, 2)];
}

function proto(n, isNew, isBreaking) {
  const fields = FIELDS.map((name, i) => `  ${isBreaking && i === 1 ? 'int64' : 'string'} ${name} = ${i + 1};`);
  if (isNew) fields.push('  string added = 90;');
  return ['proto', `syntax = "proto3";\npackage bench.e${n};\nmessage Event {\n${fields.join('\n')}\n}\n`];
}

function git(...args) {
  execFileSync('git', args, { cwd: repository });
}

function commit(message) {
  git('add', '-A');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@example.org', 'commit', '-qm', message);
}

function report(name, args, rounds = ROUNDS) {
  const runs = Array.from({ length: rounds }, () => runOnce(args));
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  const cpu = runs.map(({ cpuMs }) => cpuMs).sort((a, b) => a - b);
  const megabytes = Math.max(...runs.map(({ kilobytes }) => kilobytes)) / 1024;
  const middle = (numbers) => Math.round(numbers[Math.floor(numbers.length / 2)]);
  console.log(
    `${name}: ${middle(times)} ms (fastest ${Math.round(times[0])}), CPU ${middle(cpu)} ms, at most ${megabytes.toFixed(0)} MB, exit ${runs[0].status}`,
  );
}

function runOnce(args) {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', hook, values.built, ...args], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, NODE_OPTIONS: '', PLUMBLINE_REGISTRY_URL: '' },
  });
  const ms = performance.now() - began;
  const [kilobytes, cpuMs] = JSON.parse(/TOOK (.+)/.exec(stderr)?.[1] ?? '[null, null]');
  if (status > 1) throw new Error(`plumbline ${args.join(' ')} left with ${status}:\n${stderr}`);
  return { ms, kilobytes, status, cpuMs };
}

function packedKb() {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: join(ROOT, 'dist-cli'),
    encoding: 'utf8',
  });
  return Math.round(JSON.parse(stdout)[0].size / 1000);
}
