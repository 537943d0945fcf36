import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';
import { checkContract } from '../check/check-contract.js';
import { referringFiles } from './referring-files.js';
import { SchemaIds } from './schema-ids.js';

type Files = Record<string, string | object>;

/** What the contract of a file refers to, and what is said of it, where `patterns` are checked. */
async function linked(file: string, files: Files, patterns = ['.']) {
  const selection = { patterns, exclude: [], manifest: null, template: null };
  const { contracts } = await loadContracts(memoryTree(files), selection);
  const contract = contracts.find((one) => one.file === file)!;
  const question = { contract, level: 'BACKWARD', policy: null, versions: [], referenced: [] } as const;
  const { status, findings } = checkContract(question);
  const references = contract.references.map(({ name, file: there }) => [name, there]);
  return { references, status, findings: findings.map(({ rule, message }) => [rule, message]) };
}

const money = { $id: 'https://e.com/v2/money.json', type: 'string' };
const pay = { $id: 'https://e.com/v2/pay.json', properties: { m: { $ref: 'money.json' } } };
const found = (file: string, name = 'money.json') => ({ references: [[name, file]], status: 'new', findings: [] });

describe('a $ref is resolved against the $id of its schema', () => {
  it('and leads to the file with that $id, wherever it lies, also where the schema is named alone', async () => {
    const files = { 's/pay.json': pay, 'lib/m.json': money };
    expect(await linked('s/pay.json', files)).toEqual(found('lib/m.json'));
    expect(await linked('s/pay.json', files, ['s/pay.json'])).toEqual(found('lib/m.json'));
    expect(
      await linked('s/pay.json', { 's/pay.json': pay, 'lib/m.yaml': '$id: "https://e.com/v2/money.json#"' }),
    ).toEqual(found('lib/m.yaml'));
  });

  it('as a path from the root of the address', async () => {
    const customer = { $id: 'https://e.com/schemas/customer', items: { $ref: '/schemas/address#/x' } };
    const files = { 's/customer.json': customer, 's/address.json': { $id: 'https://e.com/schemas/address', x: {} } };
    expect(await linked('s/customer.json', files)).toEqual(found('s/address.json', '/schemas/address'));
  });

  it('before it is a path, with a note where that leads to another file', async () => {
    const files = {
      's2/pay.json': pay,
      'lib/m.json': money,
      's2/money.json': { $id: 'https://e.com/v1/money.json', type: 'integer' },
    };
    expect(await linked('s2/pay.json', files)).toEqual({
      references: [['money.json', 'lib/m.json']],
      status: 'new',
      findings: [
        [
          'id-before-path',
          '"money.json" is lib/m.json, whose $id is https://e.com/v2/money.json: references are resolved against the $id of the schema. By its path it would be s2/money.json, which is another.',
        ],
      ],
    });
  });

  it('and is a path where no file has that $id, or that of the path has it, too', async () => {
    const beside = { 's/pay.json': pay, 's/money.json': { type: 'string' } };
    expect(await linked('s/pay.json', beside)).toEqual(found('s/money.json'));
    const bundle = { $defs: { money } };
    expect(await linked('s/pay.json', { ...beside, 'bundle.json': bundle })).toEqual(found('s/money.json'));
    const copies = { 'a/m.json': { ...money, title: 'A' }, 's/money.json': money, 's/pay.json': pay };
    expect(await linked('s/pay.json', copies)).toEqual(found('s/money.json'));
  });

  it('or of a schema in it that has one of its own', async () => {
    const inner = { $id: 'https://e.com/v2/', items: { $ref: 'money.json' } };
    const files = {
      's/a.json': { $id: 'https://e.com/v1/a.json', properties: { x: inner, y: { $id: 'deep/', not: { $ref: 'z' } } } },
      'lib/m.json': money,
      'lib/z.json': { $id: 'https://e.com/v1/deep/z' },
    };
    expect((await linked('s/a.json', files)).references.sort()).toEqual([
      ['money.json', 'lib/m.json'],
      ['z', 'lib/z.json'],
    ]);
  });

  it('by the id of draft-04, and not by one that a $ref beside it makes void before 2019-09', async () => {
    const draft = 'http://json-schema.org/draft-04/schema#';
    const four = { $schema: draft, id: 'https://e.com/v2/pay.json', items: { $ref: 'money.json' } };
    const lib = { $schema: draft, id: 'https://e.com/v2/money.json' };
    expect(await linked('s/four.json', { 's/four.json': four, 'lib/m.json': lib })).toEqual(found('lib/m.json'));
    const void7 = { items: { $id: 'https://e.com/v2/x', $ref: 'money.json' } };
    expect((await linked('s/a.json', { 's/a.json': void7, 'lib/m.json': money })).status).toBe('invalid');
  });

  it('and leads to no other file where a schema in the same file has the $id', async () => {
    const bundle = { ...pay, definitions: { money } };
    const files = { 's/pay.json': bundle, 'lib/m.json': { ...money, type: 'integer' } };
    expect(await linked('s/pay.json', files)).toEqual({ references: [], status: 'new', findings: [] });
    // Draft-07 knows no $defs, so what is called so is no schema.
    const unknown = { 's/pay.json': { ...pay, $defs: { money } }, 's/money.json': { type: 'integer' } };
    expect(await linked('s/pay.json', unknown)).toEqual(found('s/money.json'));
  });

  it('and where there is neither is told with both', async () => {
    const { findings } = await linked('s/pay.json', { 's/pay.json': pay });
    expect(findings[0]?.[1]).toContain(
      'There is no file s/money.json, and no schema here has the $id https://e.com/v2/money.json, which s/pay.json names in line 1.',
    );
  });
});

