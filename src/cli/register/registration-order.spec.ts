import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';
import { registrationOrder } from './registration-order.js';

async function orderOf(files: Record<string, object>, patterns = ['.']) {
  const selection = { patterns, exclude: [], manifest: null, template: null };
  const { contracts } = await loadContracts(memoryTree(files), selection);
  const order = registrationOrder(contracts);
  return 'reason' in order ? order.reason : order.ordered.map(({ contract }) => contract.subject);
}

it('contracts come after those they refer to, and otherwise as they were named', async () => {
  const files = { 'a.json': { $ref: 'c.json' }, 'b.json': {}, 'c.json': { $ref: 'd.json' }, 'd.json': {} };
  expect(await orderOf(files)).toEqual(['d', 'c', 'a', 'b']);
});

it('there is none for a circle', async () => {
  expect(await orderOf({ 'a.json': { $ref: 'b.json' }, 'b.json': { $ref: 'a.json' } })).toBe(
    'a refers to b refers to a: contracts that refer to each other in a circle cannot be registered.',
  );
});

it('there is none where a file is referred to that is no contract at hand', async () => {
  expect(await orderOf({ 'a.json': { $ref: 'b.json' }, 'b.json': {} }, ['a.json'])).toBe(
    'a.json refers to "b.json", which is b.json and no contract that is to be registered. Name it too.',
  );
});
