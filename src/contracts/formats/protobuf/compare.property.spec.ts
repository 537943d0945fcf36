import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Finding, Witness } from '../../finding.js';
import { codecOf, fieldKey, type WireMessage } from './codec.js';
import { compareProto } from './compare.js';
import { eventOf } from './event-json.js';
import { fieldsOnWire, type Field, type Message, type ProtoSchema } from './model.js';
import { protobufFormat } from './protobuf-format.js';
import { readWire } from './read-wire.js';
import { smallestMessage } from './samples.js';
import { differencesOf } from './same-event.js';
import { scalarKind, wholeValue } from './value-ranges.js';

/** PLUMBLINE_PROPERTY_RUNS asks for more pairs than a usual run takes. */
const RUNS = Number(process.env['PLUMBLINE_PROPERTY_RUNS'] ?? 1_000);
const EVENTS_A_PAIR = 6;

const NUMBERS = ['int32', 'int64', 'uint32', 'uint64', 'sint32', 'sint64', 'bool'];
const FIXED = ['fixed32', 'sfixed32', 'fixed64', 'sfixed64', 'float', 'double'];
const TYPES = [
  ...NUMBERS,
  ...NUMBERS,
  ...FIXED,
  'string',
  'bytes',
  'string',
  'bytes',
  'Color',
  'Shade',
  'Inner',
  'Inner',
  'Entry',
  'ColorEntry',
  'InnerEntry',
  'StrictEntry',
];
/** Messages that look like the entries of a map, and what is in them. */
const ENTRIES: Readonly<Record<string, string>> = {
  int32: 'Entry',
  Color: 'ColorEntry',
  Inner: 'InnerEntry',
  Shade: 'StrictEntry',
};
const KEYS = ['string', 'int32', 'int64', 'bool', 'uint32'];

interface FieldPlan {
  type: string;
  shape: 'single' | 'implicit' | 'repeated' | 'expanded' | 'map' | 'oneof' | 'required' | 'delimited';
  key: string;
  isThere: boolean;
}

interface Plan {
  event: FieldPlan[];
  inner: FieldPlan[];
  colors: number;
  isClosed: boolean;
}

const fieldPlan: fc.Arbitrary<FieldPlan> = fc.record({
  type: fc.constantFrom(...TYPES),
  shape: fc.constantFrom(
    'single',
    'single',
    'single',
    'implicit',
    'repeated',
    'expanded',
    'map',
    'oneof',
    'oneof',
    'required',
    'delimited',
  ),
  key: fc.constantFrom(...KEYS),
  isThere: fc.integer({ min: 0, max: 9 }).map((number) => number > 1),
});

const plan: fc.Arbitrary<Plan> = fc.record({
  event: fc.array(fieldPlan, { minLength: 1, maxLength: 4 }),
  inner: fc.array(fieldPlan, { minLength: 1, maxLength: 3 }),
  colors: fc.integer({ min: 1, max: 4 }),
  isClosed: fc.boolean(),
});

/** A second plan that is the first one with few things changed: pairs of strangers tell little. */
const pairOfPlans = fc
  .record({ one: plan, other: plan, changes: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 }) })
  .map(({ one, other, changes }): [Plan, Plan] => {
    const mixed = (from: FieldPlan[], to: FieldPlan[], at: number): FieldPlan[] =>
      from.map((field, index) => {
        const change = changes[(at + index) % 9]!;
        const donor = to[index % to.length]!;
        if (change === 0) return donor;
        if (change === 1) return { ...field, type: donor.type };
        if (change === 2) return { ...field, shape: donor.shape };
        return change < 7 ? field : otherFormOf(field);
      });
    const same = { event: mixed(one.event, other.event, 0), inner: mixed(one.inner, other.inner, 4) };
    return [
      one,
      {
        ...same,
        colors: changes[7]! < 3 ? other.colors : one.colors,
        isClosed: changes[8]! < 2 ? other.isClosed : one.isClosed,
      },
    ];
  });

/** A map of strings as the list of its entries, and the other way round. */
function otherFormOf(field: FieldPlan): FieldPlan {
  if (field.shape === 'map' && field.key === 'string' && ENTRIES[field.type] !== undefined)
    return { ...field, type: ENTRIES[field.type]!, shape: 'repeated' };
  const held = Object.entries(ENTRIES).find(([, entry]) => entry === field.type)?.[0];
  return field.shape === 'repeated' && held !== undefined
    ? { ...field, type: held, shape: 'map', key: 'string' }
    : field;
}

