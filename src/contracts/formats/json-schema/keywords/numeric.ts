import { told, wording } from '../../../sentence.js';
import { all, atom, ofTypes } from '../satisfiability/formula.js';
import type { Keyword } from './keyword.js';

const NUMBER = ofTypes(['integer', 'fraction']);

function bound(keyword: string, side: 'least' | 'greatest', isExclusive: boolean): Keyword {
  const [opposite, direction, change] =
    side === 'least'
      ? (['greatest', 'less', 'minimum-raised'] as const)
      : (['least', 'more', 'maximum-lowered'] as const);
  return {
    names: [keyword],
    demand: ({ keywords }) => atom({ is: 'bound', side, value: keywords[keyword] as number, isExclusive }),
    refusals({ keywords }) {
      const value = keywords[keyword] as number;
      const orItself = wording(isExclusive ? ` or ${value} itself` : '');
      return [
        {
          rule: change,
          keyword,
          value: all([NUMBER, atom({ is: 'bound', side: opposite, value, isExclusive: !isExclusive })]),
          explain: ({ reader, writer }) =>
            told`${reader} refuses numbers ${wording(direction)} than ${value}${orItself} here, and events of ${writer} may carry them.`,
          keep: `${keyword} ${value}`,
          fix: `Leave ${keyword} as wide as it was.`,
        },
      ];
    },
  };
}

/** The reader's bounds must lie outside the writer's. Draft-04's exclusive bounds are read as the later ones. */
export const minimum = bound('minimum', 'least', false);
export const maximum = bound('maximum', 'greatest', false);
export const exclusiveMinimum = bound('exclusiveMinimum', 'least', true);
export const exclusiveMaximum = bound('exclusiveMaximum', 'greatest', true);

/** Every number of the writer must be a multiple of the reader's, in exact decimal arithmetic. */
export const multipleOf: Keyword = {
  names: ['multipleOf'],
  demand: ({ keywords }) => atom({ is: 'multiple', of: keywords['multipleOf'] as number, holds: true }),
  refusals({ keywords }) {
    const of = keywords['multipleOf'] as number;
    return [
      {
        rule: 'multiple-of-narrowed',
        keyword: 'multipleOf',
        value: all([NUMBER, atom({ is: 'multiple', of, holds: false })]),
        explain: ({ reader, writer }) =>
          told`${reader} takes only multiples of ${of} here, and events of ${writer} may carry others.`,
        keep: `multipleOf ${of}`,
        fix: 'Make the new multipleOf divide the old one.',
      },
    ];
  },
};
