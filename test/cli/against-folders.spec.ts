import { GitRepository } from './git-repository.js';
import { checked, plumbline } from './run-plumbline.js';

const object = (...names: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) as object,
});
const broken = (...names: string[]) => ({ ...object(...names), required: names });
const BREAKS = expect.stringMatching(/^incompatible/) as string;

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
});
afterEach(() => repository.remove());

const told = (...args: string[]) => checked(repository.root, args);

describe('a folder with an older copy of the files at hand', () => {
  const OLD = ['--against', 'old'];

  it('has nothing that is gone while its file still stands here, however what is new is named', async () => {
    repository.write({ 'old/a.json': object('id', 'at'), 'c/a.json': object('id', 'at') });
    repository.write({ 'c/b.json': broken('id', 'at', 'by') });
    for (const named of ['c/b.json', 'c/b*.json'])
      expect(await told(named, ...OLD)).toEqual({ code: 0, contracts: { b: 'new' } });
    expect(await told('c', ...OLD)).toEqual({ code: 0, contracts: { a: 'unchanged', b: 'new' } });
  });

  it('is a copy of the folder in which most of its files still are, and what is gone from there is told', async () => {
    repository.write({ 'old/x/paid.json': object('id', 'at'), 'old/x/settled.json': object('id', 'by') });
    repository.write({ 'c/x/settled.json': object('id', 'by'), 'c/x/payment.json': broken('id', 'at') });
    // A namesake elsewhere is none of them.
    repository.write({ 'x/paid.json': object('id') });
    const payment = expect.stringMatching(/^incompatible .*contract-removed$/) as string;
    expect(await told('c/x/payment.json', ...OLD)).toEqual({ code: 1, contracts: { payment } });
    expect(await told('c', ...OLD)).toEqual({ code: 1, contracts: { payment, settled: 'unchanged' } });
  });

  it('is all gone where none of its files is here any more', async () => {
    repository.write({ 'old/paid.json': object('id', 'at'), 'c/payment.json': object('id', 'at') });
    expect(await told('c/payment.json', ...OLD)).toEqual({
      code: 0,
      contracts: { payment: 'unchanged contract-renamed contract-removed' },
    });
  });
});

describe('--subject with a name', () => {
  it('is compared with that subject of a commit, also where the file itself was there as another one', async () => {
    repository.commit({ 'c/pay.json': object('id'), 'c/pay.v2.json': broken('id') });
    repository.write({ 'c/other.json': {} });
    const AGAINST = ['--against', 'git:HEAD'];
    expect(await told('c/pay.v2.json', '--subject', 'pay', ...AGAINST)).toEqual({
      code: 1,
      contracts: { pay: BREAKS },
    });
    const unchanged = { code: 0, contracts: { other: 'unchanged' } };
    expect(await told('c/pay.v2.json', '--subject', 'other', ...AGAINST)).toEqual(unchanged);
  });

  it('is that of one file of a folder, and not of all', async () => {
    repository.write({ 'old/a.json': object('id'), 'old/b.json': object('x'), 'c/a.json': object('id') });
    const unchanged = { code: 0, contracts: { other: 'unchanged' } };
    expect(await told('c/a.json', '--subject', 'other', '--against', 'old')).toEqual(unchanged);
  });
});

describe('the manifest of a folder that is compared with', () => {
  const manifest = (files: Record<string, string>): string =>
    `contracts:\n${Object.entries(files)
      .map(([file, subject]) => `  - { file: ${file}, subject: ${subject} }\n`)
      .join('')}`;

  /** Another working copy of main, where c/order.v2.json was the subject that c/new.json is here. */
  function otherCopy(): string {
    repository.commit({
      'c/order.json': object('id'),
      'c/order.v2.json': object('id', 'at'),
      'plumbline.contracts.yaml': manifest({ 'c/order.json': 'order.v1', 'c/order.v2.json': 'order' }),
      'tool.json': { name: 'named by nobody' },
    });
    const folder = `${repository.root}-main`;
    repository.git('worktree', 'add', '-q', '--detach', folder);
    repository.move('c/order.v2.json', 'c/new.json');
    repository.write({ 'plumbline.contracts.yaml': manifest({ 'c/order.json': 'order.v1', 'c/new.json': 'order' }) });
    repository.write({ 'c/new.json': broken('id', 'at') });
    return folder;
  }

  it('says which subjects are in it, also from above it, as that of a commit does', async () => {
    const folder = otherCopy();
    try {
      const all = { order: BREAKS, 'order.v1': 'unchanged' };
      for (const against of ['git:HEAD', folder, `${folder}/c`]) {
        for (const named of [[], ['c']])
          expect(await told(...named, '--against', against)).toEqual({ code: 1, contracts: all });
        expect(await told('c/new.json', '--against', against)).toEqual({ code: 1, contracts: { order: BREAKS } });
      }
    } finally {
      repository.git('worktree', 'remove', '--force', folder);
    }
  });

  it('counts also where it stands in a copy inside of this repository, but not that of this repository', async () => {
    repository.write({ 'old/o.json': object('id'), 'c/p.json': broken('id') });
    repository.write({ 'plumbline.contracts.yaml': 'defaults: { subject: "x-{name}" }\ncontracts: [{ file: c }]\n' });
    expect(await told('c', '--against', 'old')).toMatchObject({ contracts: { 'x-p': 'new' } });
    repository.write({ 'old/plumbline.contracts.yaml': manifest({ 'o.json': 'x-p' }) });
    expect(await told('c', '--against', 'old')).toEqual({ code: 1, contracts: { 'x-p': BREAKS } });
  });
});

