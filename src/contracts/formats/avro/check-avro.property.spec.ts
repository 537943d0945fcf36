import fc from 'fast-check';
import type { Finding } from '../../finding.js';
import { AvscJudge, avscTypeOf } from './avsc-judge.js';
import { checkAvro } from './check-avro.js';
import { datumOf as datumOfEvent } from './datum-of.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { eventOf, rejectionsOf } from './event-form.js';
import { inhabitedRanks } from './inhabited.js';
import { parseAvro } from './parse.js';
import { mutated, randomDatum, randomOf, randomSchema, type Random } from './random-schemas.spec-support.js';
import { refusals } from './read-as.js';
import { resolveEvent } from './resolve-event.js';
import type { AvroSchema } from './schema.js';

/** A long run by hand: PLUMBLINE_AVRO_PAIRS=200000. */
const PAIRS = Number(process.env['PLUMBLINE_AVRO_PAIRS'] ?? 2_000);
const EVENTS = 5;

const never = (): boolean => false;

function readOrNull(json: unknown): AvroSchema | null {
  const reading = parseAvro({ text: JSON.stringify(json) }, never);
  return 'schema' in reading ? reading.schema : null;
}

function check(reader: AvroSchema, writer: AvroSchema): Finding[] {
  return checkAvro({
    reader: { schema: reader, name: 'the reader' },
    writer: { schema: writer, name: 'the writer' },
    direction: 'backward',
    policy: 'STRICT',
    conflictsWith: 1,
    isOver: never,
  });
}

interface Pair {
  reader: AvroSchema;
  writer: AvroSchema;
  random: Random;
}

/** Null for a draw that is no valid schema, such as one that names what a change took away. */
function drawPair(seed: number): Pair | null {
  const random = randomOf(seed);
  const older = randomSchema(random);
  const newer = random(4) === 0 ? randomSchema(random) : mutated(random, older);
  const [writer, reader] =
    random(2) === 0 ? [readOrNull(older), readOrNull(newer)] : [readOrNull(newer), readOrNull(older)];
  // The same text is read as it was written; there is nothing to resolve.
  if (reader === null || writer === null || reader.source.text === writer.source.text) return null;
  return { reader, writer, random };
}

function eventsOf({ writer, random }: Pair): Uint8Array[] {
  const ranks = inhabitedRanks(writer);
  if (ranks[writer.root.id] === null) return [];
  return Array.from({ length: EVENTS }, () => encode(writer.root, randomDatum(writer.root, ranks, random)));
}

function datumOf(schema: AvroSchema, bytes: Uint8Array) {
  const decoded = decode(schema.root, bytes);
  if ('rejections' in decoded) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.datum;
}

function forEveryPair(assert: (pair: Pair, findings: Finding[]) => void, pairs = PAIRS): void {
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), (seed) => {
      const pair = drawPair(seed);
      if (pair !== null) assert(pair, check(pair.reader, pair.writer));
    }),
    { seed: Number(process.env['PLUMBLINE_PROPERTY_SEED'] ?? 1), numRuns: pairs },
  );
}

describe('random pairs of schemas', () => {
  it('of which one is told compatible have no event that either decoder refuses', () => {
    forEveryPair((pair, findings) => {
      if (findings.length > 0) return;
      const avsc = new AvscJudge(pair.reader, pair.writer);
      for (const bytes of eventsOf(pair)) {
        expect(refusals(pair.reader.root, pair.writer.root, datumOf(pair.writer, bytes))).toEqual([]);
        expect(avsc.isOfWriter(bytes)).toBe(true);
        // avsc refuses a pair for the sake of a type that no event can hold.
        if (inhabitedRanks(pair.writer).every((rank) => rank !== null))
          expect(avsc.opinionOn(bytes)).not.toBe('refuses it');
      }
    });
  });

  it('of which one is told incompatible come with an event that the writer has and the reader refuses', () => {
    forEveryPair(({ reader, writer }, findings) => {
      for (const { severity, rule, witness } of findings) {
        if (severity !== 'incompatible') {
          expect(severity).toBe('unproven');
          continue;
        }
        if (inhabitedRanks(writer)[writer.root.id] === null) continue;
        const bytes = Buffer.from(witness!.encodedHex!, 'hex');
        const datum = datumOf(writer, bytes);
        expect(eventOf(writer.root, datum)).toEqual(witness!.event);
        expect(refusals(reader.root, writer.root, datum)).toEqual(witness!.rejections);
        const isOfDecimals = rule.startsWith('decimal');
        if (!isOfDecimals)
          expect(new AvscJudge(reader, writer).opinionOn(bytes, rule === 'name-changed')).not.toBe('reads it');
      }
    });
  });

  it('with an event that is refused are never told compatible', () => {
    forEveryPair((pair, findings) => {
      const broken = eventsOf(pair).filter(
        (bytes) => refusals(pair.reader.root, pair.writer.root, datumOf(pair.writer, bytes)).length > 0,
      );
      if (broken.length > 0) expect(findings).not.toEqual([]);
    });
  });

  it('have events that are decoded as they were encoded, and are valid in the form people read', () => {
    forEveryPair((pair) => {
      for (const bytes of eventsOf(pair)) {
        const datum = datumOf(pair.writer, bytes);
        expect(Buffer.from(encode(pair.writer.root, datum)).equals(bytes)).toBe(true);
        expect(rejectionsOf(pair.writer.root, eventOf(pair.writer.root, datum))).toEqual([]);
        expect(avscTypeOf(pair.writer)?.isValid(avscTypeOf(pair.writer)!.fromBuffer(Buffer.from(bytes))) ?? true).toBe(
          true,
        );
      }
    }, PAIRS / 4);
  });

  it('have events that are resolved into valid ones of the reader, or refused where `refusals` refuses', () => {
    forEveryPair((pair, findings) => {
      for (const bytes of eventsOf(pair)) {
        const datum = datumOf(pair.writer, bytes);
        const event = eventOf(pair.writer.root, datum);
        expect(Buffer.from(encode(pair.writer.root, datumOfEvent(pair.writer.root, event))).equals(bytes)).toBe(true);
        const refused = refusals(pair.reader.root, pair.writer.root, datum);
        const resolved = resolveEvent(pair.writer, pair.reader, event);
        if (refused.length > 0) expect(resolved).toEqual({ rejections: refused });
        else if ('rejections' in resolved) expect(findings).not.toEqual([]);
        else expect(rejectionsOf(pair.reader.root, resolved.event)).toEqual([]);
      }
    }, PAIRS / 4);
  });
});
