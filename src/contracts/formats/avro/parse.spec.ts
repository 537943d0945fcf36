import type { ReferencedSchema } from '../../source.js';
import type { SchemaProblem } from '../schema-format.js';
import { parseAvro } from './parse.js';
import type { AvroSchema } from './schema.js';

const never = (): boolean => false;

function read(json: unknown, references: readonly ReferencedSchema[] = []): AvroSchema {
  const reading = parseAvro({ text: JSON.stringify(json), references }, never);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.schema;
}

function problems(json: unknown, references: readonly ReferencedSchema[] = []): SchemaProblem[] {
  const reading = parseAvro({ text: typeof json === 'string' ? json : JSON.stringify(json), references }, never);
  return 'problems' in reading ? reading.problems : [];
}

const record = (name: string, fields: object[], more: object = {}) => ({ type: 'record', name, fields, ...more });
const field = (name: string, type: unknown, more: object = {}) => ({ name, type, ...more });
const reference = (name: string, json: unknown): ReferencedSchema => ({ name, text: JSON.stringify(json) });

describe('reading an Avro schema', () => {
  it('takes the namespace of the enclosing type, of the attribute, or of the name itself', () => {
    const schema = read(
      record(
        'Order',
        [
          field('state', { type: 'enum', name: 'State', symbols: ['NEW'] }),
          field('key', { type: 'fixed', name: 'Key', namespace: 'other', size: 4 }),
          field('line', record('deep.er.Line', [field('unit', { type: 'enum', name: 'Unit', symbols: ['KG'] })])),
          field('again', 'State'),
          field('far', 'deep.er.Unit'),
        ],
        { namespace: 'shop', aliases: ['Purchase', 'old.Order'] },
      ),
    );
    const named = schema.types.flatMap((type) => ('fullName' in type ? [type.fullName] : []));
    expect(named).toEqual(['shop.Order', 'shop.State', 'other.Key', 'deep.er.Line', 'deep.er.Unit']);
    expect(schema.root).toMatchObject({ aliases: ['shop.Purchase', 'old.Order'] });
  });

  it('takes a name with a dot before it for one in no namespace', () => {
    const schema = read(
      record('.R', [field('a', ['null', 'R', '.S', 'x.R']), field('b', '.S')], { namespace: 'x', aliases: ['.Q'] }),
      [reference('S', { type: 'fixed', name: '.S', namespace: 'y', size: 1 }), reference('x.R', record('x.R', []))],
    );
    expect(schema.root).toMatchObject({ fullName: 'R', aliases: ['Q'] });
    expect(schema.types.flatMap((type) => ('fullName' in type ? [type.fullName] : []))).toEqual(['S', 'x.R', 'R']);
  });

  it('lets a record hold itself, and keeps the attributes it does not know', () => {
    const { root } = read(
      record('List', [field('next', ['null', 'List'], { default: null, 'confluent:tags': ['PII'] })]),
    );
    expect(root.kind === 'record' && root.fields[0]!.type).toMatchObject({
      branches: [{ kind: 'null' }, { fullName: 'List' }],
    });
    expect(root.kind === 'record' && root.fields[0]!.properties.get('confluent:tags')).toEqual(['PII']);
  });

  it('ignores a logical type that does not fit, as the specification asks, and keeps one it does not know', () => {
    const logical = (attributes: object) => read(attributes).root.logicalType;
    expect(logical({ type: 'bytes', logicalType: 'decimal', precision: 4, scale: 2 })).toEqual({
      name: 'decimal',
      decimal: { precision: 4, scale: 2 },
    });
    expect(logical({ type: 'bytes', logicalType: 'decimal', precision: 4, scale: 5 })).toBeNull();
    expect(logical({ type: 'bytes', logicalType: 'decimal' })).toBeNull();
    expect(logical({ type: 'string', logicalType: 'decimal', precision: 4 })).toBeNull();
    expect(logical({ type: 'fixed', name: 'F', size: 2, logicalType: 'decimal', precision: 4 })).not.toBeNull();
    expect(logical({ type: 'fixed', name: 'F', size: 2, logicalType: 'decimal', precision: 5 })).toBeNull();
    expect(logical({ type: 'fixed', name: 'F', size: 11, logicalType: 'duration' })).toBeNull();
    expect(logical({ type: 'long', logicalType: 'our-own' })).toEqual({ name: 'our-own', decimal: null });
  });

  it('takes a name of a primitive with and without its quotes', () => {
    expect(problems('string')).toEqual([]);
    expect(problems('"string"')).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['a text that is no JSON', '{"type": ', ['']],
    ['a type nobody defined', 'Order', ['']],
    ['a number', 7, ['']],
    ['an object without a type', {}, ['']],
    ['a record without a name and fields', { type: 'record' }, ['']],
    ['a record without fields', { type: 'record', name: 'R' }, ['/fields']],
    [
      'bad names',
      record('1R', [field('a-b', 'int'), field('ok', 'int')], { namespace: 'a..b' }),
      ['/namespace', '/name', '/fields/0/name'],
    ],
    ['a name of a primitive', record('int', []), ['/name']],
    ['a field that is there twice', record('R', [field('a', 'int'), field('a', 'int')]), ['/fields/1/name']],
    ['a field without a type', record('R', [{ name: 'a' }]), ['/fields/0/type']],
    ['a field that is no object', record('R', ['a' as never]), ['/fields/0']],
    ['an order nobody knows', record('R', [field('a', 'int', { order: 'up' })]), ['/fields/0/order']],
    ['aliases that are no list', record('R', [], { aliases: 'S' }), ['/aliases']],
    ['a type that is defined twice', record('R', [field('a', record('R', []))]), ['/fields/0/type']],
    [
      'symbols that are wrong or there twice',
      { type: 'enum', name: 'E', symbols: ['A', 'A', 'b c', 4] },
      ['/symbols/1', '/symbols/2', '/symbols/3'],
    ],
    ['a default that is no symbol', { type: 'enum', name: 'E', symbols: ['A'], default: 'B' }, ['/default']],
    ['an enum without symbols', { type: 'enum', name: 'E' }, ['/symbols']],
    ['a size below 0', { type: 'fixed', name: 'F', size: -1 }, ['/size']],
    ['a size that is a text', { type: 'fixed', name: 'F', size: '4' }, ['/size']],
    ['an array without items', { type: 'array' }, ['']],
    ['a map without values', { type: 'map' }, ['']],
    ['a union in a union', ['int', ['string']], ['/1']],
    [
      'a branch that is there twice',
      ['int', { type: 'array', items: 'int' }, 'int', { type: 'array', items: 'long' }],
      ['/2', '/3'],
    ],
    [
      'a name that is used before it is defined',
      record('R', [field('a', 'E'), field('b', { type: 'enum', name: 'E', symbols: [] })]),
      ['/fields/0/type'],
    ],
    [
      'every problem and not the first alone',
      record('R', [field('a', 'X'), field('b', { type: 'array', items: 'Y' })]),
      ['/fields/0/type', '/fields/1/type/items'],
    ],
  ])('tells where %s is', (_, json, places) => {
    expect(problems(json).map(({ place }) => place)).toEqual(places);
  });

  it('says in a sentence what is wrong', () => {
    expect(problems(record('R', [field('a', 'Missing'), field('b', 'Late'), field('c', record('Late', []))]))).toEqual([
      {
        place: '/fields/0/type',
        reason: '"Missing" is neither a type of Avro nor defined before this place, nor in a reference.',
      },
      { place: '/fields/1/type', reason: '"Late" is used before it is defined: define it where it is used first.' },
    ]);
  });
});

