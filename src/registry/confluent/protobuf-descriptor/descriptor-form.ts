import descriptor from 'protobufjs/ext/descriptor.js';
import protobuf, { type Type } from 'protobufjs';

/** descriptor.proto's messages as plain objects, enums by their names; absent fields are absent. */
export interface OptionsForm {
  [name: string]: unknown;
}

export interface FieldForm {
  name: string;
  number: number;
  label?: string;
  type?: string;
  typeName?: string;
  extendee?: string;
  defaultValue?: string;
  oneofIndex?: number;
  jsonName?: string;
  proto3Optional?: boolean;
  options?: OptionsForm;
}

interface RangeForm {
  start: number;
  end: number;
}

export interface EnumForm {
  name: string;
  value: { name: string; number: number; options?: OptionsForm }[];
  options?: OptionsForm;
  /** Both ends are meant. */
  reservedRange?: RangeForm[];
  reservedName?: string[];
}

export interface MessageForm {
  name: string;
  field?: FieldForm[];
  extension?: FieldForm[];
  nestedType?: MessageForm[];
  enumType?: EnumForm[];
  /** The end is not meant. */
  extensionRange?: RangeForm[];
  oneofDecl?: { name: string }[];
  options?: OptionsForm;
  reservedRange?: RangeForm[];
  reservedName?: string[];
}

export interface MethodForm {
  name: string;
  inputType: string;
  outputType: string;
  options?: OptionsForm;
  clientStreaming?: boolean;
  serverStreaming?: boolean;
}

export interface FileForm {
  name?: string;
  package?: string;
  dependency?: string[];
  publicDependency?: number[];
  weakDependency?: number[];
  messageType?: MessageForm[];
  enumType?: EnumForm[];
  service?: { name: string; method?: MethodForm[]; options?: OptionsForm }[];
  extension?: FieldForm[];
  options?: OptionsForm;
  syntax?: string;
  edition?: string;
}

/** The reflection types, at run time: their declarations say only what their messages look like. */
const types = descriptor as unknown as Record<string, Type>;

/** The extensions of `confluent/meta.proto`, which protobufjs' descriptor.proto does not know. */
const META_NUMBER = 1088;
const meta = new protobuf.Type('Meta')
  .add(new protobuf.Field('doc', 1, 'string'))
  .add(new protobuf.MapField('params', 2, 'string', 'string'))
  .add(new protobuf.Field('tags', 3, 'string', 'repeated'));
types.FieldOptions!.root.define('confluent').add(meta);
for (const name of ['FileOptions', 'MessageOptions', 'FieldOptions', 'EnumOptions', 'EnumValueOptions']) {
  types[name]!.add(new protobuf.Field('confluentMeta', META_NUMBER, 'confluent.Meta'));
}

/** The option messages of each kind of element, by name, such as FieldOptions. */
export const optionsType = (name: string): Type => types[name]!;

export function encodeFile(file: FileForm): Uint8Array {
  const type = types.FileDescriptorProto!;
  return type.encode(type.fromObject(file as object)).finish();
}

/** @throws where the bytes are no FileDescriptorProto. */
export function decodeFile(bytes: Uint8Array): FileForm {
  const type = types.FileDescriptorProto!;
  return type.toObject(type.decode(bytes), { enums: String, longs: String, bytes: String }) as FileForm;
}
