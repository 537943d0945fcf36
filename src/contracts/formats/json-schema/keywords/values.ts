import { anyOrder, told, wording, type Told } from '../../../sentence.js';
import { listed } from '../satisfiability/formula.js';
import type { SchemaNode } from '../document.js';
import type { Keyword } from './keyword.js';

/** As many as a message tells: with more, which of them are told says nothing of the schemas. */
const MOST_TOLD = 3;

function toldOf(values: readonly unknown[]): Told {
  if (values.length === 0) return wording('other values');
  const all = values.map((value) => JSON.stringify(value) ?? 'nothing');
  const shown = all.slice(0, MOST_TOLD).map((text) => (text.length > 80 ? `${text.slice(0, 77)}...` : text));
  return all.length < MOST_TOLD ? anyOrder(all, shown.join(', ')) : wording(shown.join(', '));
}

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
          told`${reader} refuses ${toldOf(values)} here, and events of ${writer} may carry ${wording(values.length === 1 ? 'it' : 'them')}.`,
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
