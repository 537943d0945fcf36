import { descend, obstacle, type Claim, type Obstacle, type Prover, type Rule } from '../claim.js';
import { itemOf, longestPrefix, tightest } from '../conjunction.js';
import { childNode } from '../document.js';
import { containsBounds, itemSchemas } from '../evaluate.js';

/** Each item of the writer must satisfy the reader's schema for its place (Confluent: ITEM_… changes). */
export const itemNarrowed: Rule = {
  keywords: ['items', 'prefixItems', 'additionalItems'],
  check(claim, prover) {
    if (!claim.writer.types.has('array')) return [];
    const { prefix, rest } = itemSchemas(claim.reader);
    const length = Math.max(prefix.length, longestPrefix(claim.writer));
    const found: Obstacle[] = [];
    for (let index = 0; index <= length; index++) {
      const reader = prefix[index] ?? rest;
      if (reader === null || reader === undefined || index >= (tightest(claim.writer, 'maxItems') ?? Infinity))
        continue;
      found.push(...checkItem(claim, index, reader, prover));
    }
    return found;
  },
};

function checkItem(claim: Claim, index: number, reader: Claim['reader'], prover: Prover): Obstacle[] {
  // An item that cannot be ends the array: those after it cannot be either.
  for (let before = 0; before <= index; before++) if (prover.isEmpty(itemOf(claim.writer, before))) return [];
  return prover.prove(descend(claim, { kind: 'item', index }, itemOf(claim.writer, index), reader));
}

/** A reader that wants no item twice needs a writer that sends none twice (Confluent: UNIQUE_ITEMS_ADDED). */
export const uniqueItemsAdded: Rule = {
  keywords: ['uniqueItems'],
  check(claim) {
    if (claim.reader.keywords['uniqueItems'] !== true || !claim.writer.types.has('array')) return [];
    if (claim.writer.nodes.some((node) => node.keywords['uniqueItems'] === true)) return [];
    if ((tightest(claim.writer, 'maxItems') ?? Infinity) <= 1) return [];
    return [
      obstacle(
        'unique-items-added',
        claim,
        'uniqueItems',
        ({ reader, writer }) => `${reader} refuses an item that comes twice, and events of ${writer} may carry one.`,
        'Leave uniqueItems away, and let consumers ignore what comes twice.',
      ),
    ];
  },
};

/** Items the reader wants to find must be there: proved where every item is one of them. */
export const containsNarrowed: Rule = {
  keywords: ['contains'],
  check(claim, prover) {
    const bounds = containsBounds(claim.reader);
    const wanted = childNode(claim.reader, 'contains');
    if (bounds === null || wanted === null || !claim.writer.types.has('array')) return [];
    const least = tightest(claim.writer, 'minItems') ?? 0;
    const enough =
      bounds.min === 0 ||
      (least >= bounds.min &&
        Array.from({ length: longestPrefix(claim.writer) + 1 }, (_, i) => itemOf(claim.writer, i)).every(
          (item) => item.types.size > 0 && prover.isProved(item, wanted),
        ));
    const greatest = tightest(claim.writer, 'maxItems') ?? Infinity;
    if (enough && greatest <= bounds.max) return [];
    return [
      obstacle(
        'contains-narrowed',
        claim,
        'contains',
        ({ reader, writer }) => `${reader} wants certain items in the array, and ${writer} does not demand them.`,
        'Leave contains and its bounds as wide as they were.',
      ),
    ];
  },
};
