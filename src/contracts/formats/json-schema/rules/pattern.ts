import { obstacle, type Rule } from '../claim.js';

/** The reader's pattern must be one the writer obeys too (Confluent: PATTERN_ADDED, PATTERN_CHANGED). */
export const patternChanged: Rule = {
  keywords: ['pattern'],
  check(claim) {
    const pattern = claim.reader.keywords['pattern'] as string;
    if (!claim.writer.types.has('string')) return [];
    if (['', '^', '$', '.*', '^.*'].includes(pattern)) return [];
    if (claim.writer.nodes.some((node) => node.keywords['pattern'] === pattern)) return [];
    return [
      obstacle(
        'pattern-changed',
        claim,
        'pattern',
        ({ reader, writer }) =>
          `${reader} takes only text that matches ${pattern} here, and ${writer} does not demand it.`,
        'Leave the pattern as it was, or put the stricter text into a new property.',
      ),
    ];
  },
};
