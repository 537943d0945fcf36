/** What a JSON value would take if it were written out: a value that is shared counts as often as it is held. */
export interface Weight {
  /** Characters, and some for each value besides. */
  size: number;
  depth: number;
}

const SIZE_OF_VALUE = 16;
const SCALAR: Weight = { size: SIZE_OF_VALUE, depth: 1 };

/** The most that a value may weigh while it is worked with; a hundred such values fit into any server. */
export const MAX_WEIGHT: Weight = { size: 2_000_000, depth: 150 };

/**
 * Weighs values, and those it has seen no more: an expression that doubles a value with each step is caught long before
 * anybody walks what it made. Functions weigh nothing. Stops counting beyond `MAX_WEIGHT`.
 */
export class Scales {
  private readonly known = new WeakMap<object, Weight>();

  isTooHeavy(value: unknown): boolean {
    const { size, depth } = this.weigh(value, 0);
    return size > MAX_WEIGHT.size || depth > MAX_WEIGHT.depth;
  }

  private weigh(value: unknown, level: number): Weight {
    if (typeof value === 'string') return { size: SIZE_OF_VALUE + value.length, depth: 1 };
    if (typeof value !== 'object' || value === null || isFunctionObject(value)) return SCALAR;
    const known = this.known.get(value);
    if (known !== undefined) return known;
    if (level > MAX_WEIGHT.depth) return { size: SIZE_OF_VALUE, depth: Infinity };
    const weight = this.weighParts(value, level);
    this.known.set(value, weight);
    return weight;
  }

  private weighParts(value: object, level: number): Weight {
    let size = SIZE_OF_VALUE;
    let depth = 1;
    const add = (part: unknown): boolean => {
      const weight = this.weigh(part, level + 1);
      size += weight.size;
      depth = Math.max(depth, weight.depth + 1);
      return size <= MAX_WEIGHT.size && depth <= MAX_WEIGHT.depth;
    };
    if (Array.isArray(value)) value.every(add);
    else Object.entries(value).every(([name, part]) => (size += name.length) > 0 && add(part));
    return { size, depth };
  }
}

/** How JSONata represents its functions: they hold the environment, which is not data. */
export function isFunctionObject(value: object): boolean {
  const { _jsonata_function, _jsonata_lambda, implementation, environment } = value as Record<string, unknown>;
  if (_jsonata_function === true) return typeof implementation === 'function';
  return _jsonata_lambda === true && typeof (environment as { bind?: unknown } | undefined)?.bind === 'function';
}
