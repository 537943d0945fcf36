/** What a text says, statement by statement, each with how often it is there: made once, compared often. */
export interface Statements {
  each: ReadonlyMap<string, number>;
  /** All of them, those that come twice counted twice. */
  count: number;
}

/** Of JSON each value with the path to it, whatever the layout: `"type": "string"` says something only with what it is the type of. */
export function statementsOf(text: string): Statements {
  const all = valuesOf(text) ?? linesOf(text);
  const each = new Map<string, number>();
  for (const one of all) each.set(one, (each.get(one) ?? 0) + 1);
  return { each, count: all.length };
}

/** How much of two texts is the same, from 0 to 1: the statements both have, in the larger one. */
export function likenessOf(one: Statements, other: Statements): number {
  const [few, many] = one.each.size <= other.each.size ? [one, other] : [other, one];
  let same = 0;
  for (const [statement, count] of few.each) same += Math.min(count, many.each.get(statement) ?? 0);
  return same / Math.max(one.count, other.count, 1);
}

export const similarityOf = (one: string, other: string): number => likenessOf(statementsOf(one), statementsOf(other));

/** Lines of brackets alone say nothing. */
const linesOf = (text: string): string[] =>
  text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line));

/** Null where it is no JSON, or nested too deeply for paths. */
function valuesOf(text: string): string[] | null {
  const found: string[] = [];
  try {
    return hasValues(JSON.parse(text), '', { found, left: MOST_LEVELS }) ? found : null;
  } catch {
    return null;
  }
}

const MOST_LEVELS = 100;

function hasValues(value: unknown, path: string, { found, left }: { found: string[]; left: number }): boolean {
  if (typeof value !== 'object' || value === null) return found.push(`${path} ${JSON.stringify(value)}`) > 0;
  const inside = Array.isArray(value)
    ? value.map((one): [string, unknown] => [named(one), one])
    : Object.entries(value);
  return left > 0 && inside.every(([key, one]) => hasValues(one, `${path}/${key}`, { found, left: left - 1 }));
}

/** A list's items by their names, as the fields of Avro have them: where in the list it stands says nothing. */
const named = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : '';
