import { told } from '../../../sentence.js';
import type { Rule } from '../claim.js';

/** Both fixed must have the same size (specification 1.12, "Schema Resolution"). */
export const fixedSizeChanged: Rule = (claim) => {
  const { reader, writer } = claim;
  if (reader.kind !== 'fixed' || writer.kind !== 'fixed' || reader.sizeBytes === writer.sizeBytes) return [];
  return [
    {
      rule: 'fixed-size-changed',
      change: 'FIXED_SIZE_MISMATCH',
      claim,
      readerPath: `${reader.schemaPath}/size`,
      writerPath: `${writer.schemaPath}/size`,
      message: (names) =>
        told`${names.reader} expects ${reader.sizeBytes} bytes of ${reader.fullName}; events of ${names.writer} carry ${names.carried(told`${writer.sizeBytes}`)}.`,
      fix: (direction) =>
        `Keep ${direction === 'backward' ? writer.sizeBytes : reader.sizeBytes} bytes, or add a field of another type.`,
    },
  ];
};
