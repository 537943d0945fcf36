import { posix } from 'node:path';
import { FILES, isAbsolute, joined } from '../../contracts/asyncapi/joined-files.js';
import { multiFormatOf } from '../../contracts/asyncapi/schema-formats.js';
import { readExactJson } from '../../contracts/exact-json.js';
import { decodeFragment } from '../../contracts/formats/json-schema/reading/pointers.js';
import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { orTooDeep } from '../../contracts/stack-overflow.js';
import { endingOf, type FileTree } from '../trees/file-tree.js';
import { readYaml, TOO_DEEP } from './read-yaml.js';

/** More files than this no document refers to. */
const MAX_FILES = 1_000;

/** A document with the files beside it that it refers to. */
export interface Joined {
  /** With the files under the key `FILES`. */
  document: JsonObject;
  /** Those files as they stand, with their paths in the tree, by their paths from the document's folder. */
  files: ReadonlyMap<string, JoinedFile>;
  /** Why a reference of the document leads to no file that was read, as the end of a sentence. */
  whyNot(reference: string): string;
  /** Whether a schema may keep a reference, since the file that it leads to is a JSON Schema, or is not there. */
  mayStay(reference: string): boolean;
}

export interface JoinedFile {
  file: string;
  text: string;
}

/** What a file holds, or why it cannot be read. */
type Parsed = { value: unknown } | { reason: string };

/** Reads the files that a document refers to, and those that they refer to in turn. Nothing is fetched. */
export async function joinFiles(
  tree: FileTree,
  { file, text, document }: { file: string; text: string; document: JsonObject },
  isSchema: (file: string, text: string) => boolean,
): Promise<Joined> {
  const own = posix.basename(file);
  const files = new Map<string, JoinedFile>([[own, { file, text }]]);
  const parsed = new Map<string, Parsed>([[own, { value: document }]]);
  const sought = new Set([own]);
  let open = [own];
  while (open.length > 0) {
    const named = new Set(open.flatMap((from) => [...pathsIn(parsed.get(from)!, from)]));
    const fresh = [...named].filter((path) => !sought.has(path)).slice(0, MAX_FILES - sought.size);
    fresh.forEach((path) => sought.add(path));
    const places = new Map(fresh.map((path) => [path, posix.join(posix.dirname(file), path)]));
    const texts = await tree.read([...places.values()]);
    open = fresh.filter((path) => texts.has(places.get(path)!));
    for (const path of open) {
      const there = { file: places.get(path)!, text: texts.get(places.get(path)!)! };
      files.set(path, there);
      parsed.set(path, parse(there));
    }
  }
  const values = [...parsed].flatMap(([path, one]) => ('value' in one ? [[path, one.value] as const] : []));
  const stays = (path: string): boolean => {
    const [there, one] = [files.get(path), parsed.get(path)];
    if (there === undefined || one === undefined || !('value' in one)) return true;
    return path !== own && multiFormatOf(one.value) === null && isSchema(there.file, there.text);
  };
  return {
    document: { ...document, [FILES]: Object.fromEntries(values) },
    files,
    whyNot: (reference) => whyNot(reference, file, parsed),
    mayStay: (reference) => isAbsolute(reference) || stays(pathOf(reference, '')),
  };
}

/** The files that a file's references name, from the document's folder. */
function* pathsIn(parsed: Parsed, from: string): Generator<string> {
  // A stack of its own: somebody may nest a document deeper than any call stack.
  const open: unknown[] = 'value' in parsed ? [parsed.value] : [];
  while (open.length > 0) {
    const value = open.pop();
    if (value === null || typeof value !== 'object') continue;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'object') open.push(inner);
      else if (key === '$ref' && typeof inner === 'string' && !inner.startsWith('#') && !isAbsolute(inner))
        yield pathOf(inner, from);
    }
  }
}

/** The file that a reference names, from the document's folder. */
export const pathOf = (reference: string, from: string): string =>
  joined(from, decodeFragment(reference.split('#')[0]!));

function parse({ file, text: written }: JoinedFile): Parsed {
  const text = written.replace(/^\ufeff/, '');
  const ending = endingOf(file);
  if (ending === '.proto') return { value: text };
  return orTooDeep(
    () => (ending === '.json' || ending === '.avsc' ? parseJson(text) : ofYaml(text)),
    () => ({ reason: TOO_DEEP }),
  );
}

function parseJson(text: string): Parsed {
  try {
    return { value: readExactJson(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { reason: error.message };
    throw error;
  }
}

function ofYaml(text: string): Parsed {
  const read = readYaml(text);
  if ('value' in read) return read;
  return { reason: `${read.place === '' ? '' : `${read.place}: `}${read.reason}` };
}

function whyNot(reference: string, document: string, parsed: ReadonlyMap<string, Parsed>): string {
  if (isAbsolute(reference)) return 'and nothing is ever fetched: put what it means beside the document';
  const path = pathOf(reference, '');
  const place = posix.join(posix.dirname(document), path);
  const there = parsed.get(path);
  if (there === undefined) return `and there is no file ${place}`;
  if ('reason' in there) return `and ${place} cannot be read (${there.reason.replace(/\.$/, '')})`;
  return isJsonObject(there.value) ? 'which is no JSON pointer' : `and ${place} holds no object`;
}
