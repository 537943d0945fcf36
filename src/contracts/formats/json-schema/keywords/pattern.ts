import { told } from '../../../sentence.js';
import { all, atom, ofTypes } from '../satisfiability/formula.js';
import type { Keyword } from './keyword.js';

/** Every text of the writer must match the reader's pattern: its language lies within the reader's. */
export const pattern: Keyword = {
  names: ['pattern'],
  demand: ({ keywords }) => atom({ is: 'pattern', pattern: keywords['pattern'] as string, holds: true }),
  refusals({ keywords }) {
    const one = keywords['pattern'] as string;
    return [
      {
        rule: 'pattern-changed',
        keyword: 'pattern',
        value: all([ofTypes(['string']), atom({ is: 'pattern', pattern: one, holds: false })]),
        explain: ({ reader, writer }) =>
          told`${reader} takes only text that matches ${one} here, and ${writer} does not demand it.`,
        keep: 'the pattern',
        fix: 'Leave the pattern as it was, or put the stricter text into a new property.',
      },
    ];
  },
};
