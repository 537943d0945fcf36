/** One token of a JSON pointer as it is written there (RFC 6901, section 3). */
export const escapePointer = (token: string | number): string => {
  const text = String(token);
  return /[~/]/.test(text) ? text.replace(/~/g, '~0').replace(/\//g, '~1') : text;
};

const unescapePointer = (token: string): string =>
  token.includes('~') ? token.replace(/~1/g, '/').replace(/~0/g, '~') : token;

/** The tokens of a JSON pointer, unescaped; none for the whole document. */
export const tokensOf = (pointer: string): string[] => pointer.split('/').slice(1).map(unescapePointer);

/** What a URI's fragment says: its percent escapes stand for the characters (RFC 6901, section 6). */
export function decodeFragment(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A JSON pointer as a fragment that `decodeFragment` reads. */
export const encodeFragment = (pointer: string): string => pointer.replace(/%/g, '%25');
