import { createHash } from 'node:crypto';
import type { Format } from '../contracts/source.js';

/** The schema's text without the white space between its tokens; numbers stay as they are written. */
export function canonicalText(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, quoted: string | undefined) => quoted ?? '');
}

/** Names a schema: equal for the same format and canonical text. */
export function fingerprintOf(format: Format, text: string): string {
  return createHash('sha256')
    .update(`${format}\n${canonicalText(text)}`)
    .digest('hex');
}
