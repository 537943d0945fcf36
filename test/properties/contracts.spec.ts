import { checkCompatibility } from '../../src/contracts/compatibility.js';
import type { Dialect } from '../../src/contracts/formats/json-schema/dialect.js';
import { SchemaDocument } from '../../src/contracts/formats/json-schema/document.js';
import { evaluate } from '../../src/contracts/formats/json-schema/evaluate.js';
import { drawEvent } from './random-event.js';
import { drawRoot, mutate, type Schema } from './random-schema.js';
import { Random } from './random.js';

/** Set for a longer run, and for the pair that failed: its seed is told with it. */
const PAIRS = Number(process.env['PLUMBLINE_PROPERTY_PAIRS'] ?? 2_000);
const FIRST_SEED = Number(process.env['PLUMBLINE_PROPERTY_SEED'] ?? 1);
const EVENTS_PER_PAIR = 24;
const BATCHES = 10;
/** A bound for what hangs: a long run is ten thousand pairs a batch. */
const BATCH_MS = 1_200_000;

interface Pair {
  dialect: Dialect;
  older: Schema;
  newer: Schema;
  events: unknown[];
}

function drawPair(seed: number): Pair {
  const random = new Random(seed);
  const isLate = random.isLikely(0.5);
  const older = asWritten(drawRoot(random, isLate));
  const newer = asWritten(random.isLikely(0.15) ? drawRoot(random, isLate) : mutate(random, older, isLate));
  const events = Array.from({ length: EVENTS_PER_PAIR }, (_, i) => {
    const guide = i % 3 === 2 ? newer : older;
    return drawEvent(random, guide, guide);
  });
  return { dialect: isLate ? '2020-12' : 'draft-07', older, newer, events };
}

/** What a text can hold: without what a change left undefined. */
const asWritten = (schema: Schema): Schema => JSON.parse(JSON.stringify(schema)) as Schema;

/** What contradicts the verdict on a pair; null where nothing was found that does. */
function contradictionOf({ dialect, older, newer, events }: Pair, counts: Record<string, number>): unknown {
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
  const [writer, reader] = [older, newer].map((schema) => new SchemaDocument(schema, dialect).root);
  const breaks = (event: unknown): boolean => evaluate(writer!, event) === true && evaluate(reader!, event) === false;
  const shown = findings.flatMap(({ witness }) => (witness === undefined ? [] : [witness.event]));
  if (verdict === 'incompatible' && shown.length === 0) return 'incompatible without an event';
  const failing = shown.find((event) => !breaks(event));
  if (failing !== undefined) return { failing };
  const breaking = verdict === 'compatible' ? events.find(breaks) : undefined;
  return breaking === undefined ? null : { breaking };
}

describe(`of ${PAIRS} pairs of random schemas, one a change of the other`, () => {
  const counts: Record<string, number> = {};
  const size = Math.ceil(PAIRS / BATCHES);

  it.each(Array.from({ length: BATCHES }, (_, i) => i * size))(
    'no event contradicts a verdict, from pair %i on',
    (from) => {
      for (let i = from; i < Math.min(from + size, PAIRS); i++) {
        const seed = FIRST_SEED + i;
        const pair = drawPair(seed);
        const contradiction = contradictionOf(pair, counts);
        if (contradiction !== null) expect({ seed, ...pair, events: [], contradiction }).toBeNull();
      }
    },
    BATCH_MS,
  );

  it('few are left undecided', () => {
    console.log(JSON.stringify(counts));
    const decided = (counts['compatible'] ?? 0) + (counts['incompatible'] ?? 0);
    expect((counts['unproven'] ?? 0) / (decided || 1)).toBeLessThan(0.02);
  });
});
