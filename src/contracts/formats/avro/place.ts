import type { SchemaProblem } from '../schema-format.js';
import { placeIn, type SchemaFile } from './files.js';
import { stepped } from './names.js';

/** Where the reading of a schema stands: in which file, at which pointer, in which namespace, how deep. */
export interface Place {
  readonly file: SchemaFile;
  readonly pointer: string;
  readonly namespace: string;
  readonly level: number;
}

export const inside = (place: Place, step: string | number): Place => ({
  file: place.file,
  pointer: stepped(place.pointer, step),
  namespace: place.namespace,
  level: place.level + 1,
});

const MOST_PROBLEMS = 100;

/** What is wrong with a schema, in the order it was found; a hundred are enough for anybody. */
export class Problems {
  readonly list: SchemaProblem[] = [];

  /** Returns null, so that a reader of a part may return it in place of the part. */
  tell(place: Place, reason: string): null {
    if (this.list.length < MOST_PROBLEMS) this.list.push({ place: placeIn(place.file, place.pointer), reason });
    return null;
  }
}

const DEFINED = new Set(['type', 'name', 'namespace', 'doc', 'aliases', 'logicalType', 'order']);
export const NO_PROPERTIES: ReadonlyMap<string, unknown> = new Map();

/** The attributes that the specification does not define; `known` are those it does for this kind of type. */
export function propertiesOf(json: Record<string, unknown>, known: readonly string[]): ReadonlyMap<string, unknown> {
  let properties: Map<string, unknown> | null = null;
  for (const name of Object.keys(json)) {
    if (DEFINED.has(name) || known.includes(name)) continue;
    properties ??= new Map();
    properties.set(name, json[name]);
  }
  return properties ?? NO_PROPERTIES;
}
