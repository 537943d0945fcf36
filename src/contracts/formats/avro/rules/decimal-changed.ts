import { told } from '../../../sentence.js';
import { subjectOf, type Rule } from '../claim.js';
import { isOtherDecimal } from '../resolution.js';

const COMPARED_BY_STRICT =
  ' Where all consumers take more digits than they declare, as those in Java do, the policy CONFLUENT (--policy CONFLUENT) takes the change.';

/**
 * Decimals match if their precision and scale do (specification 1.12, "Decimal"). The bytes hold the digits alone: with
 * another scale the same bytes are another number. Java and Confluent do not compare them.
 */
export const decimalChanged: Rule = (claim) => {
  const { reader, writer } = claim;
  if (!claim.isLogical || reader.kind !== writer.kind || !isOtherDecimal(reader, writer)) return [];
  const [read, written] = [reader.logicalType!.decimal!, writer.logicalType!.decimal!];
  const what = read.scale === written.scale ? 'precision' : 'scale';
  return [
    {
      rule: `decimal-${what}-changed`,
      change: null,
      claim,
      readerPath: `${reader.schemaPath}/${what}`,
      writerPath: `${writer.schemaPath}/${what}`,
      message: (names) =>
        told`${names.reader} reads ${subjectOf(claim)} as a decimal of ${what} ${read[what]}; events of ${names.writer} carry ${names.carried(told`${what} ${written[what]}`)}.`,
      fix: () => `Keep the ${what}, or add a new field.${what === 'precision' ? COMPARED_BY_STRICT : ''}`,
    },
  ];
};
