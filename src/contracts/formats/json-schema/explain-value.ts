import { childNode, type SchemaNode } from './document.js';
import { containsBounds, evaluate } from './evaluate.js';
import type { Trouble } from './trouble.js';
import {
  canonicalText,
  includesValue,
  isEqual,
  isMultipleOf,
  jsonTypeOf,
  lengthOf,
  matchesPattern,
  typesAllowedBy,
} from './values.js';

/** A value in a sentence, cut where nobody would read on. */
export function shown(value: unknown): string {
  const text =
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

/** How a person calls what a value is. */
function kindOf(value: unknown): string {
  const type = jsonTypeOf(value);
  if (type === 'fraction') return `the number ${String(value)}`;
  return type === 'null' ? 'null' : `the ${type} ${shown(value)}`;
}

/** Its type, and the values it may have. */
export function valueTroubles({ keywords }: SchemaNode, value: unknown, path: string): Trouble[] {
  const { type, enum: values } = keywords;
  if (type !== undefined && !typesAllowedBy(type).has(jsonTypeOf(value))) {
    const wanted = (Array.isArray(type) ? (type as unknown[]) : [type]).join(' or ');
    return [{ path, reason: `must be ${wanted}, and is ${kindOf(value)}`, kind: 'type' }];
  }
  if (Object.hasOwn(keywords, 'const') && !isEqual(keywords['const'], value)) {
    return [{ path, reason: `must be ${shown(keywords['const'])}, and is ${shown(value)}`, kind: 'value' }];
  }
  if (!Array.isArray(values) || includesValue(values, value)) return [];
  const listed = (values as unknown[]).slice(0, 8).map(shown).join(', ');
  const reason = `must be one of ${listed}${values.length > 8 ? ' and others' : ''}, and is ${shown(value)}`;
  return [{ path, reason, kind: 'value' }];
}

/** How large, long or many it may be. */
export function sizeTroubles(node: SchemaNode, value: unknown, path: string): Trouble[] {
  const reasons =
    typeof value === 'number'
      ? numberReasons(node, value)
      : typeof value === 'string'
        ? textReasons(node, value)
        : Array.isArray(value)
          ? arrayReasons(node, value)
          : [];
  return reasons.map((reason) => ({ path, reason, kind: 'rest' }));
}

function numberReasons({ keywords }: SchemaNode, value: number): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = keywords;
  const reasons: string[] = [];
  const wrong = (wanted: string): number => reasons.push(`must be ${wanted}, and is ${value}`);
  if (typeof minimum === 'number' && value < minimum) wrong(`at least ${minimum}`);
  if (typeof maximum === 'number' && value > maximum) wrong(`at most ${maximum}`);
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) wrong(`more than ${exclusiveMinimum}`);
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) wrong(`less than ${exclusiveMaximum}`);
  if (typeof multipleOf === 'number' && Number.isFinite(value) && !isMultipleOf(value, multipleOf)) {
    wrong(`a multiple of ${multipleOf}`);
  }
  return reasons;
}

function textReasons({ keywords }: SchemaNode, value: string): string[] {
  const { minLength, maxLength, pattern } = keywords;
  const reasons = boundReasons('characters', lengthOf(value), minLength, maxLength);
  if (typeof pattern === 'string' && matchesPattern(pattern, value) === false) {
    reasons.push(`must match the pattern ${pattern}, and is ${shown(value)}`);
  }
  return reasons;
}

function arrayReasons(node: SchemaNode, value: readonly unknown[]): string[] {
  const { minItems, maxItems, uniqueItems } = node.keywords;
  const reasons = boundReasons('items', value.length, minItems, maxItems);
  if (uniqueItems === true) reasons.push(...repeated(value));
  return [...reasons, ...containsReasons(node, value)];
}

function containsReasons(node: SchemaNode, value: readonly unknown[]): string[] {
  const schema = childNode(node, 'contains');
  const bounds = containsBounds(node);
  if (schema === null || bounds === null) return [];
  const answers = value.map((item) => evaluate(schema, item));
  if (answers.includes(null)) return [];
  const count = answers.filter((answer) => answer === true).length;
  return boundReasons('items that fit "contains"', count, bounds.min, bounds.max);
}

function repeated(value: readonly unknown[]): string[] {
  const places = new Map<string, number>();
  for (const [i, item] of value.entries()) {
    const key = canonicalText(item);
    const before = places.get(key);
    if (before !== undefined) return [`must not repeat items, and items ${before} and ${i} are the same`];
    places.set(key, i);
  }
  return [];
}

export function boundReasons(what: string, count: number, least: unknown, most: unknown): string[] {
  if (typeof least === 'number' && count < least) return [`must have at least ${least} ${what}, and has ${count}`];
  if (typeof most === 'number' && count > most) return [`must have at most ${most} ${what}, and has ${count}`];
  return [];
}
