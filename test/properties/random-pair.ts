import { checkCompatibility } from '../../src/contracts/compatibility.js';
import type { Dialect } from '../../src/contracts/formats/json-schema/dialect.js';
import { SchemaDocument } from '../../src/contracts/formats/json-schema/document.js';
import { evaluate } from '../../src/contracts/formats/json-schema/evaluate.js';
import { mutateRoot, rewrite } from './random-change.js';
import { drawEvent } from './random-event.js';
import { drawRoot, type Schema } from './random-schema.js';
import { Random } from './random.js';
import { smallValues } from './small-values.js';
import { writtenFor } from './written-for.js';

const EVENTS_PER_PAIR = 24;
const SMALL_VALUES = smallValues();
const DRAWN_DIALECTS: readonly Dialect[] = [
  'draft-07',
  '2020-12',
  'draft-07',
  '2020-12',
  '2019-09',
  'draft-06',
  'draft-04',
];

export interface Pair {
  dialect: Dialect;
  older: Schema;
  newer: Schema;
  /** Both say the same in other words. */
  isRewritten: boolean;
  events: unknown[];
}

/** The pair of a seed: two schemas, one a change of the other mostly, and events that they may speak of. */
export function drawPair(seed: number): Pair {
  const random = new Random(seed);
  const dialect = random.pick(DRAWN_DIALECTS);
  const older = drawRoot(random, dialect);
  const isRewritten = random.isLikely(0.2);
  const another = (): Schema => (random.isLikely(0.2) ? drawRoot(random, dialect) : mutateRoot(random, older, dialect));
  const newer = isRewritten ? rewrite(random, older) : another();
  const events = Array.from({ length: EVENTS_PER_PAIR }, (_, i) => {
    const guide = i % 3 === 2 ? newer : older;
    return drawEvent(random, guide, guide);
  });
  const isTurned = isRewritten && random.isLikely(0.5);
  const [first, second] = isTurned ? [newer, older] : [older, newer];
  return { dialect, older: writtenFor(dialect, first), newer: writtenFor(dialect, second), isRewritten, events };
}

/** What contradicts the verdict on a pair; null where nothing was found that does. */
export function contradictionOf(
  { dialect, older, newer, isRewritten, events }: Pair,
  counts: Record<string, number>,
): unknown {
  const { verdict, findings } = checkCompatibility({
    format: 'JSON',
    level: 'BACKWARD',
    history: [{ version: 1, format: 'JSON', text: JSON.stringify(older) }],
    candidate: JSON.stringify(newer),
    defaultDialect: dialect,
    budgetMs: 200,
  });
  const isInvalid = findings.some(({ rule }) => rule === 'schema-invalid' || rule === 'version-not-read');
  const kind = isInvalid ? 'invalid' : verdict;
  counts[kind] = (counts[kind] ?? 0) + 1;
  if (isInvalid) return null;
  if (isRewritten && verdict === 'incompatible') return 'the same events, and incompatible';
  const [writer, reader] = [older, newer].map((schema) => new SchemaDocument(schema, dialect).root);
  const breaks = (event: unknown): boolean => evaluate(writer!, event) === true && evaluate(reader!, event) === false;
  const shown = findings.flatMap(({ witness }) => (witness === undefined ? [] : [witness.event]));
  if (verdict === 'incompatible' && shown.length === 0) return 'incompatible without an event';
  const failing = shown.find((event) => !breaks(event));
  if (failing !== undefined) return { failing };
  const breaking = verdict === 'compatible' ? [...events, ...SMALL_VALUES].find(breaks) : undefined;
  return breaking === undefined ? null : { breaking };
}
