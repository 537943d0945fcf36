import { Lexer } from '../../../contracts/formats/protobuf/lexer.js';
import type { Field, Message, Option, OptionValue, ProtoFile } from '../../../contracts/formats/protobuf/model.js';
import { parseFile } from '../../../contracts/formats/protobuf/parse-file.js';
import { valueText } from './option-text.js';
import type { Edit, TagPlace, TagPlaces } from './tag-place.js';

/** Defines the options that have the tags. */
const META_FILE = 'confluent/meta.proto';

/** The messages of a Protobuf file by their names, with or without the package, and their fields; groups have no place. */
export function protoPlaces(text: string): TagPlaces {
  const { file, problems } = readFile(text);
  if (file === null || problems > 0) return { places: [], onceTagged: [] };
  const places = file.messages.flatMap((message) => messagePlaces(file, message));
  const packaged = file.package === '' ? places : places.map((place) => withPackage(place, file.package));
  return { places: [...places, ...packaged], onceTagged: importOf(file) };
}

function readFile(text: string): { file: ProtoFile | null; problems: number } {
  try {
    const { file, problems } = parseFile('', text, () => false);
    return { file, problems: problems.length };
  } catch {
    return { file: null, problems: 1 }; // Nested beyond the stack.
  }
}

const withPackage = (place: TagPlace, name: string): TagPlace => ({
  ...place,
  entity: { ...place.entity, entityPath: `${name}.${place.entity.entityPath}` },
});

function messagePlaces(file: ProtoFile, message: Message): TagPlace[] {
  const pathOf = ({ fullName }: { fullName: string }) =>
    file.package === '' ? fullName : fullName.slice(file.package.length + 1);
  const fields = message.fields.filter(({ isGroup }) => !isGroup);
  return [
    {
      entity: { entityPath: pathOf(message), entityType: 'sr_record' },
      at: message.at,
      tags: tagsIn(message.options, 'message_meta'),
      write: (tags) => messageEdits(file.text, message, tags),
    },
    ...fields.map((field): TagPlace => ({
      entity: { entityPath: `${pathOf(message)}.${field.name}`, entityType: 'sr_field' },
      at: field.at,
      tags: tagsIn(field.options, 'field_meta'),
      write: (tags) => [fieldEdit(file.text, field, tags)],
    })),
    ...message.messages.flatMap((inner) => messagePlaces(file, inner)),
  ];
}

type Meta = 'message_meta' | 'field_meta';

/** The part of `confluent.Meta` that an option sets: '' for all of it, null for another option. */
function partOf({ name }: Option, meta: Meta): string | null {
  const [whole, part = ''] = new RegExp(`^\\((?:confluent\\.)?${meta}\\)(?:\\.(\\w+))?$`).exec(name) ?? [];
  return whole === undefined ? null : part;
}

const entriesOf = (value: OptionValue) => (value.kind === 'aggregate' ? value.entries : []);

function tagsIn(options: readonly Option[], meta: Meta): string[] {
  const values = options.flatMap((option): OptionValue[] => {
    const part = partOf(option, meta);
    if (part === 'tags') return [option.value];
    return part === '' ? entriesOf(option.value).flatMap(({ name, value }) => (name === 'tags' ? [value] : [])) : [];
  });
  const texts = values.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
  return texts.flatMap((value) => (value.kind === 'string' ? [value.text] : []));
}

/** The options that say `tags` and all else of `confluent.Meta` that these ones say. */
function metaOptions(options: readonly Option[], meta: Meta, tags: readonly string[]): string[] {
  const name = `(confluent.${meta})`;
  const parts = options.filter((option) => !['', 'tags'].includes(partOf(option, meta) ?? ''));
  const kept = parts.map((option) => `${option.name} = ${valueText(option.value)}`);
  // Whole and in parts at once is more than protoc takes.
  if (kept.length > 0) return [...kept, ...tags.map((tag) => `${name}.tags = ${JSON.stringify(tag)}`)];
  const entries = options
    .flatMap(({ value }) => entriesOf(value))
    .filter((entry) => entry.name !== 'tags')
    .map((entry) => `${entry.name}: ${valueText(entry.value)}`);
  const all = tags.length === 0 ? entries : [...entries, `tags: ${JSON.stringify(tags)}`];
  return all.length === 0 ? [] : [`${name} = { ${all.join(', ')} }`];
}

function fieldEdit(text: string, { options, bodyAt }: Field, tags: readonly string[]): Edit {
  const isMeta = (option: Option) => partOf(option, 'field_meta') !== null;
  const others = options.filter((option) => !isMeta(option)).map(({ at }) => text.slice(at, endOfOption(text, at)));
  const all = [...others, ...metaOptions(options.filter(isMeta), 'field_meta', tags)];
  const written = all.length === 0 ? '' : ` [${all.join(', ')}]`;
  const [first, last] = [options[0], options.at(-1)];
  if (first === undefined || last === undefined) return { at: bodyAt - 1, end: bodyAt - 1, text: written };
  const open = text.lastIndexOf('[', first.at);
  const at = open - (/\s*$/.exec(text.slice(0, open))?.[0].length ?? 0);
  return { at, end: text.indexOf(']', endOfOption(text, last.at)) + 1, text: written };
}

function messageEdits(text: string, { options, bodyAt }: Message, tags: readonly string[]): Edit[] {
  const metas = options.filter((option) => partOf(option, 'message_meta') !== null);
  const gone = metas.map(({ at }) => {
    const start = text.lastIndexOf('option', at);
    const space = /\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    return { at: start - space, end: text.indexOf(';', endOfOption(text, at)) + 1, text: '' };
  });
  const written = metaOptions(metas, 'message_meta', tags).map((option) => `\n  option ${option};`);
  return [{ at: bodyAt, end: bodyAt, text: written.join('') }, ...gone];
}

/** Where an option's value ends. */
function endOfOption(text: string, at: number): number {
  const lexer = new Lexer(text.slice(at));
  for (let depth = 0; ;) {
    const token = lexer.next();
    if (token.kind === 'end' || (depth === 0 && token.kind === 'symbol' && ',];'.includes(token.text))) {
      return at + token.gapAt;
    }
    if (token.kind === 'symbol') depth += '([{<'.includes(token.text) ? 1 : ')]}>'.includes(token.text) ? -1 : 0;
  }
}

/** Confluent's registry knows these options without it, protoc does not. */
function importOf({ imports, messages, enums, services, extensions }: ProtoFile): Edit[] {
  if (imports.some(({ path }) => path === META_FILE)) return [];
  const gaps = [...messages, ...enums, ...services, ...extensions].map(({ gapAt }) => gapAt);
  const at = Math.min(...gaps);
  return [{ at, end: at, text: `\nimport "${META_FILE}";` }];
}