describe('a folder without a manifest, in a run by the manifest', () => {
  const manifest = (...entries: string[]) => ({ 'plumbline.contracts.yaml': `contracts: [${entries.join(', ')}]\n` });
  const a = { 'c/a.json': object('id') };

  it('tells the contract that is gone with its entry, but not where it is left out or only the entry is gone', async () => {
    repository.write({ ...a, 'old/a.json': object('id'), 'old/b.json': object('at') });
    repository.write(manifest('{ file: c/a.json }'));
    const gone = { a: 'unchanged', b: 'unchecked contract-removed' };
    expect(await told('--against', 'old')).toEqual({ code: 0, contracts: gone });
    expect(await told('!c/b.json', '--against', 'old')).toEqual({ code: 0, contracts: { a: 'unchanged' } });
    repository.write({ 'c/b.json': object('at', 'by') });
    expect(await told('--against', 'old')).toEqual({ code: 0, contracts: { a: 'unchanged' } });
    repository.write(manifest('{ file: c/a.json, subject: a-value }'));
    expect(await told('--against', 'old')).toEqual({ code: 0, contracts: { 'a-value': 'unchanged' } });
  });

  it('tells the message that is gone with its entry, but not that of which only the entry is', async () => {
    const api = (...names: string[]) => ({
      ...{ asyncapi: '3.0.0' },
      components: { messages: Object.fromEntries(names.map((name) => [name, { payload: object('id') }])) },
    });
    repository.write({ 'c/api.json': api('A', 'C'), 'old/api.json': api('A', 'B', 'C') });
    repository.write(manifest('{ file: c/api.json, message: A }'));
    const contracts = { A: 'unchanged', B: 'unchecked contract-removed' };
    expect(await told('--against', 'old')).toEqual({ code: 0, contracts });
  });
});

it('the manifest of a commit counts where it has another name there, or is gone', async () => {
  repository.commit({
    'c/a.json': object('id'),
    'plumbline.contracts.yml': 'contracts: [{ file: c/a.json, subject: x }]\n',
  });
  repository.delete('plumbline.contracts.yml');
  repository.delete('c/a.json');
  repository.write({ 'c/x.json': broken('id') });
  expect(await told('c/x.json', '--against', 'git:HEAD')).toEqual({ code: 1, contracts: { x: BREAKS } });
  repository.write({ 'plumbline.contracts.yaml': 'contracts: [{ file: c/x.json }]\n' });
  for (const named of [[], ['c'], ['c/x.json']])
    expect(await told(...named, '--against', 'git:HEAD')).toEqual({ code: 1, contracts: { x: BREAKS } });
});

it('a message that the manifest calls by a subject no more is compared with what it was as that', async () => {
  const api = (payload: object) => ({ asyncapi: '3.0.0', components: { messages: { A: { payload } } } });
  const manifest = 'contracts: [{ file: c/api.json, message: A, subject: a-value }, { file: c/x.json }]\n';
  repository.commit({ 'c/api.json': api(object('id')), 'c/x.json': {}, 'plumbline.contracts.yaml': manifest });
  repository.write({ 'c/api.json': api(broken('id')) });
  const AGAINST = ['--against', 'git:HEAD'];
  expect(await told('c/api.json', ...AGAINST)).toEqual({ code: 1, contracts: { 'a-value': BREAKS } });
  repository.write({ 'plumbline.contracts.yaml': 'contracts: [{ file: c/x.json }]\n' });
  expect(await told('c/api.json', ...AGAINST)).toEqual({ code: 1, contracts: { A: BREAKS } });
  repository.delete('plumbline.contracts.yaml');
  expect(await told('c/api.json', ...AGAINST)).toEqual({ code: 1, contracts: { A: BREAKS } });
});

describe('what a file was that somebody gave its own subject', () => {
  it('is told as gone also where the new file is named alone, against git and a folder', async () => {
    repository.commit({ 'c/o.json': object('id', 'at'), 'c/other.json': { type: 'string' } });
    repository.write({ 'plumbline.contracts.yaml': 'contracts: [{ file: c/p.json, subject: p }]\n' });
    repository.write({ 'old/o.json': object('id', 'at'), 'old/other.json': { type: 'string' } });
    repository.delete('c/o.json');
    repository.write({ 'c/p.json': broken('id', 'at') });
    const contracts = { p: 'new', o: 'unchecked contract-removed' };
    for (const against of ['git:HEAD', 'old'])
      expect(await told('c/p.json', '--against', against)).toEqual({ code: 0, contracts });
    const strict = await plumbline(repository.root, [
      'check',
      'c/p.json',
      '--against',
      'git:HEAD',
      '--fail-on',
      'warn',
    ]);
    expect(strict.code).toBe(1);
  });

  it('and nothing is told of what stays, or is another contract', async () => {
    repository.commit({ 'c/o.json': object('id', 'at'), 'c/gone.json': object('name', 'size') });
    repository.write({ 'plumbline.contracts.yaml': 'contracts: [{ file: c/p.json, subject: p }]\n' });
    repository.delete('c/gone.json');
    repository.write({ 'c/p.json': broken('id', 'at') });
    expect(await told('c/p.json', '--against', 'git:HEAD')).toEqual({ code: 0, contracts: { p: 'new' } });
  });
});
