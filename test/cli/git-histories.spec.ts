import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitRepository } from './git-repository.js';
import { checked, plumbline } from './run-plumbline.js';

const record = (name: string, ...fields: object[]) => ({ type: 'record', name, fields });
const text = (name: string) => ({ name, type: 'string' });
const PAY = record('Pay', text('id'), text('currency'), { name: 'cents', type: 'long' });
const BROKEN = record('Pay', text('id'), text('currency'), text('cents'));

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  repository.commit({ 'c/pay.avsc': PAY, 'c/note.json': { type: 'string' } });
  repository.git('checkout', '-qb', 'change');
  repository.commit();
});
afterEach(() => repository.remove());

const check = (...args: string[]) => checked(repository.root, args);
const AGAINST = ['--against', 'git:main'];

describe('a file with another name', () => {
  it.each([['c'], ['c/payment.avsc']])('is compared with what it was, checked as %s', async (named) => {
    repository.delete('c/pay.avsc');
    repository.write({ 'c/payment.avsc': BROKEN });
    const { code, contracts } = await check(named, ...AGAINST);
    const told = 'incompatible type-changed contract-renamed contract-removed';
    expect([code, contracts['payment'], contracts['pay']]).toEqual([1, told, undefined]);
  });

  it('also against a folder, and not where the old one is there still', async () => {
    repository.write({ 'old/pay.avsc': PAY, 'new/payment.avsc': BROKEN });
    const renamed = { payment: 'incompatible type-changed contract-renamed contract-removed' };
    expect((await check('new', '--against', 'old')).contracts).toEqual(renamed);
    repository.write({ 'new/pay.avsc': PAY });
    expect((await check('new', '--against', 'old')).contracts).toEqual({ payment: 'new', pay: 'unchanged' });
  });

  it('says which file it was', async () => {
    repository.move('c/pay.avsc', 'c/payment.avsc');
    const { code, stdout } = await plumbline(repository.root, ['check', 'c', ...AGAINST]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('renamed from c/pay.avsc')]);
  });
});

describe('a file with another subject', () => {
  const manifest = (subject: string) => ({
    'plumbline.contracts.yaml': `contracts:\n  - { file: c/pay.avsc, subject: ${subject} }\n`,
  });

  beforeEach(() => {
    repository.commit(manifest('pay-v1'));
    repository.git('branch', '-f', 'main');
  });

  it.each([[[]], [['c']], [['c/pay.avsc']]])(
    'is new with a warning, which names the old one, checked as %j',
    async (named) => {
      repository.write(manifest('pay-v2'));
      const { code, contracts } = await check(...named, ...AGAINST);
      expect([code, contracts['pay-v2'], contracts['pay-v1']]).toEqual([0, 'new subject-changed', undefined]);
      expect((await check(...named, ...AGAINST, '--fail-on', 'warn')).code).toBe(1);
    },
  );

  it('says what it would break as the old one', async () => {
    repository.write({ ...manifest('pay-v2'), 'c/pay.avsc': BROKEN });
    const { code, stdout } = await plumbline(repository.root, ['check', ...AGAINST]);
    expect([code, stdout.replaceAll(/\s+/g, ' ')]).toEqual([
      0,
      expect.stringMatching(
        /c\/pay\.avsc was the subject "pay-v1" in main, and is "pay-v2" from now on, so it counts as new\. As "pay-v1" it would be incompatible: The candidate reads "cents" as string/,
      ),
    ]);
  });

  it('is silent where the old one is still there under the same or another file', async () => {
    repository.write({
      'plumbline.contracts.yaml':
        'contracts:\n  - { file: c/pay.avsc, subject: pay-v1 }\n  - { file: c/pay.avsc, subject: pay-v2 }\n',
    });
    expect((await check(...AGAINST)).contracts).toEqual({ 'pay-v1': 'unchanged', 'pay-v2': 'new' });
  });

  it('is compared with what it was where its name makes the new one', async () => {
    repository.write({ 'plumbline.contracts.yaml': "contracts:\n  - { file: 'c/*.avsc' }\n", 'c/pay.avsc': BROKEN });
    const { code, contracts } = await check(...AGAINST);
    expect([code, contracts]).toEqual([1, { pay: 'incompatible type-changed contract-renamed contract-removed' }]);
  });
});

