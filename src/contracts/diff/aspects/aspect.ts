import type { OutlinedField } from '../../outline.js';
import type { Difference } from '../change.js';

/** One thing that can change of a field that both versions have. It answers each such change, none where it is the same. */
export type Aspect = (older: OutlinedField, newer: OutlinedField) => Difference[];

/** A value in a sentence, cut where nobody would read on. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

/** Names in a sentence: `"a", "b" and 3 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(quoted);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}
