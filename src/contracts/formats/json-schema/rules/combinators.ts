import { obstacle, type Claim, type Obstacle, type Rule } from '../claim.js';
import { and } from '../conjunction.js';
import { childNode, childNodes } from '../document.js';

/** All of the reader's schemas must hold. */
export const allOfNarrowed: Rule = {
  keywords: ['allOf'],
  check: (claim, prover) => childNodes(claim.reader, 'allOf').flatMap((reader) => prover.prove({ ...claim, reader })),
};

/** One of the reader's alternatives must hold all that the writer may send (Confluent: SUM_TYPE_NARROWED, …). */
export const anyOfNarrowed: Rule = {
  keywords: ['anyOf'],
  check(claim, prover) {
    const isCovered = childNodes(claim.reader, 'anyOf').some((branch) => prover.isProved(claim.writer, branch));
    return isCovered ? [] : [noAlternative(claim, 'anyOf')];
  },
};

/** The same, and none of the others may hold besides. */
export const oneOfNarrowed: Rule = {
  keywords: ['oneOf'],
  check(claim, prover) {
    const branches = childNodes(claim.reader, 'oneOf');
    const isCovered = branches.some(
      (branch) =>
        prover.isProved(claim.writer, branch) &&
        branches.every((other) => other === branch || prover.isEmpty(and(claim.writer, other))),
    );
    return isCovered ? [] : [noAlternative(claim, 'oneOf')];
  },
};

function noAlternative(claim: Claim, keyword: 'anyOf' | 'oneOf'): Obstacle {
  const exactly = keyword === 'oneOf' ? 'exactly one of' : 'one of';
  return obstacle(
    'alternatives-narrowed',
    claim,
    keyword,
    ({ reader, writer }) =>
      `${reader} wants ${exactly} its alternatives here, and events of ${writer} need not satisfy it.`,
    'Keep every alternative that was allowed, and let them not overlap under oneOf.',
  );
}

/** Nothing the writer sends may be what the reader excludes (Confluent: NOT_TYPE_EXTENDED). */
export const exclusionWidened: Rule = {
  keywords: ['not'],
  check(claim, prover) {
    const excluded = childNode(claim.reader, 'not');
    if (excluded === null || prover.isEmpty(and(claim.writer, excluded))) return [];
    return [
      obstacle(
        'exclusion-widened',
        claim,
        'not',
        ({ reader, writer }) => `${reader} excludes events by "not" that ${writer} allows.`,
        'Exclude no more than before.',
      ),
    ];
  },
};

/** Where the reader's condition holds, so must its consequence. */
export const conditionNarrowed: Rule = {
  keywords: ['if'],
  check(claim, prover) {
    const condition = childNode(claim.reader, 'if');
    if (condition === null) return [];
    const then = childNode(claim.reader, 'then');
    const otherwise = childNode(claim.reader, 'else');
    const thenHolds = then === null || prover.isProved(and(claim.writer, condition), then);
    const elseHolds =
      otherwise === null || prover.isProved(claim.writer, condition) || prover.isProved(claim.writer, otherwise);
    if (thenHolds && elseHolds) return [];
    return [
      obstacle(
        'condition-narrowed',
        claim,
        'if',
        ({ reader, writer }) => `${reader} demands more by if/then/else than ${writer} does.`,
        'Leave the condition and its consequences as wide as they were.',
      ),
    ];
  },
};
