/** The language of a file: a syntax, or an edition of protobuf.dev/editions/overview. */
export type Edition = 'proto2' | 'proto3' | '2023' | '2024';

export const SCALARS = [
  'double',
  'float',
  'int32',
  'int64',
  'uint32',
  'uint64',
  'sint32',
  'sint64',
  'fixed32',
  'fixed64',
  'sfixed32',
  'sfixed64',
  'bool',
  'string',
  'bytes',
] as const;
export type Scalar = (typeof SCALARS)[number];

export const isScalar = (name: string): name is Scalar => (SCALARS as readonly string[]).includes(name);

/** The features that change what is on the wire, in JSON, or which values a field takes (protobuf.dev/editions/features). */
export interface Features {
  field_presence: 'EXPLICIT' | 'IMPLICIT' | 'LEGACY_REQUIRED';
  enum_type: 'OPEN' | 'CLOSED';
  repeated_field_encoding: 'PACKED' | 'EXPANDED';
  utf8_validation: 'VERIFY' | 'NONE';
  message_encoding: 'LENGTH_PREFIXED' | 'DELIMITED';
  json_format: 'ALLOW' | 'LEGACY_BEST_EFFORT';
}

export type OptionValue =
  | { kind: 'string'; text: string }
  | { kind: 'number'; text: string }
  | { kind: 'name'; text: string }
  | { kind: 'list'; items: OptionValue[] }
  | { kind: 'aggregate'; entries: { name: string; value: OptionValue }[] };

/** `deprecated`, `features.field_presence` or `(confluent.field_meta).tags`, without spaces. */
export interface Option {
  name: string;
  value: OptionValue;
  at: number;
}

/** What every element has: where it starts in its text, and where the text between it and its neighbours is (comments). */
export interface Element {
  name: string;
  /** With the package and the messages around it. */
  fullName: string;
  file: ProtoFile;
  options: Option[];
  /** Offsets into the file's text. */
  at: number;
  gapAt: number;
  /** After the `;` or `{` that ends its first line: a comment behind it on that line is its own. */
  bodyAt: number;
}

export interface NumberRange {
  from: number;
  /** Inclusive. */
  to: number;
  at: number;
}

export interface Reserved {
  ranges: NumberRange[];
  names: { name: string; at: number }[];
}

export interface Import {
  path: string;
  kind: 'plain' | 'public' | 'weak' | 'option';
  at: number;
}

export interface ProtoFile {
  /** As others import it; '' for the schema's own file. */
  path: string;
  text: string;
  edition: Edition;
  package: string;
  imports: Import[];
  options: Option[];
  messages: Message[];
  enums: Enum[];
  services: Service[];
  extensions: Field[];
}

export interface Message extends Element {
  kind: 'message';
  parent: Message | null;
  /** Members of oneofs among them, in the order of the text. */
  fields: Field[];
  oneofs: Oneof[];
  messages: Message[];
  enums: Enum[];
  extensions: Field[];
  reserved: Reserved;
  extensionRanges: NumberRange[];
  features: Features;
  /** Known extensions of this message, from all files: on the wire they are fields. */
  extendedBy: Field[];
}

export interface Oneof extends Element {
  fields: Field[];
}

/** What a field holds; of a map, its values. */
export type FieldType =
  { kind: 'scalar'; scalar: Scalar } | { kind: 'message'; message: Message } | { kind: 'enum'; enum: Enum };

export type Presence = 'explicit' | 'implicit' | 'required' | 'repeated' | 'map';

export interface Field extends Element {
  number: number;
  numberAt: number;
  label: 'optional' | 'required' | 'repeated' | null;
  /** As the text says it. */
  typeName: string;
  typeAt: number;
  /** The key's type, of a map. */
  mapKey: string | null;
  isGroup: boolean;
  oneof: Oneof | null;
  /** The message it is declared in; null for an extension at the top of a file. */
  parent: Message | null;
  /** What it extends, as the text says it; null for a field. */
  extendee: string | null;
  /** Set when the file is linked. */
  type: FieldType;
  features: Features;
  presence: Presence;
  isPacked: boolean;
  isDelimited: boolean;
  jsonName: string;
}

export interface Enum extends Element {
  kind: 'enum';
  parent: Message | null;
  values: EnumValue[];
  reserved: Reserved;
  features: Features;
}

