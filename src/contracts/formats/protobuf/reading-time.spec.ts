import { describe, expect, it } from '@jest/globals';
import type { ReferencedSchema } from '../../source.js';
import { protobufFormat } from './protobuf-format.js';

/** A clock that is asked and not read: the time is up after so many looks. */
function read(text: string, references: ReferencedSchema[], looks: number): { reading: object; asked: number } {
  let asked = 0;
  const reading = protobufFormat.read(
    { text, references },
    { defaultDialect: '2020-12', isOver: () => ++asked > looks },
  );
  return { reading, asked };
}

const fields = (count: number): string => Array.from({ length: count }, (_, i) => `string f${i} = ${i + 1};`).join(' ');
const NOT_IN_TIME = { isOver: true, problems: [{ place: '', reason: 'There was no time to read it to its end.' }] };

describe('reading Protobuf in its time', () => {
  it('stops in the middle of a text, of its names, of its types and of its imports', () => {
    const text = `syntax = "proto3"; message M { ${fields(1_000)} }`;
    const { asked, reading } = read(text, [], Infinity);
    expect(reading).toHaveProperty('schema');
    for (const looks of [0, 5, Math.floor(asked / 3), Math.floor(asked / 2), asked - 1])
      expect(read(text, [], looks)).toEqual({ reading: NOT_IN_TIME, asked: looks + 1 });
    const imports = Array.from({ length: 50 }, (_, i) => ({ name: `${i}.proto`, text: 'syntax = "proto3";' }));
    const all = `syntax = "proto3"; ${imports.map(({ name }) => `import "${name}";`).join(' ')}`;
    expect(read(all, imports, 20)).toEqual({ reading: NOT_IN_TIME, asked: 21 });
  });

  it('refuses names that everything inside them would repeat', () => {
    const long = 'a'.repeat(200_000);
    const reason = 'With all that is around it, this name has more than 1000 characters.';
    expect(read(`package ${long};`, [], Infinity).reading).toEqual({
      problems: [{ place: 'line 1, column 9', reason }],
    });
    expect(read(`message ${long} { ${fields(1_000)} }`, [], Infinity).reading).toMatchObject({
      problems: [{ place: 'line 1, column 9', reason }],
    });
  });
});
