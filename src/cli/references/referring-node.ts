import { posix } from 'node:path';
import { inFile } from '../../contracts/asyncapi/joined-files.js';
import { namesIn } from '../../contracts/formats/avro/files.js';
import type { Format } from '../../contracts/source.js';
import type { LocalContract } from '../sources/local-contract.js';

/** A file as references see it. */
export interface Node {
  file: string;
  format: Format;
  text: string;
  /** The file as it stands: its text is JSON where that is YAML. */
  written: string;
}

/** The payload of a message refers from the file that it stands in; references of JSON Schema are written as from the document. */
export function nodeOfMessage({ file, format, text, source }: LocalContract): Node {
  const inner = format === 'JSON' ? null : inFile(source.pointer);
  const home = inner === null ? undefined : source.files?.get(inner.file);
  return { file: home?.file ?? file, format, text, written: home?.text ?? source.text };
}

/** The files that a name may mean, the likeliest first; none of a name that is no path. */
export function placesOf({ file, format }: Pick<Node, 'file' | 'format'>, name: string): string[] {
  const folder = posix.dirname(file);
  if (format === 'PROTOBUF') return foldersUpward(folder).map((one) => posix.join(one, name));
  const isPath = format === 'JSON' && !/^[a-z][a-z0-9+.-]*:/i.test(name);
  return isPath ? [posix.join(folder, decoded(name))] : [];
}

/** The folder, the one it lies in, and so on to the root. */
function foldersUpward(folder: string): string[] {
  const steps = folder.split('/');
  return steps.map((_, i) => steps.slice(0, steps.length - i).join('/')).concat(folder === '.' ? [] : ['.']);
}

/** What a text may be called by: the full names of Avro that it defines, the `$id` of JSON Schema as it is written. */
export function namesOf(format: Format, text: string): string[] {
  if (format === 'PROTOBUF') return [];
  try {
    const json: unknown = JSON.parse(text);
    if (format === 'AVRO') return namesIn(json).defined;
    const { $id } = (json ?? {}) as { $id?: unknown };
    return typeof $id === 'string' ? [$id.replace(/#$/, '')] : [];
  } catch {
    return [];
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
