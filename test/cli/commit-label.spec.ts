import { GitRepository } from './git-repository.js';
import { plumbline } from './run-plumbline.js';

it('a commit that is named by its number is told in its short form', async () => {
  const repository = new GitRepository();
  try {
    repository.commit({ 'a.json': { type: 'number' } });
    const main = repository.git('rev-parse', 'HEAD').trim();
    repository.write({ 'a.json': { type: 'integer' } });
    const { code, stdout } = await plumbline(repository.root, ['check', 'a.json', '--against', `git:${main}`]);
    expect(code).toBe(1);
    const short = main.slice(0, 7);
    expect(stdout).toContain(`breaks events (BACKWARD against ${/^\d+$/.test(short) ? `"${short}"` : short})`);
    expect(stdout).toContain(`checked against git ${main.slice(0, 7)} in`);
    expect(stdout).not.toContain(main);
  } finally {
    repository.remove();
  }
});

it('a tag that is a number is not taken for a version', async () => {
  const repository = new GitRepository();
  try {
    repository.commit({ 'a.json': { type: 'number' } });
    repository.git('tag', '2024');
    repository.write({ 'a.json': { type: 'integer' } });
    const { code, stdout } = await plumbline(repository.root, ['check', 'a.json', '--against', 'git:2024']);
    expect(code).toBe(1);
    expect(stdout).toContain('breaks events (BACKWARD against "2024")');
    expect(stdout).toContain('This event of the version in "2024" breaks readers of the candidate:');
  } finally {
    repository.remove();
  }
});

it('of several files that it may have been each is named, and the level is what was asked for', async () => {
  const repository = new GitRepository();
  const closed = (...names: string[]) => ({
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    additionalProperties: false,
  });
  const api = (payload: object) => ({ asyncapi: '3.0.0', components: { messages: { order: { payload } } } });
  try {
    repository.commit({ 's/order.json': closed('a'), 'd/b.json': api(closed('a', 'b')) });
    repository.write({ 'd/b.json': api({ $ref: '../s/order.json' }) });
    const { code, stdout } = await plumbline(repository.root, ['check', '.', '--against', 'git:main']);
    expect(code).toBe(1);
    expect(stdout).toContain('breaks events (BACKWARD against main:d/b.json, main:s/order.json)');
    expect(stdout).toContain('This event of the earlier version breaks readers of the candidate:');
  } finally {
    repository.remove();
  }
});
