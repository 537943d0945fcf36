import type { EarlierVersions } from '../against/earlier-versions.js';
import { runCheck } from '../check/run-check.js';
import { createPlacing } from '../findings/placing.js';
import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';

const said = { message: null, subject: null, format: null, level: null, policy: null, owner: null, metadata: null };
const money = (type: string) => ({ type: 'object', properties: { v: { type } } });
const cust = { properties: { m: { $ref: 'money.json' } } };
const order = { properties: { c: { $ref: 'cust.json' }, m: { $ref: 'money.json' } } };

/** A registry that has order.json with cust.json and a money.json of strings, as it was given them. */
function registry(isRegistered: boolean, schemas: Record<string, object[]>): EarlierVersions {
  const named = ([name, text]: [string, object]) => ({ name, text: JSON.stringify(text) });
  const references = Object.entries({ 'cust.json': cust, 'money.json': money('string') }).map(named);
  const earlier = { format: 'JSON', version: 1, text: JSON.stringify(order), references } as const;
  const versions = isRegistered ? [{ ...earlier, label: '1', name: 'version 1' }] : [];
  return {
    name: 'the registry',
    of: () => Promise.resolve({ level: 'BACKWARD', policy: null, versions }),
    referenced: ({ subject }) => {
      const [own, referred] = schemas[subject!]!;
      const inner = [{ name: 'money.json', text: JSON.stringify(referred, null, 2) }];
      return Promise.resolve({ format: 'JSON', version: 1, text: JSON.stringify(own), references: inner });
    },
    removed: () => Promise.resolve([]),
  };
}

/** Of the contract of order.json its status and what is told of it. */
async function checked(files: Record<string, object>, pinned: string[], versions: EarlierVersions): Promise<string[]> {
  const references = pinned.map((name) => ({ name, file: null, subject: name, version: 1 }));
  const entries = [{ ...said, file: 'order.json', references }];
  const manifest = { path: 'plumbline.contracts.yaml', lint: {}, entries };
  const selection = { patterns: ['order.json'], exclude: [], manifest, template: null };
  const { contracts } = await loadContracts(memoryTree(files), selection);
  const { contracts: found } = await runCheck({
    ...{ contracts, versions, level: null, policy: null, placing: createPlacing() },
    ...{ startedAt: new Date(0), now: () => 0 },
  });
  return found.flatMap(({ status, problems }) => [status, ...problems.map(({ finding }) => finding.message)]);
}

const TWO =
  'The schema is invalid: two different schemas are called "money.json" by it and what it refers to. Refer to one version of it.';

describe('what a pinned version refers to and the files have, too', () => {
  const pinned = { 'cust.json': [cust, money('string')] };
  const files = (type: string) => ({ 'order.json': order, 'cust.json': cust, 'money.json': money(type) });

  it('counts once where both are the same but for white space', async () => {
    expect(await checked(files('string'), ['cust.json'], registry(true, pinned))).toEqual(['unchanged']);
  });

  it('is a fault where the file is another schema, as in a registration, whether the contract is new or not', async () => {
    for (const isRegistered of [true, false])
      expect(await checked(files('integer'), ['cust.json'], registry(isRegistered, pinned))).toEqual(['invalid', TWO]);
  });
});

it('two pinned versions that refer to different schemas by one name are a fault', async () => {
  const files = { 'order.json': { anyOf: [{ $ref: 'cust.json' }, { $ref: 'bill.json' }] } };
  const bill = (type: string) =>
    registry(false, { 'cust.json': [cust, money('string')], 'bill.json': [{}, money(type)] });
  expect(await checked(files, ['cust.json', 'bill.json'], bill('string'))).toEqual(['new']);
  expect(await checked(files, ['cust.json', 'bill.json'], bill('integer'))).toEqual(['invalid', TWO]);
});
