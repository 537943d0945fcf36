import type { Finding } from '../../finding.js';
import type { Comparison } from '../schema-format.js';
import type { JsonSchema, SchemaDocument } from './document.js';
import { numbersOf, type NumberInText } from './number-literals.js';
import { doubtOfProof } from './rounding-doubt.js';
import { haveSameMeaning } from './same-meaning.js';

/**
 * A doubt where the schemas hold numbers that no double holds: 9007199254740993 is read as 9007199254740992. What was proved of
 * the numbers as they are read holds of those that are written only where reading keeps their order: see `doubtOfProof`. For
 * what was found to be compatible as far as doubles tell.
 */
export function findRoundedNumbers(comparison: Comparison<JsonSchema>): Finding[] {
  const { writer, reader, direction, policy, conflictsWith } = comparison;
  const [sent, taken] = [writer.schema.document, reader.schema.document];
  if (![...sent.documents, ...taken.documents].some(({ inexactNumbers }) => inexactNumbers.size > 0)) return [];
  const numbers = [...numbersOf(sent)];
  const doubt = doubtOfProof([...asProved(comparison, numbers), ...numbers], [sent, taken].flatMap(textsOf));
  if (doubt === null || (policy !== 'LENIENT' && haveSameMeaning(sent.root, taken.root))) return [];
  return [
    {
      rule: 'number-rounded',
      severity: 'unproven',
      direction,
      policy,
      change: null,
      path: 'the event itself',
      readerPath: doubt.place,
      writerPath: null,
      message: `Not proved: ${doubt.reason.text}.`,
      facts: doubt.reason.facts,
      fix: 'Write a number that a double holds, or the same one in both versions.',
      conflictsWith,
    },
  ];
}

/** Whether the numbers that reading rounded are the same ones at the same places. */
export function haveSameLiterals(a: SchemaDocument, b: SchemaDocument): boolean {
  const [ones, others] = [a, b].map((document) =>
    document.documents
      .flatMap(({ name, inexactNumbers }) => [...inexactNumbers].map((one) => JSON.stringify([name, ...one])))
      .sort(),
  );
  return ones!.length === others!.length && ones!.every((one, i) => one === others![i]);
}

const textsOf = (document: SchemaDocument): string[] => document.documents.map(({ raw }) => JSON.stringify(raw));

const WHOLE = /^-?\d+$/;
/** Where one of these words stands anywhere, a part that takes more may make a whole that takes less. */
const REVERSING = ['not', 'if', 'oneOf', 'contains', 'unevaluatedProperties', 'unevaluatedItems'];

/**
 * The reader's numbers, with the writer's in the place of each bound that was only moved outward, by less than a double tells. That
 * reader is read as this one is, so it is the one that was proved to take what the writer sends; and this one takes no less, as
 * all its parts only add to what it takes. Nothing of this is assumed of LENIENT, which reads it as another one.
 */
function asProved({ reader, policy }: Comparison<JsonSchema>, sent: readonly NumberInText[]): NumberInText[] {
  const taken = [...numbersOf(reader.schema.document)];
  const texts = textsOf(reader.schema.document);
  if (policy === 'LENIENT' || texts.some((text) => REVERSING.some((word) => text.includes(`"${word}"`)))) return taken;
  const older = new Map(sent.map((number) => [number.place, number]));
  return taken.map((number) => {
    const before = older.get(number.place);
    return before !== undefined && isWider(before, number) ? { ...number, literal: before.literal } : number;
  });
}

function isWider(older: NumberInText, newer: NumberInText): boolean {
  if (newer.limits === null || Number(older.literal) !== Number(newer.literal)) return false;
  if (!WHOLE.test(older.literal) || !WHOLE.test(newer.literal)) return false;
  const isMore = BigInt(newer.literal) - BigInt(older.literal);
  return newer.limits === 'above' ? isMore > 0n : isMore < 0n;
}
