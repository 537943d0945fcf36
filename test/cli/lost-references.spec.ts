import { GitRepository } from './git-repository.js';
import { checked, plumbline } from './run-plumbline.js';

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
});
afterEach(() => repository.remove());

// As the hook of pre-commit does.
const AGAINST = ['--against', 'git:HEAD', '--no-merge-base'];
const told = (...args: string[]) => checked(repository.root, [...args, ...AGAINST]);
const notes = async (...args: string[]): Promise<string> =>
  (await plumbline(repository.root, ['check', ...args, ...AGAINST])).stderr.replace(/\([0-9a-f]+\)/g, '(1a2b3c4)');

const money = { type: 'object', properties: { amount: { type: 'number' } } };
const invalid = expect.stringMatching(/^invalid /) as string;

describe('who renames a file and names it alone is told what refers to it as it was', () => {
  it('by its path, also through others', async () => {
    repository.commit({
      'k/sh/m.json': money,
      'k/u.json': { properties: { m: { $ref: 'sh/m.json' } } },
      'k/v.json': { properties: { u: { $ref: 'u.json' } } },
      'k/w.json': { title: 'm.json is only a word here' },
    });
    repository.git('mv', 'k/sh/m.json', 'k/sh/money.json');
    const { code, contracts } = await told('k/sh/money.json');
    expect({ code, contracts }).toEqual({
      code: 1,
      contracts: { money: 'unchanged contract-renamed contract-removed', u: invalid, v: invalid },
    });
    expect(await notes('k/sh/money.json')).toBe(
      'Note: k/u.json, k/v.json refer to k/sh/m.json, which is in HEAD and is gone here: they are checked, too.\n',
    );
  });

  it('by an import of Protobuf', async () => {
    repository.commit({
      'common/money.proto': 'syntax = "proto3";\nmessage Money { int64 a = 1; }\n',
      'pay.proto': 'syntax = "proto3";\nimport "common/money.proto";\nmessage Pay { Money m = 1; }\n',
    });
    repository.git('mv', 'common/money.proto', 'common/cash.proto');
    const { code, contracts } = await told('common/cash.proto');
    expect([code, contracts['pay']]).toEqual([1, invalid]);
  });

  it('from AsyncAPI documents', async () => {
    const api = { asyncapi: '3.0.0', components: { messages: { Paid: { payload: { $ref: 'sh/m.json' } } } } };
    repository.commit({ 'sh/m.json': money, 'api.json': api });
    repository.git('mv', 'sh/m.json', 'sh/money.json');
    const { code, contracts } = await told('sh/money.json');
    expect([code, contracts['Paid']]).toEqual([1, invalid]);
  });
});

describe('who gives a schema another name is told what refers to it by the old one', () => {
  it('of Avro, an alias notwithstanding', async () => {
    const record = (name: string) => ({ type: 'record', name, namespace: 'acme', fields: [] });
    repository.commit({
      'Money.avsc': record('Money'),
      'Line.avsc': { ...record('Line'), fields: [{ name: 'm', type: 'acme.Money' }] },
      'Other.avsc': { ...record('Other'), doc: 'of Money' },
    });
    repository.write({ 'Money.avsc': { ...record('Cash'), aliases: ['Money'] } });
    const { code, contracts } = await told('Money.avsc');
    expect([code, Object.keys(contracts), contracts['Line']]).toEqual([1, ['Money', 'Line'], invalid]);
    expect(await notes('Money.avsc')).toBe(
      'Note: Line.avsc refers to acme.Money, which is in HEAD and is gone here: it is checked, too.\n',
    );
  });

  it('of JSON Schema by its $id', async () => {
    repository.commit({
      'i/m.json': { $id: 'https://q/m', ...money },
      'i/k/u.json': { $id: 'https://q/u', properties: { m: { $ref: 'm' } } },
    });
    repository.write({ 'i/m.json': { $id: 'https://q/mm', ...money } });
    const { code, contracts } = await told('i/m.json');
    expect([code, contracts['u']]).toEqual([1, invalid]);
  });
});

