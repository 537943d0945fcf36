/** The last code point there is: no name that begins with `prefix` sorts after `prefix` and this. */
const LAST = '\u{10FFFF}';

/** All that begins with `prefix`, by code points. */
export const prefixRange = (prefix: string): { gte: string; lte: string } => ({ gte: prefix, lte: prefix + LAST });
