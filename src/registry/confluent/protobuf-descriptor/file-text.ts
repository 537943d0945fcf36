import type { EnumForm, FieldForm, FileForm, MessageForm, MethodForm } from './descriptor-form.js';
import { writtenOptions } from './options-form.js';

const MAX_FIELD_NUMBER = 2 ** 29;
const MAX_ENUM_NUMBER = 2 ** 31 - 1;

/** A FileDescriptorProto as the text of a .proto file; custom options but Confluent's are not known and not written. */
export function fileText(file: FileForm): string {
  const sections = [
    [syntaxLine(file)],
    file.package === undefined ? [] : [`package ${file.package};`],
    (file.dependency ?? []).map((path, i) => `import ${importKind(file, i)}${JSON.stringify(path)};`),
    writtenOptions(file.options, 'FileOptions').map((option) => `option ${option};`),
    ...(file.messageType ?? []).map((message) => messageLines(message, file)),
    ...(file.enumType ?? []).map(enumLines),
    ...extensionLines(file.extension, file),
    ...(file.service ?? []).map(({ name, method = [], options }) =>
      block(`service ${name}`, [...optionLines(options, 'ServiceOptions'), ...method.flatMap(methodLines)]),
    ),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function syntaxLine({ syntax, edition }: FileForm): string {
  if (syntax === 'editions') return `edition = "${(edition ?? 'EDITION_2023').replace('EDITION_', '')}";`;
  return `syntax = "${syntax ?? 'proto2'}";`;
}

function importKind({ publicDependency = [], weakDependency = [] }: FileForm, index: number): string {
  if (publicDependency.includes(index)) return 'public ';
  return weakDependency.includes(index) ? 'weak ' : '';
}

const block = (head: string, lines: readonly string[]): string[] => [
  `${head} {`,
  ...lines.map((line) => `  ${line}`),
  '}',
];

const optionLines = (options: Parameters<typeof writtenOptions>[0], type: string): string[] =>
  writtenOptions(options, type).map((option) => `option ${option};`);

function messageLines(message: MessageForm, file: FileForm): string[] {
  return block(`message ${message.name}`, bodyLines(message, file));
}

function bodyLines(message: MessageForm, file: FileForm): string[] {
  const { field = [], nestedType = [], enumType = [], oneofDecl = [] } = message;
  const groups = new Set(
    [...field, ...(message.extension ?? [])].filter(isGroup).map(({ typeName }) => simple(typeName)),
  );
  const entries = new Map(nestedType.filter(isEntry).map((entry) => [entry.name, entry]));
  const context = { file, entries, nested: nestedType };
  const isAlone = (one: FieldForm): boolean => one.oneofIndex === undefined || one.proto3Optional === true;
  const oneofs = oneofDecl.flatMap(({ name }, index) => {
    const members = field.filter((one) => !isAlone(one) && one.oneofIndex === index);
    return members.length === 0
      ? []
      : block(
          `oneof ${name}`,
          members.flatMap((one) => fieldLines(one, context)),
        );
  });
  return [
    ...optionLines(message.options, 'MessageOptions'),
    ...reservedLines(message, (end) => end - 1, MAX_FIELD_NUMBER - 1),
    ...(message.extensionRange ?? []).map(
      (range) => `extensions ${rangeText(range.start, range.end - 1, MAX_FIELD_NUMBER - 1)};`,
    ),
    ...nestedType.filter((one) => !isEntry(one) && !groups.has(one.name)).flatMap((one) => messageLines(one, file)),
    ...enumType.flatMap(enumLines),
    ...field.filter(isAlone).flatMap((one) => fieldLines(one, context)),
    ...oneofs,
    ...extensionLines(message.extension, file, nestedType).flat(),
  ];
}

const isEntry = ({ options }: MessageForm): boolean => options?.mapEntry === true;
const isGroup = ({ type }: FieldForm): boolean => type === 'TYPE_GROUP';
const simple = (typeName = ''): string => typeName.slice(typeName.lastIndexOf('.') + 1);

interface Context {
  file: FileForm;
  entries: ReadonlyMap<string, MessageForm>;
  nested: readonly MessageForm[];
}

function fieldLines(field: FieldForm, { file, entries, nested }: Context): string[] {
  const entry = entries.get(simple(field.typeName));
  if (entry !== undefined) {
    const [key, value] = entry.field ?? [];
    return [`map<${typeText(key!)}, ${typeText(value!)}> ${field.name} = ${field.number}${bracketed(field)};`];
  }
  const label = labelText(field, file);
  const group = isGroup(field) ? nested.find(({ name }) => name === simple(field.typeName)) : undefined;
  if (group !== undefined) return block(`${label}group ${group.name} = ${field.number}`, bodyLines(group, file));
  return [`${label}${typeText(field)} ${field.name} = ${field.number}${bracketed(field)};`];
}

function labelText({ label, proto3Optional, oneofIndex }: FieldForm, { syntax = 'proto2' }: FileForm): string {
  if (label === 'LABEL_REPEATED') return 'repeated ';
  if (label === 'LABEL_REQUIRED') return 'required ';
  if (proto3Optional === true) return 'optional ';
  return syntax === 'proto2' && oneofIndex === undefined ? 'optional ' : '';
}

function typeText({ type = '', typeName }: FieldForm): string {
  return typeName === undefined || typeName === '' ? type.replace('TYPE_', '').toLowerCase() : typeName;
}

function bracketed(field: FieldForm): string {
  const { defaultValue, type, jsonName, name } = field;
  const isText = type === 'TYPE_STRING';
  const isBytes = type === 'TYPE_BYTES';
  const all = [
    ...(defaultValue === undefined || defaultValue === ''
      ? []
      : [`default = ${isBytes ? `"${defaultValue}"` : isText ? JSON.stringify(defaultValue) : defaultValue}`]),
    ...(jsonName === undefined || jsonName === '' || jsonName === usualJsonName(name)
      ? []
      : [`json_name = ${JSON.stringify(jsonName)}`]),
    ...writtenOptions(field.options, 'FieldOptions'),
  ];
  return all.length === 0 ? '' : ` [${all.join(', ')}]`;
}

const usualJsonName = (name: string): string => name.replace(/_+(.?)/g, (_, letter: string) => letter.toUpperCase());

function enumLines(one: EnumForm): string[] {
  return block(`enum ${one.name}`, [
    ...optionLines(one.options, 'EnumOptions'),
    ...one.value.map(({ name, number, options }) => {
      const written = writtenOptions(options, 'EnumValueOptions');
      return `${name} = ${number}${written.length === 0 ? '' : ` [${written.join(', ')}]`};`;
    }),
    ...reservedLines(one, (end) => end, MAX_ENUM_NUMBER),
  ]);
}

function reservedLines(
  { reservedRange = [], reservedName = [] }: Pick<EnumForm, 'reservedRange' | 'reservedName'>,
  lastOf: (end: number) => number,
  max: number,
): string[] {
  const ranges = reservedRange.map(({ start, end }) => rangeText(start, lastOf(end), max));
  return [
    ...(ranges.length === 0 ? [] : [`reserved ${ranges.join(', ')};`]),
    ...(reservedName.length === 0 ? [] : [`reserved ${reservedName.map((name) => JSON.stringify(name)).join(', ')};`]),
  ];
}

const rangeText = (from: number, to: number, max: number): string =>
  from === to ? String(from) : `${from} to ${to >= max ? 'max' : to}`;

function extensionLines(extensions: FieldForm[] = [], file: FileForm, nested: MessageForm[] = []): string[][] {
  const context = { file, entries: new Map<string, MessageForm>(), nested };
  return extensions.map((field) => block(`extend ${field.extendee ?? ''}`, fieldLines(field, context)));
}

function methodLines(method: MethodForm): string[] {
  const request = `${method.clientStreaming === true ? 'stream ' : ''}${method.inputType}`;
  const response = `${method.serverStreaming === true ? 'stream ' : ''}${method.outputType}`;
  const head = `rpc ${method.name}(${request}) returns (${response})`;
  const options = optionLines(method.options, 'MethodOptions');
  return options.length === 0 ? [`${head};`] : block(head, options);
}
