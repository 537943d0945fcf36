import { namesIn } from '../../contracts/formats/avro/files.js';
import { parseFile } from '../../contracts/formats/protobuf/parse-file.js';
import { isWellKnown } from '../../contracts/formats/protobuf/well-known.js';
import type { Format } from '../../contracts/source.js';
import { urisOfText, type ReferredUri } from './schema-uris.js';

/** What a schema's text calls other schemas, each once; none where it cannot be read, which reading it tells. */
export function referredNames(format: Format, text: string): ReferredUri[] {
  if (format === 'JSON') return urisOfText(text).references;
  const names = format === 'AVRO' ? new Set(avroNames(parsed(text))) : importsOf(text);
  return [...names].map((name) => ({ name, uri: null }));
}

/** Full names of types that the text uses and does not define. */
function avroNames(json: unknown): string[] {
  const { defined, used } = namesIn(json);
  const own = new Set(defined);
  return used.filter((name) => !own.has(name));
}

/** Paths that the source of Protobuf imports, but those that every compiler has. */
export function importsOf(text: string): string[] {
  if (!text.includes('import')) return [];
  const { file } = parseFile('', text, () => false);
  return [...new Set(file.imports.map(({ path }) => path))].filter((path) => !isWellKnown(path));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
