import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';
import type { Manifest } from '../manifest/contracts-manifest.js';
import { pairRenamed } from './pair-renamed.js';
import { similarityOf } from './similarity.js';

const contractsOf = async (files: Record<string, string | object>, manifest: Manifest | null = null) =>
  (await loadContracts(memoryTree(files), { patterns: ['.'], exclude: [], manifest, template: null })).contracts;

/** Each pair as `new subject < file it was`. */
async function paired(fresh: Record<string, string | object>, gone: Record<string, string | object>) {
  const { was: renamed } = pairRenamed(await contractsOf(fresh), await contractsOf(gone));
  return [...renamed].map(([subject, { file }]) => `${subject} < ${file}`);
}

const order = (total: string) => ({ title: 'Order', properties: { id: { type: 'string' }, total: { type: total } } });

describe('a contract under a new name', () => {
  it('is what it was most alike', async () => {
    const gone = { 'a.json': order('number'), 'b.json': { ...order('string'), title: 'Bill' } };
    expect(await paired({ 'c.json': order('integer') }, gone)).toEqual(['c < a.json']);
  });

  it('is one of them, and no two are the same', async () => {
    const fresh = { 'c.json': order('integer'), 'd.json': order('number') };
    expect(await paired(fresh, { 'a.json': order('number') })).toEqual(['d < a.json']);
  });

  it('is new where nothing is alike, and where the format is another', async () => {
    expect(await paired({ 'c.json': order('integer') }, { 'a.json': { type: 'string' } })).toEqual([]);
    const avro = { type: 'record', name: 'A', fields: [] };
    expect(await paired({ 'c.json': avro }, { 'a.avsc': JSON.stringify(avro) })).toEqual(['c < a.avsc']);
    expect(await paired({ 'c.json': order('integer') }, { 'a.avsc': JSON.stringify(order('integer')) })).toEqual([]);
  });

  it('is what has its very text first, however many there are', async () => {
    const fresh = { 'c.json': order('integer'), 'd.json': order('number') };
    const gone = { 'a.json': order('number'), 'b.json': order('integer'), 'e.json': order('string') };
    expect(await paired(fresh, gone)).toEqual(['c < b.json', 'd < a.json']);
  });

  it('is found by the rarest that it says where there are too many to compare each with each, and that is told', async () => {
    const many = (prefix: string, total: string) =>
      Object.fromEntries([1, 2, 3].map((i) => [`${prefix}${i}.json`, { ...order(total), title: `Order ${i}` }]));
    const [fresh, gone] = [await contractsOf(many('new', 'integer')), await contractsOf(many('old', 'number'))];
    const { was, isLimited } = pairRenamed(fresh, gone, { mostPairs: 8 });
    expect([isLimited, [...was].map(([subject, { file }]) => `${subject} < ${file}`).sort()]).toEqual([
      true,
      ['new1 < old1.json', 'new2 < old2.json', 'new3 < old3.json'],
    ]);
    expect(pairRenamed(fresh, gone, { mostPairs: 9 }).isLimited).toBe(false);
  });

  const beside = async (fresh: string, gone: Record<string, object>, staying: Record<string, object>) => {
    const now = await contractsOf({ [fresh]: order('integer') });
    const { was, doubtful } = pairRenamed(now, await contractsOf(gone), { staying: await contractsOf(staying) });
    return [[...was.values()].map(({ file }) => file), doubtful.map(({ file }) => file)];
  };

  it('is new where one that stays is likest: it is a copy of that, and what became of the other nobody can tell', async () => {
    const gone = { 'a.json': { ...order('number'), title: 'Bill' } };
    expect(await beside('c.json', gone, { 'b.json': order('string') })).toEqual([[], ['a.json']]);
    expect(await beside('c.json', gone, { 'b.json': order('integer') })).toEqual([[], ['a.json']]);
    expect(await beside('c.json', { 'a.json': { type: 'string' } }, { 'b.json': order('integer') })).toEqual([[], []]);
    const bill = { 'b.json': { ...order('string'), title: 'Bill' } };
    expect(await beside('c.json', { 'a.json': order('number') }, bill)).toEqual([['a.json'], []]);
  });

  it('is what is gone where one that stays is as like it, whichever name is nearer', async () => {
    const [cancelled, created] = [
      { 'order.cancelled.json': order('number') },
      { 'order.created.json': order('string') },
    ];
    for (const fresh of ['order.canceled.json', 'order.created2.json', 'c.json'])
      expect(await beside(fresh, cancelled, created)).toEqual([['order.cancelled.json'], []]);
  });

  it('is what has the nearest name where several are gone that are as like it', async () => {
    const gone = order('number');
    const both = { 'order.shipped.json': gone, 'order.paid.json': gone, 'order.cancelled.json': gone };
    expect((await beside('order.canceled.json', both, {}))[0]).toEqual(['order.cancelled.json']);
    expect(
      await paired({ 'order.payed.json': order('integer'), 'order.canceled.json': order('integer') }, both),
    ).toEqual(['order.canceled < order.cancelled.json', 'order.payed < order.paid.json']);
  });

  it('is found among hundreds that are as like it, and each of hundreds that nobody can tell apart from copies is told', async () => {
    const many = async (prefix: string, total: string) => {
      const [one] = await contractsOf({ 'one.json': order(total) });
      const nameOf = (i: number) => ({ subject: `${prefix}${i}`, file: `${prefix}${i}.json` });
      return Array.from({ length: 400 }, (_, i) => ({ ...one!, ...nameOf(i), text: `${one!.text}${' '.repeat(i)}` }));
    };
    const [fresh, gone, staying] = [await many('n', 'integer'), await many('o', 'number'), await many('s', 'integer')];
    expect(pairRenamed(fresh, gone).was.size).toBe(400);
    expect(pairRenamed(fresh, gone, { staying: staying.slice(1, 2) }).doubtful).toHaveLength(400);
  });

  it('is new where a manifest says its subject', async () => {
    const entry = { ...{ message: null, format: null, level: null, policy: null, owner: null }, metadata: null };
    const entries = [{ ...entry, file: 'c.json', subject: 'c', references: [] }];
    const fresh = await contractsOf({ 'c.json': order('number') }, { path: 'm.yaml', entries, lint: {} });
    expect(pairRenamed(fresh, await contractsOf({ 'a.json': order('number') })).was).toEqual(new Map());
  });
});

