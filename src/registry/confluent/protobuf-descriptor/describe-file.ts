import type {
  Enum,
  Field,
  Message,
  NumberRange,
  ProtoFile,
  ProtoSchema,
  Service,
} from '../../../contracts/formats/protobuf/model.js';
import { optionText } from '../../../contracts/formats/protobuf/model.js';
import type { EnumForm, FieldForm, FileForm, MessageForm } from './descriptor-form.js';
import { optionsForm } from './options-form.js';

/** What the schema's own file is called: Confluent's registry calls it so. */
const FILE_NAME = 'default';

/** A file as descriptor.proto's FileDescriptorProto has it, without custom options but Confluent's, and without places in the source. */
export function describeFile({ file }: ProtoSchema): FileForm {
  return {
    name: FILE_NAME,
    ...(file.package === '' ? {} : { package: file.package }),
    ...describeImports(file),
    messageType: file.messages.map(describeMessage),
    enumType: file.enums.map(describeEnum),
    service: file.services.map(describeService),
    extension: file.extensions.map((field) => describeField(field, [])),
    ...optionsForm(file.options, 'FileOptions'),
    ...syntaxOf(file),
  };
}

function syntaxOf({ edition }: ProtoFile): Pick<FileForm, 'syntax' | 'edition'> {
  if (edition === 'proto2') return {};
  return edition === 'proto3' ? { syntax: 'proto3' } : { syntax: 'editions', edition: `EDITION_${edition}` };
}

function describeImports({ imports }: ProtoFile): Pick<FileForm, 'dependency' | 'publicDependency' | 'weakDependency'> {
  const files = imports.filter(({ kind }) => kind !== 'option');
  const indexes = (wanted: string) => files.flatMap(({ kind }, i) => (kind === wanted ? [i] : []));
  return {
    dependency: files.map(({ path }) => path),
    publicDependency: indexes('public'),
    weakDependency: indexes('weak'),
  };
}

function describeMessage(message: Message): MessageForm {
  const oneofs = message.oneofs.map(({ name }) => name);
  // An optional field of proto3 is the one member of a oneof of its own; these come after the others.
  const synthetic = message.fields.filter(isProto3Optional).map(({ name }) => `_${name}`);
  const declared = [...oneofs, ...synthetic];
  return {
    name: message.name,
    field: message.fields.map((field) => describeField(field, declared)),
    extension: message.extensions.map((field) => describeField(field, [])),
    nestedType: [...message.messages.map(describeMessage), ...message.fields.filter(isMap).map(describeEntry)],
    enumType: message.enums.map(describeEnum),
    extensionRange: message.extensionRanges.map(withOpenEnd),
    oneofDecl: declared.map((name) => ({ name })),
    ...optionsForm(message.options, 'MessageOptions'),
    reservedRange: message.reserved.ranges.map(withOpenEnd),
    reservedName: message.reserved.names.map(({ name }) => name),
  };
}

const withOpenEnd = ({ from, to }: NumberRange) => ({ start: from, end: to + 1 });
const isMap = ({ mapKey }: Field): boolean => mapKey !== null;
const isProto3Optional = ({ file, label, oneof }: Field): boolean =>
  file.edition === 'proto3' && label === 'optional' && oneof === null;

/** `map<K, V> prices` is a repeated field of a message PricesEntry. */
function entryName({ name }: Field): string {
  const words = name.split('_').filter((word) => word !== '');
  return `${words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')}Entry`;
}

function describeEntry(field: Field): MessageForm {
  const key = { name: 'key', number: 1, label: 'LABEL_OPTIONAL', type: `TYPE_${field.mapKey!.toUpperCase()}` };
  const value = { name: 'value', number: 2, label: 'LABEL_OPTIONAL', ...typeOf(field) };
  return {
    name: entryName(field),
    field: [
      { ...key, jsonName: 'key' },
      { ...value, jsonName: 'value' },
    ],
    options: { mapEntry: true },
  };
}

function describeField(field: Field, oneofs: readonly string[]): FieldForm {
  const isRepeated = field.mapKey !== null || field.label === 'repeated';
  const label = isRepeated ? 'REPEATED' : field.label === 'required' ? 'REQUIRED' : 'OPTIONAL';
  const oneof = isProto3Optional(field) ? `_${field.name}` : (field.oneof?.name ?? null);
  const type =
    field.mapKey === null
      ? typeOf(field)
      : { type: 'TYPE_MESSAGE', typeName: `.${field.parent!.fullName}.${entryName(field)}` };
  const defaultValue = optionText(field.options, 'default');
  return {
    name: field.isGroup ? field.name.toLowerCase() : field.name,
    number: field.number,
    label: `LABEL_${label}`,
    ...type,
    ...(field.extendee === null ? {} : { extendee: field.extendee }),
    ...(defaultValue === null ? {} : { defaultValue }),
    ...(oneof === null ? {} : { oneofIndex: oneofs.indexOf(oneof) }),
    jsonName: field.jsonName,
    ...(isProto3Optional(field) ? { proto3Optional: true } : {}),
    ...optionsForm(field.options, 'FieldOptions'),
  };
}

function typeOf({ type, isGroup }: Field): Pick<FieldForm, 'type' | 'typeName'> {
  if (type.kind === 'scalar') return { type: `TYPE_${type.scalar.toUpperCase()}` };
  if (type.kind === 'enum') return { type: 'TYPE_ENUM', typeName: `.${type.enum.fullName}` };
  return { type: isGroup ? 'TYPE_GROUP' : 'TYPE_MESSAGE', typeName: `.${type.message.fullName}` };
}

function describeEnum(one: Enum): EnumForm {
  return {
    name: one.name,
    value: one.values.map(({ name, number, options }) => ({
      name,
      number,
      ...optionsForm(options, 'EnumValueOptions'),
    })),
    ...optionsForm(one.options, 'EnumOptions'),
    reservedRange: one.reserved.ranges.map(({ from, to }) => ({ start: from, end: to })),
    reservedName: one.reserved.names.map(({ name }) => name),
  };
}

const describeService = ({ name, methods, options }: Service) => ({
  name,
  method: methods.map((method) => ({
    name: method.name,
    inputType: method.request === null ? method.requestName : `.${method.request.fullName}`,
    outputType: method.response === null ? method.responseName : `.${method.response.fullName}`,
    ...optionsForm(method.options, 'MethodOptions'),
    clientStreaming: method.isClientStreaming,
    serverStreaming: method.isServerStreaming,
  })),
  ...optionsForm(options, 'ServiceOptions'),
});