describe('a contract that seems to be new, of which only its own file is named', () => {
  const MANIFEST = (file: string, subject: string) => `contracts:\n  - { file: '${file}', subject: '${subject}' }\n`;
  const api = (type: string) => ({
    asyncapi: '2.6.0',
    components: { messages: { Paid: { payload: { type: 'object', properties: { id: { type } } } } } },
  });

  it.each([
    ['a manifest says its subject', 'c/pay.avsc', 'pay-value', 'pay-value', 'incompatible type-changed'],
    [
      'its name makes its subject',
      'c/*.avsc',
      '{name}-value',
      'payment-value',
      'incompatible type-changed contract-renamed contract-removed',
    ],
  ])('is compared with what was in another folder, where %s', async (_, file, subject, now, expected) => {
    repository.commit({ 'plumbline.contracts.yaml': MANIFEST(file, subject) });
    repository.git('branch', '-f', 'main');
    repository.delete('c/pay.avsc');
    const moved = file.replace('c/', 'd/').replace('pay.', 'payment.');
    repository.write({ 'd/payment.avsc': BROKEN, 'plumbline.contracts.yaml': MANIFEST(moved, subject) });
    expect(await check('d/payment.avsc', ...AGAINST)).toEqual({ code: 1, contracts: { [now]: expected } });
  });

  it('is compared with what had another name in another folder', async () => {
    repository.delete('c/pay.avsc');
    repository.write({ 'd/payment.avsc': BROKEN });
    const { contracts } = await check('d/payment.avsc', ...AGAINST);
    expect(contracts).toEqual({ payment: 'incompatible type-changed contract-renamed contract-removed' });
  });

  it('is compared with the message of its name in another document', async () => {
    repository.commit({ 'c/api.json': api('string') });
    repository.git('branch', '-f', 'main');
    repository.delete('c/api.json');
    repository.write({ 'd/events.json': api('integer') });
    expect((await check('d/events.json', ...AGAINST)).contracts).toEqual({ Paid: 'incompatible type-narrowed' });
  });

  it('is compared with each of its name that is gone, and with that of its path alone', async () => {
    repository.commit({ 'd/pay.avsc': BROKEN });
    repository.git('branch', '-f', 'main');
    repository.delete('d/pay.avsc');
    repository.write({ 'c/pay.avsc': BROKEN });
    expect((await check('c/pay.avsc', ...AGAINST)).contracts).toEqual({ pay: 'incompatible type-changed' });
    repository.delete('c/pay.avsc');
    const cents = { name: 'cents', type: 'string', doc: 'How much.' };
    repository.write({ 'e/pay.avsc': record('Pay', text('id'), text('currency'), cents) });
    expect((await check('e/pay.avsc', ...AGAINST)).contracts).toEqual({ pay: 'incompatible type-changed' });
  });

  it('says that one of its name is still there', async () => {
    repository.write({ 'd/pay.avsc': BROKEN });
    const { stdout } = await plumbline(repository.root, ['check', 'd/pay.avsc', ...AGAINST, '--json']);
    expect(stdout).toContain('c/pay.avsc is the subject \\"pay\\", too, in main, and is still there');
  });
});

it.each(['[c]', 'c(1)', 'v{1}', '!(c)', '+x'])('a folder may be called %s', async (folder) => {
  repository.commit({ [`${folder}/paid.avsc`]: PAY });
  repository.git('branch', '-f', 'main');
  repository.write({ [`${folder}/paid.avsc`]: BROKEN });
  const expected = { code: 1, contracts: { paid: 'incompatible type-changed' } };
  expect(await check(`./${folder}`, ...AGAINST)).toEqual(expected);
});

describe('a folder or a file to compare with', () => {
  it('is compared by paths where a manifest says subjects that it does not know', async () => {
    const manifest = "contracts:\n  - { file: 'c/pay.avsc', subject: 'payments-value' }\n";
    repository.write({ 'plumbline.contracts.yaml': manifest, 'old/pay.avsc': PAY, 'c/pay.avsc': BROKEN });
    expect(await check('--against', 'old')).toEqual({
      code: 1,
      contracts: { 'payments-value': 'incompatible type-changed' },
    });
  });

  it('gives the message of the same name, and is refused where it has none', async () => {
    const api = (types: Record<string, string>) => ({
      asyncapi: '2.6.0',
      components: {
        messages: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { payload: { type } }])),
      },
    });
    repository.write({ 'old.json': api({ A: 'string', B: 'integer' }), 'new.json': api({ A: 'integer' }) });
    const { contracts } = await check('new.json', '--against', 'old.json');
    expect(contracts).toEqual({ A: 'incompatible type-narrowed', B: 'unchecked contract-removed' });
    repository.write({ 'new.json': api({ C: 'integer' }) });
    const { code, stderr } = await plumbline(repository.root, ['check', 'new.json', '--against', 'old.json']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('has 2 messages (A, B), and none of them is "C"')]);
  });
});

