import type { SchemaSource } from '../../source.js';
import { notReadInTime, type IsOver, type Reading } from '../schema-format.js';
import { DefaultJudge } from './default-value.js';
import { namesIn, openFiles, placeIn, type SchemaFile, type SchemaFiles } from './files.js';
import { logicalTypeOf } from './logical-type.js';
import { isPrimitiveName, qualified } from './names.js';
import { readDefaultSymbol, readDefinition, readField, readFieldList, readSize, readSymbols } from './parse-named.js';
import { inside, NO_PROPERTIES, Problems, propertiesOf, type Place } from './place.js';
import {
  nameOf,
  type AvroSchema,
  type AvroType,
  type NamedType,
  type PrimitiveKind,
  type RecordField,
} from './schema.js';
import { shown } from './shown.js';

type Json = Record<string, unknown>;

/** Nobody writes a schema nested deeper, and it would end the stack of one or the other reader. */
const MOST_LEVELS = 500;

/** Reads a schema by the specification 1.12, "Schema Declaration" and "Names", or tells all that is wrong with it. */
export function parseAvro(source: SchemaSource, isOver: IsOver): Reading<AvroSchema> {
  return new SchemaParser(source, isOver).read();
}

/** Reads one schema with its references; behind a problem it reads on, so that all of them are told. */
class SchemaParser {
  private readonly problems = new Problems();
  private readonly types: AvroType[] = [];
  private readonly named = new Map<string, NamedType>();
  private readonly files: SchemaFiles;
  private readonly withDefault: { field: RecordField; place: Place }[] = [];
  private ownNames: ReadonlySet<string> | null = null;
  private isCut = false;
  private isCircular = false;

  constructor(
    private readonly source: SchemaSource,
    private readonly isOver: IsOver,
  ) {
    this.files = openFiles(source, this.problems.list);
  }

  read(): Reading<AvroSchema> {
    for (const file of this.files.references) this.readFile(file);
    const root = this.files.own === null ? null : this.readFile(this.files.own);
    if (this.problems.list.length === 0 && !this.isCut) this.checkDefaults();
    if (this.problems.list.length > 0) return { problems: this.problems.list };
    if (root === null || this.isCut) return notReadInTime();
    return { schema: { source: this.source, root, types: this.types } };
  }

  /** Only at the end every record has its fields, and a default may be one of a type that encloses it. */
  private checkDefaults(): void {
    const judge = new DefaultJudge(this.isOver);
    for (const { field, place } of this.withDefault) {
      const reason = judge.problemWith(field.type, field.defaultValue);
      if (reason !== null) this.problems.tell(inside(place, 'default'), reason);
      this.isCut ||= judge.isCut;
      if (this.isCut) return;
    }
  }

  private readFile(file: SchemaFile): AvroType | null {
    const type = this.readType(file.json, { file, pointer: '', namespace: '', level: 0 });
    file.isRead = true;
    return type;
  }

  /** The type that a piece of JSON says; null where it says none, and then a problem tells why, or the time was up. */
  private readType(json: unknown, place: Place): AvroType | null {
    if (place.level > MOST_LEVELS)
      return this.problems.tell(place, `It is nested more than ${MOST_LEVELS} levels deep.`);
    this.isCut ||= this.isOver();
    if (this.isCut) return null;
    if (typeof json === 'string') return this.readName(json, place, null);
    if (Array.isArray(json)) return this.readUnion(json, place);
    if (json !== null && typeof json === 'object') return this.readObject(json as Json, place);
    return this.problems.tell(place, `A type is a name, an object or a list of types, not ${shown(json)}.`);
  }

  private readObject(json: Json, place: Place): AvroType | null {
    const { type } = json;
    if (typeof type !== 'string') {
      const reason = type === undefined ? 'The object has no "type".' : 'The "type" of an object is a name.';
      return this.problems.tell(place, reason);
    }
    if (type === 'record' || type === 'error') return this.readRecord(json, place);
    if (type === 'enum') return this.readEnum(json, place);
    if (type === 'fixed') return this.readFixed(json, place);
    if (type === 'array' || type === 'map') return this.readCollection(type, json, place);
    return this.readName(type, place, json);
  }

  private readName(name: string, place: Place, attributes: Json | null): AvroType | null {
    if (isPrimitiveName(name)) return this.readPrimitive(name as PrimitiveKind, attributes, place);
    const fullName = qualified(name, place.namespace);
    // Java looks into the null namespace where the enclosing one has no such name, and there are schemas that rely on it.
    const found = this.named.get(fullName) ?? this.named.get(name);
    return found ?? this.problems.tell(place, this.whyUnknown([fullName, name], place));
  }

