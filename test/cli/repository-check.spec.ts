import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, startRegistry } from '../registry/registry-app.js';
import { GitRepository } from './git-repository.js';
import { checked, plumbline } from './run-plumbline.js';

const record = (name: string, ...fields: object[]) => ({ type: 'record', name, namespace: 'shop', fields });
const object = (properties: object, required: string[] = []) => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...{ type: 'object', properties, required, additionalProperties: false },
});
const proto = (body: string) => `syntax = "proto3";\npackage shop;\n${body}\n`;

/** Contracts of each format, with references between files in each way a format has. */
const MAIN = {
  'contracts/order.json': object({ id: { type: 'string' }, total: { $ref: 'common/money.json' } }, ['id']),
  'contracts/common/money.json': object({ cents: { type: 'integer' } }),
  'contracts/line.avsc': record('Line', { name: 'sku', type: 'string' }, { name: 'price', type: 'shop.Price' }),
  'contracts/price.avsc': record('Price', { name: 'cents', type: 'long' }),
  'contracts/parcel.proto': proto(
    'import "common/weight.proto";\nmessage Parcel { string id = 1; Weight weight = 2; }',
  ),
  'contracts/common/weight.proto': proto('message Weight { int64 grams = 1; }'),
  'contracts/note.yaml': 'type: object\nproperties:\n  text: { type: string }\n',
};

/** A change of each format that breaks, one that does not, a new contract, one that is gone and one that was moved. */
const CHANGE = {
  'contracts/common/money.json': object({ cents: { type: 'integer' } }, ['cents']),
  'contracts/price.avsc': record('Price', { name: 'cents', type: 'long' }, { name: 'currency', type: 'string' }),
  'contracts/common/weight.proto': proto('message Weight { string grams = 1; }'),
  'contracts/refund.json': object({ id: { type: 'string' } }),
};

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  repository.commit(MAIN);
});
afterEach(() => repository.remove());

describe('a branch', () => {
  it('is compared with where it left main, contract by contract, with what they refer to', async () => {
    repository.git('checkout', '-qb', 'change');
    repository.commit(CHANGE);
    expect(await checked(repository.root, ['contracts', '--against', 'git:main'])).toEqual({
      code: 1,
      contracts: {
        order: 'incompatible required-property-added',
        money: 'incompatible required-property-added',
        line: 'incompatible field-without-default',
        price: 'incompatible field-without-default',
        parcel: 'incompatible field-scalar-kind-changed',
        weight: 'incompatible field-scalar-kind-changed',
        note: 'unchanged',
        refund: 'new',
      },
    });
  });

  it('that breaks nothing leaves with 0, also where main went on meanwhile', async () => {
    repository.git('checkout', '-qb', 'change');
    repository.commit({ 'contracts/refund.json': CHANGE['contracts/refund.json'] });
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'contracts/price.avsc': CHANGE['contracts/price.avsc'] });
    repository.git('checkout', '-q', 'change');
    const { code, contracts } = await checked(repository.root, ['contracts', '--against', 'git:main']);
    expect([code, contracts['price'], contracts['refund']]).toEqual([0, 'unchanged', 'new']);
    const exact = ['contracts', '--against', 'git:main', '--no-merge-base', '--level', 'FORWARD'];
    expect((await checked(repository.root, exact)).contracts['price']).toBe('incompatible field-without-default');
  });

  it('is not checked out, and its index is left alone', async () => {
    repository.git('checkout', '-qb', 'change');
    repository.write({ 'contracts/refund.json': '{}' });
    const before = repository.git('status', '--porcelain');
    await checked(repository.root, ['contracts', '--against', 'git:main']);
    expect(repository.git('status', '--porcelain')).toBe(before);
  });

  it('finds a contract by its subject where its file was moved', async () => {
    repository.git('checkout', '-qb', 'change');
    repository.move('contracts/note.yaml', 'events/note.yaml');
    expect(await checked(repository.root, ['events', '--against', 'git:main'])).toEqual({
      code: 0,
      contracts: { note: 'unchanged' },
    });
  });

  it('that deletes a contract is warned, and fails where warnings fail', async () => {
    repository.git('checkout', '-qb', 'change');
    repository.delete('contracts/note.yaml');
    const args = ['contracts', '--against', 'git:main'];
    const { code, contracts } = await checked(repository.root, args);
    expect([code, contracts['note']]).toEqual([0, 'unchecked contract-removed']);
    expect((await checked(repository.root, [...args, '--fail-on', 'warn'])).code).toBe(1);
  });

  it('is checked from any folder of the repository, with paths from its root in reports', async () => {
    repository.git('checkout', '-qb', 'change');
    repository.write(CHANGE);
    const { code, stdout } = await plumbline(join(repository.root, 'contracts/common'), [
      ...['check', 'weight.proto', '--against', 'git:main'],
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('BREAKS  weight: contracts/common/weight.proto breaks events (BACKWARD against main)');
    expect(stdout).toContain('contracts/common/weight.proto:3:18');
  });
});

