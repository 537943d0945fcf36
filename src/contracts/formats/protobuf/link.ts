import type { ReferencedSchema } from '../../source.js';
import type { IsOver } from '../schema-format.js';
import { assertTime } from './deadline.js';
import { defaultFeatures, withOwnFeatures } from './features.js';
import { readImports } from './imports.js';
import {
  isScalar,
  isWithin,
  messagesWithin,
  optionText,
  type Enum,
  type Field,
  type FieldType,
  type Message,
  type Method,
  type Presence,
  type ProtoFile,
  type ProtoProblem,
  type ProtoSchema,
} from './model.js';
import { parseFile } from './parse-file.js';
import { Symbols } from './symbols.js';

/** A text with all it imports: every name resolved, every feature settled, and what is wrong with any of it so far. Throws `TimeIsUp`. */
export function readProto(
  text: string,
  references: readonly ReferencedSchema[],
  isOver: IsOver,
): { schema: ProtoSchema; problems: ProtoProblem[] } {
  const parsed = parseFile('', text, isOver);
  const { files, problems } = readImports(parsed.file, references, isOver);
  const found = [...parsed.problems, ...problems];
  const schema: ProtoSchema = { file: parsed.file, imported: files };
  // Names in a file that is half read or not there would only be told twice.
  if (found.length > 0) return { schema, problems: found };
  const all = [...files.values(), parsed.file];
  const symbols = new Symbols(all, isOver);
  const linked = all.flatMap((file) => linkFile(file, files, symbols, isOver));
  return { schema, problems: [...symbols.problems, ...linked] };
}

interface Scope {
  symbols: Symbols;
  visible: ReadonlySet<ProtoFile>;
  problems: ProtoProblem[];
  isOver: IsOver;
}

function linkFile(
  file: ProtoFile,
  files: ReadonlyMap<string, ProtoFile>,
  symbols: Symbols,
  isOver: IsOver,
): ProtoProblem[] {
  const scope: Scope = { symbols, visible: visibleFrom(file, files), problems: [], isOver };
  const features = withOwnFeatures(defaultFeatures(file.edition), file.options);
  for (const one of file.enums) one.features = withOwnFeatures(features, one.options);
  settleFeatures(file.messages, features);
  for (const message of messagesWithin(file)) for (const field of message.fields) linkField(field, message, scope);
  for (const extension of file.extensions) linkExtension(extension, features, file.package, scope);
  for (const message of messagesWithin(file))
    for (const extension of message.extensions) linkExtension(extension, message.features, message.fullName, scope);
  for (const { fullName, methods } of file.services) for (const method of methods) linkMethod(method, fullName, scope);
  return scope.problems;
}

/** Its own file, those it imports, and those these import publicly. */
function visibleFrom(file: ProtoFile, files: ReadonlyMap<string, ProtoFile>): Set<ProtoFile> {
  const visible = new Set([file]);
  const add = (path: string): void => {
    const imported = files.get(path);
    if (imported === undefined || visible.has(imported)) return;
    visible.add(imported);
    for (const one of imported.imports) if (one.kind === 'public') add(one.path);
  };
  for (const { path } of file.imports) add(path);
  return visible;
}

function settleFeatures(messages: readonly Message[], around: Message['features']): void {
  for (const message of messages) {
    message.features = withOwnFeatures(around, message.options);
    for (const one of message.enums) one.features = withOwnFeatures(message.features, one.options);
    settleFeatures(message.messages, message.features);
  }
}

function linkField(field: Field, message: Message, scope: Scope): void {
  const around = field.oneof === null ? message.features : withOwnFeatures(message.features, field.oneof.options);
  settleField(field, around, message.fullName, scope);
}

