import { obstacle, type Claim, type Obstacle, type Rule } from '../claim.js';
import { numericBound, tightest } from '../conjunction.js';
import { isMultipleOf } from '../values.js';

const carriesNumbers = ({ writer }: Claim): boolean => writer.types.has('integer') || writer.types.has('fraction');

function checkBound(claim: Claim, keyword: string): Obstacle[] {
  const demanded = claim.reader.keywords[keyword] as number;
  const side = /min/i.test(keyword) ? 'minimum' : 'maximum';
  const isExclusive = keyword.startsWith('exclusive');
  const sent = numericBound(claim.writer, side);
  const sign = side === 'minimum' ? 1 : -1;
  if (sent !== null) {
    const distance = sign * (sent.value - demanded);
    if (distance > 0 || (distance === 0 && (!isExclusive || sent.isExclusive))) return [];
  }
  const words = `${side === 'minimum' ? 'less' : 'more'} than ${demanded}${isExclusive ? ` or ${demanded} itself` : ''}`;
  return [
    obstacle(
      `${side}-${side === 'minimum' ? 'raised' : 'lowered'}`,
      claim,
      keyword,
      ({ reader, writer }) => `${reader} refuses numbers ${words} here, and events of ${writer} may carry them.`,
      `Leave ${keyword} as wide as it was.`,
      isExclusive ? [demanded] : [demanded - sign, demanded - sign / 2],
    ),
  ];
}

/** The reader's numeric bounds must lie outside the writer's (Confluent: MINIMUM_INCREASED, MAXIMUM_DECREASED, …). */
export const numericBounds: Rule = {
  keywords: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  check(claim) {
    if (!carriesNumbers(claim)) return [];
    return this.keywords
      .filter((keyword) => typeof claim.reader.keywords[keyword] === 'number')
      .flatMap((keyword) => checkBound(claim, keyword));
  },
};

/** Every number of the writer must be a multiple of the reader's (Confluent: MULTIPLE_OF_CHANGED). */
export const multipleOfNarrowed: Rule = {
  keywords: ['multipleOf'],
  check(claim) {
    const divisor = claim.reader.keywords['multipleOf'] as number;
    if (!carriesNumbers(claim)) return [];
    const steps = claim.writer.nodes
      .map((node) => node.keywords['multipleOf'])
      .filter((step) => typeof step === 'number');
    if (!claim.writer.types.has('fraction')) steps.push(1);
    if (steps.some((step) => isMultipleOf(step, divisor))) return [];
    const step = tightest(claim.writer, 'multipleOf') ?? 1;
    return [
      obstacle(
        'multiple-of-narrowed',
        claim,
        'multipleOf',
        ({ reader, writer }) =>
          `${reader} takes only multiples of ${divisor} here, and events of ${writer} may carry others.`,
        'Make the new multipleOf divide the old one.',
        [step, divisor + step, divisor / 2, divisor * 1.5, 1, 0.1],
      ),
    ];
  },
};
