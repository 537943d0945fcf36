import { parse } from 'yaml';
import { isStackOverflow } from '../../contracts/stack-overflow.js';

/** Aliases of YAML may multiply; more than this is a bomb, not a document. */
const MAX_ALIASES = 1_000;

export const TOO_DEEP = { fault: 'It is nested too deeply to be read.' };

/** The value of a YAML text, with what merge keys (`<<`) bring, or why it has none. It takes seconds a megabyte where the text has many small things. */
export function parseYaml(text: string): { document: unknown } | { fault: string } {
  try {
    return { document: parse(text, { maxAliasCount: MAX_ALIASES, prettyErrors: true, merge: true }) as unknown };
  } catch (error) {
    // The parser tells it as a mistake of the text.
    if (isStackOverflow(error) || /call stack/.test((error as Error).message)) return TOO_DEEP;
    return { fault: `It is neither JSON nor YAML: ${(error as Error).message.split('\n')[0]}` };
  }
}
