import { Injectable } from '@nestjs/common';
import type { ReferencedSchema, SchemaSource } from '../../contracts/source.js';
import { BoundedCache } from './bounded-cache.js';
import { canonicalText } from './canonical-text.js';
import { invalidSchema } from '../confluent/confluent-error.js';
import { SchemaCache } from './schema-cache.service.js';
import { qualifyFrom, scopeOfContext } from '../subject-name.js';
import type { Reference, SchemaContent, StoredSchema, SubjectVersion } from '../subject-version.js';
import { SubjectsRepository } from '../store/subjects.repository.js';

/** More than this nobody reads, and a check could not either. */
const MAX_REFERENCED = 500;
const MAX_REFERENCED_CHARACTERS = 4 * 1024 * 1024;
const CACHE_CHARACTERS = 8 * 1024 * 1024;

type Content = Pick<SchemaContent, 'format' | 'text' | 'references'>;

/** Finds what schemas refer to, from version to version, as far as it goes. */
@Injectable()
export class ReferenceResolver {
  private readonly resolved = new BoundedCache<readonly ReferencedSchema[]>(CACHE_CHARACTERS);

  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly schemas: SchemaCache,
  ) {}

  /** The references with the version that is latest now in the place of -1. @throws ConfluentError 42201. */
  async pin(subject: string, references: readonly Reference[]): Promise<Reference[]> {
    return Promise.all(
      references.map(async (reference) => {
        if (reference.version !== -1) return reference;
        const state = await this.subjects.state(qualifyFrom(subject, reference.subject));
        if (state === null || state.latestVersion === null) throw missing(reference);
        return { ...reference, version: state.latestVersion };
      }),
    );
  }

  /** A registered schema with all it refers to. That never changes, and is found once while `SchemaCache.epoch` lasts. */
  async sourceOf(schema: StoredSchema): Promise<SchemaSource> {
    if (schema.references.length === 0) return { text: schema.text };
    const key = `${this.schemas.epoch} ${schema.context} ${schema.id}`;
    const known = this.resolved.get(key);
    if (known !== undefined) return { text: schema.text, references: known };
    const references = await this.resolve(scopeOfContext(schema.context), schema);
    this.resolved.set(key, references, charactersOf(references));
    return { text: schema.text, references };
  }

  /** All that a schema registered under `subject` would refer to. @throws ConfluentError 42201. */
  async resolve(subject: string, schema: Content): Promise<ReferencedSchema[]> {
    if (schema.references.length === 0) return [];
    const search = new Search(this.subjects, schema.format);
    await search.follow(subject, schema.references, []);
    return [...search.found].map(([name, text]) => ({ name, text }));
  }
}

class Search {
  readonly found = new Map<string, string>();
  private readonly seen = new Set<string>();
  private characters = 0;

  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly format: SchemaContent['format'],
  ) {}

  /** `path` is how one came here: the versions that refer to each other. */
  async follow(referrer: string, references: readonly Reference[], path: readonly string[]): Promise<void> {
    for (const reference of references) {
      const subject = qualifyFrom(referrer, reference.subject);
      const key = `${subject} version ${reference.version}`;
      if (path.includes(key)) throw invalidSchema(`the reference "${reference.name}" leads back to itself by ${key}.`);
      const version = await this.subjects.version(subject, reference.version);
      if (version === null) throw missing(reference);
      this.keep(reference, version);
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      await this.follow(subject, version.references, [...path, key]);
    }
  }

  private keep({ name }: Reference, { format, text }: SubjectVersion): void {
    if (format !== this.format) {
      throw invalidSchema(`the reference "${name}" is ${format}, and what refers to it is ${this.format}.`);
    }
    const known = this.found.get(name);
    if (known === undefined) {
      this.found.set(name, text);
      this.characters += text.length;
    } else if (canonicalText(format, known) !== canonicalText(format, text)) {
      throw invalidSchema(`two different schemas are referred to by the name "${name}". Refer to one version of it.`);
    }
    if (this.found.size > MAX_REFERENCED || this.characters > MAX_REFERENCED_CHARACTERS) {
      throw invalidSchema(
        `it refers to more than ${MAX_REFERENCED} schemas or ${MAX_REFERENCED_CHARACTERS} characters of them.`,
      );
    }
  }
}

const missing = ({ name, subject, version }: Reference) =>
  invalidSchema(
    `the reference "${name}" leads to version ${version} of subject "${subject}", which is not there. Register it first.`,
  );

const charactersOf = (references: readonly ReferencedSchema[]): number =>
  references.reduce((sum, { name, text }) => sum + name.length + text.length, 0);
