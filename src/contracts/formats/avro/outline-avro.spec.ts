import { outlineAvro } from './outline-avro.js';
import { parseAvro } from './parse.js';

function outline(json: unknown) {
  const reading = parseAvro({ text: JSON.stringify(json) }, () => false);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return outlineAvro(reading.schema);
}

describe('the outline of an Avro schema', () => {
  it('has all its fields, in the order of the text', () => {
    const { name, description, fields } = outline({
      type: 'record',
      name: 'Order',
      namespace: 'shop',
      doc: 'An order as it was placed.',
      fields: [
        { name: 'id', type: { type: 'string', logicalType: 'uuid' }, doc: 'Its number.', 'confluent:tags': ['PII'] },
        {
          name: 'note',
          type: ['null', 'string'],
          default: null,
          deprecated: 'use remarks',
          'x-deprecated-since': '2026-01-31',
          'x-removal-after': '2026-07-31',
          'x-sensitivity': 'low',
        },
        {
          name: 'lines',
          type: { type: 'array', items: { type: 'record', name: 'Line', fields: [{ name: 'sku', type: 'string' }] } },
        },
      ],
    });
    expect([name, description]).toEqual(['shop.Order', 'An order as it was placed.']);
    expect(
      fields.map(({ path, schemaPath, kind, type, isRequired }) => [path, schemaPath, kind, type, isRequired]),
    ).toEqual([
      ['', '', 'object', 'record shop.Order', true],
      ['/id', '/fields/0', 'string', 'string (uuid)', true],
      ['/note', '/fields/1', 'string', 'null or string', false],
      ['/lines', '/fields/2', 'array', 'array of shop.Line', true],
      ['/lines/*', '/fields/2/type/items', 'object', 'record shop.Line', true],
      ['/lines/*/sku', '/fields/2/type/items/fields/0', 'string', 'string', true],
    ]);
    expect(fields[1]).toMatchObject({ description: 'Its number.', format: 'uuid', tags: ['PII'], isDeprecated: false });
    expect(fields[2]).toMatchObject({ isDeprecated: true, deprecatedSince: '2026-01-31' });
    expect(fields[2]).toMatchObject({ tags: ['low'], facets: { default: null, 'x-removal-after': '2026-07-31' } });
  });

  it('tells symbols, sizes, decimals and defaults', () => {
    const { fields } = outline({
      type: 'record',
      name: 'R',
      fields: [
        {
          name: 'e',
          type: { type: 'enum', name: 'E', symbols: ['A', 'B'], default: 'A' },
          default: 'B',
          aliases: ['old'],
        },
        { name: 'f', type: { type: 'fixed', name: 'F', size: 4, logicalType: 'decimal', precision: 6, scale: 2 } },
      ],
    });
    expect(fields[1]).toMatchObject({
      kind: 'enum',
      values: ['A', 'B'],
      facets: { default: 'B', enumDefault: 'A', aliases: ['old'] },
    });
    expect(fields[2]).toMatchObject({
      kind: 'bytes',
      maxLength: 4,
      format: 'decimal',
      facets: { size: 4, precision: 6, scale: 2 },
    });
  });

  it('shows the branches of a union where events have them', () => {
    const shape = (name: string, field: string) => ({ type: 'record', name, fields: [{ name: field, type: 'int' }] });
    const { fields } = outline([shape('Circle', 'r'), shape('Square', 'a')]);
    expect(fields.map(({ path, kind }) => [path, kind])).toEqual([
      ['', 'union'],
      ['/Circle', 'object'],
      ['/Circle/r', 'integer'],
      ['/Square', 'object'],
      ['/Square/a', 'integer'],
    ]);
  });

  it('does not repeat a type inside itself', () => {
    const { fields } = outline({ type: 'record', name: 'L', fields: [{ name: 'next', type: ['null', 'L'] }] });
    expect(fields.map(({ path, recursesTo }) => [path, recursesTo])).toEqual([
      ['', null],
      ['/next', ''],
    ]);
  });

  it('stays of a bounded length where types repeat and repeat', () => {
    const types = Array.from({ length: 60 }, (_, index) => {
      const type = index === 0 ? 'int' : `D${index - 1}`;
      return { type: 'record', name: `D${index}`, fields: ['a', 'b'].map((name) => ({ name, type })) };
    });
    expect(outline(types).fields.length).toBeLessThan(10_000);
  });
});
