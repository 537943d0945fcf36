import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from './git-repository.js';
import { checked, plumbline } from './run-plumbline.js';

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  repository.commit({ 'c/o.json': { properties: { a: { type: 'string' } } } });
  repository.write({ 'c/o.json': { properties: { a: { type: 'string' } }, required: ['a'] } });
});
afterEach(() => repository.remove());

describe('an earlier file is read as the contract is', () => {
  it.each(['old', 'old.JSON', 'old.json.bak', 'old.txt'])('whatever its ending says: %s', async (name) => {
    repository.write({ [name]: repository.git('show', 'main:c/o.json') });
    const { code, contracts } = await checked(repository.root, ['c/o.json', '--against', name]);
    expect([code, contracts['o']]).toEqual([1, expect.stringMatching(/^incompatible /)]);
  });

  it('also as YAML, as Avro and as Protobuf', async () => {
    repository.write({ old: 'properties:\n  a: {type: string}\n' });
    expect(await checked(repository.root, ['c/o.json', '--against', 'old'])).toMatchObject({ code: 1 });
    repository.write({ old: '"int"', 'c/n.avsc': '"string"' });
    expect((await checked(repository.root, ['c/n.avsc', '--against', 'old'])).code).toBe(1);
    const proto = (type: string): string => `syntax = "proto3";\nmessage P { ${type} a = 1; }\n`;
    repository.write({ old: proto('string'), 'c/p.proto': proto('int32') });
    expect((await checked(repository.root, ['c/p.proto', '--against', 'old'])).code).toBe(1);
  });

  it('once, as a pipe can be read', () => {
    const cli = join(import.meta.dirname, '../../dist/cli/main.js');
    const script = `"$0" "$1" check c/o.json --against <(git show main:c/o.json) -q; echo "left with $?"`;
    const told = execFileSync('bash', ['-c', script, process.execPath, cli], {
      cwd: repository.root,
      encoding: 'utf8',
    });
    expect(told).toContain('left with 1');
  });
});

describe('a pipe', () => {
  const bash = (command: string): string => {
    const cli = join(import.meta.dirname, '../../dist/cli/main.js');
    const script = `plumbline() { '${process.execPath}' '${cli}' "$@"; }; ${command}; echo "left with $?"`;
    return execFileSync('bash', ['-c', `{ ${script}; } 2>&1`], { cwd: repository.root, encoding: 'utf8' });
  };
  const proto = (type: string): string => `// An order.\nsyntax = "proto3";\nmessage P { ${type} a = 1; }\n`;

  it.each([
    ['o.json', '{"type":"string"}', '{"type":"integer"}'],
    ['o.avsc', '"string"', '{"type":"int"}'],
    ['o.proto', proto('string'), proto('int32')],
    ['o.yaml', 'type: string\n', 'type: integer\n'],
  ])('is read by diff as what it holds: %s', (file, older, newer) => {
    repository.write({ [file]: newer, older });
    const told = bash(`plumbline diff <(cat older) ${file}`);
    expect(told).toMatch(/^From \/dev\/fd\/\d+ to /);
    expect(told).toContain('BREAKS');
    expect(told).toContain('left with 1');
  });

  it('is called by what was typed, and told to be empty where a command failed to fill it', () => {
    const [changed, empty] = ['cat c/o.json', 'false'].map((fill) =>
      bash(`plumbline check c/o.json --against <(${fill})`),
    );
    expect(changed).toMatch(/checked against \/dev\/fd\/\d+ /);
    expect(empty).toMatch(
      /^\/dev\/fd\/\d+ is empty: there is no schema in it\.\nDid the command fail that was to fill it\?\nleft with 2/,
    );
    const diff = bash('plumbline diff <(false) c/o.json');
    expect(diff).toMatch(/^\/dev\/fd\/\d+ is empty: .*\n.*\nleft with 2/);
    const broken = bash('plumbline check c/o.json --against <(git show main:c/o.json)');
    expect(broken).toMatch(/\(BACKWARD against \/dev\/fd\/\d+\)/);
  });

  it('is no contract to check, and is not called a folder', () => {
    const told = bash('mkfifo f.json && plumbline check f.json --against c');
    expect(told).toContain('Cannot check f.json: it is a pipe or a device, not a file.');
    expect(told).toContain('left with 2');
  });
});

it.each(['nothing', 'words'])(
  'a folder without a contract is refused, and not taken for a past without one: %s',
  async (folder) => {
    repository.write({ 'words/README.md': 'Words.' });
    mkdirSync(join(repository.root, 'nothing'));
    const { code, stderr } = await plumbline(repository.root, ['check', 'c', '--against', folder]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`There is no contract in ${folder}, so there is nothing to compare with.`),
    ]);
  },
);

it('an ending is read in whatever letters it is written', async () => {
  repository.write({ 'e/U.JSON': { type: 'string' }, 'e/V.Avsc': '"int"', 'e/w.YML': 'type: string' });
  repository.commit();
  repository.write({ 'e/U.JSON': { type: 'integer' }, 'e/V.Avsc': '"string"' });
  const { code, contracts } = await checked(repository.root, ['e', '--against', 'git:HEAD']);
  const words = Object.entries(contracts).map(([subject, told]) => `${subject} ${told.split(' ')[0]}`);
  expect([code, words]).toEqual([1, ['U incompatible', 'V incompatible', 'w unchanged']]);
});

it('a level that asks for all versions says that one alone was compared, also of what did not change', async () => {
  repository.commit({ 'c/p.json': { type: 'string' } });
  const told = async (against: string) =>
    (await checked(repository.root, ['c', '--against', against, '--level', 'BACKWARD_TRANSITIVE'])).contracts;
  expect(await told('git:HEAD')).toEqual({
    o: 'unchanged history-not-compared',
    p: 'unchanged history-not-compared',
  });
  expect((await told('git:HEAD^'))['p']).toBe('new');
  repository.write({ 'before/p.json': { type: 'string' } });
  expect((await told('before'))['p']).toBe('unchanged history-not-compared');
});

it.each(['.', '**/*.json', 'd*/**/*.json'])(
  'a folder with a line break in its name is looked into: %s',
  async (pattern) => {
    repository.commit({ 'd\n1/e\r2/n.json': { type: 'string' } });
    repository.write({ 'd\n1/e\r2/n.json': { type: 'integer' } });
    const { code, contracts } = await checked(repository.root, [pattern, '--against', 'git:HEAD']);
    expect([code, contracts['n']]).toEqual([1, expect.stringMatching(/^incompatible/)]);
  },
);
