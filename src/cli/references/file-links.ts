import { posix } from 'node:path';
import { readExactJson } from '../../contracts/exact-json.js';
import { namesIn } from '../../contracts/formats/avro/files.js';
import { isJsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { decodeFragment } from '../../contracts/formats/json-schema/reading/pointers.js';
import { orTooDeep } from '../../contracts/stack-overflow.js';
import { endingOf } from '../trees/file-tree.js';
import { readYaml } from '../sources/read-yaml.js';
import { importsOf } from './referred-names.js';
import { schemaUris } from './schema-uris.js';

/** What a file refers to, and by what others may call it. */
export interface Links {
  file: string;
  /** Words of which one stands in every text that refers to it. */
  calledBy: string[];
  /** Its `$id` and those of schemas in it: absolute, and that of the whole as it is written. */
  ids: string[];
  /** Full names of Avro that it defines, and those that it may use. */
  defined: string[];
  used: string[];
  /** What its `$ref`s lead to, without fragments: as they are written, decoded, which may be paths from its folder, and as absolute URIs. */
  uris: string[];
  /** Paths that Protobuf imports. */
  imports: string[];
  isUnreadable: boolean;
}

/** The links of a file, whatever it holds. What is no event contract, as an OpenAPI document, has none. */
export function linksOf(file: string, text: string): Links {
  const base = posix.basename(file);
  const none = { file, calledBy: [base, encodeURI(base)], ids: [], defined: [], used: [], uris: [], imports: [] };
  if (endingOf(file) === '.proto') return { ...none, imports: importsOf(text), isUnreadable: false };
  const read = parsed(file, text.replace(/^\ufeff/, ''));
  if (read === null) return { ...none, isUnreadable: true };
  const { value } = read;
  if (isJsonObject(value) && ('openapi' in value || 'swagger' in value)) return { ...none, isUnreadable: false };
  const { defined, used } = namesIn(value);
  const { own, embedded, references } = schemaUris(value);
  const written = isJsonObject(value) && typeof value['$id'] === 'string' ? [value['$id'].replace(/#$/, '')] : [];
  const ids = [...written, ...(own === null ? [] : [own]), ...embedded];
  const strings = endingOf(file) === '.avsc' ? [] : stringsOf(value);
  return {
    ...{ ...none, ids, defined, isUnreadable: false },
    calledBy: [...none.calledBy, ...defined.map(simpleName), ...ids.map(lastWord)],
    used: [...new Set([...used, ...strings.filter((one) => /^[\w.]+$/.test(one))])],
    uris: [...new Set(references.flatMap(({ name, uri }) => [decodeFragment(name), uri ?? name]))],
    imports: strings.flatMap(importsOf),
  };
}

/** A name of Avro without its namespace. */
export const simpleName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const lastWord = (id: string): string => id.match(/[\w.%+~-]+/g)?.at(-1) ?? id;

/** Of JSON and YAML, as the ending says; null for what is neither. */
function parsed(file: string, text: string): { value: unknown } | null {
  return orTooDeep<{ value: unknown } | null>(
    () => {
      if (!['.yaml', '.yml'].includes(endingOf(file) ?? '')) return parsedJson(text);
      const read = readYaml(text);
      return 'value' in read ? read : null;
    },
    () => null,
  );
}

function parsedJson(text: string): { value: unknown } | null {
  try {
    return { value: readExactJson(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Every text in a document: a payload of it may be Avro, or the source of Protobuf. */
function stringsOf(value: unknown): string[] {
  const open: unknown[] = [value];
  const strings: string[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') strings.push(next);
    else if (Array.isArray(next)) for (const one of next) open.push(one);
    else if (isJsonObject(next)) for (const one of Object.values(next)) open.push(one);
  }
  return strings;
}
