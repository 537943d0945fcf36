import { type SchemaNode } from './document.js';
import { isEqual } from './values.js';

const REFERENCES = ['$dynamicRef', '$recursiveRef', '$id', 'id'];

/**
 * Whether two schemas are the same text with the same meaning: equal, and every reference in them leads to schemas that
 * are the same again. It answers true only where that is certain.
 */
export function haveSameMeaning(a: SchemaNode, b: SchemaNode, assumed = new Set<string>()): boolean {
  if (a === b) return true;
  if (a.isNever !== b.isNever || a.document.dialect !== b.document.dialect) return false;
  const pair = `${a.id},${b.id}`;
  if (assumed.has(pair)) return true;
  assumed.add(pair);
  return isEqual(a.keywords, b.keywords) && referencesAgree(a, b, a.keywords, assumed);
}

function referencesAgree(a: SchemaNode, b: SchemaNode, part: unknown, assumed: Set<string>): boolean {
  if (typeof part !== 'object' || part === null) return true;
  return Object.entries(part).every(([key, value]) => {
    const isOwnName = part === a.keywords && a.pointer === '';
    if (typeof value === 'string' && REFERENCES.includes(key) && !isOwnName) return false;
    if (key !== '$ref' || typeof value !== 'string') return referencesAgree(a, b, value, assumed);
    const [targetOfA, targetOfB] = [a.document.resolve(value), b.document.resolve(value)];
    return targetOfA !== null && targetOfB !== null && haveSameMeaning(targetOfA, targetOfB, assumed);
  });
}
