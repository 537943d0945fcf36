import type { Format } from '../../contracts/source.js';
import { contractOf as contract } from './contract-of.spec-support.js';

describe('of an event that is no object', () => {
  const said = (format: Format, text: string) => {
    const written = contract(format, text) as { schema: { properties: object[] }[]; customProperties: object[] };
    return { properties: written.schema[0]!.properties, contract: written.customProperties.slice(2) };
  };
  const custom = (property: string, value: unknown) => ({ property, value });
  const itself = custom('isEventItself', true);
  const a = { name: 'a', logicalType: 'string', logicalTypeOptions: { maxLength: 2 }, physicalType: 'string' };

  it.each<[string, object, string | null]>([
    [
      '{"type":"integer","minimum":1,"maximum":9}',
      { logicalType: 'integer', logicalTypeOptions: { minimum: 1, maximum: 9 }, customProperties: [itself] },
      'integer',
    ],
    [
      '{"type":"array","maxItems":3,"items":{"type":"object","properties":{"a":{"type":"string","maxLength":2}}}}',
      {
        logicalType: 'array',
        logicalTypeOptions: { maxItems: 3 },
        items: {
          logicalType: 'object',
          physicalType: 'object',
          required: true,
          properties: [{ ...a, required: false }],
        },
        customProperties: [itself],
      },
      'array of object',
    ],
    [
      '{"type":["integer","string"],"minimum":1,"maxLength":3}',
      { customProperties: [custom('minimum', 1), custom('maxLength', 3), itself] },
      'integer or string',
    ],
    ['{"const":{"a":1}}', { logicalType: 'object', customProperties: [custom('enum', [{ a: 1 }]), itself] }, null],
  ])('one property has all of it: %s', (text, expected, type) => {
    const physicalType = type ?? 'object';
    expect(said('JSON', text)).toEqual({
      properties: [{ name: 'value', physicalType, required: true, ...expected }],
      contract: type === null ? [] : [custom('eventType', type)],
    });
  });

  it('but a record or another, the fields of each are told', () => {
    const text = '["null",{"type":"record","name":"A","fields":[{"name":"a","type":"int"}]}, "string"]';
    const type = 'null or record A or string';
    const int = { logicalType: 'integer', logicalTypeOptions: { format: 'i32' }, physicalType: 'int' };
    const field = { name: 'a', ...int, required: true };
    const record = { name: 'A', logicalType: 'object', physicalType: 'record A', required: false, properties: [field] };
    expect(said('AVRO', text)).toEqual({
      properties: [
        {
          name: 'value',
          physicalType: type,
          required: false,
          properties: [record],
          customProperties: [itself],
        },
      ],
      contract: [custom('eventType', type)],
    });
  });

  it('or nothing, its fields are properties as ever', () => {
    expect(said('JSON', '{"type":["object","null"],"properties":{"a":{"type":"string","maxLength":2}}}')).toEqual({
      properties: [{ ...a, required: false }],
      contract: [custom('eventType', 'object or null')],
    });
  });
});

describe('of a field', () => {
  const field = (schema: string) =>
    (contract('JSON', `{"properties":{"f":${schema}}}`) as { schema: { properties: object[] }[] }).schema[0]!
      .properties;
  const custom = (property: string, value: unknown) => ({ property, value });
  const asText = (property: string, value: string) => ({
    ...custom(property, value),
    description: 'As a text: it has numbers that a double does not hold.',
  });

  it.each<[string, object]>([
    [
      '{"type":"integer","minimum":-9,"maximum":9223372036854775807}',
      {
        logicalType: 'integer',
        logicalTypeOptions: { minimum: -9 },
        physicalType: 'integer',
        customProperties: [asText('maximum', '9223372036854775807')],
      },
    ],
    [
      '{"type":"number","exclusiveMaximum":0.12345678901234567890}',
      {
        logicalType: 'number',
        physicalType: 'number',
        customProperties: [asText('exclusiveMaximum', '0.12345678901234567890')],
      },
    ],
    [
      '{"enum":["1",1,true]}',
      { physicalType: 'string or integer or boolean', customProperties: [custom('enum', ['1', 1, true])] },
    ],
    ['{"enum":[1,2]}', { logicalType: 'integer', physicalType: 'integer', customProperties: [custom('enum', [1, 2])] }],
    [
      '{"enum":[1,9007199254740993]}',
      {
        logicalType: 'integer',
        physicalType: 'integer',
        customProperties: [asText('enumAsJson', '[1,9007199254740993]')],
      },
    ],
    [
      '{"enum":["ONLY"]}',
      { logicalType: 'string', physicalType: 'string', customProperties: [custom('enum', ['ONLY'])] },
    ],
    ['{"const":"K"}', { logicalType: 'string', physicalType: 'string', customProperties: [custom('enum', ['K'])] }],
    [
      '{"enum":["a",null]}',
      { logicalType: 'string', physicalType: 'string or null', customProperties: [custom('enum', ['a', null])] },
    ],
    [
      '{"enum":["a",1,null]}',
      { physicalType: 'string or integer or null', customProperties: [custom('enum', ['a', 1, null])] },
    ],
    ['{"const":null}', { physicalType: 'null', customProperties: [custom('enum', [null])] }],
    [
      '{"type":"integer","enum":[9223372036854775807]}',
      {
        logicalType: 'integer',
        physicalType: 'integer',
        customProperties: [asText('enumAsJson', '[9223372036854775807]')],
      },
    ],
    [
      '{"type":"object","minProperties":1,"maxProperties":2}',
      { logicalType: 'object', logicalTypeOptions: { minProperties: 1, maxProperties: 2 }, physicalType: 'object' },
    ],
    [
      '{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":{"type":"integer"}}',
      {
        logicalType: 'object',
        physicalType: 'object',
        customProperties: [custom('mapValues', 'integer')],
        properties: [{ name: 'a', logicalType: 'string', physicalType: 'string', required: false }],
      },
    ],
  ])('nothing is rounded, turned into a text or dropped: %s', (schema, expected) => {
    expect(field(schema)).toEqual([{ name: 'f', required: false, ...expected }]);
  });

  it('that is called * there is one, beside what other names have', () => {
    const schema = JSON.stringify({
      properties: { '*': { properties: { a: { type: 'string' } } } },
      additionalProperties: { type: 'object', properties: { b: { type: 'string' } } },
    });
    const text = { logicalType: 'string', physicalType: 'string', required: false };
    expect(contract('JSON', schema)).toMatchObject({
      schema: [{ properties: [{ name: '*', properties: [{ name: 'a', ...text }] }] }],
      customProperties: expect.arrayContaining([{ property: 'mapValues', value: 'object' }]) as unknown,
    });
    expect(contract('JSON', '{"additionalProperties":{"type":"string"}}')).toMatchObject({
      schema: [{ properties: [] }],
    });
  });
});