export interface EnumValue extends Element {
  number: number;
  numberAt: number;
}

export interface Service extends Element {
  methods: Method[];
}

export interface Method extends Element {
  requestName: string;
  requestAt: number;
  responseName: string;
  responseAt: number;
  /** Set when the file is linked; null where it is not found. */
  request: Message | null;
  response: Message | null;
  isClientStreaming: boolean;
  isServerStreaming: boolean;
}

/** A file with all it imports, every name resolved. */
export interface ProtoSchema {
  file: ProtoFile;
  /** By the path others import it by; the schema's own file is not among them. */
  imported: ReadonlyMap<string, ProtoFile>;
  /** The message that events are, where it is not the file's first. */
  event?: Message;
}

/** The message that events are of; undefined where the file declares none. */
export const eventTypeOf = ({ file, event }: ProtoSchema): Message | undefined => event ?? file.messages[0];

/** The message by its place in the file, then in that message, and so on, as Confluent's wire format counts. */
export function messageByIndexes({ file }: ProtoSchema, indexes: readonly number[]): Message | undefined {
  let scope: { messages: readonly Message[] } | undefined = file;
  for (const index of indexes) scope = scope?.messages[index];
  return scope === file ? undefined : (scope as Message | undefined);
}

/** The message of the file by its name without the package: a package may change where nothing on the wire does. */
export const messageByName = ({ file }: ProtoSchema, name: string): Message | undefined =>
  messagesWithin(file).find((message) => localNameOf(message) === name);

/** What is wrong, at an offset into the text of a file. */
export interface ProtoProblem {
  file: { path: string; text: string };
  at: number;
  reason: string;
}

/** A name without its package: `Order.Line` of `shop.orders.Order.Line`. */
export function localNameOf({ fullName, file }: Pick<Element, 'fullName' | 'file'>): string {
  return file.package !== '' && fullName.startsWith(`${file.package}.`)
    ? fullName.slice(file.package.length + 1)
    : fullName;
}

/** Messages of a file or a message with those inside them, parents first. */
export function messagesWithin(scope: { messages: readonly Message[] }): Message[] {
  return scope.messages.flatMap((message) => [message, ...messagesWithin(message)]);
}

export function enumsWithin(scope: { enums: readonly Enum[]; messages: readonly Message[] }): Enum[] {
  return [...scope.enums, ...messagesWithin(scope).flatMap((message) => message.enums)];
}

/** Every field a message may carry on the wire. */
export const fieldsOnWire = (message: Message): readonly Field[] =>
  message.extendedBy.length === 0 ? message.fields : [...message.fields, ...message.extendedBy];

/** What a field goes by in its message; an extension by the scope that declares it, since two of one message may share a name. */
export const knownAs = (field: Field): string => (field.extendee === null ? field.name : `[${localNameOf(field)}]`);

/** The value of the last option of a name: text, number or name alike; null without it. */
export function optionText(options: readonly Option[], name: string): string | null {
  const value = options.findLast((option) => option.name === name)?.value;
  return value === undefined || value.kind === 'list' || value.kind === 'aggregate' ? null : value.text;
}

export const isReserved = ({ ranges }: Reserved, number: number): boolean => isWithin(ranges, number);

/** Ranges from the lowest on, each up to the highest number of those so far. */
const ordered = new WeakMap<readonly NumberRange[], { from: number; to: number }[]>();

/** Whether a number is in one of the ranges of a file that is read: tens of thousands of both are asked about. */
export function isWithin(ranges: readonly NumberRange[], number: number): boolean {
  const spans = ordered.get(ranges) ?? inOrder(ranges);
  ordered.set(ranges, spans);
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.from <= number) low = middle + 1;
    else high = middle;
  }
  return low > 0 && spans[low - 1]!.to >= number;
}

function inOrder(ranges: readonly NumberRange[]): { from: number; to: number }[] {
  let highest = -Infinity;
  return ranges
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to }) => ({ from, to: (highest = Math.max(highest, to)) }));
}

/** A message and all that its fields may hold, nearest first. */
export function messagesReachable(message: Message): Set<Message> {
  const reached = new Set([message]);
  // A set that grows is walked to its end.
  for (const { fields, extendedBy } of reached)
    for (const { type } of [...fields, ...extendedBy]) if (type.kind === 'message') reached.add(type.message);
  return reached;
}
