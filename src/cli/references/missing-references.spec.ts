import { checkContract } from '../check/check-contract.js';
import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';

/** What is wrong with a file, and what would mend it, where it is checked alone. */
async function told(file: string, files: Record<string, string | object>) {
  const selection = { patterns: [file], exclude: [], manifest: null, template: null };
  const { contracts } = await loadContracts(memoryTree(files), selection);
  const { findings } = checkContract({
    contract: contracts[0]!,
    level: 'BACKWARD',
    policy: null,
    versions: [],
    referenced: [],
  });
  return findings.map(({ message, fix, readerPath }) => [message, fix, readerPath]);
}

const record = (name: string, type: string) => ({
  type: 'record',
  name,
  namespace: 'shop',
  fields: [{ name: 'a', type }],
});

describe('a reference that is missing', () => {
  it('names the file that was sought, from the root, and the line that names it', async () => {
    const files = { 'a/x.json': '{\n  "$ref": "../b/mony.json#/x"\n}', 'b/money.json': {} };
    expect(await told('a/x.json', files)).toEqual([
      [
        'The schema is invalid at /$ref: The reference ../b/mony.json#/x is missing. There is no file b/mony.json, which a/x.json names in line 2.',
        'Did you mean b/money.json? Correct the reference, or add b/mony.json.',
        '/$ref',
      ],
    ]);
  });

  it('of a file that is referred to has its place there', async () => {
    const files = { 'a.json': { $ref: 'b.json' }, 'b.json': '{"not":\n{"$ref": "c.json"}}' };
    expect(await told('a.json', files)).toEqual([
      [
        'The schema is invalid: In the reference "b.json" at /not/$ref: The reference c.json is missing. There is no file c.json, which b.json names in line 2.',
        'Add c.json, or correct the reference.',
        'b.json#/not/$ref',
      ],
    ]);
  });

  it('of Protobuf names every place, and of Avro the type', async () => {
    const proto = 'syntax = "proto3";\nimport "m/n.proto";\nmessage A { N n = 1; }';
    expect((await told('a/p.proto', { 'a/p.proto': proto }))[0]?.[0]).toContain(
      '"m/n.proto" is not among the references. There is no file a/m/n.proto or m/n.proto, which a/p.proto names in line 2.',
    );
    expect((await told('a.avsc', { 'a.avsc': record('A', 'shop.B') }))[0]?.slice(0, 2)).toEqual([
      expect.stringContaining('No .avsc file of the repository defines shop.B, which a.avsc names in line 1.'),
      'Add the file that defines shop.B, or say where it is: `references` in a plumbline.contracts.yaml.',
    ]);
  });

  it('by a URI is said not to be fetched, and what is there and no schema is named', async () => {
    expect((await told('a.json', { 'a.json': { $ref: 'https://example.com/b.json' } }))[0]?.slice(0, 2)).toEqual([
      expect.stringContaining('No file here has the $id https://example.com/b.json, which a.json names'),
      expect.stringContaining('Nothing is ever fetched: add the file with that $id'),
    ]);
    const files = { 'a.json': { $ref: 'b.yaml' }, 'b.yaml': 'a: [' };
    expect((await told('a.json', files))[0]?.[0]).toContain('There is no schema that can be read in b.yaml, which');
  });

  it('into an AsyncAPI document cannot be followed, and what to do is said', async () => {
    const api = { asyncapi: '3.0.0', components: { schemas: { K: { type: 'string' } } } };
    const [finding] = await told('a.json', { 'a.json': { $ref: './api.json#/components/schemas/K' }, 'api.json': api });
    expect(finding?.slice(0, 2)).toEqual([
      'The schema is invalid at /$ref: The reference ./api.json#/components/schemas/K is missing. A schema in a file of its own cannot refer into the AsyncAPI document api.json, which a.json names in line 1.',
      'Move what is meant from api.json into a file of its own, to which both refer.',
    ]);
  });

  it('is another than one whose name it ends or begins with', async () => {
    const files = { 'a.json': { allOf: [{ $ref: 'xb.json' }, { $ref: 'b.json' }] } };
    expect((await told('a.json', files)).map(([, fix]) => fix)).toEqual([
      'Add xb.json, or correct the reference.',
      'Add b.json, or correct the reference.',
    ]);
  });
});

describe('a type of Avro in another folder', () => {
  it('is found where the contract is named alone, and with it what that needs', async () => {
    const files = {
      'a/order.avsc': record('Order', 'shop.Money'),
      'b/money.avsc': record('Money', 'shop.Code'),
      'c/code.avsc': record('Code', 'string'),
    };
    expect(await told('a/order.avsc', files)).toEqual([]);
  });

  it('is refused where two files define it in two ways', async () => {
    const files = {
      'a/order.avsc': record('Order', 'shop.Money'),
      'b/money.avsc': record('Money', 'string'),
      'c/money.avsc': record('Money', 'long'),
    };
    expect((await told('a/order.avsc', files))[0]?.[0]).toContain(
      'b/money.avsc and c/money.avsc both define "shop.Money"',
    );
  });
});
