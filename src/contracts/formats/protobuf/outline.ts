import { definitionsAt, type Besides, type FieldKind, type Outline, type OutlinedField } from '../../outline.js';
import { walkOutline, type Look } from '../../outline-walk.js';
import type { IsOver } from '../schema-format.js';
import { commentOf } from './comment.js';
import { isList, typeText } from './field-form.js';
import {
  eventTypeOf,
  localNameOf,
  optionText,
  type Element,
  type Field,
  type FieldType,
  type Message,
  type Method,
  type OptionValue,
  type ProtoSchema,
} from './model.js';
import { pathTo } from './same-event.js';
import { scalarKind, type ScalarKind } from './value-ranges.js';
import { wellKnownJson } from './well-known-json.js';
import { wrappedField } from './read-event.js';

const MAX_FIELDS = 10_000;

interface Place {
  path: string;
  /** Of the event itself the message, else the field. */
  element: Message | Field;
  /** Whether it is an item or a value of the list or map `element`. */
  isItem: boolean;
  enclosing: Enclosing | null;
}

/** A message that a place is in, and around that. */
interface Enclosing {
  message: Message;
  path: string;
  enclosing: Enclosing | null;
}

/** The message that events are and all that is in it; a type that encloses itself is told once. */
export function outlineOf(schema: ProtoSchema, isOver: IsOver = () => false): Outline {
  const message = eventTypeOf(schema);
  const besides = methodsIn(schema);
  if (message === undefined) return { name: null, description: null, fields: [], besides };
  const event: Place = { path: '', element: message, isItem: false, enclosing: null };
  const { fields, isCut } = walkOutline(event, lookAt, { maxFields: MAX_FIELDS, isOver });
  const outline = { name: message.fullName, description: commentOf(message), fields, besides };
  return isCut ? { ...outline, isCut } : outline;
}

function methodsIn({ file }: ProtoSchema): Map<string, Besides> {
  const named = file.services.flatMap((service) =>
    service.methods.map((method): [string, Besides] => [
      `rpc ${localNameOf(service)}.${method.name}`,
      { text: methodText(method), element: service.fullName },
    ]),
  );
  return new Map(named);
}

function methodText(method: Method): string {
  const { request, response, options } = method;
  const typed = (message: Message | null, name: string, isStream: boolean): string =>
    `(${isStream ? 'stream ' : ''}${message === null ? name : localNameOf(message)})`;
  const takes = typed(request, method.requestName, method.isClientStreaming);
  const level = optionText(options, 'idempotency_level');
  return `${takes} returns ${typed(response, method.responseName, method.isServerStreaming)}${level === null ? '' : ` with idempotency_level ${level}`}`;
}

function lookAt({ path, element, isItem, enclosing }: Place): Look<Place> {
  if (!('presence' in element)) return { field: eventOf(element), inside: fieldsIn(element, path, enclosing) };
  const inner = enclosed(element.type);
  const recursesTo = inner === null ? null : pathOf(inner, enclosing);
  const itself = fieldOf(element, path, recursesTo);
  if (isList(element) && !isItem)
    return { field: itself, inside: [{ path: `${path}/*`, element, isItem: true, enclosing }] };
  const inside = inner === null || recursesTo !== null ? [] : fieldsIn(inner, path, enclosing);
  return { field: isItem ? itemOf(itself, element, path, recursesTo) : itself, inside };
}

function fieldsIn(message: Message, path: string, enclosing: Enclosing | null): Place[] {
  const around = { message, path, enclosing };
  return message.fields.map((field) => ({
    path: pathTo(path, field.name),
    element: field,
    isItem: false,
    enclosing: around,
  }));
}

function pathOf(message: Message, enclosing: Enclosing | null): string | null {
  for (let around = enclosing; around !== null; around = around.enclosing)
    if (around.message === message) return around.path;
  return null;
}

const eventOf = (message: Message): OutlinedField => ({
  ...described(message),
  path: '',
  schemaPath: message.fullName,
  definitions: [message.fullName],
  kind: 'object',
  type: message.fullName,
  isRequired: true,
  format: null,
  values: null,
  // Unknown fields are kept or passed over, never refused.
  isOpen: true,
  maxLength: null,
  facets: {},
  recursesTo: null,
});

function fieldOf(field: Field, path: string, recursesTo: string | null): OutlinedField {
  return {
    ...described(field),
    path,
    schemaPath: field.fullName,
    definitions: definitionsAt([field.fullName, ...typesIn(field.type)]),
    kind: field.presence === 'repeated' ? 'array' : field.presence === 'map' ? 'map' : kindOf(field.type),
    type: `${field.presence === 'repeated' ? 'repeated ' : ''}${typeText(field)}`,
    isRequired: field.presence === 'required',
    format: isList(field) ? null : formatOf(field.type),
    ...valuesOf(isList(field) ? null : field.type),
    isOpen: !isList(field) && enclosed(field.type) !== null ? true : null,
    maxLength: null,
    facets: facetsOf(field),
    recursesTo: isList(field) ? null : recursesTo,
  };
}

