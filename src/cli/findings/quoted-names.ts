/** The names in a message of a finding: fields, values and types stand in double quotes there. */
export function namesQuotedIn(message: string): string[] {
  return [...message.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, name = '']) => name);
}

/**
 * What a reader takes or refuses by a message, where that stands there without quotes: types in one order, a pattern, a limit, numbers. Null where
 * there is no such thing, or where all of it is quoted names.
 */
export function demandIn(message: string): string | null {
  // The second form is Avro's, which says what the reader reads a value as.
  const [, demand] =
    /^.*? (?:takes only|refuses) (.*) here, and /s.exec(message) ??
    /^.*? (?:reads .* as|expects) (.*); events of /s.exec(message) ??
    [];
  if (demand === undefined) return null;
  const unquoted = demand.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
  if (/^(other values|[\s,]*)$/.test(unquoted)) return null;
  const isOfTypes = demand.split(' or ').every((word) => TYPES.has(word));
  return isOfTypes ? demand.split(' or ').sort().join(' or ') : demand;
}

const TYPES = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);