function textOf({ event, inner, colors, isClosed }: Plan): string {
  const values = Array.from({ length: colors }, (_, index) => `C${index} = ${index};`).join(' ');
  return `edition = "2023";
    message Event { ${fieldsText(event)} }
    message Inner { ${fieldsText(inner.map((field) => ({ ...field, type: field.type === 'Inner' && field.shape === 'required' ? 'int32' : field.type })))} }
    message Entry { string key = 1 [features.field_presence = IMPLICIT]; int32 value = 2 [features.field_presence = IMPLICIT]; }
    message ColorEntry { string key = 1; Color value = 2; }
    message InnerEntry { string key = 1; Inner value = 2; }
    message StrictEntry { string key = 1 [features.field_presence = LEGACY_REQUIRED]; Shade value = 2 [features.field_presence = LEGACY_REQUIRED]; }
    enum Color { ${isClosed ? 'option features.enum_type = CLOSED;' : ''} ${values} }
    enum Shade { S0 = 0; S1 = 1; }`;
}

function fieldsText(fields: readonly FieldPlan[]): string {
  const texts = fields
    .map((field, index) => ({ field, text: fieldText(field, index + 1) }))
    .filter(({ field }) => field.isThere);
  const inOneof = texts.filter(({ field }) => field.shape === 'oneof').map(({ text }) => text);
  const others = texts.filter(({ field }) => field.shape !== 'oneof').map(({ text }) => text);
  return [...others, ...(inOneof.length > 0 ? [`oneof choice { ${inOneof.join(' ')} }`] : [])].join(' ');
}

function fieldText({ type, shape, key }: FieldPlan, number: number): string {
  const isMessage = type === 'Inner' || type.endsWith('Entry');
  const isClosable = type === 'Color';
  const isPackable = !isMessage && type !== 'string' && type !== 'bytes';
  const options: Record<FieldPlan['shape'], string> = {
    single: '',
    oneof: '',
    map: '',
    repeated: '',
    implicit: isMessage || isClosable ? '' : '[features.field_presence = IMPLICIT]',
    required: '[features.field_presence = LEGACY_REQUIRED]',
    expanded: isPackable ? '[features.repeated_field_encoding = EXPANDED]' : '',
    delimited: isMessage ? '[features.message_encoding = DELIMITED]' : '',
  };
  const label = shape === 'repeated' || shape === 'expanded' ? 'repeated ' : '';
  const typed = shape === 'map' ? `map<${key}, ${type}>` : `${label}${type}`;
  return `${typed} f${number} = ${number} ${options[shape]};`;
}

function schemaOf(text: string): ProtoSchema {
  const reading = protobufFormat.read({ text }, { defaultDialect: '2020-12', isOver: () => false });
  if ('problems' in reading) throw new Error(`${JSON.stringify(reading.problems)} in ${text}`);
  return reading.schema;
}

function compare(writer: ProtoSchema, reader: ProtoSchema): Finding[] {
  return compareProto({
    writer: { schema: writer, name: 'the writer' },
    reader: { schema: reader, name: 'the reader' },
    direction: 'backward',
    policy: 'WIRE',
    conflictsWith: 1,
    isOver: () => false,
  });
}

/** A random event of a message, from a source of whole numbers. */
function randomMessage(message: Message, next: (below: number) => number, depth = 0): WireMessage {
  const value: WireMessage = { ...(smallestMessage(message) ?? {}) };
  const chosen = new Map(message.oneofs.map((oneof) => [oneof, oneof.fields[next(oneof.fields.length)]]));
  for (const field of fieldsOnWire(message)) {
    if (field.oneof !== null && chosen.get(field.oneof) !== field) continue;
    if (field.presence !== 'required' && next(4) === 0) continue;
    const own = randomField(field, next, depth);
    if (own !== undefined) value[fieldKey(field)] = own;
  }
  return value;
}

