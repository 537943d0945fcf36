import type { IsOver } from '../schema-format.js';
import { codePointBytes } from './bytes-text.js';
import { isInt, longOfNumber } from './ranges.js';
import { wordsFor, type AvroType, type RecordType, type UnionType } from './schema.js';
import { shown } from './shown.js';
import { isJsonObject } from '../json-schema/reading/json-objects.js';

type Json = Record<string, unknown>;

const STEPS_BETWEEN_LOOKS = 128;

/**
 * Judges all defaults of a schema (specification 1.12, the table "field default values"). A default of a union may be
 * one of any branch: since 1.12 it is the first that matches. Numbers that no double holds are `exactNumber`s.
 */
export class DefaultJudge {
  /** Whether the time was up before an answer was found; then nothing is said of the default. */
  isCut = false;
  private steps = 0;
  /** What was found of a union: branches that hold each other would be tried again and again inside one default. */
  private readonly known = new WeakMap<object, Map<UnionType, boolean>>();

  constructor(private readonly isOver: IsOver) {}

  /** Why JSON is no default of a type; null where it is one, or where the time is up. */
  problemWith(type: AvroType, json: unknown): string | null {
    return this.fits(type, json) || this.isCut ? null : `The default ${shown(json)} is no ${wordsFor(type)}.`;
  }

  private fits(type: AvroType, json: unknown): boolean {
    if (this.mustStop()) return false;
    switch (type.kind) {
      case 'null':
        return json === null;
      case 'boolean':
        return typeof json === 'boolean';
      case 'int':
        return isInt(json);
      case 'long':
        return longOfNumber(json) !== null;
      case 'float':
      case 'double':
        return typeof json === 'number' || typeof json === 'symbol';
      case 'string':
        return typeof json === 'string';
      case 'bytes':
        return codePointBytes(json) !== null;
      case 'fixed':
        return codePointBytes(json)?.length === type.sizeBytes;
      case 'enum':
        return type.symbols.includes(json as string);
      case 'union':
        return this.fitsUnion(type, json);
      case 'array':
        return Array.isArray(json) && json.every((item) => this.fits(type.items, item));
      case 'map':
        return isJsonObject(json) && Object.values(json).every((value) => this.fits(type.values, value));
      case 'record':
        return isJsonObject(json) && this.fitsRecord(type, json);
    }
  }

  private fitsUnion(type: UnionType, json: unknown): boolean {
    if (json === null || typeof json !== 'object') return type.branches.some((branch) => this.fits(branch, json));
    let ofJson = this.known.get(json);
    if (ofJson === undefined) this.known.set(json, (ofJson = new Map<UnionType, boolean>()));
    let answer = ofJson.get(type);
    if (answer === undefined) ofJson.set(type, (answer = type.branches.some((branch) => this.fits(branch, json))));
    return answer;
  }

  /** A field that the default leaves out takes its own, as Java reads it. */
  private fitsRecord(type: RecordType, json: Json): boolean {
    return type.fields.every((field) => {
      if (Object.hasOwn(json, field.name)) return this.fits(field.type, json[field.name]);
      return field.defaultValue !== undefined && !this.mustStop();
    });
  }

  private mustStop(): boolean {
    if (this.steps++ % STEPS_BETWEEN_LOOKS === 0) this.isCut ||= this.isOver();
    return this.isCut;
  }
}