describe('a manifest', () => {
  const manifest = `defaults: { level: FULL }
contracts:
  - file: contracts/order.json
    subject: orders-value
    level: BACKWARD
  - { file: contracts/common/*.json, subject: '{dir}-{name}' }
`;

  it('says which files are contracts, under which names and by which levels', async () => {
    repository.commit({ 'plumbline.contracts.yaml': manifest });
    repository.git('checkout', '-qb', 'change');
    repository.write({ 'contracts/common/money.json': object({ cents: { type: 'integer' }, note: {} }) });
    expect(await checked(repository.root, ['--against', 'git:main'])).toEqual({
      code: 1,
      contracts: { 'orders-value': 'compatible', 'common-money': 'incompatible property-removed-from-closed-content' },
    });
  });

  it('may rename a file, whose contract stays what it was', async () => {
    repository.commit({ 'plumbline.contracts.yaml': manifest });
    repository.git('checkout', '-qb', 'change');
    repository.move('contracts/order.json', 'contracts/order-placed.json');
    repository.write({ 'plumbline.contracts.yaml': manifest.replace('order.json', 'order-placed.json') });
    const { contracts } = await checked(repository.root, ['--against', 'git:main']);
    expect(contracts).toEqual({ 'orders-value': 'unchanged', 'common-money': 'unchanged' });
  });

  it('with mistakes is refused, each at its line', async () => {
    repository.write({
      'plumbline.contracts.yaml': 'contracts:\n  - file: a.json\n    levle: FULL\n  - file: b.json\n    level: ALL\n',
    });
    const { code, stderr } = await plumbline(repository.root, ['check', '--against', 'git:main']);
    expect([code, stderr]).toEqual([
      2,
      'plumbline.contracts.yaml:3:5: `contracts.0` has no key `levle`. Did you mean `level`?\n' +
        'plumbline.contracts.yaml:5:12: `contracts.1.level` must be one of NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE.\n',
    ]);
  });
});

describe('a file or a folder', () => {
  it('is compared with as the earlier version', async () => {
    repository.write({ 'old/price.avsc': MAIN['contracts/price.avsc'], ...CHANGE });
    const check = (old: string) => checked(repository.root, ['contracts/price.avsc', '--against', old]);
    const contracts = { price: 'incompatible field-without-default' };
    expect(await check('old/price.avsc')).toEqual({ code: 1, contracts });
    // What refers to it is checked, too.
    expect(await check('old')).toEqual({ code: 1, contracts: { ...contracts, line: 'new' } });
  });
});