it('nothing more is checked where what refers to it was mended, where a file is only new, and where one is edited', async () => {
  repository.commit({ 'k/m.json': money, 'k/u.json': { $ref: 'm.json' }, 'k/e.json': money });
  repository.git('mv', 'k/m.json', 'k/money.json');
  repository.write({
    'k/u.json': { $ref: 'money.json' },
    'k/e.json': { ...money, title: 'E' },
    'n.json': { $id: 'n' },
  });
  const { code, contracts } = await told('k/money.json');
  expect([code, Object.keys(contracts), contracts['u']]).toEqual([0, ['money', 'u'], 'compatible']);
  expect(await notes('k/money.json')).toBe('Note: k/u.json refers to k/money.json and is checked, too.\n');
  expect([await notes('k/e.json'), await notes('n.json')]).toEqual(['', '']);
});

it('against a folder, too, that is a copy of all or of a part', async () => {
  const id = (name: string) => ({ $id: `https://q/${name}`, ...money });
  const users = {
    'k/u.json': { properties: { m: { $ref: 'sh/m.json' } } },
    'k/j.json': { $id: 'https://q/j', properties: { i: { $ref: 'i' } } },
  };
  const old = new GitRepository();
  try {
    old.write({ ...users, 'k/sh/m.json': money, 'k/i.json': id('i') });
    repository.write({ ...users, 'k/sh/money.json': money, 'k/i.json': id('ii') });
    for (const folder of [old.root, `${old.root}/k`]) {
      const against = (...args: string[]) => checked(repository.root, [...args, '--against', folder]);
      const renamed = await against('k/sh/money.json');
      expect([renamed.code, Object.keys(renamed.contracts), renamed.contracts['u']]).toEqual([
        1,
        ['money', 'u'],
        invalid,
      ]);
      const called = await against('k/i.json');
      expect([called.code, Object.keys(called.contracts), called.contracts['j']]).toEqual([1, ['i', 'j'], invalid]);
      expect(Object.keys((await against('k/j.json')).contracts)).toEqual(['j']);
    }
  } finally {
    old.remove();
  }
});

describe('what only looks as if it referred to what is gone is neither checked nor told', () => {
  const order = (name: string, more: object = {}) => ({
    type: 'record',
    name,
    namespace: 'com.x',
    fields: [],
    ...more,
  });
  const status = { name: 's', type: { type: 'enum', name: 'Status', symbols: ['A'] } };
  const words = {
    'test/sample.json': { type: 'Order', id: '7', s: 'Status' },
    'schemas/audit.json': { properties: { kind: { enum: ['Order', 'Status'] } } },
    'package.json': { main: 'Order' },
    'api.yaml': 'main: Order\nstate: Status\n',
  };

  it('since the name is a plain word there', async () => {
    repository.commit({ ...words, 'v1/Order.avsc': order('Order', { fields: [status] }) });
    repository.write({ 'v1/Order.avsc': order('Purchase', { aliases: ['Order'], fields: [status] }) });
    expect(await told('v1/Order.avsc')).toEqual({ code: 0, contracts: { Order: 'compatible' } });
    expect(await notes('v1/Order.avsc')).toBe('');
    repository.write({ 'v1/Order.avsc': order('Order') });
    expect([await told('v1/Order.avsc'), await notes('v1/Order.avsc')]).toEqual([
      { code: 0, contracts: { Order: 'compatible' } },
      '',
    ]);
    repository.git('mv', 'v1/Order.avsc', 'v1/Purchase.avsc');
    repository.write({ 'plumbline.contracts.yaml': 'contracts:\n  - file: v1/**\n' });
    expect(await notes('v1/Purchase.avsc')).toBe('');
  });

  it('since it means a namesake that stays', async () => {
    const address = (namespace: string) => ({ type: 'record', name: 'Address', namespace, fields: [] });
    const proto = 'syntax = "proto3";\nmessage M { int32 a = 1; }\n';
    repository.commit({
      ...{ 'a/Address.avsc': address('a'), 'a/m.proto': proto, 'b/Address.avsc': address('b'), 'b/m.proto': proto },
      'b/Order.avsc': { ...address('b'), name: 'Order', fields: [{ name: 'a', type: 'Address' }] },
      'b/n.proto': 'syntax = "proto3";\nimport "m.proto";\nmessage N { M m = 1; }\n',
    });
    repository.git('rm', '-q', '-r', 'a');
    repository.write({ 'n/Address.avsc': address('n'), 'n/m.proto': proto });
    const { contracts } = await told('n/Address.avsc', 'n/m.proto');
    expect(Object.keys(contracts)).toEqual(['Address', 'm']);
    expect(await notes('n/Address.avsc', 'n/m.proto')).toBe('');
  });

  it('since another file is gone than the one that was named can be', async () => {
    repository.commit({ 'm.json': money, 'u.json': { $ref: 'm.json' } });
    repository.delete('m.json');
    repository.write({ 'n.json': { type: 'string', enum: ['a', 'b', 'c'], maxLength: 3 } });
    expect(await told('n.json')).toEqual({ code: 0, contracts: { n: 'new' } });
  });
});

