import { contractOf as contract, fitsStandard } from './contract-of.spec-support.js';
import type { ContractProfile } from './contract-profiles.js';

const profile: ContractProfile = {
  owner: 'ada@shop.example',
  team: 'checkout',
  domain: 'sales',
  description: 'An order that a customer has placed.',
  lifecycle: 'deprecated',
  tags: ['core'],
  sensitivity: 'confidential',
  links: [{ title: 'Handbook', url: 'https://shop.example/orders' }],
};

const order = JSON.stringify({
  title: 'Order',
  description: 'An order.',
  type: 'object',
  required: ['id', 'lines'],
  properties: {
    id: { type: 'string', format: 'uuid', maxLength: 36, description: 'Never reused.', 'confluent:tags': ['PII'] },
    placedAt: { type: 'string', format: 'date-time' },
    state: { enum: ['open', 'closed'], deprecated: true },
    lines: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' }, count: { type: 'integer' } } },
    },
    parent: { $ref: '#' },
    anything: true,
  },
});

it('says of a JSON Schema what its outline does, and who is responsible', () => {
  expect(contract('JSON', order, profile)).toEqual({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'orders-value',
    name: 'orders-value',
    version: '3',
    status: 'deprecated',
    domain: 'sales',
    description: { purpose: 'An order that a customer has placed.' },
    tags: ['core'],
    team: { name: 'checkout', members: [{ username: 'ada@shop.example', role: 'owner' }] },
    authoritativeDefinitions: [{ url: 'https://shop.example/orders', type: 'link', description: 'Handbook' }],
    contractCreatedTs: '2026-11-21T10:00:00.123Z',
    schema: [
      {
        name: 'Order',
        physicalName: 'orders-value',
        physicalType: 'topic',
        logicalType: 'object',
        description: 'An order.',
        properties: [
          {
            name: 'id',
            logicalType: 'string',
            logicalTypeOptions: { maxLength: 36, format: 'uuid' },
            physicalType: 'string',
            required: true,
            description: 'Never reused.',
            classification: 'PII',
            tags: ['PII'],
          },
          {
            name: 'placedAt',
            logicalType: 'timestamp',
            logicalTypeOptions: { timezone: true },
            physicalType: 'string',
            required: false,
          },
          {
            name: 'state',
            logicalType: 'string',
            physicalType: 'string',
            required: false,
            customProperties: [
              { property: 'enum', value: ['open', 'closed'] },
              { property: 'deprecated', value: true },
            ],
          },
          {
            name: 'lines',
            logicalType: 'array',
            logicalTypeOptions: { minItems: 1 },
            physicalType: 'array of object',
            required: true,
            items: {
              logicalType: 'object',
              physicalType: 'object',
              required: true,
              properties: [
                { name: 'sku', logicalType: 'string', physicalType: 'string', required: true },
                { name: 'count', logicalType: 'integer', physicalType: 'integer', required: false },
              ],
            },
          },
          {
            name: 'parent',
            logicalType: 'object',
            physicalType: 'object',
            required: false,
            description: 'An order.',
            customProperties: [{ property: 'sameAs', value: 'the event itself' }],
          },
          { name: 'anything', physicalType: 'any', required: false },
        ],
      },
    ],
    customProperties: [
      { property: 'schemaId', value: 7 },
      { property: 'schemaFormat', value: 'JSON' },
      { property: 'sensitivity', value: 'confidential' },
    ],
  });
});

it('says nothing of what nobody said', () => {
  expect(contract('AVRO', '"string"')).toEqual({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'orders-value',
    name: 'orders-value',
    version: '3',
    status: 'active',
    contractCreatedTs: '2026-11-21T10:00:00.123Z',
    schema: [
      {
        name: 'orders-value',
        physicalName: 'orders-value',
        physicalType: 'topic',
        logicalType: 'object',
        properties: [
          {
            name: 'value',
            logicalType: 'string',
            physicalType: 'string',
            required: true,
            customProperties: [{ property: 'isEventItself', value: true }],
          },
        ],
      },
    ],
    customProperties: [
      { property: 'schemaId', value: 7 },
      { property: 'schemaFormat', value: 'AVRO' },
      { property: 'eventType', value: 'string' },
    ],
  });
});

it('is what the standard’s own JSON Schema asks for', () => {
  const fits = fitsStandard();
  const avro =
    '{"type":"record","name":"shop.Order","fields":[{"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},' +
    '{"name":"by","type":{"type":"map","values":{"type":"array","items":"int"}}},{"name":"u","type":["null","int","string"]}]}';
  const proto =
    'syntax = "proto3"; message Order { string id = 1; repeated Order parts = 2; map<string, int64> counts = 3; }';
  for (const [format, text] of [
    ['JSON', order],
    ['AVRO', avro],
    ['AVRO', '"int"'],
    ['AVRO', `["null",${avro}]`],
    ['JSON', '{"type":"array","maxItems":3,"items":{"type":"object","minProperties":1}}'],
    ['JSON', '{"enum":["a",1,null]}'],
    ['PROTOBUF', proto],
    ['JSON', 'true'],
    [
      'JSON',
      '{"properties":{"*":{"enum":[1,"a",9007199254740993]},"n":{"type":"number","maximum":12345678901234567890}}}',
    ],
  ] as const) {
    for (const said of [null, profile])
      expect([text, fits(contract(format, text, said)), fits.errors]).toEqual([text, true, null]);
  }
  expect(fits({ ...contract('JSON', order), kind: 'Other' })).toBe(false);
});
