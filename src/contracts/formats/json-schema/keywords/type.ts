import { notOfTypes, ofTypes } from '../satisfiability/formula.js';
import { jsonTypeOf, typesAllowedBy } from '../values.js';
import type { Keyword } from './keyword.js';

const wordFor = (value: unknown): string => {
  const type = jsonTypeOf(value);
  return type === 'fraction' ? 'number' : type;
};

const wordsFor = (values: readonly unknown[]): string =>
  values.length === 0 ? 'others' : [...new Set(values.map(wordFor))].join(', ');

/** The reader's `type` must hold every type the writer may send. */
export const type: Keyword = {
  names: ['type'],
  demand: ({ keywords }) => ofTypes(typesAllowedBy(keywords['type'])),
  refusals({ keywords }) {
    const allowed = typesAllowedBy(keywords['type']);
    const takes = [keywords['type']].flat().join(' or ');
    return [
      {
        rule: 'type-narrowed',
        keyword: 'type',
        value: notOfTypes(allowed),
        explain: ({ reader, writer }, values) =>
          `${reader} takes only ${takes} here, and events of ${writer} may carry ${wordsFor(values)}.`,
        keep: `to the types that it takes (${takes})`,
        fix: 'Keep the types that were allowed beside the new ones: "type": [...].',
        besides: (value) => notOfTypes(new Set([jsonTypeOf(value)])),
      },
    ];
  },
};
