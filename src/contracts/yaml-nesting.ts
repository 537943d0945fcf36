const MAX_NESTING = 200;
const MAX_INDENT = 400;

/**
 * The offset at which a YAML text is nested more deeply than is read; null where it is not. Asked of the bare text: what overflows
 * the parser's stack ends the process. Brackets in texts count too, and seldom matter.
 */
export function tooDeepAt(text: string): number | null {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text[i];
    if (code === '[' || code === '{') depth++;
    else if (code === ']' || code === '}') depth = Math.max(0, depth - 1);
    if (depth > MAX_NESTING) return i;
  }
  const chain = new RegExp(`^ *(?:[-?:] +){${MAX_NESTING}}|^ {${MAX_INDENT}}`, 'm');
  return chain.exec(text)?.index ?? null;
}