describe('a default', () => {
  const problemsOf = (type: unknown, value: unknown) => problems(record('R', [field('a', type, { default: value })]));

  it.each<[unknown, unknown]>([
    ['null', null],
    ['boolean', false],
    ['int', -(2 ** 31)],
    ['long', 2 ** 53],
    ['float', 1],
    ['double', 1.5],
    ['string', ''],
    ['bytes', '\u00ff'],
    [{ type: 'fixed', name: 'F', size: 2 }, '\u0000\u00ff'],
    [{ type: 'enum', name: 'E', symbols: ['A'] }, 'A'],
    [{ type: 'array', items: 'int' }, [1, 2]],
    [{ type: 'map', values: 'int' }, { constructor: 1 }],
    [record('S', [field('x', 'int'), field('y', 'int', { default: 1 })]), { x: 1 }],
    [['null', 'string'], 'not of the first branch, which 1.12 allows'],
  ])('of %j may be %j', (type, value) => {
    expect(problemsOf(type, value)).toEqual([]);
  });

  it.each<[unknown, unknown]>([
    ['null', 0],
    ['boolean', 'true'],
    ['int', 2 ** 31],
    ['int', 1.5],
    ['long', 2 ** 64],
    ['string', null],
    ['bytes', '\u0100'],
    [{ type: 'fixed', name: 'F', size: 2 }, '\u0000'],
    [{ type: 'enum', name: 'E', symbols: ['A'] }, 'toString'],
    [{ type: 'array', items: 'int' }, [1, 'a']],
    [{ type: 'map', values: 'int' }, []],
    [record('S', [field('x', 'int')]), {}],
    [['null', 'string'], 1],
    [[], null],
  ])('of %j may not be %j', (type, value) => {
    expect(problemsOf(type, value).map(({ place }) => place)).toEqual(['/fields/0/default']);
  });

  describe('whose branches hold each other', () => {
    const branches = ['null', 'A', 'B', 'C', 'D'];
    const node = (name: string, n: unknown = branches) => record(name, [field('n', n)]);
    const nested = node('A', [
      'null',
      'A',
      node('B', ['null', 'A', 'B', node('C', ['null', 'A', 'B', 'C', node('D')])]),
    ]);
    const deep = (levels: number, value: unknown): unknown => (levels === 0 ? value : { n: deep(levels - 1, value) });

    it('is tried once for each union, and not in all the ways they give', () => {
      expect(problemsOf(nested, deep(40, 1))).toEqual([
        { place: '/fields/0/default', reason: `The default ${'{"n":'.repeat(12)}… is no record A.` },
      ]);
      expect(problemsOf(nested, deep(40, null))).toEqual([]);
    });

    it('is not tried beyond the time, and nor are those after it', () => {
      const asked = (more: object, isLate: (asked: number) => boolean) => {
        let count = 0;
        const fields = Array.from({ length: 100 }, (_, i) => field(`f${i}`, i === 0 ? nested : branches, more));
        const reading = parseAvro({ text: JSON.stringify(record('R', fields)) }, () => isLate(++count));
        return { count, reading };
      };
      const ofTypes = asked({}, () => false).count;
      const whole = asked({ default: deep(12, 1) }, () => false);
      expect('problems' in whole.reading && whole.reading.problems).toHaveLength(100);
      const late = asked({ default: deep(12, 1) }, (count) => count > ofTypes);
      expect(late).toMatchObject({ count: ofTypes + 1, reading: { isOver: true } });
    });
  });
});

