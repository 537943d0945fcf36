import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, startRegistry } from '../registry/registry-app.js';
import { GitRepository } from './git-repository.js';
import { plumbline } from './run-plumbline.js';

const NUMBER = { type: 'object', properties: { n: { type: 'number' } }, additionalProperties: false };
const INTEGER = { ...NUMBER, properties: { n: { type: 'integer' } } };

let folder: string;
let registry: Awaited<ReturnType<typeof startRegistry>>;
let repository: GitRepository;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-dry-'));
  registry = await startRegistry({ databaseUrl: '', dataDir: folder });
  for (const subject of ['amount', 'locked'])
    await ask(`${registry.url}/subjects/${subject}/versions`, 'POST', {
      schemaType: 'JSON',
      schema: JSON.stringify(NUMBER),
    });
});
afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  repository = new GitRepository();
});
afterEach(() => repository.remove());

const register = (...args: string[]) =>
  plumbline(repository.root, ['register', ...args], { env: { PLUMBLINE_REGISTRY_URL: registry.url } });

describe('a version that the manifest names by its number', () => {
  it('is the one of the registry, to a check as to a registration, whatever becomes of the file at hand', async () => {
    const name = 'https://example.com/amount';
    repository.write({
      'amount.json': { type: 'string' },
      'order.json': { $ref: name },
      'plumbline.contracts.yaml': `contracts:
  - { file: order.json, references: [{ name: "${name}", subject: amount, version: 1 }] }
  - { file: amount.json }
`,
    });
    const dry = await register('--dry-run');
    expect(dry.stdout).toContain('WOULD BE REFUSED  amount (amount.json): ');
    expect(dry.stdout).toContain('WOULD REGISTER  order (order.json)\n');
    expect((await register('-q')).code).toBe(1);
    const check = await plumbline(repository.root, ['check', 'order.json', '--registry', registry.url]);
    expect([check.code, check.stdout]).toEqual([0, expect.stringContaining('OK  order: order.json is unchanged')]);
  });
});

describe('a dry run', () => {
  it('asks the registry, whose level counts and not the one of the manifest, as the real run does', async () => {
    repository.write({
      'amount.json': INTEGER,
      'plumbline.contracts.yaml': 'contracts: [{ file: amount.json, level: NONE }]\n',
    });
    const dry = await register('--dry-run');
    expect(dry.code).toBe(1);
    expect(dry.stdout).toContain('WOULD BE REFUSED  amount (amount.json): ');
    expect(dry.stdout).toContain('BREAKS  amount: amount.json breaks events (BACKWARD against version 1)');
    expect(dry.stdout).toContain(
      'The manifest says NONE for amount, and the registry has BACKWARD in force, which counts. To set it there:\n' +
        `  curl -X PUT -H 'content-type: application/json' -d '{"compatibility":"NONE"}' '${registry.url}/config/amount'\n`,
    );
    expect(dry.stdout).toMatch(/: 1 would be refused\.\n$/);
    const real = await register();
    expect([real.code, real.stdout]).toEqual([1, expect.stringContaining('REFUSED  amount (amount.json): ')]);
    const check = await plumbline(repository.root, ['check', '--registry', registry.url]);
    expect([check.code, check.stdout.replace(/\s+/g, ' ')]).toEqual([
      0,
      expect.stringContaining(
        'Note: Checked by NONE, as asked; a registration is judged by BACKWARD, which the registry has in force, and may be ' +
          'refused. To set it there: PUT /config/{subject} {"compatibility":"NONE"}',
      ),
    ]);
  });

  it('knows the mode: a subject that is READONLY takes nothing', async () => {
    repository.write({ 'locked.json': { ...NUMBER, title: 'another' }, 'free.json': NUMBER });
    await ask(`${registry.url}/mode/locked`, 'PUT', { mode: 'READONLY' });
    const { code, stdout } = await register('locked.json', 'free.json', '--dry-run');
    expect([code, stdout]).toEqual([
      1,
      'WOULD BE REFUSED  locked (locked.json): the subject is in the mode READONLY: only READWRITE takes registrations\n' +
        'WOULD REGISTER  free (free.json)\n' +
        `${registry.url}: 1 would register, 1 would be refused.\n`,
    ]);
  });

  it('tells as JSON each refusal with its findings, their places and fingerprints', async () => {
    repository.write({ 'amount.json': INTEGER });
    const { code, stdout } = await register('amount.json', '--dry-run', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      expect.objectContaining({
        isDryRun: true,
        contracts: [
          expect.objectContaining({
            ...{ subject: 'amount', outcome: 'refused' },
            problems: [
              expect.objectContaining({
                place: expect.objectContaining({ line: expect.any(Number) as number }) as object,
                fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
              }),
            ],
          }),
        ],
      }),
    ]);
  });

  it('judges what refers to contracts that are not there yet by itself', async () => {
    repository.write({ 'part.json': NUMBER, 'whole.json': { type: 'array', items: { $ref: 'part.json' } } });
    const { code, stdout } = await register('part.json', 'whole.json', '--dry-run');
    expect([code, stdout]).toEqual([
      0,
      'WOULD REGISTER  part (part.json)\nWOULD REGISTER  whole (whole.json)\n' + `${registry.url}: 2 would register.\n`,
    ]);
  });
});

it('a check by the level NONE says that nothing was compared, and passes', async () => {
  repository.write({ 'amount.json': INTEGER });
  const { code, stdout } = await plumbline(repository.root, ['check', 'amount.json', '--level', 'NONE'], {
    env: { PLUMBLINE_REGISTRY_URL: registry.url },
  });
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(
      /^NOT COMPARED {2}amount: amount\.json was not compared: the level is NONE\n\n +Note: Checked by NONE, as asked; [^]+\n\nPassed: .+: 1 was not compared\.\n$/,
    ),
  ]);
});

it('a file that went back to an earlier version is told, since registering it changes nothing', async () => {
  for (const extra of [{}, { title: 'later' }]) {
    repository.write({ 'back.json': { ...NUMBER, ...extra } });
    expect((await register('back.json')).code).toBe(0);
  }
  repository.write({ 'back.json': NUMBER });
  for (const more of [[], ['--dry-run']]) {
    const { code, stdout } = await register('back.json', ...more);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^UNCHANGED {2}back as version 1, id \d+ \(back\.json\): the latest is version 2, and stays it\n/,
      ),
    ]);
  }
});
