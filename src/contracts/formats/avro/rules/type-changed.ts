import { told } from '../../../sentence.js';
import { isBranch, subjectOf, typeOf, type Rule } from '../claim.js';
import { isReadable } from '../resolution.js';
import { wordsFor } from '../schema.js';

/**
 * The writer's type must be the reader's or be promotable to it (specification 1.12, "Schema Resolution": "both schemas
 * have same primitive type", "the writer's schema may be promoted").
 */
export const typeChanged: Rule = (claim) => {
  const { reader, writer } = claim;
  if (isReadable(reader, writer)) return [];
  return [
    {
      rule: 'type-changed',
      change: 'TYPE_MISMATCH',
      claim,
      readerPath: reader.schemaPath,
      writerPath: writer.schemaPath,
      message: (names) =>
        told`${names.reader} reads ${subjectOf(claim)} as ${typeOf(reader)}; events of ${names.writer} carry ${names.carried(typeOf(writer))}.`,
      fix: (direction) => {
        if (direction === 'backward') return `Keep ${wordsFor(writer)}, or read a union that has both.`;
        return `Keep ${wordsFor(reader)}${isBranch(claim) ? ' alone, without the union' : ''}.`;
      },
    },
  ];
};
