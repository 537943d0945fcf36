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

  it('is found by its rarest lines where there are too many to compare each with each, and that is told', async () => {
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

  it('is what has the nearest name where several are as like it and, of those, what is gone', async () => {
    const [gone, stays] = [order('number'), order('string')];
    const cancelled = { 'order.cancelled.json': gone };
    expect(await beside('order.canceled.json', cancelled, { 'order.created.json': stays })).toEqual([
      ['order.cancelled.json'],
      [],
    ]);
    expect(await beside('order.created2.json', cancelled, { 'order.created.json': stays })).toEqual([
      [],
      ['order.cancelled.json'],
    ]);
    expect(await beside('c.json', { 'a.json': gone }, { 'b.json': stays })).toEqual([['a.json'], []]);
    const both = { 'order.shipped.json': gone, 'order.paid.json': { ...gone, title: 'Paid' }, ...cancelled };
    expect((await beside('order.canceled.json', both, {}))[0]).toEqual(['order.cancelled.json']);
  });

  it('is new where a manifest says its subject', async () => {
    const entry = { ...{ message: null, format: null, level: null, policy: null, owner: null }, metadata: null };
    const entries = [{ ...entry, file: 'c.json', subject: 'c', references: [] }];
    const fresh = await contractsOf({ 'c.json': order('number') }, { path: 'm.yaml', entries, lint: {} });
    expect(pairRenamed(fresh, await contractsOf({ 'a.json': order('number') })).was).toEqual(new Map());
  });
});

it('likeness does not depend on the layout of JSON, and is none with an empty text', () => {
  const text = JSON.stringify(order('number'));
  expect(similarityOf(text, JSON.stringify(order('number'), null, 4))).toBe(1);
  expect([similarityOf(text, ''), similarityOf('', '')]).toEqual([0, 0]);
});
