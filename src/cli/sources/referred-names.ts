import { namesIn } from '../../contracts/formats/avro/files.js';
import { isPrimitiveName } from '../../contracts/formats/avro/names.js';
import { parseFile } from '../../contracts/formats/protobuf/parse-file.js';
import { isWellKnown } from '../../contracts/formats/protobuf/well-known.js';
import type { Format } from '../../contracts/source.js';

/** What a schema's text calls other schemas, each once; none where it cannot be read, which reading it tells. */
export function referredNames(format: Format, text: string): string[] {
  if (format === 'PROTOBUF') return importsOf(text);
  const json = parsed(text);
  return [...new Set(format === 'AVRO' ? avroNames(json) : uris(json))];
}

/** Full names of types that the text uses and does not define. */
function avroNames(json: unknown): string[] {
  const { defined, used } = namesIn(json);
  const own = new Set(defined);
  return used.filter((name) => !own.has(name) && !isPrimitiveName(name));
}

function importsOf(text: string): string[] {
  if (!text.includes('import')) return [];
  const { file } = parseFile('', text, () => false);
  return [...new Set(file.imports.map(({ path }) => path))].filter((path) => !isWellKnown(path));
}

const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];

/** What the references of JSON Schema name: URIs without their fragments, as they are written. */
export function* uris(json: unknown): Generator<string> {
  // A stack of its own: somebody may nest a schema deeper than any call stack.
  const open: unknown[] = [json];
  while (open.length > 0) {
    const value = open.pop();
    if (value === null || typeof value !== 'object') continue;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'object') open.push(inner);
      else if (typeof inner === 'string' && REFERENCES.includes(key)) {
        const [uri = ''] = inner.split('#');
        if (uri !== '') yield uri;
      }
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
