import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GitRepository } from './git-repository.js';
import { plumbline } from './run-plumbline.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let printed: string;
let folder: string;
let repository: GitRepository;
beforeAll(() => {
  printed = execFileSync(process.execPath, ['scripts/build-cli.js'], { cwd: ROOT, encoding: 'utf8' });
  // Away from the repository: nothing of its node_modules is found from there.
  folder = mkdtempSync(join(tmpdir(), 'plumbline-package-'));
  cpSync(join(ROOT, 'dist-cli'), folder, { recursive: true });
  repository = new GitRepository();
  repository.commit({
    'a.json': { type: 'string' },
    'b.avsc': { type: 'record', name: 'B', fields: [] },
    'c.proto': 'syntax = "proto3"; message C { int32 id = 1; }',
    'd.yaml': 'type: string',
    'plumbline.contracts.yaml': 'contracts: [{ file: "*.{json,avsc,proto}" }, { file: d.yaml }]',
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  repository.remove();
});

const run = (...args: string[]) => plumbline(repository.root, args, { cli: join(folder, 'main.js') });

it('is small, depends on nothing and runs no script', () => {
  const [, kilobytes] = /^dist-cli: ([\d,]+) kB packed/.exec(printed) ?? [];
  expect(Number(kilobytes!.replace(',', ''))).toBeLessThan(2_000);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object;
  expect(Object.keys(manifest).sort()).toEqual(
    ['bin', 'description', 'engines', 'files', 'license', 'name', 'type', 'version'].sort(),
  );
  expect(existsSync(join(folder, 'node_modules'))).toBe(false);
});

it('checks contracts of every format by itself', async () => {
  repository.write({
    'a.json': { type: 'integer' },
    'b.avsc': { type: 'record', name: 'B', fields: [{ name: 'x', type: 'int' }] },
    'c.proto': 'syntax = "proto3"; message C { string id = 1; }',
    'd.yaml': 'type: integer',
  });
  const { code, stdout, stderr } = await run('check', '--against', 'git:main');
  expect([code, stderr]).toEqual([1, '']);
  for (const subject of ['a', 'b', 'c', 'd']) expect(stdout).toContain(`BREAKS  ${subject}: `);
});

it.each([
  ['junit', '<testsuites'],
  ['sarif', '"version": "2.1.0"'],
  ['github', '::error '],
  ['gitlab', '"check_name"'],
  ['markdown', 'a.json'],
  ['json', '"reportVersion": 1'],
])('reports as %s', async (form, expected) => {
  expect((await run('check', '--against', 'git:main', '-f', form)).stdout).toContain(expected);
});

it('says where the server is', async () => {
  expect(await run('serve')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'This is the command line alone, without the server. Install the package `plumbline`, and start it with `npx plumbline serve`.\n',
  });
});

it.each(['bash', 'zsh', 'fish'])('completes every command in %s', async (shell) => {
  const { code, stdout } = await run('completion', shell);
  expect(code).toBe(0);
  for (const word of ['check', 'register', 'lint', 'diff', 'validate', 'doctor', 'serve', 'against', 'dry-run']) {
    expect(stdout).toContain(word);
  }
});

it('shows an example in the help of each command', async () => {
  for (const command of ['check', 'register', 'lint', 'diff', 'validate', 'doctor', 'serve', 'completion']) {
    const { code, stdout } = await run('help', command);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Examples?:\n {2}\$ .*plumbline /)]);
  }
});

it('loads neither a parser nor a validator to tell its version', () => {
  const bytes = loadedAtStart().map((file) => readFileSync(join(folder, file)).length);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(100_000);
});

/** The files that are loaded before any command is known: what main imports, and what the program it asks for imports. */
function loadedAtStart(): string[] {
  const found = new Set<string>();
  const open = ['main.js'];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const text = readFileSync(join(folder, file), 'utf8');
    const asked = file === 'main.js' ? text.matchAll(/import\([`"']\.\/([^`"']+)/g) : [];
    const imported = text.matchAll(/(?:from|import)\s*[`"']\.\/([^`"']+)/g);
    open.push(...[...asked, ...imported].map(([, name]) => name!));
  }
  expect(found.size).toBeGreaterThan(2);
  return [...found];
}
