import { told } from '../../../sentence.js';
import { isBranch, subjectOf, typeOf, type Rule } from '../claim.js';
import { branchFor } from '../resolution.js';
import { wordsFor } from '../schema.js';

/** A branch of the reader's union must match the writer's type (specification 1.12, "Schema Resolution", unions). */
export const unionBranchMissing: Rule = (claim) => {
  const { reader, writer } = claim;
  if (reader.kind !== 'union' || writer.kind === 'union' || branchFor(reader, writer) !== null) return [];
  return [
    {
      rule: 'union-branch-missing',
      change: 'MISSING_UNION_BRANCH',
      claim,
      readerPath: reader.schemaPath,
      writerPath: writer.schemaPath,
      message: (names) =>
        told`${names.reader} reads ${subjectOf(claim)} as ${typeOf(reader)}; events of ${names.writer} may carry ${names.carried(typeOf(writer))}.`,
      fix: (direction) => {
        if (direction === 'backward') return `Add ${wordsFor(writer)} to the union.`;
        return isBranch(claim) ? `Leave ${wordsFor(writer)} out of the union.` : `Keep ${wordsFor(reader)}.`;
      },
    },
  ];
};
