import { orTooDeep } from '../../contracts/stack-overflow.js';
import { tooDeepAt } from '../../contracts/yaml-nesting.js';
import { TOO_DEEP, type parseYaml } from './parse-yaml.js';

type JsonObject = Record<string, unknown>;
type Parsed = ReturnType<typeof parseYaml>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MAX_YAML_CHARACTERS = 2 * 1024 * 1024;
const VERSION = /^3\.\d+\.\d+/;

/**
 * An AsyncAPI 3 document from JSON or YAML, or why it is none. `parse` reads YAML, which may take seconds.
 * https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export async function readDocument(
  text: string,
  parse: (yaml: string) => Parsed | Promise<Parsed>,
): Promise<{ document: JsonObject } | { fault: string }> {
  const parsed = jsonIn(text) ?? yamlFault(text) ?? (await parse(text));
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

/** JSON is YAML too, but is parsed much faster as what it is. Null for a flow mapping of YAML, or for a mistake that YAML tells with its place. */
function jsonIn(text: string): Parsed | null {
  if (!text.trimStart().startsWith('{')) return null;
  return orTooDeep<Parsed | null>(
    () => {
      try {
        return { document: JSON.parse(text) as unknown };
      } catch (error) {
        if (error instanceof SyntaxError) return null;
        throw error;
      }
    },
    () => TOO_DEEP,
  );
}

function yamlFault(text: string): { fault: string } | null {
  if (tooDeepAt(text) !== null) return TOO_DEEP;
  if (text.length <= MAX_YAML_CHARACTERS) return null;
  return { fault: `It has more than ${MAX_YAML_CHARACTERS} characters, and no larger YAML is read; send it as JSON.` };
}
