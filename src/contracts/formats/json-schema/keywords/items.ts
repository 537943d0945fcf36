import { told } from '../../../sentence.js';
import { childNode, type SchemaNode } from '../document.js';
import { containsBounds, itemSchemas } from '../evaluate.js';
import { all, any, atom, FALSE, ofTypes, schema, TRUE, type Formula } from '../satisfiability/formula.js';
import { refusalInto, type Keyword } from './keyword.js';

const ARRAY = ofTypes(['array']);

/** Each item must satisfy the reader's schema for its place. */
export const items: Keyword = {
  names: ['items', 'prefixItems', 'additionalItems'],
  demand: (node) =>
    all(placesOf(node).map(({ from, to, child }) => atom({ is: 'every-item', from, to, value: schema(child, true) }))),
  refusals: (node) =>
    placesOf(node).map(({ from, to, child }) =>
      refusalInto(
        child,
        { kind: 'item', from, to },
        {
          keyword: child.pointer.slice(node.pointer.length + 1),
          rule: 'items-closed',
          explain: ({ reader, writer }) => told`${reader} refuses items that events of ${writer} may carry here.`,
          fix: 'Leave the array as open as it was.',
        },
      ),
    ),
};

function placesOf(node: SchemaNode): { from: number; to: number; child: SchemaNode }[] {
  const { prefix, rest } = itemSchemas(node);
  const places = prefix.map((child, i) => ({ from: i, to: i + 1, child }));
  return rest === null ? places : [...places, { from: prefix.length, to: Infinity, child: rest }];
}

/** Items the reader wants to find must be there, and not too many of them. */
export const contains: Keyword = {
  names: ['contains'],
  demand(node) {
    const { min, max } = containsBounds(node)!;
    return min <= 0 && max === Infinity ? TRUE : atom({ is: 'count', item: wanted(node), min, max });
  },
  refusals(node) {
    const { min, max } = containsBounds(node)!;
    const item = wanted(node);
    const tooFew = min <= 0 ? FALSE : atom({ is: 'count', item, min: 0, max: Math.ceil(min) - 1 });
    const tooMany = max === Infinity ? FALSE : atom({ is: 'count', item, min: Math.floor(max) + 1, max: Infinity });
    return [
      {
        rule: 'contains-narrowed',
        keyword: 'contains',
        value: all([ARRAY, any([tooFew, tooMany])]),
        explain: ({ reader, writer }) =>
          told`${reader} wants certain items in the array, and ${writer} does not demand them.`,
        fix: 'Leave contains and its bounds as wide as they were.',
      },
    ];
  },
};

const wanted = (node: SchemaNode): Formula => schema(childNode(node, 'contains')!, true);

/** A reader that wants no item twice needs a writer that sends none twice. */
export const uniqueItems: Keyword = {
  names: ['uniqueItems'],
  demand: ({ keywords }) => (keywords['uniqueItems'] === true ? atom({ is: 'unique', holds: true }) : TRUE),
  refusals: ({ keywords }) =>
    keywords['uniqueItems'] !== true
      ? []
      : [
          {
            rule: 'unique-items-added',
            keyword: 'uniqueItems',
            value: all([ARRAY, atom({ is: 'unique', holds: false })]),
            explain: ({ reader, writer }) =>
              told`${reader} refuses an item that comes twice, and events of ${writer} may carry one.`,
            fix: 'Leave uniqueItems away, and let consumers ignore what comes twice.',
          },
        ],
};
