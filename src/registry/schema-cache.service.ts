import { Injectable } from '@nestjs/common';
import { BoundedCache } from './bounded-cache.js';
import type { StoredSchema } from './subject-version.js';
import { SubjectsRepository } from './subjects.repository.js';

/** Of what is cached, in characters of schemas; an entry is kept at least so long that another instance's deletion shows. */
const MAX_CHARACTERS = 8 * 1024 * 1024;
const ENTRY_CHARACTERS = 500;
const MAX_AGE_MS = 30_000;

/**
 * Schemas by context and id, from memory where they were asked for lately. They never change; one that was deleted for
 * good by another instance may still be answered for half a minute.
 */
@Injectable()
export class SchemaCache {
  private readonly cache = new BoundedCache<{ schema: StoredSchema; untilMs: number }>(MAX_CHARACTERS);

  /** Another one after each time that all was forgotten. */
  generation = 0;

  constructor(private readonly subjects: SubjectsRepository) {}

  /** From memory alone; undefined where it is not there. */
  cached(context: string, id: number): StoredSchema | undefined {
    const entry = this.cache.get(keyOf(context, id));
    return entry !== undefined && entry.untilMs > Date.now() ? entry.schema : undefined;
  }

  async find(context: string, id: number): Promise<StoredSchema | null> {
    const cached = this.cached(context, id);
    if (cached !== undefined) return cached;
    const { generation } = this;
    const schema = await this.subjects.schema(context, id);
    // What was read before all was forgotten may be what was to be forgotten.
    if (schema !== null && generation === this.generation) {
      const entry = { schema, untilMs: Date.now() + MAX_AGE_MS };
      this.cache.set(keyOf(context, id), entry, schema.text.length + ENTRY_CHARACTERS);
    }
    return schema;
  }

  clear(): void {
    this.cache.clear();
    this.generation += 1;
  }
}

const keyOf = (context: string, id: number): string => `${context} ${id}`;
