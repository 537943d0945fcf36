import type { SchemaNode } from '../document.js';
import { matchesPattern } from '../patterns.js';
import { lengthOf } from '../values.js';
import type { Check } from './plan.js';

/** Lengths in code points, and `pattern`. `format` is an annotation (2020-12 Validation, 7.2.1). */
export function stringChecks({ keywords }: SchemaNode): Check<string>[] {
  const checks: Check<string>[] = [];
  const { minLength, maxLength, pattern } = keywords;
  // A character is one or two code units: most lengths are told without counting.
  if (typeof minLength === 'number') {
    checks.push((text) => text.length >= minLength && (text.length >= 2 * minLength || lengthOf(text) >= minLength));
  }
  if (typeof maxLength === 'number') {
    checks.push((text) => text.length <= maxLength || (text.length <= 2 * maxLength && lengthOf(text) <= maxLength));
  }
  if (typeof pattern === 'string') checks.push((text) => matchesPattern(pattern, text));
  return checks;
}