function randomField(field: Field, next: (below: number) => number, depth: number): unknown {
  const count = next(4);
  if (field.presence === 'repeated')
    return Array.from({ length: count }, () => randomValue(field, next, depth)).filter((one) => one !== undefined);
  if (field.presence !== 'map') return randomValue(field, next, depth);
  const keys =
    field.mapKey === 'bool'
      ? ['true', 'false']
      : field.mapKey === 'string'
        ? ['', 'a', '__proto__']
        : ['0', '7', '2147483647'];
  const entries = keys.slice(0, count).map((key) => [key, randomValue(field, next, depth)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const BIG = [
  0n,
  1n,
  2n,
  127n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 32n + 5n,
  2n ** 63n - 1n,
  2n ** 64n - 1n,
  -1n,
  -7n,
  -(2n ** 31n),
  -(2n ** 63n),
];
const BITS: Record<string, [bigint, bigint]> = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

function randomValue({ type }: Field, next: (below: number) => number, depth: number): unknown {
  if (type.kind === 'message')
    return depth > 3 ? (smallestMessage(type.message) ?? undefined) : randomMessage(type.message, next, depth + 1);
  if (type.kind === 'enum') {
    const isUnknown = type.enum.features.enum_type === 'OPEN' && next(3) === 0;
    return isUnknown ? next(2_000) - 1_000 : type.enum.values[next(type.enum.values.length)]!.number;
  }
  const kind = scalarKind(type.scalar);
  if (kind === 'boolean') return next(2) === 1;
  if (kind === 'text') return ['', 'a', 'é€', 'more text'][next(4)];
  if (kind === 'bytes') return Uint8Array.from({ length: next(4) }, () => next(256));
  if (kind === 'float') return [0, 1.5, -0, 1e30, NaN, -3][next(6)];
  const [from, to] = BITS[type.scalar.replace(/^sfixed|^sint/, 'int').replace(/^fixed/, 'uint')]!;
  const fitting = BIG.filter((value) => value >= from && value <= to);
  return wholeValue(type.scalar, fitting[next(fitting.length)]!);
}

/** A small generator of numbers, so that one seed of fast-check gives a whole event. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return (state >>> 8) % below;
  };
}

/** An event may be of any message; protobufjs, which had no part in finding it, reads it as each one. */
function isShown({ event, encodedHex }: Witness, writer: ProtoSchema, reader: ProtoSchema): boolean {
  const bytes = Buffer.from(encodedHex!, 'hex');
  return writer.file.messages.some((message, index) => {
    try {
      if (!isDeepStrictEqual(eventOf(message, readWire(message, bytes)), event)) return false;
    } catch {
      return false;
    }
    expect(eventOf(message, codecOf(message).decode(bytes))).toEqual(event);
    return !isReadAsWritten(message, reader.file.messages[index]!, bytes);
  });
}

function isReadAsWritten(writer: Message, reader: Message, bytes: Uint8Array): boolean {
  const written = { message: writer, value: codecOf(writer).decode(bytes) };
  try {
    return differencesOf(written, { message: reader, value: codecOf(reader).decode(bytes) }).length === 0;
  } catch {
    return false;
  }
}

describe('the policy WIRE against random events', () => {
  it('never calls a pair compatible of which an event breaks, and shows an event that does where it refuses one', () => {
    const counts = { compatible: 0, shown: 0, byPolicy: 0 };
    fc.assert(
      fc.property(
        pairOfPlans,
        fc.array(fc.integer(), { minLength: EVENTS_A_PAIR, maxLength: EVENTS_A_PAIR }),
        ([one, other], seeds) => {
          const [writer, reader] = [schemaOf(textOf(one)), schemaOf(textOf(other))];
          const [from, to] = [writer.file.messages[0]!, reader.file.messages[0]!];
          // Notices tell of names too, which the numbers of an event do not show.
          const findings = compare(writer, reader).filter(({ severity }) => severity !== 'notice');
          expect(findings.filter(({ severity }) => severity === 'unproven')).toEqual([]);
          for (const { witness } of findings)
            if (witness !== undefined) {
              counts.shown++;
              expect(witness.rejections).not.toEqual([]);
              expect(isShown(witness, writer, reader)).toBe(true);
            }
          if (findings.length > 0) counts.byPolicy += findings.some(({ witness }) => witness !== undefined) ? 0 : 1;
          if (findings.length > 0 || smallestMessage(from) === null) return;
          counts.compatible++;
          for (const seed of seeds) {
            const bytes = codecOf(from).encode(randomMessage(from, numbersFrom(seed)));
            const written = { message: from, value: codecOf(from).decode(bytes) };
            expect(differencesOf(written, { message: to, value: codecOf(to).decode(bytes) })).toEqual([]);
            expect(differencesOf(written, { message: to, value: readWire(to, bytes) })).toEqual([]);
            expect(readWire(from, bytes)).toEqual(written.value);
          }
        },
      ),
      { seed: Number(process.env['PLUMBLINE_PROPERTY_SEED'] ?? 1), numRuns: RUNS },
    );
    // Each kind of answer was there to be contradicted.
    expect(Math.min(counts.compatible, counts.shown, counts.byPolicy)).toBeGreaterThan(0);
  });
});
