import { checkCompatibility } from '../../src/contracts/compatibility.js';
import type { Dialect } from '../../src/contracts/formats/json-schema/dialect.js';
import { SchemaDocument } from '../../src/contracts/formats/json-schema/document.js';
import { evaluate } from '../../src/contracts/formats/json-schema/evaluate.js';
import { demandedSchema } from '../../src/cli/check/demanded-schema.js';
import { fingerprintOf } from '../../src/cli/findings/fingerprint.js';
import { mutateRoot } from './random-change.js';
import { drawEvent } from './random-event.js';
import { drawPair, type Pair } from './random-pair.js';
import type { Schema } from './random-schema.js';
import { Random } from './random.js';
import { smallValues } from './small-values.js';
import { writtenFor } from './written-for.js';

const SMALL_VALUES = smallValues();

/** A pair with findings that somebody accepted, and a change of the newer one that comes after that. */
export interface Triple extends Pair {
  later: Schema;
}

export function drawTriple(seed: number): Triple {
  const pair = drawPair(seed);
  const random = new Random(seed + 0.5);
  const { dialect, newer } = pair;
  // Against an open schema nearly every change is a finding that may hide another.
  const older = random.isLikely(0.7)
    ? random.pick<Schema>([{}, {}, { type: 'object' }, { type: 'array' }])
    : pair.older;
  const isEdited = random.isLikely(0.5);
  const later = isEdited ? edited(random, newer) : writtenFor(dialect, mutateRoot(random, newer, dialect));
  const events = Array.from({ length: 30 }, (_, i) => {
    // An edited text need be no schema.
    const guide = [isEdited ? newer : later, newer, older][i % 3]!;
    return drawEvent(random, guide, guide);
  });
  return { ...pair, older, later, events: [...pair.events, ...events, ...SMALL_VALUES] };
}

/** The same text with a member or an item taken away somewhere, or two exchanged; a meaning it need not have. */
function edited(random: Random, schema: Schema): Schema {
  const copy = JSON.parse(JSON.stringify(schema)) as Schema;
  const held = containersIn(copy);
  if (held.length === 0) return copy;
  const one = random.pick(held);
  const keys = Object.keys(one);
  const [key, other] = [random.pick(keys), random.pick(keys)];
  if (key !== other && random.isLikely(0.5)) [one[key], one[other]] = [one[other], one[key]];
  else if (Array.isArray(one)) one.splice(Number(key), 1);
  else delete one[key];
  return copy;
}

function containersIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(containersIn);
  return Object.keys(value).length === 0 ? inside : [value as Record<string, unknown>, ...inside];
}

/** The fingerprints by which a baseline accepts what is found; null where there is no verdict to accept. */
function acceptedBy({ dialect, older }: Triple, schema: Schema): Set<string> | null {
  const text = JSON.stringify(schema);
  const { findings, verdict } = checkCompatibility({
    ...{ format: 'JSON', level: 'BACKWARD', candidate: text, defaultDialect: dialect, budgetMs: 200 },
    history: [{ version: 1, format: 'JSON', text: JSON.stringify(older) }],
  });
  if (verdict === 'compatible' || findings.some(({ severity }) => severity === 'invalid')) return null;
  const reader = { text: JSON.stringify(withDraft(dialect, schema)) };
  const told = findings.filter(({ severity }) => severity !== 'notice');
  return new Set(told.map((one) => fingerprintOf('s', one, demandedSchema(one, reader))));
}

/** Fingerprints read a schema that names no draft as the command line does. */
const withDraft = (dialect: Dialect, schema: Schema): Schema =>
  typeof schema === 'boolean' ? schema : { $schema: META_SCHEMAS[dialect], ...schema };

const META_SCHEMAS: Record<Dialect, string> = {
  'draft-04': 'http://json-schema.org/draft-04/schema#',
  'draft-06': 'http://json-schema.org/draft-06/schema#',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

/** An event that the later schema refuses although both before it took it, and no finding is new; null where none was found. */
export function worseOf(triple: Triple, counts: Record<string, number>): unknown {
  const { dialect, older, newer, later, events } = triple;
  if (JSON.stringify(newer) === JSON.stringify(later)) return null;
  const accepted = acceptedBy(triple, newer);
  if (accepted === null) return null;
  const found = acceptedBy(triple, later);
  if (found === null) return null;
  const isAccepted = [...found].every((one) => accepted.has(one));
  counts[isAccepted ? 'accepted' : 'new'] = (counts[isAccepted ? 'accepted' : 'new'] ?? 0) + 1;
  if (!isAccepted) return null;
  const [first, second, third] = [older, newer, later].map((schema) => new SchemaDocument(schema, dialect).root);
  const event = events.find(
    (one) => evaluate(first!, one) === true && evaluate(second!, one) === true && evaluate(third!, one) === false,
  );
  return event === undefined ? null : { event, found: [...found] };
}
