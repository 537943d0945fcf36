import { obstacle, type Rule } from '../claim.js';
import { typesAllowedBy, type JsonType } from '../values.js';

const wordFor = (type: JsonType): string => (type === 'fraction' ? 'number' : type);

/** The reader's `type` must hold every type the writer may send (Confluent: TYPE_NARROWED, TYPE_CHANGED). */
export const typeNarrowed: Rule = {
  keywords: ['type'],
  check(claim) {
    const allowed = typesAllowedBy(claim.reader.keywords['type']);
    const missing = [...claim.writer.types].filter((type) => !allowed.has(type));
    if (missing.length === 0) return [];
    const takes = [claim.reader.keywords['type']].flat().join(' or ');
    const found = obstacle(
      'type-narrowed',
      claim,
      'type',
      ({ reader, writer }, types) =>
        `${reader} takes only ${takes} here, and events of ${writer} may carry ${types.join(', ')}.`,
      'Keep the types that were allowed beside the new ones: "type": [...].',
    );
    return [{ ...found, variants: missing.map(wordFor) }];
  },
};
