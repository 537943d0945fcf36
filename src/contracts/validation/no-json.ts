import { escapePointer } from '../formats/json-schema/reading/pointers.js';
import type { Rejection } from '../formats/schema-format.js';

/**
 * The first part of a value that JSON has no form for, such as a bigint, a date or a circle; null where there is none. An
 * event that came as bytes has none, one of a program may. A property that is undefined counts as one that is not there.
 */
export function noJsonIn(value: unknown): Rejection | null {
  return find(value, '', new Set(), new Set());
}

function find(value: unknown, path: string, around: Set<object>, known: Set<object>): Rejection | null {
  const what = kindBeyondJson(value);
  if (what !== null) return { path, reason: `is ${what}, which JSON has no form for` };
  if (typeof value !== 'object' || value === null) return null;
  if (around.has(value)) return { path, reason: 'holds itself, which JSON has no form for' };
  if (known.has(value)) return null;
  known.add(value);
  around.add(value);
  for (const [name, part] of Object.entries(value)) {
    if (part === undefined && !Array.isArray(value)) continue;
    const found = find(part, `${path}/${escapePointer(name)}`, around, known);
    if (found !== null) return found;
  }
  around.delete(value);
  return null;
}

function kindBeyondJson(value: unknown): string | null {
  if (value === undefined) return 'undefined';
  if (['bigint', 'function', 'symbol'].includes(typeof value)) return `a ${typeof value}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return tag === 'Object' ? null : `a ${tag}`;
}
