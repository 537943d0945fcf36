import { GitRepository } from './git-repository.js';
import { checked, plumbline } from './run-plumbline.js';

let repository: GitRepository;
let other: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  repository.commit({ 'c/note.json': { type: 'string' } });
  repository.git('checkout', '-qb', 'change');
  other = new GitRepository();
  other.commit({ 'shared.json': {} });
  repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', other.root, 'sub');
  repository.commit();
  repository.git('branch', '-f', 'main');
  repository.commit();
});
afterEach(() => {
  repository.remove();
  other.remove();
});

const check = (...args: string[]) => checked(repository.root, args);
const AGAINST = ['--against', 'git:main'];

const refused = async (...args: string[]): Promise<string> => {
  const { code, stderr } = await plumbline(repository.root, ['check', ...args]);
  return `${code} ${stderr}`;
};

it('a submodule is no new contract: it is refused, with where to check it', async () => {
  expect(await refused('sub', ...AGAINST)).toMatch(/^2 .*\nRun plumbline inside sub, against its own history\./);
});

it('a submodule that is gone may have had the contract: that is refused, until it is left out', async () => {
  repository.git('rm', '-qf', 'sub');
  repository.write({ 'd/shared.json': {} });
  expect(await refused('d', ...AGAINST)).toBe(
    [
      '2 sub was a submodule in main and is gone: whether d/shared.json was in it cannot be told here.',
      "Compare with what was in it by --against FILE or FOLDER; where it had no such contract, leave it out: '!sub/**'\n",
    ].join('\n'),
  );
  expect(await check('d', '!sub/**', ...AGAINST)).toEqual({ code: 0, contracts: { shared: 'new' } });
});

it('a submodule that is gone is refused where it would be checked, and is nothing to the other folders', async () => {
  repository.git('rm', '-qf', 'sub');
  expect(await refused('.', ...AGAINST)).toMatch(/^2 sub was a submodule in main and is gone: which contracts went/);
  expect((await check('c', ...AGAINST)).code).toBe(0);
  expect((await check('.', '!sub', ...AGAINST)).code).toBe(0);
});

it('a submodule that is not checked out is refused where it would be checked, whatever it is compared with', async () => {
  repository.git('submodule', '-q', 'deinit', '-f', 'sub');
  const fix =
    /^2 sub is a submodule that is not checked out: .*\n.*`git submodule update --init sub`.*\nOr leave it out: '!sub\/\*\*'/;
  for (const named of ['.', 'sub', 'sub/shared.json', '**/*.json']) {
    expect(await refused(named, ...AGAINST)).toMatch(fix);
  }
  expect(await refused('.', '-r', 'http://127.0.0.1:1')).toMatch(fix);
  repository.write({ 'd/new.json': {} });
  expect(await check('d', ...AGAINST)).toEqual({ code: 0, contracts: { new: 'new' } });
  expect((await check('.', '!sub/**', ...AGAINST)).code).toBe(0);
});

it('a submodule at another commit is told with what is new', async () => {
  other.commit({ 'more.json': {} });
  repository.git('-C', 'sub', '-c', 'protocol.file.allow=always', 'pull', '-q', other.root, 'main');
  repository.commit({ 'd/new.json': {} });
  const { code, stdout } = await plumbline(repository.root, ['check', 'd', ...AGAINST]);
  expect([code, stdout]).toEqual([0, expect.stringContaining('sub is a submodule at another commit than in main')]);
});
