import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitRepository } from './git-repository.js';
import { plumbline } from './run-plumbline.js';

let repository: GitRepository;
beforeAll(() => {
  repository = new GitRepository();
  repository.commit({ 'c/a.json': { type: 'string' }, 'd/b.txt': '' });
  repository.git('checkout', '-qb', 'change');
  repository.commit({ 'c/a.json': { type: 'integer' } });
});
afterAll(() => repository.remove());

const told = async (cwd: string, ...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await plumbline(cwd, ['check', ...args]);
  return `${code} ${stdout}${stderr}`;
};

describe('a value of --against that names nothing leaves with 2, and says what was probably meant', () => {
  it.each([
    ['', '--against is empty: is a variable not set?\nGive registry, git:REF'],
    ['git:', 'needs a branch, a tag or a commit; it is "git:".'],
    ['main', 'there is no such file or folder.\nDid you mean git:main?'],
    ['git', 'Did you mean git:main?'],
    ['GIT:main', 'Did you mean git:main?'],
    ['http://localhost:4400', 'Did you mean --registry http://localhost:4400?'],
    ['.\\c\\a.json', 'Did you mean c/a.json?'],
    ['git:main..change', 'A range is no commit: give the branch that this one started from.'],
    [
      'nothing',
      '--against nothing: there is no such file or folder.\nGive registry, git:REF (such as git:main), a folder',
    ],
  ])('%j', async (against, message) => {
    const answer = await told(repository.root, 'c', '--against', against);
    expect([answer.slice(0, 2), answer]).toEqual(['2 ', expect.stringContaining(message)]);
  });

  it('with blanks around it is read without them', async () => {
    expect(await told(repository.root, 'c', '--against', ' git:main ')).toContain('1 BREAKS  a: c/a.json');
  });
});

describe('what holds no earlier version leaves with 2: everything would count as new or unchanged', () => {
  it.each([
    ['the same file', 'c/a.json', '--against c/a.json: that is what is checked, and would be compared with itself.'],
    ['the folder that it lies in', 'c', '--against c: that is what is checked'],
    ['a folder without a contract', 'd', 'There is no contract in d, so there is nothing to compare with.'],
    ["git's own folder", '.git', '.git is a git repository without files (a bare one, or a .git folder).'],
  ])('%s', async (_, against, message) => {
    const answer = await told(repository.root, 'c/a.json', '--against', against);
    expect([answer.slice(0, 2), answer]).toEqual(['2 ', expect.stringContaining(message)]);
  });
});

describe('the commit that is checked out', () => {
  let main: GitRepository;
  beforeEach(() => {
    main = new GitRepository();
    main.commit({ 'c/a.json': { type: 'string' }, 'c/b.json': {}, 'd/b.txt': '' });
  });
  afterEach(() => main.remove());

  it.each([[[]], [['--no-merge-base']]])('is refused where no contract has changed since, with %j', async (more) => {
    main.write({ 'd/b.txt': 'changed' });
    expect(await told(main.root, 'c', '--against', 'git:main', ...more)).toBe(
      '2 --against git:main is the commit that is checked out, and no contract has changed since: each would be compared with itself.\n' +
        'Compare with the commit before: git:HEAD^ (a clone of depth 1 does not have it).\n',
    );
  });

  it('is compared with where one has changed, is new or is gone', async () => {
    main.write({ 'c/a.json': { type: 'integer' } });
    expect(await told(main.root, 'c', '--against', 'git:main')).toContain('1 BREAKS  a: c/a.json');
    main.git('checkout', '-q', '.');
    main.write({ 'c/n.json': {} });
    expect(await told(main.root, 'c', '--against', 'git:main')).toContain('NEW  n: c/n.json');
    main.delete('c/n.json');
    main.delete('c/b.json');
    expect(await told(main.root, 'c', '--against', 'git:main')).toContain('b is in git main');
  });

  it('is no reason to refuse a branch that has nothing of its own yet', async () => {
    main.git('checkout', '-qb', 'fresh');
    expect(await told(main.root, 'c', '--against', 'git:main')).toContain('0 OK  a: c/a.json is unchanged');
  });

  it('by the name HEAD asks for what is not committed, as the hook does', async () => {
    expect(await told(main.root, 'c', '--against', 'git:HEAD')).toContain('0 OK  a: c/a.json is unchanged');
  });
});

describe('a clone of depth 1, as pipelines make it, says how to get the history', () => {
  let clone: string;
  beforeAll(() => {
    clone = mkdtempSync(join(tmpdir(), 'plumbline-clone-'));
    repository.git('clone', '-q', '--depth', '1', '--branch', 'change', `file://${repository.root}`, clone);
  });
  afterAll(() => rmSync(clone, { recursive: true }));

  it('in a sentence, a setting and a command', async () => {
    expect(await told(clone, 'c', '--against', 'git:main')).toBe(
      [
        '2 git does not know "main": this clone is shallow, which is what pipelines make by default.',
        'Clone with the whole history: fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab.',
        'By hand: `git fetch --unshallow origin main:refs/remotes/origin/main`, and check against git:origin/main.\n',
      ].join('\n'),
    );
  });

  it('also where the branch is there and its history is not', async () => {
    repository.git('-C', clone, 'fetch', '-q', '--depth', '1', 'origin', 'main:refs/remotes/origin/main');
    expect(await told(clone, 'c', '--against', 'git:origin/main')).toMatch(
      /^2 git finds no commit that HEAD and "origin\/main" have in common\.\nThis clone is shallow.*\n.*fetch-depth: 0.*\nBy hand: `git fetch --unshallow`\.\n--no-merge-base/,
    );
    expect(await told(clone, 'c', '--against', 'git:origin/main', '--no-merge-base')).toContain('1 BREAKS  a');
  });
});

it('a file that is named as Windows does, and a folder without contracts, are told as such', async () => {
  expect(await told(repository.root, 'c\\a.json', '--against', 'git:main')).toContain('Did you mean c/a.json?');
  expect(await told(join(repository.root, 'd'), '.', '--against', 'git:main')).toBe(
    '2 There is no contract in the folder d.\nContracts are files that end with .json, .yaml, .yml, .avsc, .proto.\n',
  );
});

it.each(['HEAD', '@', 'main'])('a repository without a commit says so of git:%s, and what to do', async (reference) => {
  const empty = new GitRepository();
  empty.write({ 'a.json': {} });
  expect(await told(empty.root, 'a.json', '--against', `git:${reference}`)).toBe(
    `2 --against git:${reference}: there is no commit here yet, so there is nothing to compare with.\n` +
      'Commit what is there, and compare from then on (with the hook of pre-commit: `SKIP=plumbline-check git commit`); or check against a registry, a folder or a file.\n',
  );
  empty.remove();
});

describe('a command that there is not is told with the one that was probably meant', () => {
  it.each([[['chek']], [['help', 'chek']], [['help', 'chek', '--json']]])('by %j', async (args) => {
    const { code, stderr } = await plumbline(repository.root, args);
    expect([code, stderr]).toEqual([2, "error: unknown command 'chek'\n(Did you mean check?)\n"]);
  });

  it('and of one that is like none nothing is meant', async () => {
    const { code, stderr } = await plumbline(repository.root, ['help', 'nothing-like-it']);
    expect([code, stderr]).toEqual([2, "error: unknown command 'nothing-like-it'\n"]);
    expect((await plumbline(repository.root, ['help', 'check'])).stdout).toContain('Usage: plumbline check');
  });
});
