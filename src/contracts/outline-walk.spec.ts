import { describeChanges } from './diff/describe-changes.js';
import type { Outline } from './outline.js';
import { readSchema } from './read-schema.js';
import type { Format } from './source.js';

function outline(format: Format, schema: unknown, isOver = () => false): Outline {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
  const reading = readSchema({ format, source: { text }, isOver: () => false });
  if ('problems' in reading) throw new Error(reading.problems[0]!.reason);
  return reading.schemas.outline(reading.schema, isOver);
}

const count = 14;
const names = Array.from({ length: count }, (_, i) => `m${i}`);

function avroMesh(at: number, known: Set<number>): unknown {
  if (known.has(at)) return `m${at}`;
  known.add(at);
  const fields = names.map((name, to) => ({ name: `f_${name}`, type: ['null', avroMesh(to, known)] }));
  return { type: 'record', name: `m${at}`, fields };
}

/** Every type has a field of each type, the event too: a few lines that describe endless fields. */
const MESHES: [Format, unknown][] = [
  [
    'JSON',
    {
      $ref: '#/$defs/m0',
      $defs: Object.fromEntries(
        names.map((name) => [
          name,
          { properties: Object.fromEntries(names.map((other) => [`f_${other}`, { $ref: `#/$defs/${other}` }])) },
        ]),
      ),
    },
  ],
  ['AVRO', avroMesh(0, new Set())],
  [
    'PROTOBUF',
    `syntax = "proto3"; ${names
      .map((name) => `message ${name} { ${names.map((other, i) => `${other} f_${other} = ${i + 1};`).join(' ')} }`)
      .join(' ')}`,
  ],
];

describe('an outline that is cut', () => {
  it.each(MESHES)('says so, and has every field of the event itself: %s', (format, schema) => {
    const { fields, isCut } = outline(format, schema);
    expect(isCut).toBe(true);
    const own = fields.map(({ path }) => path).filter((path) => /^\/[^/]+$/.test(path));
    expect(own).toEqual(names.map((name) => `/f_${name}`));
    expect(fields.length).toBeLessThan(11_000);
  });

  it.each(MESHES)('has the event itself where there is no time at all: %s', (format, schema) => {
    expect(outline(format, schema, () => true)).toMatchObject({ fields: [{ path: '' }], isCut: true });
  });

  it('stays whole where a text names more fields than are looked at inside', () => {
    const fields = Array.from({ length: 11_000 }, (_, i) => `string f${i} = ${i + 1};`);
    const { fields: told, isCut } = outline('PROTOBUF', `syntax = "proto3"; message M { ${fields.join(' ')} }`);
    expect([told.length, isCut]).toEqual([11_001, undefined]);
  });
});

describe('the changes between versions whose outlines are cut', () => {
  it('tell a field of the event that is gone, and that not all is told', () => {
    const [, schema] = MESHES[2]! as [Format, string];
    const removed = schema.replace('m11 f_m11 = 12;', 'reserved 12;');
    const diff = describeChanges({
      format: 'PROTOBUF',
      older: { text: schema },
      newer: { text: removed },
      now: () => 0,
    });
    if ('problems' in diff) throw new Error(diff.problems[0]!.reason);
    const messages = diff.changes.map(({ message }) => message);
    expect(messages).toContain('/f_m11 is gone; it was optional, m11.');
    expect(messages).toContain(
      'There are more fields than are compared in words: changes of the last ones are not told.',
    );
  });

  it('call nothing gone that only one of the outlines has no place for', () => {
    const [, schema] = MESHES[2]! as [Format, string];
    const larger = schema.replace('message m0 {', 'message m0 { string a = 99;');
    const diff = describeChanges({
      format: 'PROTOBUF',
      older: { text: schema },
      newer: { text: larger },
      now: () => 0,
    });
    if ('problems' in diff) throw new Error(diff.problems[0]!.reason);
    expect(diff.changes.filter(({ kind }) => kind === 'field-removed')).toEqual([]);
    expect(diff.changes.map(({ message }) => message)).toContain('/a is new: optional, string.');
  });

  it('end within their time where alternatives refer to alternatives', () => {
    const refs = (of: string) => names.map((name) => ({ $ref: `#/$defs/${of}_${name}` }));
    const $defs = Object.fromEntries(
      names.flatMap((name) => [
        [`any_${name}`, { anyOf: refs('d') }],
        [`d_${name}`, { properties: Object.fromEntries(names.map((f) => [f, { $ref: `#/$defs/any_${f}` }])) }],
      ]),
    );
    let clock = 0;
    const [older, newer] = [text({ $ref: '#/$defs/any_m0', $defs }), text({ $ref: '#/$defs/any_m1', $defs })];
    const diff = describeChanges({ format: 'JSON', older, newer, budgetMs: 1_000, now: () => (clock += 1) });
    if ('problems' in diff) throw new Error(diff.problems[0]!.reason);
    const messages = diff.changes.map(({ message }) => message);
    const cut = 'There are more fields than are compared in words: changes of the last ones are not told.';
    expect(messages).toEqual([cut]);
    expect(clock).toBeLessThan(2_000);
  });
});

const text = (schema: unknown) => ({ text: JSON.stringify(schema) });