describe('references', () => {
  const address = record('Address', [field('country', 'geo.Country')], { namespace: 'shop' });
  const country = { type: 'enum', name: 'Country', namespace: 'geo', symbols: ['NL'] };
  const order = record('Order', [field('to', 'Address')], { namespace: 'shop' });

  it('may come in any order, and twice', () => {
    const all = [reference('shop.Address', address), reference('geo.Country', country)];
    for (const references of [all, [...all].reverse(), [...all, ...all]]) {
      expect(read(order, references).types.flatMap((type) => ('fullName' in type ? [type.fullName] : []))).toHaveLength(
        3,
      );
    }
  });

  it('have their own places', () => {
    const schema = read(order, [reference('shop.Address', address), reference('geo.Country', country)]);
    expect(schema.types.map(({ schemaPath }) => schemaPath)).toEqual(['geo.Country#', 'shop.Address#', '']);
    expect(problems(order, [reference('shop.Address', { ...address, fields: [field('x', 'Y')] })])).toEqual([
      {
        place: 'shop.Address#/fields/0/type',
        reason: '"shop.Y" is neither a type of Avro nor defined before this place, nor in a reference.',
      },
    ]);
  });

  it('that are missing, circular, given twice or no JSON are told by name', () => {
    expect(problems(order)).toEqual([
      {
        place: '/fields/0/type',
        reason: '"shop.Address" is neither a type of Avro nor defined before this place, nor in a reference.',
      },
    ]);
    const one = reference('One', record('One', [field('two', 'Two')]));
    const two = reference('Two', record('Two', [field('one', 'One')]));
    expect(problems('"One"', [one, two])).toEqual([
      { place: 'Two#/fields/0/type', reason: '"Two" and "One" refer to each other in a circle (by "One").' },
    ]);
    const back = reference('Back', record('Back', [field('order', 'shop.Order')]));
    expect(problems(record('Order', [field('b', 'Back')], { namespace: 'shop' }), [back])).toEqual([
      {
        place: 'Back#/fields/0/type',
        reason: 'The reference "Back" and the schema refer to each other in a circle (by "shop.Order").',
      },
    ]);
    // Two files that refer to each other: whoever follows the references comes back to the schema itself.
    const there = record('One', [field('two', 'Two')]);
    expect(problems(there, [one, two]).map(({ place }) => place)).toEqual(['Two#/fields/0/type']);
    expect(problems(there, [one])[1]).toEqual({ place: '', reason: '"One" is defined twice, first at One#.' });
    expect(problems('"int"', [reference('A', 'int'), reference('A', 'long')])).toEqual([
      { place: 'A#', reason: 'The reference "A" is given twice, with two different texts.' },
    ]);
    expect(problems('"int"', [reference('E', country), reference('F', country)])).toEqual([
      { place: 'F#', reason: '"geo.Country" is defined twice, first at E#.' },
    ]);
    expect(problems('"int"', [{ name: 'A', text: '{' }])[0]!.reason).toContain('The reference "A" is no JSON');
  });

  it('in a chain of a thousand are followed', () => {
    const chain = Array.from({ length: 1_000 }, (_, index) =>
      reference(`T${index}`, record(`T${index}`, [field('next', index === 999 ? 'int' : `T${index + 1}`)])),
    );
    expect(problems('"T0"', chain)).toEqual([]);
  });
});