describe('the names of fields tell what is alike', () => {
  const json = (...names: string[]) => ({
    ...{ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' },
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  });
  const avro = (name: string, ...fields: string[]) =>
    JSON.stringify({
      type: 'record',
      name,
      namespace: 'com.x',
      fields: fields.map((one) => ({ name: one, type: 'string' })),
    });
  const symbols = (...names: string[]) => JSON.stringify({ type: 'enum', name: 'Now', symbols: names });
  const proto = (...fields: string[]) =>
    `syntax = "proto3";\nmessage Now {\n${fields.map((one, i) => `  string ${one} = ${i + 1};\n`).join('')}}\n`;
  const among = (names: string[]) => ({ type: 'array', items: { enum: names } });

  it.each<[string, string, (...names: string[]) => string | object]>([
    ['properties of JSON Schema', 'json', json],
    ['values of a JSON Schema without properties', 'json', (...names) => among(names)],
    ['fields of Avro', 'avsc', (...names) => avro(`N${names.length}${names[0]}`, ...names)],
    ['symbols of Avro', 'avsc', symbols],
    ['fields of Protobuf', 'proto', proto],
  ])('by half of those of the one that has fewer: %s', async (_, ending, schema) => {
    const one = async (then: string[], now: string[]) =>
      (await paired({ [`new.${ending}`]: schema(...now) }, { [`old.${ending}`]: schema(...then) })).length;
    expect(await one(['a', 'b', 'c', 'd', 'e', 'f'], ['g', 'h', 'i', 'j', 'k', 'l'])).toBe(0);
    expect(await one(['id', 'ship'], ['id', 'amount'])).toBe(0);
    expect(await one(['a', 'b', 'c', 'd'], ['a', 'b', 'x', 'y', 'z'])).toBe(1);
    expect(await one(['a', 'b', 'c', 'd', 'e'], ['a', 'b', 'x', 'y', 'z'])).toBe(0);
    expect(await one(['a', 'b'], ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe(0);
    expect(await one(['a', 'b', 'c'], ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe(1);
  });

  it('at any depth, and not by what stands in defaults', async () => {
    const deep = { $defs: { properties: json('a', 'b') }, items: [{ properties: { properties: json('c', 'd') } }] };
    expect(await paired({ 'new.json': json('a', 'b', 'c', 'd', 'e') }, { 'old.json': deep })).toEqual([
      'new < old.json',
    ]);
    const none = { type: 'object', default: { properties: { a: 1, b: 2 } } };
    expect(await paired({ 'new.json': json('a', 'b') }, { 'old.json': none })).toEqual([]);
  });

  it('and the same with one field, in another layout, is the same', async () => {
    const now = JSON.stringify(json('a'), null, 7);
    expect(await paired({ 'new.json': now }, { 'old.json': json('a') })).toEqual(['new < old.json']);
  });

  it('of one that stays with more of them in common: it is a copy of that', async () => {
    const [fresh, gone] = [
      await contractsOf({ 'c.json': json('a', 'b', 'c', 'd') }),
      await contractsOf({ 'a.json': json('a', 'b', 'x') }),
    ];
    const staying = await contractsOf({ 'b.json': json('a', 'b', 'c') });
    const { was, doubtful } = pairRenamed(fresh, gone, { staying });
    expect([was.size, doubtful.map(({ file }) => file)]).toEqual([0, ['a.json']]);
  });
});

it('likeness does not depend on the layout of JSON, and is none with an empty text', () => {
  const text = JSON.stringify(order('number'));
  expect(similarityOf(text, JSON.stringify(order('number'), null, 4))).toBe(1);
  expect([similarityOf(text, ''), similarityOf('', '')]).toEqual([0, 0]);
});
