import { writeExactJson } from '../../contracts/exact-json.js';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { documentMessages, type DocumentMessage, type Naming } from './document-messages.js';
import { parseYaml } from './parse-yaml.js';
import { readDocument } from './read-document.js';
import { writeDocument, type ExportedVersion } from './write-document.js';

async function messages(text: string, naming: Naming = 'topic'): Promise<DocumentMessage[]> {
  const read = await readDocument(text, parseYaml);
  if ('fault' in read) throw new Error(read.fault);
  return documentMessages(read.document, naming);
}

describe('a document of what is registered', () => {
  const version = (subject: string, rest: Partial<ExportedVersion>): ExportedVersion => ({
    subject,
    version: 1,
    id: 1,
    format: 'JSON',
    text: '{"type":"string"}',
    references: [],
    metadata: null,
    ruleSet: null,
    ...rest,
  });
  const info = { title: 'Contracts', version: '1.0.0' };
  const registered = [
    version('orders-key', { id: 1, format: 'AVRO', text: '"string"' }),
    version('orders-value', {
      id: 2,
      text: '{"$ref":"#/definitions/a%20b","definitions":{"a b":{"items":{"$ref":"#"}}},"const":{"$ref":"#/x"}}',
      metadata: { properties: { 'asyncapi.tags': 'a,b', owner: 'x' }, tags: { '/a': ['PII'] } },
    }),
    version('alone-key', { id: 3 }),
    version('wide', {
      id: 4,
      text: '{"$schema":"https://json-schema.org/draft/2020-12/schema","maximum":12345678901234567890}',
    }),
    version('proto', { id: 5, format: 'PROTOBUF', text: 'syntax = "proto3";\nmessage A {}\n' }),
    version(':.eu:orders/é-value', {
      id: 6,
      version: 7,
      text: '{"$ref":"base.json"}',
      references: [{ name: 'base.json', subject: 'base', version: 2 }],
      ruleSet: { domainRules: [{ name: 'r', kind: 'CONDITION', mode: 'WRITE', type: 'CEL', expr: 'true' }] },
    }),
  ];

  it('gives what was registered again when it is read', async () => {
    const read = await messages(writeExactJson(writeDocument({ versions: registered }, info)), 'record');
    const again = read.map(({ subject, found }) => {
      if ('fault' in found) throw new Error(found.fault);
      return { subject, version: found.version, ...found.schema };
    });
    const meant = registered.map(({ id: _, ...rest }) => rest);
    expect(new Set(again)).toEqual(new Set(meant));
  });

  it('has channels by address, the key beside its value, and no operations', () => {
    expect(writeDocument({ versions: registered.slice(0, 2) }, info)).toEqual({
      asyncapi: '3.0.0',
      info,
      channels: {
        orders: {
          address: 'orders',
          messages: {
            'orders-value': {
              name: 'orders-value',
              tags: [{ name: 'a' }, { name: 'b' }],
              payload: { $ref: '#/components/schemas/orders-value' },
              bindings: {
                kafka: {
                  key: {
                    schemaFormat: 'application/vnd.apache.avro+json;version=1.9.0',
                    schema: 'string',
                    'x-plumbline': { subject: 'orders-key', id: 1, version: 1 },
                  },
                },
              },
            },
          },
        },
      },
      components: {
        schemas: {
          'orders-value': {
            schemaFormat: 'application/schema+json;version=draft-07',
            schema: {
              $ref: '#/components/schemas/orders-value/schema/definitions/a%20b',
              definitions: { 'a b': { items: { $ref: '#/components/schemas/orders-value/schema' } } },
              const: { $ref: '#/x' },
            },
            'x-plumbline': { subject: 'orders-value', id: 2, version: 1, metadata: registered[1]!.metadata },
          },
        },
      },
    });
  });

  it('says of a key at the key what people say of it', () => {
    const key = { owner: 'ada', team: null, domain: null, description: 'Who.', lifecycle: 'draft' } as const;
    const profiles = new Map([['orders-key', { ...key, tags: ['core'], sensitivity: null, links: [] }]]);
    const written = JSON.stringify(writeDocument({ versions: registered.slice(0, 2), profiles }, info));
    const profile = { description: 'Who.', owner: 'ada', lifecycle: 'draft', tags: ['core'] };
    expect(written).toContain(JSON.stringify({ subject: 'orders-key', id: 1, version: 1, profile }));
  });

  it.each([
    ['x,y', ['x', 'y']],
    ['["x,y","z"]', ['x,y', 'z']],
    ['x,,x', ['x', '']],
  ])('keeps the tags "%s" as they are, and shows them at the message', async (text, tags) => {
    const metadata = { properties: { 'asyncapi.tags': text } };
    const document = writeDocument({ versions: [version('tagged-value', { metadata })] }, info);
    expect(document).toMatchObject({
      channels: { tagged: { messages: { 'tagged-value': { tags: tags.map((name) => ({ name })) } } } },
    });
    const [message] = await messages(JSON.stringify(document));
    expect(message!.found).toMatchObject({ schema: { metadata } });
  });

  it.each([
    [['x', 'y', 'x'], 'x,y'],
    [['x,y', 'z'], '["x,y","z"]'],
  ])('reads the tags %j of a message so that they come back', async (names, text) => {
    const message = { payload: true, tags: names.map((name) => ({ name })) };
    const document = { asyncapi: '3.0.0', channels: { c: { address: 'c', messages: { message } } } };
    const [read] = await messages(JSON.stringify(document));
    expect(read!.found).toMatchObject({ schema: { metadata: { properties: { 'asyncapi.tags': text } } } });
  });

  it('is what the JSON Schema of AsyncAPI asks for', () => {
    const file = createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0-without-$id.json');
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
    formats.default(ajv);
    const fits = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
    for (const versions of [registered, []]) {
      expect([fits(writeDocument({ versions }, info)), fits.errors]).toEqual([true, null]);
    }
    expect(fits({ asyncapi: '3.0.0', info, channels: { a: { address: 3 } } })).toBe(false);
  });
});
