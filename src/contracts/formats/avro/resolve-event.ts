import { writeExactJson } from '../../exact-json.js';
import type { ResolvedEvent } from '../schema-format.js';
import { UnionDatum, type Datum } from './datum.js';
import { datumOf, defaultDatum, type ValuesLeft } from './datum-of.js';
import { eventOf, isPlain, rejectionsOf } from './event-form.js';
import { stepped } from './names.js';
import { refusals } from './read-as.js';
import { branchFor, claimedTwice, fieldSources } from './resolution.js';
import { nameOf, type AvroSchema, type AvroType, type RecordType } from './schema.js';

const MOST_VALUES = 500_000;
const MOST_NOTES = 1_000;

/**
 * An event of the writer as the reader has it, by the specification 1.12, "Schema Resolution": fields by name or alias of
 * the reader, defaults, promoted numbers and texts, the default symbol of an enum; what the reader does not know is
 * dropped. Where two fields claim one of the writer's, implementations differ, and nothing is resolved.
 */
export function resolveEvent(writer: AvroSchema, reader: AvroSchema, event: unknown): ResolvedEvent {
  const invalid = rejectionsOf(writer.root, event);
  if (invalid.length > 0) return { rejections: invalid };
  const datum = datumOf(writer.root, event);
  const refused = refusals(reader.root, writer.root, datum);
  if (refused.length > 0) return { rejections: refused };
  const resolution = new Resolution();
  const resolved = resolution.resolve({ reader: reader.root, writer: writer.root, datum, from: '', to: '' });
  const { left, rejections, done } = resolution;
  if (left.values < 0) return { rejections: [{ path: '', reason: `would hold more than ${MOST_VALUES} values` }] };
  return rejections.length > 0 ? { rejections } : { event: eventOf(reader.root, resolved), done };
}

/** A value that the reader takes, and where it stands in the writer's event and in the reader's. */
interface Value {
  reader: AvroType;
  writer: AvroType;
  datum: Datum;
  from: string;
  to: string;
}

class Resolution {
  readonly done: string[] = [];
  readonly rejections: { path: string; reason: string }[] = [];
  readonly left: ValuesLeft = { values: MOST_VALUES };

  resolve(value: Value): Datum {
    const { reader, writer, datum, to } = value;
    if (--this.left.values < 0) return null;
    if (writer.kind === 'union') {
      const { branch, value: held } = datum as UnionDatum;
      const chosen = writer.branches[branch]!;
      return this.resolve({ ...value, writer: chosen, datum: held, from: inBranch(writer, chosen, value.from) });
    }
    if (reader.kind === 'union') {
      const chosen = branchFor(reader, writer)!;
      const held = this.resolve({ ...value, reader: chosen, to: inBranch(reader, chosen, to) });
      return new UnionDatum(reader.branches.indexOf(chosen), held);
    }
    if (reader.kind === 'array' && writer.kind === 'array')
      return (datum as Datum[]).map((item, index) =>
        this.resolve({ ...inner(value, index), reader: reader.items, writer: writer.items, datum: item }),
      );
    if (reader.kind === 'map' && writer.kind === 'map')
      return new Map(
        [...(datum as Map<string, Datum>)].map(([key, item]) => [
          key,
          this.resolve({ ...inner(value, key), reader: reader.values, writer: writer.values, datum: item }),
        ]),
      );
    if (reader.kind === 'record' && writer.kind === 'record') return this.resolveRecord(value, reader, writer);
    if (reader.kind === 'enum' && !reader.symbols.includes(datum as string)) {
      this.note(to, `"${String(datum)}" is not known, and its default "${reader.defaultSymbol}" is taken`);
      return reader.defaultSymbol!;
    }
    return this.promote(value);
  }

  private resolveRecord(value: Value, reader: RecordType, writer: RecordType): Datum {
    const sources = fieldSources(reader, writer);
    const twice = claimedTwice(sources);
    const values = sources.map((source, index): Datum => {
      const field = reader.fields[index]!;
      const to = stepped(value.to, field.name);
      if (source.from !== 'writer') {
        this.note(to, `its default ${writeExactJson(field.defaultValue)}`);
        return defaultDatum(field.type, field.defaultValue, this.left);
      }
      const { name, type } = source.field;
      const from = stepped(value.from, name);
      if (twice.has(source.index)) {
        this.rejections.push({
          path: from,
          reason: 'is claimed by two fields, and implementations differ in which one gets it',
        });
        return null;
      }
      if (name !== field.name) this.note(to, `taken from "${name}"`);
      const datum = (value.datum as Datum[])[source.index]!;
      return this.resolve({ reader: field.type, writer: type, datum, from, to });
    });
    const taken = new Set(sources.map((source) => (source.from === 'writer' ? source.index : -1)));
    writer.fields.forEach(({ name }, index) => {
      if (!taken.has(index)) this.note(stepped(value.from, name), 'dropped');
    });
    return values;
  }

  /** Promotions lose nothing but the last digits of large numbers, and what is no UTF-8. */
  private promote({ reader, writer, datum, to }: Value): Datum {
    if (reader.kind === writer.kind) return datum;
    if (reader.kind === 'bytes') return new TextEncoder().encode(datum as string);
    if (reader.kind === 'string') {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(datum as Uint8Array);
      if (text.includes('\uFFFD')) this.note(to, 'what is no UTF-8 in its bytes is replaced');
      return text;
    }
    if ((reader.kind !== 'float' && reader.kind !== 'double') || writer.kind === 'float') return datum;
    const rounded = reader.kind === 'float' ? Math.fround(Number(datum)) : Number(datum);
    if (BigInt(datum as number | bigint) !== BigInt(rounded))
      this.note(to, `${String(datum)} is rounded to ${rounded}`);
    return rounded;
  }

  private note(path: string, what: string): void {
    if (this.done.length < MOST_NOTES) this.done.push(`${path === '' ? 'the event' : path}: ${what}`);
  }
}

const inner = (value: Value, step: string | number): Value => ({
  ...value,
  from: stepped(value.from, step),
  to: stepped(value.to, step),
});

/** Where a union's branch is named in an event, the value stands one step deeper. */
const inBranch = (union: Extract<AvroType, { kind: 'union' }>, branch: AvroType, path: string): string =>
  branch.kind === 'null' || isPlain(union) ? path : stepped(path, nameOf(branch));
