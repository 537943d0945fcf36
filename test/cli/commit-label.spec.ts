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
    expect(stdout).toContain(`breaks events (BACKWARD against ${main.slice(0, 7)})`);
    expect(stdout).toContain(`checked against git ${main.slice(0, 7)} in`);
    expect(stdout).not.toContain(main);
  } finally {
    repository.remove();
  }
});
