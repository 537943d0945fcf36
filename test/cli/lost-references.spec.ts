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
