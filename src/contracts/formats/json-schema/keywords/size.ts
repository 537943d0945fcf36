import { told, wording } from '../../../sentence.js';
import { all, atom, FALSE, ofTypes, type Formula } from '../satisfiability/formula.js';
import type { Keyword } from './keyword.js';

type Sized = 'string' | 'array' | 'object';

const COUNTED = { string: 'characters', array: 'items', object: 'properties' } as const;

const size = (of: Sized, min: number, max: number): Formula => atom({ is: 'size', of, min, max });

function atLeast(keyword: string, of: Sized): Keyword {
  const what = COUNTED[of];
  return {
    names: [keyword],
    demand: ({ keywords }) => size(of, keywords[keyword] as number, Infinity),
    refusals({ keywords }) {
      const min = keywords[keyword] as number;
      return [
        {
          rule: `minimum-${what}-raised`,
          keyword,
          value: min <= 0 ? FALSE : all([ofTypes([of]), size(of, 0, Math.ceil(min) - 1)]),
          explain: ({ reader, writer }) =>
            told`${reader} refuses fewer than ${min} ${wording(what)} here, and events of ${writer} may carry them.`,
          keep: `${keyword} ${min}`,
          fix: `Leave ${keyword} as wide as it was.`,
        },
      ];
    },
  };
}

function atMost(keyword: string, of: Sized): Keyword {
  const what = COUNTED[of];
  return {
    names: [keyword],
    demand: ({ keywords }) => size(of, 0, keywords[keyword] as number),
    refusals({ keywords }) {
      const max = keywords[keyword] as number;
      return [
        {
          rule: `maximum-${what}-lowered`,
          keyword,
          value: all([ofTypes([of]), size(of, Math.floor(max) + 1, Infinity)]),
          explain: ({ reader, writer }) =>
            told`${reader} refuses more than ${max} ${wording(what)} here, and events of ${writer} may carry them.`,
          keep: `${keyword} ${max}`,
          fix: `Leave ${keyword} as wide as it was.`,
        },
      ];
    },
  };
}

/** The reader's bounds on lengths and counts must lie outside the writer's. */
export const SIZES: readonly Keyword[] = [
  atLeast('minLength', 'string'),
  atMost('maxLength', 'string'),
  atLeast('minItems', 'array'),
  atMost('maxItems', 'array'),
  atLeast('minProperties', 'object'),
  atMost('maxProperties', 'object'),
];