describe('leaves with 2, and says what to do, for', () => {
  it.each<[string, string[], string]>([
    ['a reference that git does not know', ['contracts', '--against', 'git:mian'], 'git does not know "mian".'],
    [
      'a glob without files',
      ['events/*.json', '--against', 'git:main'],
      'Cannot read events/*.json: there is no such file',
    ],
    ['no file and no manifest', ['--against', 'git:main'], 'No contract is named.'],
    [
      'nothing to compare with',
      ['contracts', '--against', 'gone.json'],
      '--against gone.json: there is no such file or folder.',
    ],
    [
      'several contracts against one file',
      ['contracts', '--against', 'contracts/order.json'],
      'is one file, and 7 contracts',
    ],
    ['a template that names something else', ['contracts', '-s', '{file}'], '--subject names {file}.'],
    ['a subject of several files', ['contracts', '-s', 'one'], 'would both be the subject "one"'],
    ['two reports on standard output', ['contracts', '-f', 'human', '-f', 'json'], 'would both go to standard output'],
    ['an option that there is not', ['contracts', '--agianst', 'git:main'], 'Did you mean --against?'],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await plumbline(repository.root, ['check', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('a shallow clone that lacks the commit', async () => {
    repository.git('checkout', '-qb', 'change');
    repository.commit({ 'contracts/refund.json': '{}' });
    repository.git('checkout', '-q', 'main');
    repository.commit();
    const clone = mkdtempSync(join(tmpdir(), 'plumbline-clone-'));
    repository.git('clone', '-q', '--depth', '1', '--branch', 'change', `file://${repository.root}`, clone);
    const { code, stderr } = await plumbline(clone, ['check', 'contracts', '--against', 'git:main']);
    rmSync(clone, { recursive: true });
    expect([code, stderr]).toEqual([2, expect.stringContaining('fetch-depth: 0 of actions/checkout')]);
  });
});

it('writes several reports at once, annotates on GitHub, and fills the summary of the step', async () => {
  repository.git('checkout', '-qb', 'change');
  repository.write(CHANGE);
  const summary = join(repository.root, 'summary.md');
  writeFileSync(summary, '');
  const { code, stdout } = await plumbline(
    repository.root,
    ['check', 'contracts/price.avsc', '--against', 'git:main', '-f', 'human', '-f', 'sarif=out/plumbline.sarif'],
    { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary } },
  );
  expect(code).toBe(1);
  expect(stdout).toContain('BREAKS  price');
  expect(stdout).toMatch(/^::error file=contracts\/price\.avsc,line=10,endLine=13,/m);
  expect(readFileSync(summary, 'utf8')).toContain('price');
  const sarif = JSON.parse(readFileSync(join(repository.root, 'out/plumbline.sarif'), 'utf8')) as { version: string };
  expect(sarif.version).toBe('2.1.0');
});

it('accepts known findings by a baseline', async () => {
  repository.git('checkout', '-qb', 'change');
  repository.write(CHANGE);
  const args = ['contracts', '--against', 'git:main'];
  const update = [...args, '--update-baseline', '--reason', 'Billing and shipping agreed.', '--until', '2999-12-31'];
  expect(await plumbline(repository.root, ['check', ...update])).toEqual({
    code: 0,
    stdout: '',
    stderr: 'plumbline.baseline.yaml accepts what this check found.\n',
  });
  expect((await plumbline(repository.root, ['check', ...args])).code).toBe(0);
});

describe('against a running registry', () => {
  let folder: string;
  let registry: Awaited<ReturnType<typeof startRegistry>>;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-registry-'));
    registry = await startRegistry({ databaseUrl: '', dataDir: folder });
    env = { PLUMBLINE_REGISTRY_URL: registry.url };
  });
  afterAll(async () => {
    await registry.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('contracts are registered in the order of their references, once, and checked with what they refer to', async () => {
    const dry = await plumbline(repository.root, ['register', 'contracts', '--dry-run'], { env });
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('7 would register.')]);
    expect((await ask(`${registry.url}/subjects`)).body).toEqual([]);

    const first = await plumbline(repository.root, ['register', 'contracts', '--json'], { env });
    expect([first.code, first.stderr]).toEqual([0, '']);
    const outcomes = (
      JSON.parse(first.stdout) as { contracts: { subject: string; outcome: string; version: number }[] }
    ).contracts;
    expect(outcomes.map(({ outcome, version }) => `${outcome} ${version}`)).toEqual(Array(7).fill('registered 1'));
    const order = outcomes.map(({ subject }) => subject);
    for (const [need, needed] of [
      ['money', 'order'],
      ['price', 'line'],
      ['weight', 'parcel'],
    ] as const) {
      expect(order.indexOf(need)).toBeLessThan(order.indexOf(needed));
    }
    const parcel = (await ask(`${registry.url}/subjects/parcel/versions/1`)).body;
    expect(parcel).toMatchObject({ references: [{ name: 'common/weight.proto', subject: 'weight', version: 1 }] });

    const again = await plumbline(repository.root, ['register', 'contracts'], { env });
    expect([again.code, again.stdout]).toEqual([0, `${registry.url}: 7 unchanged.\n`]);

    repository.write(CHANGE);
    expect(await checked(repository.root, ['contracts'], env)).toEqual({
      code: 1,
      contracts: {
        order: 'incompatible required-property-added',
        money: 'incompatible required-property-added',
        line: 'incompatible field-without-default',
        price: 'incompatible field-without-default',
        parcel: 'incompatible field-scalar-kind-changed',
        weight: 'incompatible field-scalar-kind-changed',
        note: 'unchanged',
        refund: 'new',
      },
    });

    const refused = await plumbline(repository.root, ['register', 'contracts'], { env });
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('REFUSED  price');
    expect(refused.stdout).toContain(
      'NOT REGISTERED  line (contracts/line.avsc): it refers to price, whose schema here is refused',
    );
    expect(refused.stdout).toContain('The candidate has no default for "currency"');
    expect(refused.stdout).toContain('REGISTERED  refund as version 1');
  });

  it('a version is compared with a file, in words, and judges events', async () => {
    const schema = JSON.stringify(record('Seen', { name: 'at', type: 'long' }));
    await ask(`${registry.url}/subjects/seen/versions`, 'POST', { schema });
    repository.write({ 'seen.avsc': record('Seen', { name: 'at', type: 'long' }, { name: 'by', type: 'string' }) });
    const diff = await plumbline(repository.root, ['diff', 'seen@1', 'seen.avsc'], { env });
    expect([diff.code, diff.stdout]).toEqual([1, expect.stringContaining('/by is new')]);
    const missing = await plumbline(repository.root, ['diff', 'seen@1..9'], { env });
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('Its latest version is 1.')]);
    const judged = await plumbline(repository.root, ['validate', 'seen@latest', '-'], {
      env,
      input: '{"at":1}\n{"at":"x"}\n',
    });
    expect([judged.code, judged.stdout]).toEqual([
      1,
      'line 2:\n  /at must be a whole number of 64 bits (long)\nseen version 1 refuses 1 of 2 events.\n',
    ]);
  });

  it('a doctor tells who answers', async () => {
    const { code, stdout } = await plumbline(repository.root, ['doctor'], { env });
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^ok     registry: ${registry.url} is Plumbline, version .+ subjects$`, 'm'));
  });

  it('says what was not checked where it may not ask, and leaves with 0', async () => {
    const { code, stdout } = await plumbline(repository.root, ['check', 'contracts', '--offline']);
    expect(code).toBe(0);
    expect(stdout).toContain('NOT COMPARED  order');
    expect(stdout).toContain('no registry was asked (--offline)');
  });
});