function typesIn(type: FieldType): string[] {
  if (type.kind === 'message') return [type.message.fullName];
  return type.kind === 'enum' ? [type.enum.fullName] : [];
}

function itemOf(list: OutlinedField, { type }: Field, path: string, recursesTo: string | null): OutlinedField {
  return {
    ...list,
    path,
    name: '*',
    kind: kindOf(type),
    type: typeText({ type, mapKey: null }),
    isRequired: false,
    format: formatOf(type),
    ...valuesOf(type),
    isOpen: enclosed(type) === null ? null : true,
    facets: {},
    recursesTo,
  };
}

/** The message whose fields an event shows; Protobuf's own ones are values there. */
function enclosed(type: FieldType): Message | null {
  const isValue =
    type.kind === 'message' && (wellKnownJson(type.message.fullName) ?? wrappedField(type.message)) !== null;
  return type.kind === 'message' && !isValue ? type.message : null;
}

const WELL_KNOWN_KINDS: Readonly<Record<string, FieldKind>> = {
  'google.protobuf.Timestamp': 'string',
  'google.protobuf.Duration': 'string',
  'google.protobuf.FieldMask': 'string',
  'google.protobuf.Value': 'any',
  'google.protobuf.Struct': 'object',
  'google.protobuf.ListValue': 'array',
};

const SCALAR_KINDS: Readonly<Record<ScalarKind, FieldKind>> = {
  text: 'string',
  bytes: 'bytes',
  boolean: 'boolean',
  float: 'number',
  whole: 'integer',
};

function kindOf(type: FieldType): FieldKind {
  if (type.kind === 'enum') return 'enum';
  if (type.kind === 'message') {
    const wrapped = wrappedField(type.message);
    return wrapped !== null ? kindOf(wrapped.type) : (WELL_KNOWN_KINDS[type.message.fullName] ?? 'object');
  }
  return SCALAR_KINDS[scalarKind(type.scalar)];
}

const formatOf = (type: FieldType): string | null =>
  type.kind === 'message' && /^(?:google\.(?:protobuf|type)|confluent\.type)\./.test(type.message.fullName)
    ? type.message.fullName
    : null;

function valuesOf(type: FieldType | null): Pick<OutlinedField, 'values' | 'numbers'> {
  if (type?.kind !== 'enum') return { values: null };
  const { values } = type.enum;
  return { values: values.map(({ name }) => name), numbers: values.map(({ number }) => number) };
}

function described(
  element: Element,
): Pick<OutlinedField, 'name' | 'description' | 'tags' | 'isDeprecated' | 'deprecatedSince'> {
  const comment = commentOf(element);
  const doc = metaOf(element, 'doc')[0] ?? null;
  return {
    name: element.name,
    description: comment ?? doc,
    tags: metaOf(element, 'tags'),
    isDeprecated: optionText(element.options, 'deprecated') === 'true',
    deprecatedSince: /(?:x-)?deprecated[- ]since:?\s+(\S+)/i.exec(comment ?? '')?.[1] ?? null,
  };
}

/** Texts in `(confluent.field_meta)` or `(confluent.message_meta)`, in each way that options are written. */
function metaOf({ options }: Element, name: string): string[] {
  const texts = options.flatMap(({ name: option, value }): OptionValue[] => {
    const [, part] = /^\((?:confluent\.)?(?:field|message)_meta\)(?:\.(\w+))?$/.exec(option) ?? [];
    if (part === name) return [value];
    const isWhole = part === undefined && option.includes('_meta)') && value.kind === 'aggregate';
    return isWhole ? value.entries.filter((entry) => entry.name === name).map((entry) => entry.value) : [];
  });
  return texts
    .flatMap((value) => (value.kind === 'list' ? value.items : [value]))
    .flatMap((value) => ('text' in value ? [value.text] : []));
}

function facetsOf({
  number,
  oneof,
  options,
  jsonName,
  name,
  presence,
  isPacked,
  isDelimited,
  type,
}: Field): Record<string, unknown> {
  const fallback = optionText(options, 'default');
  return {
    number,
    presence,
    ...(oneof === null ? {} : { oneof: oneof.name }),
    ...(fallback === null ? {} : { default: fallback }),
    ...(optionText(options, 'json_name') === null || jsonName === name ? {} : { json_name: jsonName }),
    ...(presence === 'repeated' && isPacked ? { packed: true } : {}),
    ...(isDelimited ? { delimited: true } : {}),
    ...(type.kind === 'enum' && type.enum.features.enum_type === 'CLOSED' ? { enum_type: 'CLOSED' } : {}),
  };
}
