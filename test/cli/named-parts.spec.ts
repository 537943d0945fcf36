import { GitRepository } from './git-repository.js';
import { checked, plumbline } from './run-plumbline.js';

const messages = (...names: string[]): string =>
  names.map((name) => `    ${name}: { payload: { type: object } }\n`).join('');
const api = (...names: string[]): string => `asyncapi: 3.0.0\ncomponents:\n  messages:\n${messages(...names)}`;

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
});
afterEach(() => repository.remove());

const AGAINST = ['--against', 'git:main'];
const run = (...args: string[]) => plumbline(repository.root, ['check', ...args]);
const told = (...args: string[]) => checked(repository.root, args);

/** Commits files on main, and leaves a branch with what changes them. */
function change(before: Record<string, string | object>, after: Record<string, string | object>): void {
  repository.commit(before);
  repository.git('checkout', '-qb', 'change');
  repository.commit(after);
}

describe('a message that goes from an AsyncAPI document is told where the document is named', () => {
  const gone = { code: 0, contracts: { A: 'unchanged', B: 'unchecked contract-removed' } };

  it('by a glob, by its path, and against a folder and a file', async () => {
    change({ 'c/api.yaml': api('A', 'B'), 'old/api.yaml': api('A', 'B') }, { 'c/api.yaml': api('A') });
    for (const named of ['c/*.yaml', 'c/api.yaml']) expect(await told(named, ...AGAINST)).toEqual(gone);
    for (const against of ['old', 'old/api.yaml']) expect(await told('c/api.yaml', '--against', against)).toEqual(gone);
    expect((await run('c/api.yaml', ...AGAINST, '--fail-on', 'warn')).code).toBe(1);
  });

  it('by its path where it was moved', async () => {
    repository.commit({ 'c/api.yaml': api('A', 'B') });
    repository.git('checkout', '-qb', 'change');
    repository.delete('c/api.yaml');
    repository.commit({ 'd/events.yaml': api('A') });
    expect(await told('d/events.yaml', ...AGAINST)).toEqual(gone);
  });

  it('and where it is a document no more, or was none', async () => {
    change(
      { 'c/a.yaml': api('A'), 'c/b.yaml': 'type: object\nrequired: [x]' },
      { 'c/a.yaml': 'type: string', 'c/b.yaml': api('B') },
    );
    const { contracts } = await told('c/a.yaml', 'c/b.yaml', ...AGAINST);
    expect(contracts).toMatchObject({ A: 'unchecked contract-removed', b: 'unchecked contract-removed' });
  });

  it('and nothing is told of other documents, or of messages that are still in it', async () => {
    change({ 'c/api.yaml': api('A', 'B'), 'c/other.yaml': api('O') }, { 'c/other.yaml': api('P') });
    expect(await told('c/api.yaml', ...AGAINST)).toEqual({ code: 0, contracts: { A: 'unchanged', B: 'unchanged' } });
    repository.write({ 'one.yaml': 'contracts:\n  - { file: c/api.yaml, message: A }\n' });
    const { contracts } = await told('c/api.yaml', '--against', 'git:main', '-m', 'one.yaml');
    expect(contracts).toEqual({ A: 'unchanged' });
  });
});

it('a message that several documents lead to is compared with what it was in each of them', async () => {
  const own = api('Made');
  const to = '    Made: { $ref: "./shared.yaml#/components/messages/Made" }\n';
  const one = 'asyncapi: 3.0.0\ncomponents:\n  messages:\n    Made: { payload: { type: string } }\n';
  change({ 'c/a.yaml': one, 'c/shared.yaml': own }, { 'c/a.yaml': `asyncapi: 3.0.0\ncomponents:\n  messages:\n${to}` });
  expect(await told('c', ...AGAINST)).toEqual({
    code: 1,
    contracts: { Made: expect.stringMatching(/^incompatible/) as string },
  });
  repository.commit({ 'c/a.yaml': one });
  const { code, stderr } = await run('c', ...AGAINST);
  expect([code, stderr]).toEqual([2, expect.stringContaining('would both be the subject "Made"')]);
});
