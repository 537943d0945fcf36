import { anyOrder, told, wording, type Told } from '../../../sentence.js';
import { notOfTypes, ofTypes } from '../satisfiability/formula.js';
import { jsonTypeOf, typesAllowedBy } from '../values.js';
import type { Keyword } from './keyword.js';

const wordFor = (value: unknown): string => {
  const type = jsonTypeOf(value);
  return type === 'fraction' ? 'number' : type;
};

function typesOf(values: readonly unknown[]): Told {
  const types = [...new Set(values.map(wordFor))];
  return types.length === 0 ? wording('others') : anyOrder(types, types.join(', '));
}

/** The reader's `type` must hold every type the writer may send. */
export const type: Keyword = {
  names: ['type'],
  demand: ({ keywords }) => ofTypes(typesAllowedBy(keywords['type'])),
  refusals({ keywords }) {
    const allowed = typesAllowedBy(keywords['type']);
    const types = [keywords['type']].flat() as string[];
    const takes = types.join(' or ');
    return [
      {
        rule: 'type-narrowed',
        keyword: 'type',
        value: notOfTypes(allowed),
        explain: ({ reader, writer, carried }, values) =>
          told`${reader} takes only ${anyOrder(types, takes)} here, and events of ${writer} may carry ${carried(typesOf(values))}.`,
        keep: `to the types that it takes (${takes})`,
        fix: 'Keep the types that were allowed beside the new ones: "type": [...].',
        besides: (value) => notOfTypes(new Set([jsonTypeOf(value)])),
      },
    ];
  },
};
