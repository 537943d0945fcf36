import { anyOrder, told } from '../../../sentence.js';
import type { Rule } from '../claim.js';
import { quoted } from '../listing.js';
import { missingSymbols } from '../resolution.js';

/**
 * A symbol that the reader does not have is read as the reader's default, and without one it is an error
 * (specification 1.12, "Schema Resolution": "if both are enums").
 */
export const enumSymbolsRemoved: Rule = (claim) => {
  const { reader, writer } = claim;
  if (reader.kind !== 'enum' || writer.kind !== 'enum') return [];
  const missing = missingSymbols(reader, writer);
  const [symbol] = missing;
  if (symbol === undefined) return [];
  return [
    {
      rule: 'enum-symbols-removed',
      change: 'MISSING_ENUM_SYMBOLS',
      claim,
      readerPath: `${reader.schemaPath}/symbols`,
      writerPath: `${writer.schemaPath}/symbols`,
      symbol,
      message: (names) =>
        told`${names.reader} does not know ${anyOrder(missing, quoted(missing))} of ${reader.fullName} and has no default for it; events of ${names.writer} may carry it.`,
      fix: (direction) =>
        direction === 'backward'
          ? `Keep the symbols, or give ${reader.fullName} a "default" symbol.`
          : `Leave out ${quoted(missing)}: ${reader.fullName} can grow only where consumers have a "default" symbol for it.`,
    },
  ];
};
