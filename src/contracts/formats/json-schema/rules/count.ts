import { obstacle, type Claim, type Rule } from '../claim.js';
import { namedProperties, propertyOf, requiredNames, tightest, type Conjunction } from '../conjunction.js';
import type { JsonType } from '../values.js';

const COUNTED: Readonly<Record<string, { type: JsonType; what: string }>> = {
  minLength: { type: 'string', what: 'characters' },
  maxLength: { type: 'string', what: 'characters' },
  minItems: { type: 'array', what: 'items' },
  maxItems: { type: 'array', what: 'items' },
  minProperties: { type: 'object', what: 'properties' },
  maxProperties: { type: 'object', what: 'properties' },
};

/** What the writer's other keywords say about how many properties there are: required ones, and a closed object's. */
function countOfProperties(writer: Conjunction, keyword: string): number | null {
  if (keyword === 'minProperties') return requiredNames(writer).size;
  const isClosed = writer.nodes.some(
    ({ keywords }) => keywords['additionalProperties'] === false && keywords['patternProperties'] === undefined,
  );
  if (!isClosed) return null;
  const possible = [...namedProperties(writer)].filter((name) => propertyOf(writer, name).types.size > 0);
  return possible.length;
}

function isProved(claim: Claim, keyword: string, demanded: number): boolean {
  const candidates = [tightest(claim.writer, keyword)];
  if (keyword.endsWith('Properties')) candidates.push(countOfProperties(claim.writer, keyword));
  if (keyword.startsWith('min')) candidates.push(0);
  return candidates.some((sent) => sent !== null && (keyword.startsWith('min') ? sent >= demanded : sent <= demanded));
}

/** The reader's bounds on lengths and counts must lie outside the writer's (Confluent: MIN_LENGTH_INCREASED, …). */
export const countBounds: Rule = {
  keywords: Object.keys(COUNTED),
  check(claim) {
    return Object.entries(COUNTED).flatMap(([keyword, { type, what }]) => {
      const demanded = claim.reader.keywords[keyword];
      if (typeof demanded !== 'number' || !claim.writer.types.has(type) || isProved(claim, keyword, demanded))
        return [];
      const isMinimum = keyword.startsWith('min');
      const words = `${isMinimum ? 'fewer' : 'more'} than ${demanded} ${what}`;
      return [
        obstacle(
          `${isMinimum ? 'minimum' : 'maximum'}-${what}-${isMinimum ? 'raised' : 'lowered'}`,
          claim,
          keyword,
          ({ reader, writer }) => `${reader} refuses ${words} here, and events of ${writer} may carry them.`,
          `Leave ${keyword} as wide as it was.`,
        ),
      ];
    });
  },
};
