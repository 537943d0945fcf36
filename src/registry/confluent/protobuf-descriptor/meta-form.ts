import type { Option, OptionValue } from '../../../contracts/formats/protobuf/model.js';

/** `confluent.Meta`: what Confluent's clients read of an element, above all the tags that their rules go by. */
export interface MetaForm {
  doc?: string;
  params?: Record<string, string>;
  tags?: string[];
}

/** How the option is called for each kind of element. */
const OPTION_NAMES: Readonly<Record<string, string>> = {
  FileOptions: 'file_meta',
  MessageOptions: 'message_meta',
  FieldOptions: 'field_meta',
  EnumOptions: 'enum_meta',
  EnumValueOptions: 'enum_value_meta',
};

type Entry = { name: string; value: OptionValue };

/** What `(confluent.field_meta)` and its likes say, as a whole or in parts; null where there is none of them. */
export function metaForm(options: readonly Option[], typeName: string): MetaForm | null {
  const optionName = OPTION_NAMES[typeName];
  if (optionName === undefined) return null;
  const said = new RegExp(`^\\((?:confluent\\.)?${optionName}\\)(?:\\.(\\w+))?$`);
  const entries = options.flatMap(({ name, value }): Entry[] => {
    const [whole, part] = said.exec(name) ?? [];
    if (whole === undefined) return [];
    return part === undefined ? entriesOf(value) : [{ name: part, value }];
  });
  if (entries.length === 0) return null;
  const values = (wanted: string) =>
    entries.filter(({ name }) => name === wanted).flatMap(({ value }) => itemsOf(value));
  const doc = values('doc').flatMap(textOf).at(-1);
  const tags = values('tags').flatMap(textOf);
  const params = values('params').map((pair) => [entryText(pair, 'key'), entryText(pair, 'value')] as const);
  return {
    ...(doc === undefined ? {} : { doc }),
    ...(params.length === 0 ? {} : { params: Object.fromEntries(params) }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

const entriesOf = (value: OptionValue): Entry[] => (value.kind === 'aggregate' ? value.entries : []);
const itemsOf = (value: OptionValue): OptionValue[] => (value.kind === 'list' ? value.items : [value]);
const textOf = (value: OptionValue): string[] => (value.kind === 'string' ? [value.text] : []);
const entryText = (pair: OptionValue, wanted: string): string =>
  entriesOf(pair)
    .filter(({ name }) => name === wanted)
    .flatMap(({ value }) => textOf(value))
    .at(-1) ?? '';

/** The option as it stands in a .proto file. */
export function writtenMeta({ doc, params = {}, tags = [] }: MetaForm, typeName: string): string {
  const pairs = Object.entries(params).map(
    ([key, value]) => `{ key: ${JSON.stringify(key)}, value: ${JSON.stringify(value)} }`,
  );
  const parts = [
    ...(doc === undefined ? [] : [`doc: ${JSON.stringify(doc)}`]),
    ...(pairs.length === 0 ? [] : [`params: [${pairs.join(', ')}]`]),
    ...(tags.length === 0 ? [] : [`tags: [${tags.map((tag) => JSON.stringify(tag)).join(', ')}]`]),
  ];
  return `(confluent.${OPTION_NAMES[typeName]}) = { ${parts.join(', ')} }`;
}
