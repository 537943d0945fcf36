const STRING_OR_SPACE = /("(?:[^"\\]|\\.)*")|\s+/g;

/** The text without the white space between its tokens; numbers stay as they are written, members in their order. */
export function canonicalJson(text: string): string {
  return text.replace(STRING_OR_SPACE, (_, quoted: string | undefined) => quoted ?? '');
}

/** The text with the members of every object in the order of their names; null for what is no JSON or too deep. */
export function sortedJson(text: string): string | null {
  // Parsing would lose digits of long numbers; they are put in the place of strings that hold them.
  const numbers: string[] = [];
  const marked = text.replace(/("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)/g, (_, quoted?: string, number?: string) => {
    if (quoted !== undefined) return `"s${quoted.slice(1)}`;
    return `"n${numbers.push(number!) - 1}"`;
  });
  try {
    return written(JSON.parse(marked), numbers);
  } catch {
    return null; // No JSON, or nested beyond the stack.
  }
}

function written(value: unknown, numbers: readonly string[]): string {
  if (typeof value === 'string')
    return value[0] === 'n' ? numbers[Number(value.slice(1))]! : JSON.stringify(value.slice(1));
  if (Array.isArray(value)) return `[${value.map((item) => written(item, numbers)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, item]) => `${JSON.stringify(name.slice(1))}:${written(item, numbers)}`).join(',')}}`;
}
