import { told } from '../../../sentence.js';
import { bothNamed, type Rule } from '../claim.js';
import { isSameName } from '../resolution.js';

/**
 * Records, enums and fixed must have the same name, the namespace aside, or the reader's must have the writer's as an
 * alias (specification 1.12, "Schema Resolution" and "Aliases").
 */
export const nameChanged: Rule = (claim) => {
  const [reader, writer] = bothNamed(claim) ?? [];
  if (reader === undefined || writer === undefined || isSameName(reader, writer)) return [];
  return [
    {
      rule: 'name-changed',
      change: 'NAME_MISMATCH',
      claim,
      readerPath: `${reader.schemaPath}/name`,
      writerPath: `${writer.schemaPath}/name`,
      message: (names) =>
        told`${names.reader} reads the ${reader.kind} ${reader.fullName}; events of ${names.writer} carry ${writer.fullName}, which it does not know.`,
      fix: (direction) =>
        direction === 'backward'
          ? `Keep the name, or add "aliases": ["${writer.fullName}"] to ${reader.fullName}.`
          : `Keep the name ${reader.fullName}: an alias in the candidate does not help consumers that lack it.`,
    },
  ];
};
