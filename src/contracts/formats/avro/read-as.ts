import type { Rejection } from '../schema-format.js';
import type { Datum, UnionDatum } from './datum.js';
import { isPlain } from './event-form.js';
import { stepped } from './names.js';
import { branchFor, claimedTwice, fieldSources, isOtherDecimal, isReadable, isSameName } from './resolution.js';
import { isNamed, nameOf, wordsFor, type AvroType, type RecordType } from './schema.js';

/**
 * Why the reader cannot read one value of the writer, by the specification 1.12, "Schema Resolution"; empty where it
 * can. It follows the value: a type that does not match matters only where the value reaches it.
 */
export function refusals(reader: AvroType, writer: AvroType, datum: Datum, isLogical = true): Rejection[] {
  const out: Rejection[] = [];
  readAs({ reader, writer, datum, path: '', isLogical, out });
  return out;
}

interface Reading {
  reader: AvroType;
  writer: AvroType;
  datum: Datum;
  path: string;
  /** Whether logical types are compared too. */
  isLogical: boolean;
  out: Rejection[];
}

function readAs(reading: Reading): void {
  const { reader, writer, datum } = reading;
  if (writer.kind === 'union') {
    const { branch, value } = datum as UnionDatum;
    const chosen = writer.branches[branch]!;
    const path = chosen.kind === 'null' || isPlain(writer) ? reading.path : stepped(reading.path, nameOf(chosen));
    return readAs({ ...reading, writer: chosen, datum: value, path });
  }
  if (reader.kind === 'union') {
    const branch = branchFor(reader, writer);
    if (branch === null) return refuse(reading, `${wordsFor(reader)} is expected, and this is ${wordsFor(writer)}`);
    return readAs({ ...reading, reader: branch });
  }
  if (!isReadable(reader, writer))
    return refuse(reading, `${wordsFor(reader)} is expected, and this is ${wordsFor(writer)}`);
  if (isNamed(reader) && isNamed(writer) && !isSameName(reader, writer))
    return refuse(reading, `${wordsFor(reader)} is expected, and this is ${wordsFor(writer)}: the names do not match`);
  if (reading.isLogical && isOtherDecimal(reader, writer)) return refuse(reading, decimalReason(reader, writer, datum));
  readSameKind(reading);
}

function readSameKind(reading: Reading): void {
  const { reader, writer, datum, path } = reading;
  if (reader.kind === 'fixed' && writer.kind === 'fixed' && reader.sizeBytes !== writer.sizeBytes)
    return refuse(reading, `${reader.sizeBytes} bytes are expected, and these are ${writer.sizeBytes}`);
  if (reader.kind === 'enum' && reader.defaultSymbol === null && !reader.symbols.includes(datum as string))
    return reader.kind === writer.kind
      ? refuse(reading, `"${String(datum)}" is no symbol of ${reader.fullName}`)
      : undefined;
  if (reader.kind === 'array' && writer.kind === 'array')
    return (datum as Datum[]).forEach((item, index) =>
      readAs({ ...reading, reader: reader.items, writer: writer.items, datum: item, path: stepped(path, index) }),
    );
  if (reader.kind === 'map' && writer.kind === 'map')
    return (datum as Map<string, Datum>).forEach((value, key) =>
      readAs({ ...reading, reader: reader.values, writer: writer.values, datum: value, path: stepped(path, key) }),
    );
  if (reader.kind === 'record' && writer.kind === 'record') readRecord(reading, reader, writer);
}

function readRecord(reading: Reading, reader: RecordType, writer: RecordType): void {
  const sources = fieldSources(reader, writer);
  const twice = claimedTwice(sources);
  sources.forEach((source, index) => {
    const field = reader.fields[index]!;
    if (source.from === 'nowhere') refuse(reading, `"${field.name}" is missing and has no default`);
    if (source.from === 'several')
      refuse(reading, `"${field.name}" could be any of ${source.names.map((name) => `"${name}"`).join(', ')}`);
    if (source.from !== 'writer' || twice.has(source.index)) return;
    readAs({
      ...reading,
      reader: field.type,
      writer: source.field.type,
      datum: (reading.datum as Datum[])[source.index]!,
      path: stepped(reading.path, source.field.name),
    });
  });
}

function decimalReason(reader: AvroType, writer: AvroType, datum: Datum): string {
  const [read, written] = [reader.logicalType!.decimal!, writer.logicalType!.decimal!];
  const asRead =
    read.scale === written.scale || !(datum instanceof Uint8Array)
      ? ''
      : `: it reads ${decimalText(datum, read.scale)} where ${decimalText(datum, written.scale)} was written`;
  return (
    `a decimal of precision ${read.precision} and scale ${read.scale} is expected, ` +
    `and this has precision ${written.precision} and scale ${written.scale}${asRead}`
  );
}

/** The number in two's complement, the most significant byte first, that stands `scale` digits behind the point. */
function decimalText(bytes: Uint8Array, scale: number): string {
  let unscaled = 0n;
  for (const byte of bytes) unscaled = unscaled * 256n + BigInt(byte);
  unscaled = BigInt.asIntN(bytes.length * 8, unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}${scale === 0 ? '' : `.${digits.slice(point)}`}`;
}

function refuse({ path, out }: Reading, reason: string): void {
  out.push({ path, reason });
}
