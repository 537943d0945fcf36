const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** The value of a member of a JSON object as its text has it, the last one of that name; null where it has none. The text must be JSON. */
export function textOfMember(text: string, name: string): string | null {
  let depth = 0;
  let key = '';
  let start = -1;
  let found: string | null = null;
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') depth++;
    else if (depth === 1 && token.startsWith('"') && start < 0) key = token;
    else if (depth === 1 && token === ':') start = JSON.parse(key) === name ? index + 1 : text.length;
    else if (depth === 1 && (token === ',' || token === '}')) {
      if (start >= 0 && start < text.length) found = text.slice(start, index).trim();
      start = -1;
    }
    if (token === '}' || token === ']') depth--;
  }
  return found;
}
