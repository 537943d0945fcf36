import { Injectable } from '@nestjs/common';
import { SchemaCache } from './schema-cache.service.js';
import { DEFAULT_CONTEXT, parseSubject, qualify } from '../subject-name.js';
import type { StoredSchema } from '../subject-version.js';
import { SubjectsRepository } from '../store/subjects.repository.js';

/** Finds a schema by an id, which says little without its context: a client may name its subject beside it. */
@Injectable()
export class SchemaFinder {
  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly cache: SchemaCache,
  ) {}

  /**
   * In the context that the name has. Without one: in the default one, unless the subject lives in another context that
   * has this id too, and the default one does not know the subject by it.
   */
  async find(id: number, name: string): Promise<StoredSchema | null> {
    const { context, subject } = parseSubject(name);
    const own = await this.cache.find(context, id);
    if (subject === '' || context !== DEFAULT_CONTEXT) return own;
    const others = (await this.subjects.contexts()).filter((one) => one !== DEFAULT_CONTEXT);
    if (others.length === 0 || (await this.isUsed(DEFAULT_CONTEXT, id, subject))) return own;
    for (const other of others) {
      if (await this.isUsed(other, id, qualify(other, subject))) return this.cache.find(other, id);
    }
    return own;
  }

  private async isUsed(context: string, id: number, subject: string): Promise<boolean> {
    const uses = await this.subjects.usesOf(context, id, 'both');
    return uses.some((use) => use.subject === subject);
  }
}