describe('a schema that somebody made to break the reader', () => {
  it('may use the names of what every object of JavaScript has', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const text = `{"type":"record","name":"${name}","fields":[{"name":"${name}","type":["null","${name}"],"default":null}]}`;
      expect(problems(text)).toEqual([]);
    }
  });

  it('with names of endless length is told, and what is inside such a name is not read', () => {
    const long = 'n'.repeat(500_000);
    const keys = Array.from({ length: 1_000 }, (_, i) => field(`f${i}`, { type: 'fixed', name: `K${i}`, size: 1 }));
    const reason = 'With its namespace the name is longer than 1000 characters.';
    expect(problems(record('R', keys, { namespace: long }))).toEqual([{ place: '/name', reason }]);
    const [told] = problems('"int"', [reference('R', record('R', keys, { namespace: long }))]);
    expect(told).toEqual({ place: 'R#/name', reason });
    const names = [field(long, { type: 'enum', name: 'E', symbols: [long] })];
    expect(problems(record('R', names))).toEqual([
      { place: '/fields/0/type/symbols/0', reason: `"${'n'.repeat(59)}… is longer than 1000 characters.` },
      { place: '/fields/0/name', reason: `"${'n'.repeat(59)}… is longer than 1000 characters.` },
    ]);
    expect(problems(record('R', [], { namespace: 'n'.repeat(998) }))).toEqual([]);
  });

  it('nested deeper than 500 levels is told', () => {
    const text = `${'{"type":"array","items":'.repeat(5_000)}"int"${'}'.repeat(5_000)}`;
    expect(problems(text)).toEqual([expect.objectContaining({ reason: 'It is nested more than 500 levels deep.' })]);
  });

  it('ends when the time is up', () => {
    const reading = parseAvro({ text: '["int","string"]' }, () => true);
    expect(reading).toEqual({
      isOver: true,
      problems: [{ place: '', reason: 'There was no time to read it to its end.' }],
    });
  });

  it('tells what was wrong before the time was up, and nothing that the time alone made wrong', () => {
    let asked = 0;
    const text = JSON.stringify(record('R', [field('a', '1'), field('b', record('S', [])), field('c', 'S')]));
    expect(parseAvro({ text }, () => ++asked > 2)).toEqual({
      problems: [expect.objectContaining({ place: '/fields/0/type' })],
    });
  });
});
