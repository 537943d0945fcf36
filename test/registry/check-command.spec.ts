import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, startRegistry } from './registry-app.js';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const example = (name: string): string => join('schemas', 'contracts', name);

let dir: string;
let registry: Awaited<ReturnType<typeof startRegistry>>;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'plumbline-check-'));
  registry = await startRegistry({ databaseUrl: '', dataDir: dir });
  for (const version of ['v1', 'v2', 'v3']) {
    const schema = readFileSync(example(`orders.created.${version}.json`), 'utf8');
    await ask(`${registry.url}/subjects/orders.created/versions`, 'POST', { schemaType: 'JSON', schema });
  }
});
afterAll(async () => {
  await registry.close();
  rmSync(dir, { recursive: true, force: true });
});

function plumbline(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, NODE_OPTIONS: '', PLUMBLINE_REGISTRY_URL: registry.url };
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { env, timeout: 25_000 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** A file of its own with this content. */
function file(content: string, name = 'candidate.json'): string {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
}

/** A server that answers everything by `answer`. */
async function withServer<T>(answer: Parameters<typeof createServer>[1], use: (url: string) => Promise<T>): Promise<T> {
  const server: Server = createServer(answer!).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

it('leaves with 0 for a version that is registered already', async () => {
  const path = example('orders.created.v3.json');
  expect(await plumbline('check', path, '--subject', 'orders.created')).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      /^OK {2}orders\.created: schemas\/contracts\/orders\.created\.v3\.json is unchanged\n\nPassed: 1 contract checked against the registry .+ in .+ s: 1 is unchanged\.\n$/,
    ) as string,
    stderr: '',
  });
});

it('says that a format is not compared, and leaves with 0', async () => {
  const schema = JSON.stringify({ type: 'string' });
  await ask(`${registry.url}/subjects/dated/versions`, 'POST', { schemaType: 'JSON', schema });
  const path = file('{"type":"string","format":"date-time"}');
  const { code, stdout } = await plumbline('check', path, '-s', 'dated');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^OK {2}dated: .+candidate\.json is compatible \(BACKWARD against version 1\)\n/);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'Note: "format" differs from version 1 at /format (none, now date-time). JSON Schema takes it for an annotation, ' +
      'so it was not compared: a consumer that does enforce it may refuse events.',
  );
});

it('leaves with 0 for a subject that is not registered, named by the file', async () => {
  const path = example('payments.captured.v1.json');
  expect(await plumbline('check', path)).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^NEW {2}payments\.captured\.v1: .+\n\nPassed: .+: 1 is new\.\n$/) as string,
    stderr: '',
  });
});

it('leaves with 1 where an event breaks, and shows place, rule, event and remedy', async () => {
  const { code, stdout } = await plumbline('check', example('orders.created.breaking.json'), '-s', 'orders.created');
  expect(code).toBe(1);
  expect(stdout).toContain(
    'BREAKS  orders.created: schemas/contracts/orders.created.breaking.json breaks events (BACKWARD against version 3)',
  );
  expect(stdout).toContain('1. The candidate requires "placedAt", and events of version 3 may lack it.');
  expect(stdout).toContain('schemas/contracts/orders.created.breaking.json:59:76');
  expect(stdout).toContain('2. The candidate refuses numbers more than 1000000 here');
  expect(stdout).toMatch(/> {3}"totalCents": 1000001, {2}<- must be at most 1000000/);
});

it('prints the same as JSON', async () => {
  const { code, stdout } = await plumbline(
    'check',
    example('orders.created.breaking.json'),
    '-s',
    'orders.created',
    '-f',
    'json',
  );
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    contracts: [
      {
        ...{ subject: 'orders.created', level: 'BACKWARD', status: 'incompatible', comparedWith: ['3'] },
        problems: [
          { finding: { rule: 'required-property-added', direction: 'backward', conflictsWith: 3 } },
          { place: { line: 21 }, finding: { rule: 'maximum-lowered', path: '/totalCents' } },
        ],
      },
    ],
  });
});

it('checks by the level it is given', async () => {
  const path = example('orders.created.v1.json');
  const { code, stdout } = await plumbline('check', path, '-s', 'orders.created', '--level', 'full_transitive');
  expect(code).toBe(1);
  expect(stdout).toContain('(FULL_TRANSITIVE against versions 1 to 3)');
  expect((await plumbline('check', path, '-s', 'orders.created', '--level', 'NONE')).code).toBe(0);
});

it('checks by the policy for all where the subject has a level of its own and no policy', async () => {
  const older = { type: 'object', properties: { id: { type: 'string' } } };
  const newer = { ...older, properties: { ...older.properties, note: { type: 'string' } } };
  const body = (schema: object) => ({ schemaType: 'JSON', schema: JSON.stringify(schema) });
  await ask(`${registry.url}/config`, 'PUT', { compatibilityPolicy: 'LENIENT' });
  await ask(`${registry.url}/config/mild`, 'PUT', { compatibility: 'BACKWARD' });
  await ask(`${registry.url}/subjects/mild/versions`, 'POST', body(older));
  const path = '/compatibility/subjects/mild/versions';
  expect((await ask(registry.url + path, 'POST', body(newer))).body).toEqual({ is_compatible: true });
  expect((await plumbline('check', file(JSON.stringify(newer)), '-s', 'mild')).code).toBe(0);
  await ask(`${registry.url}/config`, 'DELETE');
  expect((await plumbline('check', file(JSON.stringify(newer)), '-s', 'mild')).code).toBe(1);
});

