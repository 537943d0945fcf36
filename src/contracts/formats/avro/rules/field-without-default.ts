import { anyOrder, told } from '../../../sentence.js';
import type { Obstacle, Rule } from '../claim.js';
import { quoted } from '../listing.js';
import { claimedTwice, fieldSources } from '../resolution.js';
import type { RecordField } from '../schema.js';

/**
 * A field of the reader is read from the writer's field of its name or alias, else from its default, else it is an error
 * (specification 1.12, "Schema Resolution": "if both are records"). Aliases rewrite the writer's names, which must stay
 * unique: two that become one are an error too, and what is left of one that two fields claim is not said.
 */
export const fieldWithoutDefault: Rule = (claim) => {
  const { reader, writer } = claim;
  if (reader.kind !== 'record' || writer.kind !== 'record') return [];
  const sources = fieldSources(reader, writer);
  const twice = claimedTwice(sources);
  const shared = { claim, writerPath: writer.schemaPath };
  return sources.flatMap((source, index): Obstacle[] => {
    const field = reader.fields[index]!;
    const at = { ...shared, readerPath: field.schemaPath };
    if (source.from === 'nowhere') return [missing(at, field)];
    if (source.from === 'several') return [ambiguous(at, field, source.names)];
    if (source.from === 'writer' && twice.has(source.index) && claim.isLogical)
      return [claimed(at, field, source.field)];
    return [];
  });
};

type Where = Pick<Obstacle, 'claim' | 'readerPath' | 'writerPath'>;

const missing = (where: Where, { name }: RecordField): Obstacle => ({
  ...where,
  rule: 'field-without-default',
  change: 'READER_FIELD_MISSING_DEFAULT_VALUE',
  message: (names) =>
    told`${names.reader} has no default for "${name}", and events of ${names.writer} do not carry it.`,
  fix: (direction) => (direction === 'backward' ? `Give "${name}" a default.` : `Keep "${name}" in the candidate.`),
});

const ambiguous = (where: Where, { name }: RecordField, others: readonly string[]): Obstacle => ({
  ...where,
  rule: 'alias-ambiguous',
  change: null,
  message: (names) =>
    told`${names.reader} would read "${name}" from any of ${anyOrder(others, quoted(others))}, and events of ${names.writer} carry them all.`,
  fix: (direction) =>
    direction === 'backward'
      ? `Remove the aliases of "${name}" that name a field of their own.`
      : `Keep one of ${quoted(others)} in the candidate, and not the others beside it.`,
});

const claimed = (where: Where, { name }: RecordField, from: RecordField): Obstacle => ({
  ...where,
  rule: 'alias-shared',
  change: null,
  isOpen: true,
  message: (names) =>
    told`${names.reader} reads "${name}" and another field from "${from.name}" of ${names.writer}, and implementations differ in which one gets it.`,
  fix: (direction) =>
    direction === 'backward'
      ? `Leave the alias "${from.name}" to one field.`
      : `Give "${from.name}" a name in the candidate that one field alone reads.`,
});
