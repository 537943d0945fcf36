/** The bytes that a text says, each a code point up to 255 (specification 1.12, "Records"); null where it says none. */
export function codePointBytes(text: unknown): Uint8Array | null {
  if (typeof text !== 'string') return null;
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 255) return null;
    bytes[index] = code;
  }
  return bytes;
}

/** Bytes as Avro's JSON writes them: a text of as many code points. */
export function codePointText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
