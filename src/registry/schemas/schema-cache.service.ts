import { Injectable } from '@nestjs/common';
import { BoundedCache } from './bounded-cache.js';
import type { StoredSchema } from '../subject-version.js';
import { SubjectsRepository } from '../store/subjects.repository.js';

/** Of what is cached, in characters of schemas. */
const MAX_CHARACTERS = 8 * 1024 * 1024;
const ENTRY_CHARACTERS = 500;
/** What another instance deletes for good shows after so long, and so does what it imports in its place. */
const MAX_AGE_MS = 30_000;

/**
 * Schemas by context and id, from memory where they were asked for lately. They never change; one that was deleted for
 * good by another instance may still be answered for half a minute.
 */
@Injectable()
export class SchemaCache {
  private readonly cache = new BoundedCache<StoredSchema>(MAX_CHARACTERS);
  private timesForgotten = 0;

  constructor(private readonly subjects: SubjectsRepository) {}

  /**
   * Another one after half a minute, and after each time that all was forgotten. Whoever keeps what was made of schemas
   * keeps it under the one that was there before they were read: what was to be forgotten meanwhile is not found again.
   */
  get epoch(): string {
    return `${this.timesForgotten} ${Math.floor(Date.now() / MAX_AGE_MS)}`;
  }

  async find(context: string, id: number): Promise<StoredSchema | null> {
    const key = `${this.epoch} ${context} ${id}`;
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    const schema = await this.subjects.schema(context, id);
    if (schema !== null) this.cache.set(key, schema, schema.text.length + ENTRY_CHARACTERS);
    return schema;
  }

  clear(): void {
    this.cache.clear();
    this.timesForgotten += 1;
  }
}
