import { memoryTree } from '../trees/memory-tree.spec-support.js';
import { referringFiles, type Bounds } from './referring-files.js';

const find = (files: Record<string, string | object>, named: string[], bounds?: Bounds, exclude: string[] = []) =>
  referringFiles(memoryTree(files), { named, exclude }, bounds);
const found = async (...asked: Parameters<typeof find>) => (await find(...asked)).files.sort();

describe('what refers to a file is found', () => {
  it('by its path from where it is named, its $id, and through others', async () => {
    const files = {
      'common/a b.json': { $id: 'https://example.com/money', type: 'object' },
      'x/path.json': { $ref: '../common/a%20b.json#/x' },
      'x/id.yaml': '$ref: "https://example.com/money#/x"',
      'x/through.json': { items: { $ref: 'path.json' } },
      'x/elsewhere.json': { $ref: 'common/a%20b.json' },
      'x/word.json': { description: 'see common/a b.json and money' },
    };
    expect(await found(files, ['common/a b.json'])).toEqual(['x/id.yaml', 'x/path.json', 'x/through.json']);
  });

  it('by the names that it defines and its import, also within documents', async () => {
    const fields = [{ name: 'm', type: 'Money' }];
    const record = { type: 'record', name: 'R', namespace: 'shop', fields };
    const files = {
      'm/Money.avsc': { type: 'record', name: 'Money', namespace: 'shop', fields: [] },
      'm/money.proto': '',
      'r.avsc': record,
      'api.json': { asyncapi: '3.0.0', components: { messages: { R: { payload: { schema: record } } } } },
      'r.proto': 'import "money.proto";',
      'p.json': { asyncapi: '3.0.0', x: { schema: 'syntax = "proto3"; import "m/money.proto";' } },
      's.proto': 'import "othermoney.proto";',
    };
    expect(await found(files, ['m/Money.avsc'])).toEqual(['api.json', 'r.avsc']);
    expect(await found(files, ['m/money.proto'])).toEqual(['p.json', 'r.proto']);
  });

  it('also where an escape stands for a letter of the name', async () => {
    const files = {
      'e.avsc': { type: 'record', name: 'E', namespace: 'n.s', fields: [] },
      'r.avsc': String.raw`{"type":"record","name":"R","fields":[{"name":"e","type":"n.s.\u0045"}]}`,
      'r.yaml': String.raw`$ref: "\x65.avsc"`,
      'other.avsc': String.raw`{"type":"record","name":"O","doc":"\u0045","fields":[]}`,
      'broken.json': String.raw`{"\u0045"`,
    };
    const { files: referring, unreadable } = await find(files, ['e.avsc']);
    expect([referring.sort(), unreadable]).toEqual([['r.avsc', 'r.yaml'], []]);
  });

  it('once in a circle, not where it is left out, and not in what describes requests over HTTP', async () => {
    const files = {
      'a.json': { $ref: 'b.json' },
      'b.json': { $ref: 'a.json' },
      'c.json': { $ref: 'b.json' },
      'node_modules/d.json': { $ref: '../a.json' },
      'openapi.json': { openapi: '3.1.0', x: { $ref: 'a.json' } },
    };
    expect(await found(files, ['a.json'], undefined, ['c.json'])).toEqual(['b.json']);
  });
});

describe('of what refers to a file it is told', () => {
  const files = { 'a.json': {}, 'b.json': {}, 'c.json': { $ref: 'a.json' } };

  it('in how many files and bytes it was looked for, and of how many', async () => {
    expect(await find(files, ['a.json'])).toMatchObject({ files: ['c.json'], looked: { files: 2, bytes: 19 }, all: 2 });
    const stopped = { files: [], looked: { files: 1, bytes: 2 }, all: 2 };
    expect(await find(files, ['a.json'], { files: 1, bytes: 1_000 })).toMatchObject(stopped);
  });

  it('also where the bytes were too many', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.json`, '"0123456789"']));
    const { looked, all } = await find({ ...many, ...files }, ['a.json'], { files: 1_000, bytes: 100 });
    expect([looked.files, all]).toEqual([64, 302]);
  });

  it('which files speak of it and cannot be read', async () => {
    const broken = { ...files, 'd.yaml': '{{ template }} a.json', 'e.yaml': '{{ template }}' };
    expect(await find(broken, ['a.json'])).toMatchObject({ files: ['c.json'], unreadable: ['d.yaml'] });
  });
});

it('a YAML file with an alias that stands in what it stands for cannot be read, and holds nothing up', async () => {
  const cyclic = 'properties: &p\n  a: {$ref: m.json, properties: *p}';
  const { files, unreadable } = await find({ 'm.json': {}, 'cyclic.yaml': cyclic }, ['m.json']);
  expect({ files, unreadable }).toEqual({ files: [], unreadable: ['cyclic.yaml'] });
});
