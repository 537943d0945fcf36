import { parseDocument } from 'yaml';
import { writeExactJson } from '../../contracts/exact-json.js';
import { isStackOverflow } from '../../contracts/stack-overflow.js';
import { keepNumbers } from '../../contracts/yaml-numbers.js';
import { foreignTagIn } from '../../contracts/yaml-tags.js';

/** Aliases of YAML may multiply; more than this is a bomb, not a document. */
const MAX_ALIASES = 1_000;

export const TOO_DEEP = { fault: 'It is nested too deeply to be read.' };

/**
 * A YAML text as JSON, with what merge keys (`<<`) bring and its numbers as they are, or why it is none. It takes seconds a megabyte where the
 * text has many small things.
 */
export function parseYaml(text: string): { json: string } | { fault: string } {
  try {
    const document = parseDocument(text, { prettyErrors: true, merge: true });
    const [error] = document.errors;
    if (error !== undefined) return noYaml(error.message);
    const noJson = foreignTagIn(document) ?? keepNumbers(document);
    if (noJson !== null) return { fault: `At character ${noJson.offset + 1} ${noJson.fault}` };
    return { json: writeExactJson(document.toJS({ maxAliasCount: MAX_ALIASES }) ?? null) };
  } catch (error) {
    // The parser tells it as a mistake of the text.
    if (isStackOverflow(error) || /call stack/.test((error as Error).message)) return TOO_DEEP;
    return noYaml((error as Error).message);
  }
}

const noYaml = (message: string): { fault: string } => ({
  fault: `It is neither JSON nor YAML: ${message.split('\n')[0]}`,
});