  private whyUnknown(names: readonly string[], { file }: Place): string {
    const [fullName] = names;
    this.ownNames ??= new Set(namesIn(this.files.own?.json).defined);
    const other = names.map((name) => this.files.definedIn.get(name)).find((one) => one !== undefined);
    const isOwn = names.some((name) => this.ownNames!.has(name));
    if (file === (isOwn ? this.files.own : other))
      return `"${fullName}" is used before it is defined: define it where it is used first.`;
    this.isCircular ||= isOwn || (other !== undefined && !other.isRead);
    if (isOwn) return `The reference "${file.name}" and the schema refer to each other in a circle (by "${fullName}").`;
    if (other !== undefined && !other.isRead)
      return `"${file.name}" and "${other.name}" refer to each other in a circle (by "${fullName}").`;
    return `"${fullName}" is neither a type of Avro nor defined before this place, nor in a reference.`;
  }

  private readPrimitive(kind: PrimitiveKind, json: Json | null, place: Place): AvroType {
    return this.keep({
      id: this.types.length,
      schemaPath: placeIn(place.file, place.pointer),
      properties: json === null ? NO_PROPERTIES : propertiesOf(json, ['precision', 'scale']),
      kind,
      logicalType: json === null ? null : logicalTypeOf(kind, json),
    });
  }

  private readCollection(kind: 'array' | 'map', json: Json, place: Place): AvroType | null {
    const part = kind === 'array' ? 'items' : 'values';
    if (json[part] === undefined) return this.problems.tell(place, `The ${kind} has no "${part}".`);
    const type = this.readType(json[part], inside(place, part));
    if (type === null) return null;
    const shared = { ...this.common(json, place, [part]), logicalType: logicalTypeOf(kind, json) };
    return this.keep(kind === 'array' ? { ...shared, kind, items: type } : { ...shared, kind, values: type });
  }

  private readUnion(json: readonly unknown[], place: Place): AvroType {
    const seen = new Set<string>();
    const branches: AvroType[] = [];
    for (let index = 0; index < json.length; index++) {
      const at = inside(place, index);
      const branch = this.readType(json[index], at);
      if (branch === null) continue;
      const name = nameOf(branch);
      if (branch.kind === 'union') this.problems.tell(at, 'A union may not hold another union directly.');
      else if (seen.has(name)) this.problems.tell(at, `The union has "${name}" already.`);
      seen.add(name);
      branches.push(branch);
    }
    return this.keep({ ...this.common({}, place, []), kind: 'union', logicalType: null, branches });
  }

  private readRecord(json: Json, place: Place): AvroType | null {
    const definition = readDefinition(json, place, this.problems);
    if (definition === null) return null;
    const { names, within } = definition;
    const logicalType = logicalTypeOf('record', json);
    const fields: RecordField[] = [];
    const record = this.define(
      { ...this.common(json, place, ['fields']), ...names, kind: 'record', logicalType, fields },
      place,
    );
    const taken = new Set<string>();
    for (const { json: fieldJson, place: at } of readFieldList(json, within, this.problems)) {
      const type = this.readType(fieldJson['type'], inside(at, 'type'));
      const field = readField(fieldJson, type, at, taken, this.problems);
      if (field === null) continue;
      fields.push(field);
      if (field.defaultValue !== undefined) this.withDefault.push({ field, place: at });
    }
    return record;
  }

  private readEnum(json: Json, place: Place): AvroType | null {
    const definition = readDefinition(json, place, this.problems);
    if (definition === null) return null;
    const symbols = readSymbols(json, place, this.problems);
    const defaultSymbol = readDefaultSymbol(json, symbols, place, this.problems);
    const shared = { ...this.common(json, place, ['symbols', 'default']), ...definition.names };
    const logicalType = logicalTypeOf('enum', json);
    return this.define({ ...shared, kind: 'enum', logicalType, symbols, defaultSymbol }, place);
  }

  private readFixed(json: Json, place: Place): AvroType | null {
    const definition = readDefinition(json, place, this.problems);
    if (definition === null) return null;
    const sizeBytes = readSize(json, place, this.problems);
    const shared = { ...this.common(json, place, ['size', 'precision', 'scale']), ...definition.names };
    const logicalType = logicalTypeOf('fixed', json, sizeBytes);
    return this.define({ ...shared, kind: 'fixed', logicalType, sizeBytes }, place);
  }

  /** What every type has; `id` is right only for the next type that is kept. */
  private common(json: Json, { file, pointer }: Place, known: readonly string[]) {
    return { id: this.types.length, schemaPath: placeIn(file, pointer), properties: propertiesOf(json, known) };
  }

  private keep<T extends AvroType>(type: T): T {
    this.types.push(type);
    return type;
  }

  private define<T extends NamedType>(type: T, place: Place): T {
    const earlier = this.named.get(type.fullName);
    if (earlier !== undefined && !this.isComingBack(place))
      this.problems.tell(place, `"${type.fullName}" is defined twice, first at ${earlier.schemaPath || 'the top'}.`);
    this.named.set(type.fullName, type);
    return this.keep(type);
  }

  /** In a circle the schema comes as one of its own references, too: that is what is told, and it is defined once. */
  private isComingBack({ file }: Place): boolean {
    const { text, references = [] } = this.source;
    return this.isCircular && file === this.files.own && references.some((reference) => reference.text === text);
  }
}
