import { loadContracts, type Selection } from './load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';

const ALL: Selection = { patterns: ['.'], exclude: [], manifest: null, template: null };

/** Every contract as `subject of file, also in ...`. */
async function told(files: Record<string, string | object>, selection: Partial<Selection> = {}) {
  const { contracts } = await loadContracts(memoryTree(files), { ...ALL, ...selection });
  return contracts.map(({ subject, file, alsoIn = [] }) => [subject, 'of', file, ...alsoIn].join(' '));
}

const api = (messages: object, more: object = {}) => ({ asyncapi: '3.0.0', components: { messages, ...more } });
const to = ($ref: string) => ({ $ref });
const PAID = { type: 'record', name: 'OrderPaid', fields: [{ name: 'id', type: 'string' }] };
const avro = (schema: object) => ({
  payload: { schemaFormat: 'application/vnd.apache.avro+json;version=1.9.0', schema },
});

describe('one contract is', () => {
  it('a message of a whole document to which another one refers, where it stands', async () => {
    const schemas = { Order: { type: 'object' } };
    const shared = api({ Made: { payload: { properties: { o: to('#/components/schemas/Order') } } } }, { schemas });
    const files = { 'a.json': api({ Made: to('./x/shared.json#/components/messages/Made') }), 'x/shared.json': shared };
    expect(await told(files)).toEqual(['Made of x/shared.json a.json']);
  });

  it('a message of several documents whose payload is the same file, from whatever folder they refer to it', async () => {
    const files = {
      'a/one.json': api({ Made: { payload: to('../schemas/made.json#/definitions/M') } }),
      'b/two.json': api({ Made: { payload: to('./../schemas/made.json#/definitions/M') } }),
      'schemas/made.json': { type: 'object', definitions: { M: { type: 'string' } } },
    };
    expect(await told(files)).toEqual(['Made of a/one.json b/two.json', 'made of schemas/made.json']);
  });

  it('a message and the file of its payload', async () => {
    const json = {
      'api.json': api({ OrderPaid: { payload: to('./schemas/OrderPaid.json') } }),
      'schemas/OrderPaid.json': { type: 'object' },
    };
    expect(await told(json)).toEqual(['OrderPaid of schemas/OrderPaid.json api.json']);
    const files = { 'api.json': api({ OrderPaid: avro(to('./s/OrderPaid.avsc')) }), 's/OrderPaid.avsc': PAID };
    expect(await told(files)).toEqual(['OrderPaid of s/OrderPaid.avsc api.json']);
  });

  it('what is written in two documents in the same words', async () => {
    const made = { Made: { payload: { type: 'object' } } };
    expect(await told({ 'a.json': api(made), 'b.json': api(made) })).toEqual(['Made of a.json b.json']);
  });

  it('with what the manifest says of it, where it says so of one', async () => {
    const said = {
      message: null,
      subject: null,
      format: null,
      policy: null,
      owner: null,
      metadata: null,
      references: [],
    };
    const manifest = { path: 'm', lint: {}, entries: [{ ...said, file: 'api.json', level: 'FULL' as const }] };
    const files = { 'api.json': api({ OrderPaid: avro(to('./s/OrderPaid.avsc')) }), 's/OrderPaid.avsc': PAID };
    const { contracts } = await loadContracts(memoryTree(files), { ...ALL, manifest });
    expect(contracts).toMatchObject([{ file: 's/OrderPaid.avsc', alsoIn: ['api.json'], level: 'FULL' }]);
    const both = { ...manifest, entries: [...manifest.entries, { ...said, file: 's', level: 'NONE' as const }] };
    expect(await told(files, { manifest: both })).toEqual(['OrderPaid of api.json', 'OrderPaid of s/OrderPaid.avsc']);
  });
});

describe('two contracts stay', () => {
  it('messages of one name that differ, and a file of the name of a message that is not its payload', async () => {
    const files = {
      'a.json': api({ Made: { payload: { type: 'object' } } }),
      'b.json': api({ Made: { payload: { type: 'string' } } }),
      'Made.json': { type: 'integer' },
    };
    expect(await told(files)).toEqual(['Made of Made.json', 'Made of a.json', 'Made of b.json']);
  });

  it('files with the same text, and messages of one document that only --subject calls the same', async () => {
    expect(await told({ 'a/x.json': {}, 'b/x.json': {} })).toEqual(['x of a/x.json', 'x of b/x.json']);
    const files = { 'api.json': api({ A: { payload: {} }, B: { payload: {} } }) };
    expect(await told(files, { template: 'one' })).toEqual(['one of api.json', 'one of api.json']);
  });
});
