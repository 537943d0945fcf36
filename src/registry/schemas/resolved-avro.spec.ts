import { resolvedAvro } from './resolved-avro.js';

const record = (name: string, fields: Record<string, unknown>, more: object = {}) => ({
  ...{ type: 'record', name, ...more },
  fields: Object.entries(fields).map(([field, type]) => ({ name: field, type })),
});
const E = record('E', { other: 'long' });
const FULL_E = record('com.x.E', { c: 'string' });
const inX = { namespace: 'com.x' };

function resolved(schema: object, ...references: object[]): unknown {
  const texts = references.map((one, i) => ({ name: `file${i}.avsc`, text: JSON.stringify(one) }));
  return JSON.parse(resolvedAvro({ text: JSON.stringify(schema), references: texts }) ?? 'null');
}

it('writes what a schema refers to where it is first named, whatever the reference is called', () => {
  expect(resolved(record('D', { a: 'com.x.E', b: { type: 'array', items: 'com.x.E' } }), FULL_E)).toEqual(
    record('D', { a: FULL_E, b: { type: 'array', items: 'com.x.E' } }),
  );
});

it('means a name of the enclosing namespace before one of none', () => {
  expect(resolved(record('D', { a: 'E' }, inX), E, FULL_E)).toEqual(record('D', { a: FULL_E }, inX));
  expect(resolved(record('D', { a: 'E' }, inX), E)).toEqual(record('D', { a: { ...E, namespace: '' } }, inX));
});

it('means what the schema defines itself before what it refers to', () => {
  const own = record('E', { z: 'int' });
  const schema = record('L', { a: own, b: 'E' }, inX);
  expect(resolved(schema, E)).toEqual(schema);
});

it('follows references of references, and names that come again', () => {
  const middle = record('com.x.M', { e: 'E', itself: ['null', 'M'] });
  expect(resolved(record('D', { m: 'com.x.M', e: 'com.x.E' }), middle, FULL_E)).toEqual(
    record('D', { m: record('com.x.M', { e: FULL_E, itself: ['null', 'M'] }), e: 'com.x.E' }),
  );
});

it.each([
  [
    'is defined within another type that is not written yet',
    record('D', { a: 'com.x.E' }),
    record('com.x.M', { e: FULL_E }),
  ],
  ['is defined by the schema, too', record('D', { a: 'com.x.E', b: FULL_E }), FULL_E],
  ['has attributes of its own', record('D', { a: { type: 'com.x.E', note: 'n' } }), FULL_E],
])('is not to be had where what is referred to %s', (_what, schema, reference) => {
  expect(resolved(schema, reference)).toBeNull();
});
