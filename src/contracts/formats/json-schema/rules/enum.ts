import { obstacle, type Rule } from '../claim.js';

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** The reader lists values; a writer that lists none can send others (Confluent: ENUM_ARRAY_NARROWED, ENUM_ARRAY_CHANGED). */
export const valuesListed: Rule = {
  keywords: ['enum', 'const'],
  check(claim) {
    const { keywords } = claim.reader;
    const isConst = Object.hasOwn(keywords, 'const');
    const values = isConst ? [keywords['const']] : (keywords['enum'] as unknown[]);
    const takes = values.slice(0, 5).map(show).join(', ') + (values.length > 5 ? ', …' : '');
    return [
      obstacle(
        'values-narrowed',
        claim,
        isConst ? 'const' : 'enum',
        ({ reader, writer }) => `${reader} takes only ${takes} here, and events of ${writer} may carry other values.`,
        'Keep the values open, or put the list into a new property.',
      ),
    ];
  },
};