describe('what is gone', () => {
  it('is told for what is checked alone', async () => {
    repository.write({ 'old/a.json': {}, 'old/b.json': {}, 'old/c.yaml': '{}', 'new/a.json': {} });
    expect((await check('new/a.json', '--against', 'old')).contracts).toEqual({ a: 'unchanged' });
    expect((await check('new/*.json', '--against', 'old')).contracts).toEqual({
      a: 'unchanged',
      b: 'unchecked contract-removed',
    });
  });

  it('is not what a sparse checkout leaves out', async () => {
    repository.commit({ 'd/other.json': {} });
    repository.git('branch', '-f', 'main');
    repository.commit();
    repository.git('sparse-checkout', 'set', 'd');
    expect(await check('.', ...AGAINST)).toEqual({ code: 0, contracts: { other: 'unchanged' } });
  });
});

describe('a symbolic link', () => {
  it('to a file or a folder was what it led to', async () => {
    symlinkSync('c', join(repository.root, 'linked'));
    symlinkSync('c/pay.avsc', join(repository.root, 'paid.avsc'));
    repository.commit();
    repository.git('branch', '-f', 'main');
    repository.write({ 'c/pay.avsc': BROKEN });
    const expected = { pay: 'incompatible type-changed', note: 'unchanged' };
    expect((await check('linked', ...AGAINST)).contracts).toEqual(expected);
    expect((await check('paid.avsc', ...AGAINST)).contracts).toEqual({ paid: 'incompatible type-changed' });
  });

  it('in a folder that is linked was what it led to', async () => {
    symlinkSync('c', join(repository.root, 'linked'));
    repository.write({ 'd/paid.avsc': PAY });
    symlinkSync('../d/paid.avsc', join(repository.root, 'c/paid.avsc'));
    repository.commit();
    repository.git('branch', '-f', 'main');
    repository.write({ 'd/paid.avsc': BROKEN });
    expect((await check('linked', ...AGAINST)).contracts).toMatchObject({ paid: 'incompatible type-changed' });
  });

  it('that led out of the commit is refused', async () => {
    symlinkSync('../outside.avsc', join(repository.root, 'out.avsc'));
    repository.commit();
    repository.git('branch', '-f', 'main');
    repository.delete('out.avsc');
    repository.write({ 'out.avsc': PAY });
    const { code, stderr } = await plumbline(repository.root, ['check', 'out.avsc', ...AGAINST]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('out.avsc was a symbolic link that leads out of')]);
  });
});

describe('advice that works', () => {
  let clone: string;
  beforeEach(() => {
    repository.commit({ 'c/new.json': {} });
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'c/other.json': {} });
    clone = mkdtempSync(join(tmpdir(), 'plumbline-clone-'));
    repository.git('clone', '-q', '--depth', '1', '--branch', 'change', `file://${repository.root}`, clone);
  });
  afterEach(() => rmSync(clone, { recursive: true }));

  it.each(['main', 'origin/main'])('fetches %s into a shallow clone of one branch', async (reference) => {
    const { code, stderr } = await plumbline(clone, ['check', 'c', '--against', `git:${reference}`]);
    expect(code).toBe(2);
    const command = /`git (fetch [^`]+)`/.exec(stderr)![1]!;
    expect(command).toBe('fetch --unshallow origin main:refs/remotes/origin/main');
    repository.git('-C', clone, ...command.split(' '));
    expect((await checked(clone, ['c', '--against', 'git:origin/main'])).contracts).toMatchObject({ new: 'new' });
  });

  it.each([
    ['HEAD~1', 'By hand: `git fetch --unshallow`.'],
    ['HEAD^{tree}', '"HEAD^{tree}" is no commit.'],
  ])('of %s is about what it is', async (reference, advice) => {
    const { code, stderr } = await plumbline(clone, ['check', 'c', '--against', `git:${reference}`]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(advice)]);
  });
});

it('a repository that git refuses is told with its reason, also by the doctor', async () => {
  // git's own switch for its tests: every folder is somebody else's.
  const env = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
  const { code, stderr } = await plumbline(repository.root, ['check', 'c', ...AGAINST], { env });
  expect([code, stderr]).toEqual([2, expect.stringContaining('safe.directory')]);
  const doctor = await plumbline(repository.root, ['doctor', '-r', 'http://127.0.0.1:1'], { env });
  expect([doctor.code, doctor.stdout]).toEqual([2, expect.stringMatching(/WRONG {2}git: .*dubious ownership/)]);
});
