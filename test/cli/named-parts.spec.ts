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

  it('and is checked where it stands now, in a document that is not named', async () => {
    const [D, changed] = ['integer', 'string'].map((type) => `    D: { payload: { type: ${type} } }\n`);
    change(
      { 'c/t3.yaml': `${api('A', 'G')}${D}`, 'c/t5.yaml': api('G') },
      { 'c/t3.yaml': api('A'), 'c/t4.yaml': `${api('B')}${changed}` },
    );
    const contracts = { A: 'unchanged', D: 'incompatible type-narrowed', G: 'unchecked contract-removed' };
    expect(await told('c/t3.yaml', ...AGAINST)).toEqual({ code: 1, contracts });
    const { stderr } = await run('c/t3.yaml', ...AGAINST);
    expect(stderr).toBe('Note: D was in c/t3.yaml in main, and is in c/t4.yaml now: it is checked there, too.\n');
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
  });

  it('and a manifest that names one of its messages alone drops no other', async () => {
    change({ 'c/api.yaml': api('A', 'B') }, { 'c/api.yaml': api('A', 'B').replace(/(B: .*)object/, '$1string') });
    repository.write({ 'one.yaml': 'contracts:\n  - { file: c/api.yaml, message: A, owner: us }\n' });
    const contracts = { A: 'unchanged', B: expect.stringMatching(/^incompatible/) as string };
    for (const named of ['c', 'c/api.yaml', 'c/*.yaml'])
      expect(await told(named, ...AGAINST, '-m', 'one.yaml')).toEqual({ code: 1, contracts });
    const { stderr } = await run(...AGAINST, '-m', 'one.yaml');
    expect(stderr).toContain('one.yaml names messages of c/api.yaml, and not B: not looked at.');
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

describe('a file that is named alone, as the hook of pre-commit does, is checked with what refers to it', () => {
  const to = (path: string) => ({ asyncapi: '3.0.0', components: { messages: { Placed: { $ref: path } } } });
  const breaks = expect.stringMatching(/^incompatible /) as string;
  const object = (type: string) => ({ type: 'object', properties: { a: { type } } });

  it.each([
    ['a whole message', '', (type: string) => ({ name: 'Placed', payload: object(type) })],
    [
      'components.messages',
      '#/components/messages/P',
      (type: string) => ({ components: { messages: { P: { name: 'Placed', payload: object(type) } } } }),
    ],
  ])('%s of an AsyncAPI document', async (_, pointer, part) => {
    change(
      { 'api/api.json': to(`../parts/placed.json${pointer}`), 'parts/placed.json': part('number') },
      { 'parts/placed.json': part('string') },
    );
    expect(await told('parts/placed.json', ...AGAINST)).toEqual({ code: 1, contracts: { Placed: breaks } });
    const { stderr } = await run('parts/placed.json', ...AGAINST);
    expect(stderr).toContain('Note: api/api.json refers to parts/placed.json and is checked, too.');
  });

  it('components.schemas, also through a file of messages', async () => {
    const schemas = (type: string) => ({ components: { schemas: { Order: object(type) } } });
    const messages = {
      components: { messages: { Placed: { payload: { $ref: 'schemas.json#/components/schemas/Order' } } } },
    };
    const files = {
      'api.json': to('parts/messages.json#/components/messages/Placed'),
      'parts/messages.json': messages,
    };
    change({ ...files, 'parts/schemas.json': schemas('number') }, { 'parts/schemas.json': schemas('string') });
    expect(await told('parts/schemas.json', ...AGAINST)).toEqual({ code: 1, contracts: { Placed: breaks } });
  });

  it('a part of JSON Schemas, Avro and Protobuf, and what comes to it through others', async () => {
    const files = (type: string, avro: string, proto: string) => ({
      'common/address.json': object(type),
      'common/Money.avsc': { type: 'record', name: 'Money', namespace: 'shop', fields: [{ name: 'a', type: avro }] },
      'common/money.proto': `syntax = "proto3";\nmessage Money { ${proto} a = 1; }\n`,
    });
    const users = {
      'c/person.json': { properties: { home: { $ref: '../common/address.json' } } },
      'c/order.json': { properties: { by: { $ref: 'person.json' } } },
      'c/other.json': { title: 'address.json and Money are only words here' },
      'c/Paid.avsc': { type: 'record', name: 'Paid', namespace: 'shop', fields: [{ name: 'm', type: 'Money' }] },
      'c/bill.proto': 'syntax = "proto3";\nimport "common/money.proto";\nmessage Bill { Money m = 1; }\n',
      'openapi.json': { openapi: '3.1.0', components: { schemas: { A: { $ref: 'common/address.json' } } } },
    };
    change({ ...files('string', 'long', 'string'), ...users }, files('number', 'string', 'int64'));
    const json = await told('common/address.json', ...AGAINST);
    expect(json).toEqual({ code: 1, contracts: { address: breaks, person: breaks, order: breaks } });
    expect((await told('common/Money.avsc', ...AGAINST)).contracts).toEqual({ Money: breaks, Paid: breaks });
    expect((await told('common/money.proto', ...AGAINST)).contracts).toEqual({ money: breaks, bill: breaks });
    const named = await told('common/address.json', '-s', 'addresses', ...AGAINST);
    expect(named.contracts).toEqual({ addresses: breaks, person: breaks, order: breaks });
  });

  it('one message of a document, whose others stand there and are not gone', async () => {
    const avro = (payload: object) => ({ schemaFormat: 'application/vnd.apache.avro;version=1.9.0', payload });
    const record = { type: 'record', name: 'R', fields: [{ name: 'm', type: 'n.Money' }] };
    const money = (type: string) => ({
      ...{ type: 'record', name: 'Money', namespace: 'n' },
      fields: [{ name: 'v', type }],
    });
    const document = (...others: string[]) => ({
      asyncapi: '3.0.0',
      components: {
        messages: Object.fromEntries([
          ['B', avro(record)],
          ...others.map((name) => [name, { payload: object('string') }]),
        ]),
      },
    });
    const old = { 'old/c/api.json': document('A', 'C'), 'old/s/money.avsc': money('long') };
    change(
      { ...old, 'c/api.json': document('A', 'C'), 's/money.avsc': money('long') },
      { 's/money.avsc': money('double') },
    );
    for (const against of ['git:main', 'old'])
      expect(await told('s/money.avsc', '--against', against)).toEqual({
        code: 0,
        contracts: { money: 'compatible', B: 'compatible' },
      });
    repository.write({ 'c/api.json': document('A') });
    for (const against of ['git:main', 'old'])
      expect(await told('s/money.avsc', '--against', against)).toEqual({
        code: 0,
        contracts: { money: 'compatible', B: 'compatible', C: 'unchecked contract-removed' },
      });
  });

  it('by the manifest where that names contracts, and told where it names none of them', async () => {
    const users = {
      'c/order.json': { $ref: '../common/address.json' },
      'c/copy.json': { $ref: '../common/address.json' },
      'plumbline.contracts.yaml': 'contracts:\n  - { file: c/order.json, subject: orders }\n',
    };
    change({ ...users, 'common/address.json': object('string') }, { 'common/address.json': object('number') });
    expect((await told('common/address.json', ...AGAINST)).contracts).toEqual({ address: breaks, orders: breaks });
    repository.write({ 'plumbline.contracts.yaml': 'contracts:\n  - { file: common }\n' });
    const { stderr } = await run('common/address.json', ...AGAINST);
    expect(stderr).toBe(
      'Note: c/copy.json, c/order.json refer to what is named, and are no contracts by plumbline.contracts.yaml: not checked. Name what is to be checked.\n',
    );
  });

  it('and nothing else is where nothing refers to it, where it is left out, and against one file', async () => {
    const files = { 'c/a.json': object('string'), 'c/b.json': { $ref: 'a.json' }, 'c/c.json': object('string') };
    change(files, { 'old.json': object('string') });
    const alone = await run('c/c.json', ...AGAINST);
    expect([alone.code, alone.stderr]).toEqual([0, '']);
    expect((await told('c/a.json', '!c/b.json', ...AGAINST)).contracts).toEqual({ a: 'unchanged' });
    expect((await told('c/a.json', '--against', 'old.json')).contracts).toEqual({ a: 'unchanged' });
    expect((await told('c/a.json', '--against', 'registry', '--offline')).contracts).toEqual({
      a: 'unchecked',
      b: 'unchecked',
    });
  });
});

it('a copy that refers to a file that is named is told and not checked, and an earlier folder is not looked into', async () => {
  const user = { $ref: '../common/address.json' };
  const address = { type: 'string' };
  change({ 'common/address.json': address, 'c/order.json': user, 'copy/order.json': { allOf: [user] } }, {});
  repository.write({ 'old/common/address.json': address, 'old/c/order.json': { $ref: '../../common/address.json' } });
  const { code, stderr } = await run('common/address.json', '--against', 'old');
  expect([code, stderr]).toEqual([
    0,
    'Note: c/order.json refers to common/address.json and is checked, too.\n' +
      'Note: copy/order.json refers to what is named, too, and would be the subject "order" as c/order.json is: not checked.\n',
  ]);
});

describe('what is named and is no contract', () => {
  it('is told beside others: a file of another kind, and a document without payloads', async () => {
    const files = { 'a.json': {}, 'README.md': '', 'api.yaml': 'asyncapi: 3.0.0\n' };
    repository.commit(files);
    const { code, stderr } = await run('a.json', 'README.md', 'api.yaml', '--against', 'git:HEAD');
    expect([code, stderr]).toEqual([
      0,
      'Note: README.md is no contract: contracts are files that end with .json, .yaml, .yml, .avsc, .proto.\n' +
        'Note: api.yaml is no contract: it is an AsyncAPI document, and no message of it has a payload.\n',
    ]);
  });

  it('is refused where the manifest names a path that is not there, whatever else is named', async () => {
    const manifest =
      'contracts:\n  - { file: a.json }\n  - { file: c/oder.json, level: FULL }\n  - { file: later/**/*.avsc }\n';
    repository.commit({ 'a.json': {}, 'c/order.json': {}, 'plumbline.contracts.yaml': manifest });
    expect(await run('a.json', '--against', 'git:HEAD')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'plumbline.contracts.yaml names c/oder.json, which is not there.\nCorrect the path, which is relative to the manifest, or remove it.\n',
    });
  });
});
