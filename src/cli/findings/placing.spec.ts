import type { Finding } from '../../contracts/finding.js';
import { createPlacing } from './placing.js';
import { problemOf } from '../reports/problems.spec-support.js';
import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';

/** Where a finding about `file` stands, as `file:line:column`. */
async function placed(files: Record<string, string | object>, file: string, about: Partial<Finding>) {
  const selection = { patterns: ['.'], exclude: [], manifest: null, template: null };
  const { contracts } = await loadContracts(memoryTree(files), selection);
  const contract = contracts.find((one) => one.file === file)!;
  const { place } = createPlacing()(contract, contract.subject, { ...problemOf().finding, ...about });
  return place === null ? null : `${place.file ?? file}:${place.line}:${place.column}`;
}

describe('a finding stands in the file that it is about', () => {
  const files = {
    'c/cart.json': { properties: { money: { $ref: 'money.yaml' } } },
    'c/money.yaml': 'type: object\nproperties:\n  cents: { type: string }\n',
    'c/line.avsc': { type: 'record', name: 'Line', fields: [{ name: 'price', type: 'Price' }] },
    'c/price.avsc': '{"type":"record","name":"Price","fields":[\n{"name":"cents","type":"long"}]}',
    'c/parcel.proto': 'syntax = "proto3"; package s; import "weight.proto"; message P { W w = 1; }',
    'c/weight.proto': 'syntax = "proto3";\npackage s;\nmessage W { string grams = 1; }',
  };

  it.each([
    ['c/cart.json', 'money.yaml#/properties/cents/type', 'c/money.yaml:3:12'],
    ['c/cart.json', '/properties/money', 'c/cart.json:1:16'],
    ['c/cart.json', 'elsewhere.json#/type', null],
    ['c/line.avsc', 'Price#/fields/0/type', 'c/price.avsc:2:17'],
    ['c/parcel.proto', 's.W.grams', 'c/weight.proto:3:13'],
    ['c/parcel.proto', 's.P.w', 'c/parcel.proto:1:66'],
  ])('of %s at %s: %s', async (file, readerPath, expected) => {
    expect(await placed(files, file, { readerPath })).toBe(expected);
  });

  it('also where the candidate is the writer', async () => {
    const about = { direction: 'forward', readerPath: '/type', writerPath: 'money.yaml#/properties/cents' } as const;
    expect(await placed(files, 'c/cart.json', about)).toBe('c/money.yaml:3:12');
  });
});