it('an earlier state in the repository has no name for what is checked', async () => {
  const user = { 'a/u.json': { $ref: 'https://q/m' }, 'a/r.json': { $ref: 'Rel' } };
  const before = { 'm.json': { $id: 'https://q/m', ...money }, 'rel.json': { $id: 'Rel', ...money } };
  const both = (folder: string) =>
    Object.fromEntries(Object.entries(before).map(([file, one]) => [folder + file, one]));
  repository.commit({ ...user, ...both('a/'), ...both('old/'), 'old/u.json': user['a/u.json'] });
  repository.write({ 'a/m.json': { $id: 'https://q/mm', ...money } });
  for (const named of ['a/m.json', 'a']) {
    const { code, contracts } = await checked(repository.root, [named, '--against', 'old']);
    expect([code, contracts['u']]).toEqual([1, invalid]);
  }
  const said = async (...args: string[]) => (await plumbline(repository.root, ['check', ...args])).stderr;
  expect(await said('a/m.json', '--against', 'old')).toBe(
    'Note: a/u.json refers to https://q/m, which is in old and is gone here: it is checked, too.\n',
  );
  repository.write({ 'a/rel.json': { $id: 'Other', ...money } });
  expect(await said('a/rel.json', '--against', 'old')).toBe(
    'Note: a/r.json refers to Rel, which is in old and is gone here: it is checked, too.\n',
  );
});

describe('who changes a file so that what refers to it finds another one is told that', () => {
  const broken = expect.stringMatching(/^incompatible /) as string;

  it('by an import that falls back to another folder', async () => {
    const moneyAs = (type: string) => `syntax = "proto3"; message Money { ${type} units = 1; }`;
    repository.commit({
      'p/money.proto': moneyAs('string'),
      'p/o/money.proto': moneyAs('int64'),
      'p/o/order.proto': 'syntax = "proto3"; import "money.proto"; message Order { Money m = 1; }',
    });
    repository.git('mv', 'p/o/money.proto', 'p/o/cash.proto');
    const { code, contracts } = await told('p/o/cash.proto');
    expect([code, contracts['order']]).toEqual([1, broken]);
    expect(await notes('p/o/cash.proto')).toBe(
      'Note: p/o/order.proto refers to "money.proto", which is p/o/money.proto in HEAD and p/money.proto here: it is checked, too.\n',
    );
  });

  it('by a name of Avro that another file defines, too, and by an $id', async () => {
    const record = (name: string, type: string) => ({ type: 'record', name, fields: [{ name: 'a', type }] });
    const order = { $id: 'https://e.com/b.json', properties: { m: { $ref: 'm.json' } } };
    const cash = (version: string) => ({ $id: `https://e.com/${version}m.json`, type: 'integer' });
    repository.commit({
      'c/money.avsc': record('Money', 'long'),
      'c/a.avsc': record('A', 'Money'),
      'vendor/m.avsc': record('Money', 'string'),
      'lib/cash.json': cash(''),
      'c/b.json': order,
      'c/m.json': { type: 'string' },
    });
    repository.write({
      'c/money.avsc': { ...record('Amount', 'long'), aliases: ['Money'] },
      'lib/cash.json': cash('v1/'),
    });
    for (const [file, referring] of [
      ['c/money.avsc', 'a'],
      ['lib/cash.json', 'b'],
    ] as const) {
      const { code, contracts } = await told(file);
      expect([code, contracts[referring]]).toEqual([1, broken]);
    }
  });
});
