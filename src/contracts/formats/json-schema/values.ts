export { matchesPattern } from './patterns/matches-pattern.js';

export const JSON_TYPES = ['null', 'boolean', 'integer', 'fraction', 'string', 'array', 'object'] as const;
/** JSON Schema's types, with `number` told apart into integers and the numbers that are none. */
export type JsonType = (typeof JSON_TYPES)[number];

export function jsonTypeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  return typeof value as 'boolean' | 'string' | 'object';
}

/** The JsonTypes that a `type` keyword allows. */
export function typesAllowedBy(type: unknown): ReadonlySet<JsonType> {
  const names = Array.isArray(type) ? (type as unknown[]) : [type];
  return new Set(
    names.flatMap((name) => (name === 'number' ? ['integer', 'fraction'] : [name as JsonType])) as JsonType[],
  );
}

/** Equality of JSON values: the order of properties does not count. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, i) => isEqual(item, b[i]));
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => Object.hasOwn(b, key) && isEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

interface ValueIndex {
  scalars: Set<unknown>;
  /** Arrays and objects, each as its canonical text. */
  others: Set<string>;
}

const indexes = new WeakMap<readonly unknown[], ValueIndex>();

/** Whether a list of JSON values, such as an `enum`, holds `value`. Lists are asked often, and may be long. */
export function includesValue(values: readonly unknown[], value: unknown): boolean {
  const isScalar = (item: unknown): boolean => typeof item !== 'object' || item === null;
  let index = indexes.get(values);
  if (index === undefined) {
    index = {
      scalars: new Set(values.filter(isScalar)),
      others: new Set(values.filter((item) => !isScalar(item)).map(canonicalText)),
    };
    indexes.set(values, index);
  }
  return isScalar(value) ? index.scalars.has(value) : index.others.size > 0 && index.others.has(canonicalText(value));
}

/** Whether no value of the list comes twice. */
export function areDistinct(values: readonly unknown[]): boolean {
  const scalars = new Set<unknown>();
  const others = new Set<string>();
  for (const value of values) {
    if (typeof value === 'object' && value !== null) others.add(canonicalText(value));
    else scalars.add(value);
  }
  return scalars.size + others.size === values.length;
}

/** The same text for equal values, and another for others: properties in the order of their names. */
export function canonicalText(value: unknown): string {
  // Infinity, as which 1e400 is read, would be written as null.
  if (typeof value === 'number') return String(value === 0 ? 0 : value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  const object = value as Record<string, unknown>;
  const names = Object.keys(object).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalText(object[name])}`).join()}}`;
}

/** Length in code points, as JSON Schema counts. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 1; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) length--;
  }
  return length;
}

/** A finite number as mantissa × 10^exponent, exactly as it is written in decimal. */
export function decimalOf(value: number): { mantissa: bigint; exponent: number } {
  const [digits = '0', exponent = '0'] = value.toString().toLowerCase().split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  return { mantissa: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** Whether `value` is a whole multiple of `divisor`, in exact decimal arithmetic. */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (divisor === 0) return false;
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0;
  const a = decimalOf(value);
  const b = decimalOf(divisor);
  const shift = Math.min(a.exponent, b.exponent);
  return (a.mantissa * 10n ** BigInt(a.exponent - shift)) % (b.mantissa * 10n ** BigInt(b.exponent - shift)) === 0n;
}
