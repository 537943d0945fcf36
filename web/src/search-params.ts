/** A URL's search as it stands there: text only, so that an id of digits stays the text it is. */
export type RawSearch = Record<string, unknown>;

export function parseSearch(search: string): RawSearch {
  return Object.fromEntries(new URLSearchParams(search));
}

/** The search with its '?', or ''; what is undefined or '' is left out. */
export function stringifySearch(search: RawSearch): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  return query.size === 0 ? '' : `?${query}`;
}

/** Trimmed text of at most 500 characters; undefined for '' and for what is no text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim().slice(0, 500);
  return text === '' ? undefined : text;
}

/** The value where it is one of those allowed, else undefined. */
export function oneOf<Value extends string>(allowed: readonly Value[], value: unknown): Value | undefined {
  return allowed.find((candidate) => candidate === value);
}
