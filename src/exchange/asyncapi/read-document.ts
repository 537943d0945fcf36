import { parse } from 'yaml';
import { orTooDeep } from '../../contracts/read-schema.js';
import { isStackOverflow } from '../../contracts/stack-overflow.js';
import { tooDeepAt } from '../../contracts/yaml-nesting.js';

type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Aliases of YAML may multiply; more than this is a bomb, not a document. */
const MAX_ALIASES = 1_000;
/** Of many small things the parser reads no more than this in a second or two, and nothing else runs meanwhile. */
const MAX_YAML_CHARACTERS = 256 * 1024;
const TOO_DEEP = { fault: 'It is nested too deeply to be read.' };
const VERSION = /^3\.\d+\.\d+/;

/** An AsyncAPI 3 document from JSON or YAML, or why it is none. https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export function readDocument(text: string): { document: JsonObject } | { fault: string } {
  const parsed = orTooDeep(
    () => parseText(text),
    () => TOO_DEEP,
  );
  if ('fault' in parsed) return parsed;
  const { document } = parsed;
  if (!isObject(document) || document.asyncapi === undefined) {
    return { fault: 'This is no AsyncAPI document: it has no "asyncapi".' };
  }
  if (typeof document.asyncapi === 'string' && VERSION.test(document.asyncapi)) return { document };
  return {
    fault: `AsyncAPI 3 is read, and this is ${JSON.stringify(document.asyncapi)}. Convert it, for example with the command line of AsyncAPI.`,
  };
}

function parseText(text: string): { document: unknown } | { fault: string } {
  try {
    // JSON is YAML too, but is parsed much faster as what it is.
    if (text.trimStart().startsWith('{')) return { document: JSON.parse(text) as unknown };
  } catch {
    // A flow mapping of YAML, or a mistake that YAML tells with its place.
  }
  if (text.length > MAX_YAML_CHARACTERS) {
    return {
      fault: `It has more than ${MAX_YAML_CHARACTERS} characters, and no larger YAML is read; send it as JSON.`,
    };
  }
  if (tooDeepAt(text) !== null) return TOO_DEEP;
  try {
    return { document: parse(text, { maxAliasCount: MAX_ALIASES, prettyErrors: true }) as unknown };
  } catch (error) {
    // The parser tells it as a mistake of the text.
    if (isStackOverflow(error) || /call stack/.test((error as Error).message)) return TOO_DEEP;
    return { fault: `It is neither JSON nor YAML: ${(error as Error).message.split('\n')[0]}` };
  }
}
