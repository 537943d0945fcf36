import type { Finding } from '../../finding.js';
import type { Comparison } from '../schema-format.js';
import type { JsonSchema, SchemaDocument } from './document.js';

/**
 * A doubt where the schemas hold numbers that no double holds: 9007199254740993 is read as 9007199254740992. What rests on
 * comparing such a number is not proved, unless both schemas write the same ones at the same places.
 */
export function findRoundedNumbers({
  writer,
  reader,
  direction,
  policy,
  conflictsWith,
}: Comparison<JsonSchema>): Finding[] {
  const [sent, taken] = [literalsOf(writer.schema.document), literalsOf(reader.schema.document)];
  const differing = [...taken, ...sent].find(([place]) => sent.get(place) !== taken.get(place));
  if (differing === undefined) return [];
  const [place, literal] = differing;
  return [
    {
      rule: 'number-rounded',
      severity: 'unproven',
      direction,
      policy,
      change: null,
      path: 'the event itself',
      readerPath: place,
      writerPath: null,
      message: `Not proved: ${literal} at ${place} has more digits than are read, and the two schemas differ there.`,
      fix: 'Write a number that a double holds, or the same one in both versions.',
      conflictsWith,
    },
  ];
}

/** The literals that reading rounded, by text and pointer. */
function literalsOf(document: SchemaDocument): Map<string, string> {
  return new Map(
    document.documents.flatMap(({ name, inexactNumbers }) =>
      [...inexactNumbers].map(([pointer, literal]): [string, string] => [`${name ?? ''}${pointer}`, literal]),
    ),
  );
}
