import type { Finding } from '../../finding.js';
import type { Comparison } from '../schema-format.js';
import type { JsonSchema, SchemaDocument } from './document.js';

/**
 * A doubt where the schemas hold numbers that no double holds: 9007199254740993 is read as 9007199254740992. What rests on
 * comparing such a number is not proved, unless both schemas write the same ones at the same places, or the reader's is a
 * bound that is wider than the writer's there. For what was found to be compatible as far as doubles tell.
 */
export function findRoundedNumbers(comparison: Comparison<JsonSchema>): Finding[] {
  const { writer, reader, direction, policy, conflictsWith } = comparison;
  const [sent, taken] = [literalsOf(writer.schema.document), literalsOf(reader.schema.document)];
  const isWide = isWiderBound(comparison);
  const differing = [...taken, ...sent].find(([place]) => {
    const [older, newer] = [sent.get(place), taken.get(place)];
    return older !== newer && !isWide(place, older, newer);
  });
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

const WHOLE = /^-?\d+$/;
/** What stands under these is no bound. */
const DATA = /\/(const|enum|default|examples)(\/|$)/;
/** Where one of these words stands anywhere, a part that takes more may make a whole that takes less. */
const REVERSING = ['not', 'if', 'oneOf', 'contains', 'unevaluatedProperties', 'unevaluatedItems'];

/**
 * Whether a bound was only moved outward, by less than a double tells. With the writer's literal in its place the reader would be
 * read as it is, and is proved to take what the writer sends; and the reader takes no less than that one, as all its parts
 * only add to what it takes. So nothing is assumed of LENIENT, which reads it as another one.
 */
function isWiderBound({ reader, policy }: Comparison<JsonSchema>) {
  const texts = reader.schema.document.documents.map(({ raw }) => JSON.stringify(raw));
  const isMonotone =
    policy !== 'LENIENT' && !texts.some((text) => REVERSING.some((word) => text.includes(`"${word}"`)));
  return (place: string, older: string | undefined, newer: string | undefined): boolean => {
    if (!isMonotone || older === undefined || newer === undefined || DATA.test(place)) return false;
    if (Number(older) !== Number(newer) || !WHOLE.test(older) || !WHOLE.test(newer)) return false;
    if (/\/(m|exclusiveM)aximum$/.test(place)) return BigInt(newer) > BigInt(older);
    return /\/(m|exclusiveM)inimum$/.test(place) && BigInt(newer) < BigInt(older);
  };
}
