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
  /** Arrays and objects: these must be compared one by one. */
  others: unknown[];
}

const indexes = new WeakMap<readonly unknown[], ValueIndex>();

/** Whether a list of JSON values, such as an `enum`, holds `value`. Lists are asked often, and may be long. */
export function includesValue(values: readonly unknown[], value: unknown): boolean {
  const isScalar = (item: unknown): boolean => typeof item !== 'object' || item === null;
  let index = indexes.get(values);
  if (index === undefined) {
    index = { scalars: new Set(values.filter(isScalar)), others: values.filter((item) => !isScalar(item)) };
    indexes.set(values, index);
  }
  return isScalar(value) ? index.scalars.has(value) : index.others.some((item) => isEqual(item, value));
}

/** Length in code points, as JSON Schema counts. */
export const lengthOf = (text: string): number => [...text].length;

/** A finite number as mantissa × 10^exponent, exactly as it is written in decimal. */
export function decimalOf(value: number): { mantissa: bigint; exponent: number } {
  const [digits = '0', exponent = '0'] = value.toString().toLowerCase().split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  return { mantissa: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** Whether `value` is a whole multiple of `divisor`, in exact decimal arithmetic. */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (divisor === 0) return false;
  const a = decimalOf(value);
  const b = decimalOf(divisor);
  const shift = Math.min(a.exponent, b.exponent);
  return (a.mantissa * 10n ** BigInt(a.exponent - shift)) % (b.mantissa * 10n ** BigInt(b.exponent - shift)) === 0n;
}

/** Longer texts are not tried: a backtracking engine may need time beyond every budget. */
const MAX_TRIED_LENGTH = 2_000;
/** Nor are these against a pattern with several unbounded repetitions. */
const MAX_TRIED_LENGTH_REPEATING = 64;

/** Whether `pattern` matches somewhere in `text`; null where trying is not safe or the pattern is no pattern. */
export function matchesPattern(pattern: string, text: string): boolean | null {
  if (text.length > MAX_TRIED_LENGTH || pattern.length > MAX_TRIED_LENGTH || mayExplode(pattern)) return null;
  const repetitions = pattern.match(/[*+]|,\}/g)?.length ?? 0;
  if (repetitions > 2 && text.length > MAX_TRIED_LENGTH_REPEATING) return null;
  const expression = compilePattern(pattern);
  return expression === null ? null : expression.test(text);
}

/** Backtracking explodes where a repeated group holds a repetition or an alternative itself. */
function mayExplode(pattern: string): boolean {
  const groups: boolean[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (char === '\\') i++;
    else if (char === '(') groups.push(false);
    else if ('*+{|'.includes(char)) groups.fill(true);
    else if (char === ')' && groups.pop() === true && /^[*+{]/.test(pattern.slice(i + 1))) return true;
  }
  return false;
}

function compilePattern(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
}

/** Assignment that makes `__proto__` a name like any other. */
export function assign(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
