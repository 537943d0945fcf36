import { listed } from '../satisfiability/formula.js';
import type { SchemaNode } from '../document.js';
import type { Keyword } from './keyword.js';

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

function listing(keyword: 'enum' | 'const', valuesOf: (node: SchemaNode) => readonly unknown[]): Keyword {
  return {
    names: [keyword],
    demand: (node) => listed(valuesOf(node), true),
    refusals: (node) => [
      {
        rule: 'values-narrowed',
        keyword,
        value: listed(valuesOf(node), false),
        explain: ({ reader, writer }, values) =>
          `${reader} refuses ${values.length === 0 ? 'other values' : values.slice(0, 3).map(show).join(', ')} here, and events of ${writer} may carry ${values.length === 1 ? 'it' : 'them'}.`,
        keep: 'to the values that it lists',
        fix: 'Keep the values that were allowed, or put the list into a new property.',
        besides: (value) => listed([value], false),
      },
    ],
  };
}

/** The reader lists values: a writer must not send others. */
export const enumeration = listing('enum', ({ keywords }) => keywords['enum'] as unknown[]);

/** The reader takes one value: a writer must not send others. */
export const constant = listing('const', ({ keywords }) => [keywords['const']]);
