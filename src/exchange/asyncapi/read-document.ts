import { majorVersionOf } from '../../contracts/asyncapi/version.js';
import { readExactJson, writeExactJson } from '../../contracts/exact-json.js';
import { isJsonObject, type JsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { orTooDeep } from '../../contracts/stack-overflow.js';
import { tooDeepAt } from '../../contracts/yaml-nesting.js';
import { TOO_DEEP, type parseYaml } from './parse-yaml.js';

type Parsed = { document: unknown } | { fault: string };

const MAX_YAML_CHARACTERS = 2 * 1024 * 1024;

/**
 * An AsyncAPI document, of version 2 or 3, from JSON or YAML, or why it is none. Its numbers are exact (`readExactJson`). `parse` reads YAML, which
 * may take seconds. https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export async function readDocument(
  text: string,
  parse: (yaml: string) => ReturnType<typeof parseYaml> | Promise<ReturnType<typeof parseYaml>>,
): Promise<{ document: JsonObject } | { fault: string }> {
  const parsed = jsonIn(text) ?? yamlFault(text) ?? valueOf(await parse(text));
  if ('fault' in parsed) return parsed;
  const { document } = parsed;
  if (!isJsonObject(document) || document['asyncapi'] === undefined) {
    return { fault: 'This is no AsyncAPI document: it has no "asyncapi".' };
  }
  if (majorVersionOf(document) !== null) return { document };
  const { asyncapi } = document;
  const advice = typeof asyncapi === 'string' ? '' : ` Quote the version, such as asyncapi: '2.6.0'.`;
  return { fault: `AsyncAPI 2 and 3 are read, and this is ${writeExactJson(asyncapi)}.${advice}` };
}

const valueOf = (parsed: ReturnType<typeof parseYaml>): Parsed =>
  'fault' in parsed
    ? parsed
    : orTooDeep<Parsed>(
        () => ({ document: readExactJson(parsed.json) }),
        () => TOO_DEEP,
      );

/** JSON is YAML too, but is parsed much faster as what it is. Null for a flow mapping of YAML, or for a mistake that YAML tells with its place. */
function jsonIn(text: string): Parsed | null {
  if (!text.trimStart().startsWith('{')) return null;
  return orTooDeep<Parsed | null>(
    () => {
      try {
        return { document: readExactJson(text) };
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