it('leaves with 4 where it can neither prove nor refute', async () => {
  // What a back reference matches is no regular language.
  const candidate = file(JSON.stringify({ type: 'string', pattern: '^a*$' }));
  const old = JSON.stringify({ type: 'string', pattern: '^(a*)\\1$' });
  await ask(`${registry.url}/subjects/open/versions`, 'POST', { schemaType: 'JSON', schema: old });
  const { code, stdout } = await plumbline('check', candidate, '-s', 'open');
  expect([code, stdout.split(':')[0]]).toEqual([4, 'NOT PROVED  open']);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('Not proved: the candidate takes only text that matches ^a*$ here');
});

it.each([
  ['no JSON', '{', 'The schema is invalid: This is no JSON'],
  ['no schema', '{"type":"strnig"}', 'The schema is invalid at /type'],
])('leaves with 1 for a file that is %s, at its line', async (_, content, message) => {
  const { code, stdout } = await plumbline('check', file(content));
  expect([code, stdout.split(' ')[0]]).toEqual([1, 'INVALID']);
  expect(stdout).toContain(message);
  expect(stdout).toContain('candidate.json:1:');
});

describe('leaves with 2 for', () => {
  it.each<[string, () => string[], RegExp]>([
    ['a mistyped command', () => ['chekc', 'x'], /Did you mean check\?/],
    ['no command', () => [], /Usage: plumbline/],
    ['no file', () => ['check'], /No contract is named\./],
    ['an unknown option', () => ['check', 'x', '--subjcet', 'y'], /Did you mean --subject\?/],
    ['a file that is not there', () => ['check', 'none.json'], /Cannot read none\.json: there is no such file/],
    ['an unknown level', () => ['check', file('{}'), '-l', 'ALWAYS'], /--level must be one of NONE, BACKWARD/],
    ['an unknown format', () => ['check', file('{}'), '-f', 'xml'], /--format must be one of human, json, junit/],
    [
      'a registry that is no address',
      () => ['check', file('{}'), '-r', 'localhost'],
      /such as http:\/\/localhost:4400/,
    ],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await plumbline(...args());
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('leaves with 3 when the registry', () => {
  const check = (url: string) => plumbline('check', file('{}'), '-r', url, '-t', '0.3');

  it('is away', async () => {
    const url = await withServer(
      () => {},
      (gone) => Promise.resolve(gone),
    );
    const { code, stderr } = await check(url);
    expect(code).toBe(3);
    expect(stderr).toBe(
      `The registry at ${url} cannot be reached (ECONNREFUSED).\n` +
        'Start it with `plumbline serve`, or name another with --registry or PLUMBLINE_REGISTRY_URL.\n',
    );
  });

  it('does not answer in time', () =>
    withServer(
      () => {},
      async (url) => {
        const { code, stderr } = await check(url);
        expect(code).toBe(3);
        expect(stderr).toContain(`The registry at ${url} did not answer within 0.3 s.`);
      },
    ));

  it('fails', () =>
    withServer(
      (_, response) => response.writeHead(503).end('{"error_code":50301,"message":"The store is away."}'),
      async (url) => {
        const { code, stderr } = await check(url);
        expect(code).toBe(3);
        expect(stderr).toContain(`${url}/config/candidate?defaultToGlobal=true answered 503: The store is away.`);
      },
    ));

  it('is no registry', () =>
    withServer(
      (_, response) => response.end('<html>'),
      async (url) => expect((await check(url)).stderr).toContain('Is this the address of a schema registry?'),
    ));
});

it('loads neither the framework nor a store for a check', async () => {
  const trace = join(dir, 'loaded.cjs');
  writeFileSync(
    trace,
    `process.on('exit', () => {
      const text = require('node:fs').readFileSync('/proc/self/maps', 'utf8');
      const nest = Object.keys(require.cache).filter((name) => /@nestjs|chdb|@prisma/.test(name));
      if (/chdb|libsql/.test(text) || nest.length > 0) process.stderr.write('LOADED ' + nest.join());
    });`,
  );
  const { stderr } = await new Promise<{ stderr: string }>((resolve) => {
    const args = ['--require', trace, CLI, 'check', file('{}'), '-r', registry.url];
    execFile(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: '' } }, (_, __, stderr) =>
      resolve({ stderr }),
    );
  });
  expect(stderr).toBe('');
});

it('shows the configuration of the server', async () => {
  for (const args of [['--print-config'], ['serve', '--print-config']]) {
    const { code, stdout } = await plumbline(...args);
    expect([code, Object.keys(JSON.parse(stdout) as object)]).toEqual([0, expect.arrayContaining(['host', 'port'])]);
  }
});