it('what refers to a file by a $id that its own makes whole is found', async () => {
  const files = {
    's/pay.json': pay,
    'lib/m.json': money,
    's/other.json': { $id: 'https://e.com/v1/other.json', not: { $ref: 'money.json' } },
    'api.json': { asyncapi: '3.0.0', components: { messages: { M: { payload: pay } } } },
  };
  const { files: referring } = await referringFiles(memoryTree(files), { named: ['lib/m.json'], exclude: [] });
  expect(referring.sort()).toEqual(['api.json', 's/pay.json']);
});

it('an $id is looked for in so many files and bytes, and how many were not looked in is known', async () => {
  const files = { 'a.json': money, 'b.avsc': '"int"', 'c.json': pay };
  const ids = (bounds: { files: number; bytes: number }) => new SchemaIds(memoryTree(files), bounds).find(pay.$id);
  const none = { whole: [], embedded: [] };
  expect(await ids({ files: 2, bytes: 1_000 })).toEqual({ whole: ['c.json'], embedded: [], unseen: 0 });
  expect(await ids({ files: 1, bytes: 1_000 })).toEqual({ ...none, unseen: 1 });
  expect(await ids({ files: 2, bytes: -1 })).toEqual({ ...none, unseen: 2 });
});

describe('two files with the $id that a reference leads to', () => {
  const refused = (id: string, by = 's/pay.json') => [
    ['schema-invalid', `The schema is invalid: a/m.json and b/m.json both define "${id}", to which ${by} refers.`],
  ];
  const id = 'https://e.com/v2/money.json';
  const both = { 's/pay.json': pay, 'a/m.json': money, 'b/m.json': { ...money, type: 'integer' } };

  it('are refused where they say different things, whatever is named', async () => {
    for (const patterns of [['.'], ['s/pay.json']])
      expect((await linked('s/pay.json', both, patterns)).findings).toEqual(refused(id));
    const named = { 's/pay.json': { $ref: 'u' }, 'a/m.json': { $id: 'u' }, 'b/m.json': { $id: 'u', type: 'string' } };
    expect((await linked('s/pay.json', named)).findings).toEqual(refused('u'));
  });

  it('are refused to what refers to them through another file, too', async () => {
    const files = { ...both, 'order.json': { items: { $ref: 's/pay.json' } } };
    expect((await linked('order.json', files)).findings).toEqual(refused(id));
  });

  it('are one where they say the same, and that of the same folder is meant', async () => {
    const same = { 's/pay.json': pay, 'a/m.json': money, 'b/m.json': JSON.stringify(money, null, 2) };
    expect(await linked('s/pay.json', same)).toEqual(found('a/m.json'));
    expect(await linked('s/pay.json', { ...both, 's/own.json': money })).toEqual(found('s/own.json'));
  });
});