function linkExtension(field: Field, around: Message['features'], home: string, scope: Scope): void {
  settleField(field, around, home, scope);
  const extended = scope.symbols.resolve(field.extendee ?? '', home, scope.visible);
  const { file, at, number } = field;
  if ('reason' in extended) return void scope.problems.push({ file, at, reason: `It extends what ${extended.reason}` });
  if (extended.kind === 'enum')
    return void scope.problems.push({
      file,
      at,
      reason: `"${field.extendee}" is an enum, and only messages are extended.`,
    });
  if (!isWithin(extended.extensionRanges, number))
    scope.problems.push({
      file,
      at: field.numberAt,
      reason: `"${extended.fullName}" declares no extensions at ${number}.`,
    });
  if (extended.extendedBy.some((other) => other.number === number))
    scope.problems.push({
      file,
      at: field.numberAt,
      reason: `Extension ${number} of "${extended.fullName}" is taken.`,
    });
  extended.extendedBy.push(field);
}

function settleField(field: Field, around: Message['features'], home: string, scope: Scope): void {
  assertTime(scope.isOver);
  field.features = withOwnFeatures(around, field.options);
  field.type = typeOf(field, home, scope);
  field.presence = presenceOf(field);
  field.isPacked = isPacked(field);
  field.isDelimited =
    field.type.kind === 'message' &&
    field.mapKey === null &&
    (field.isGroup || field.features.message_encoding === 'DELIMITED');
  field.jsonName = optionText(field.options, 'json_name') ?? defaultJsonName(field.name);
}

function typeOf({ typeName, typeAt, file, type }: Field, home: string, scope: Scope): FieldType {
  if (isScalar(typeName)) return { kind: 'scalar', scalar: typeName };
  const found = scope.symbols.resolve(typeName, home, scope.visible);
  if (!('reason' in found)) return asType(found);
  scope.problems.push({ file, at: typeAt, reason: found.reason });
  return type;
}

const asType = (found: Message | Enum): FieldType =>
  found.kind === 'message' ? { kind: 'message', message: found } : { kind: 'enum', enum: found };

function presenceOf({ mapKey, label, oneof, type, features, extendee, file }: Field): Presence {
  if (mapKey !== null) return 'map';
  if (label === 'repeated') return 'repeated';
  if (label === 'required' || features.field_presence === 'LEGACY_REQUIRED') return 'required';
  const isExplicit = oneof !== null || extendee !== null || type.kind === 'message' || label === 'optional';
  return isExplicit || features.field_presence === 'EXPLICIT' || file.edition === 'proto2' ? 'explicit' : 'implicit';
}

/** Whether a writer packs a repeated field; readers take both forms (protobuf.dev/programming-guides/encoding#packed). */
function isPacked({ label, type, options, features, mapKey }: Field): boolean {
  const isPackable =
    mapKey === null && label === 'repeated' && (type.kind === 'scalar' ? !isText(type.scalar) : type.kind === 'enum');
  if (!isPackable) return false;
  const option = optionText(options, 'packed');
  return option === null ? features.repeated_field_encoding === 'PACKED' : option === 'true';
}

const isText = (scalar: string): boolean => scalar === 'string' || scalar === 'bytes';

function linkMethod(method: Method, home: string, scope: Scope): void {
  assertTime(scope.isOver);
  const { file } = method;
  const messageOf = (name: string, at: number): Message | null => {
    const found = isScalar(name)
      ? { reason: `"${name}" is not a message.` }
      : scope.symbols.resolve(name, home, scope.visible);
    const reason =
      'reason' in found ? found.reason : found.kind === 'enum' ? `"${name}" is an enum, not a message.` : null;
    if (reason !== null) scope.problems.push({ file, at, reason });
    return 'reason' in found || found.kind === 'enum' ? null : found;
  };
  method.request = messageOf(method.requestName, method.requestAt);
  method.response = messageOf(method.responseName, method.responseAt);
}

/** `order_id` becomes `orderId` (protobuf.dev/programming-guides/json#field-representation). */
export const defaultJsonName = (name: string): string =>
  name.replace(/_+(.?)/g, (_, next: string) => next.toUpperCase());
