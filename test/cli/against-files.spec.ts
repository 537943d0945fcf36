import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
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
    ['o.avsc', '{"type":"string"}', '{"type":"int"}'],
    ['o.proto', proto('string'), proto('int32')],
    ['o.yaml', 'type: string\n', 'type: integer\n'],
  ])('is read by diff as what it holds: %s', (file, older, newer) => {
    repository.write({ [file]: newer, older });
    const told = bash(`plumbline diff <(cat older) ${file}`);
    expect(told).toMatch(/^From \/dev\/fd\/\d+ to /);
    expect(told).toContain('BREAKS');
    expect(told).toContain('left with 1');
  });

  it('reads what it refers to from where the file stands that it is compared with, and says that it is as now', () => {
    const user = (type: string): string =>
      `syntax = "proto3";\nimport "shared/money.proto";\nmessage U { shared.M m = 1; ${type} a = 2; }\n`;
    repository.write({
      's/user.proto': user('string'),
      older: user('int32'),
      's/shared/money.proto': 'syntax = "proto3";\npackage shared;\nmessage M { int32 x = 1; }\n',
    });
    const note = '"shared/money.proto" is read from s/shared/money.proto as it is now, for both versions:';
    const diff = bash('plumbline diff <(cat older) s/user.proto');
    expect(diff).toContain(`Note: ${note} what changed in it is not seen. git:REF and a registry have it as it was.`);
    expect(diff).toMatch(/\n {2}\/a is string now; it was int32\.\n.*BREAKS.*\nleft with 1\n$/);
    const check = bash('plumbline check s/user.proto --against <(cat older)');
    expect(check).toContain('writes "a" as int32, and the candidate reads string.');
    expect(check.replace(/\n\s*/g, ' ')).toContain(note);
    const alone = bash('plumbline validate <(cat older) c/o.json');
    expect(alone).toMatch(/There is no file shared\/money\.proto, which \/dev\/fd\/\d+ names in line 2\./);
    expect(alone).toContain('left with 2');
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

describe('an earlier file in another folder', () => {
  const order = (reference: string, type: string): object => ({
    properties: { a: { $ref: reference }, b: { type } },
    additionalProperties: false,
  });

  it('refers to what is beside itself, else to what is beside the file that it is compared with', async () => {
    repository.write({ 'c/new.json': order('s/a.json', 'string'), 'c/s/a.json': { type: 'string' } });
    repository.write({ 'old/new.json': order('s/a.json', 'string') });
    const run = () => plumbline(repository.root, ['diff', 'old/new.json', 'c/new.json']);
    expect(await run()).toMatchObject({
      code: 0,
      stdout: 'c/new.json says the same as old/new.json.\n',
      stderr: expect.stringContaining('Note: "s/a.json" is read from c/s/a.json as it is now') as string,
    });
    expect(await checked(repository.root, ['c/new.json', '--against', 'old/new.json'])).toEqual({
      code: 0,
      contracts: { new: 'unchanged reference-as-now' },
    });
    const message =
      '"s/a.json" is read from c/s/a.json as it is now, for both versions: what changed in it is not seen.';
    for (const quiet of [
      await plumbline(repository.root, ['check', 'c/new.json', '--against', 'old/new.json', '-q']),
      await plumbline(repository.root, ['diff', 'old/new.json', 'c/new.json', '-q']),
    ])
      expect([quiet.code, quiet.stdout + quiet.stderr]).toEqual([0, expect.stringContaining(message)]);
    repository.write({ 'old/s/a.json': { type: 'integer' } });
    expect(await run()).toMatchObject({ code: 1, stderr: '' });
  });

  it('refers by an $id, and by a name of Avro, to what its own folder or one below has before anything else', async () => {
    const old = new GitRepository();
    const bill = (type: string) => ({ $id: 'https://e.example/bill', type: 'object', properties: { a: { type } } });
    const money = (type: string) => ({ type: 'record', name: 'Money', fields: [{ name: 'a', type }] });
    const line = { type: 'record', name: 'Line', fields: [{ name: 'm', type: 'Money' }] };
    const files = { 'c/order.json': order('https://e.example/bill', 'string'), 'c/line.avsc': line };
    try {
      repository.commit({ ...files, 'c/sub/bill.json': bill('string'), 'c/sub/money.avsc': money('string') });
      old.write({ ...files, 'c/sub/bill.json': bill('number'), 'c/sub/money.avsc': money('long') });
      for (const file of ['c/order.json', 'c/line.avsc']) {
        const earlier = `${old.root}/${file}`;
        const { code, contracts } = await checked(repository.root, [file, '--against', earlier]);
        expect([code, Object.values(contracts)]).toEqual([1, [expect.stringMatching(/^incompatible type-[a-z]+$/)]]);
        expect(await plumbline(repository.root, ['diff', earlier, file])).toMatchObject({ code: 1, stderr: '' });
      }
      old.delete('c/sub');
      const { contracts } = await checked(repository.root, ['c/order.json', '--against', `${old.root}/c/order.json`]);
      expect(contracts).toEqual({ order: 'unchanged reference-as-now' });
      // Here it lies above what is checked, which is none of its own.
      repository.move('c', 'sub/c');
      repository.write({ 'order.json': order('https://e.example/bill', 'string') });
      repository.git('init', '-q', 'sub');
      const above = await checked(`${repository.root}/sub`, ['c/order.json', '--against', '../order.json']);
      expect(above.contracts).toEqual({ order: 'unchanged reference-as-now' });
    } finally {
      old.remove();
    }
  });

  it('refers by an $id to the file that it also reaches by a path', async () => {
    const bill = (type: string) => ({ $id: 'https://e.example/bill', type: 'object', properties: { a: { type } } });
    const both = { properties: { a: { $ref: '../common/bill.json' }, b: { $ref: 'https://e.example/bill' } } };
    repository.commit({ 'c/order.json': both, 'common/bill.json': bill('string') });
    repository.write({ 'old/c/order.json': both, 'old/common/bill.json': bill('number') });
    const { code, stdout, stderr } = await plumbline(repository.root, ['diff', 'old/c/order.json', 'c/order.json']);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout.match(/BREAKS/g)?.length).toBeGreaterThan(1);
  });

  it('that refers to what is nowhere is told where that was sought', async () => {
    repository.write({ 'c/new.json': order('a.json', 'string'), 'c/a.json': {} });
    repository.write({ 'old/new.json': order('gone.json', 'string') });
    expect(await plumbline(repository.root, ['diff', 'old/new.json', 'c/new.json'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'old/new.json: The schema is invalid at /properties/a/$ref: The reference gone.json is missing. ' +
        'There is no file c/gone.json, which old/new.json names in line 4.\nAdd c/gone.json, or correct the reference.\n',
    });
  });
});

it('a document with several messages is told what to do, since none of them can be named', async () => {
  const messages = { a: { payload: { type: 'string' } }, b: { payload: { type: 'string' } } };
  repository.write({ 'd.json': { asyncapi: '3.0.0', components: { messages } } });
  const told = await plumbline(repository.root, ['diff', 'd.json', 'c/o.json']);
  expect([told.code, told.stderr]).toEqual([
    2,
    'd.json holds 2 contracts (a, b), and one of them cannot be named here.\nPut the schema of that one into a file of its own, ' +
      'or name its version in a registry, such as orders.created@3; `plumbline check` compares all of a document.\n',
  ]);
});

it('a baseline asks for reasons only where one is missing', async () => {
  const update = ['check', 'c/o.json', '--against', 'git:main', '--update-baseline'];
  const asked = expect.stringContaining('Write the reasons into it') as string;
  expect(await plumbline(repository.root, update)).toMatchObject({ code: 0, stderr: asked });
  expect(await plumbline(repository.root, update)).toMatchObject({ code: 0, stderr: asked });
  const done = { code: 0, stderr: 'plumbline.baseline.yaml accepts what this check found.\n' };
  expect(await plumbline(repository.root, [...update, '--reason', 'Agreed.'])).toMatchObject(done);
  expect(await plumbline(repository.root, update)).toMatchObject(done);
});

it('a baseline gets the day with the reason, and says of how many entries it leaves theirs', async () => {
  const update = ['check', 'c/o.json', '--against', 'git:main', '--update-baseline'];
  const until = () =>
    /^ +until: (.*)$/m.exec(readFileSync(join(repository.root, 'plumbline.baseline.yaml'), 'utf8'))?.[1];
  await plumbline(repository.root, [...update, '-q']);
  const accepts = 'plumbline.baseline.yaml accepts what this check found.';
  const first = await plumbline(repository.root, [...update, '--reason', 'Agreed.', '--until', '2999-12-31']);
  expect([first.stderr, until()]).toEqual([`${accepts}\n`, '2999-12-31']);
  const again = await plumbline(repository.root, [...update, '--until', 'never']);
  expect([again.stderr, until()]).toEqual([
    `${accepts} 1 entry has a reason already and keeps its last day, or none: write another into the file.\n`,
    '2999-12-31',
  ]);
});

it.each([
  ['diff', ['bad.json', 'c/o.json']],
  ['diff', ['c/o.json', 'bad.json']],
  ['validate', ['bad.json', 'c/o.json']],
])('a schema that is none leaves with 2, as nothing was looked at: %s %j', async (command, files) => {
  repository.write({ 'bad.json': { type: 'strin' } });
  const told = await plumbline(repository.root, [command, ...files]);
  expect(told).toMatchObject({ code: 2, stdout: '' });
  expect(told.stderr).toMatch(/^bad\.json: The schema is invalid at \/type: .*\nCorrect the file\.\n$/);
  expect((await plumbline(repository.root, ['check', 'bad.json', '--offline'])).code).toBe(1);
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
