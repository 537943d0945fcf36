import { Injectable } from '@nestjs/common';
import type { ReferencedSchema, SchemaSource } from '../../contracts/source.js';
import { canonicalText } from './canonical-text.js';
import { invalidSchema, referenceMissing } from '../confluent/confluent-error.js';
import { findExactly } from '../registration/same-version.js';
import { qualifyFrom, scopeOfContext } from '../subject-name.js';
import type { Reference, SchemaContent, StoredSchema, SubjectVersion } from '../subject-version.js';
import { SubjectsRepository } from '../store/subjects.repository.js';

/** More than this nobody reads, and a check could not either. */
const MAX_REFERENCED = 500;
const MAX_REFERENCED_CHARACTERS = 4 * 1024 * 1024;

type Content = Pick<SchemaContent, 'format' | 'text' | 'references'>;

/** The versions that were sought for one question, by subject and number: many schemas refer to the same ones. */
export type FoundVersions = Map<string, Promise<SubjectVersion | null>>;

/**
 * Finds what schemas refer to, from version to version, as far as it goes. Nothing of it is kept from one question to the
 * next: a version is another schema after its subject was deleted for good and registered anew, here or at another server.
 */
@Injectable()
export class ReferenceResolver {
  constructor(private readonly subjects: SubjectsRepository) {}

  /** The references with the version that is latest now in the place of -1. @throws ConfluentError 42201. */
  async pin(subject: string, references: readonly Reference[]): Promise<Reference[]> {
    return Promise.all(
      references.map(async (reference) => {
        if (reference.version !== -1) return reference;
        const state = await this.subjects.state(qualifyFrom(subject, reference.subject));
        if (state === null || state.latestVersion === null) throw referenceMissing(reference, { isDeleted: false });
        return { ...reference, version: state.latestVersion };
      }),
    );
  }

  /** A registered schema with all it refers to. */
  async sourceOf(schema: StoredSchema, found?: FoundVersions): Promise<SchemaSource> {
    if (schema.references.length === 0) return { text: schema.text };
    return { text: schema.text, references: await this.resolve(scopeOfContext(schema.context), schema, found) };
  }

  /**
   * All that a schema registered under `subject` would refer to. What it names itself must be in use, unless the subject has
   * that very schema: nothing would be registered then. @throws ConfluentError 42201.
   */
  async resolveCandidate(
    subject: string,
    candidate: SchemaContent,
    found: FoundVersions = new Map(),
  ): Promise<ReferencedSchema[]> {
    if (candidate.references.length === 0) return [];
    const search = new Search(this.subjects, candidate.format, found);
    await search.follow(subject, candidate.references, []);
    const { deleted } = search;
    if (deleted === null || (await findExactly(this.subjects, subject, candidate)) !== null) return search.referenced();
    throw referenceMissing(deleted, { isDeleted: true });
  }

  private async resolve(
    subject: string,
    schema: Content,
    found: FoundVersions = new Map(),
  ): Promise<ReferencedSchema[]> {
    const search = new Search(this.subjects, schema.format, found);
    await search.follow(subject, schema.references, []);
    return search.referenced();
  }
}

class Search {
  /** By the names that they are referred to by. */
  private readonly texts = new Map<string, string>();
  /** The first of the schema's own references that leads to what is softly deleted. */
  deleted: Reference | null = null;
  private readonly seen = new Set<string>();
  private characters = 0;

  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly format: SchemaContent['format'],
    private readonly found: FoundVersions,
  ) {}

  referenced(): ReferencedSchema[] {
    return [...this.texts].map(([name, text]) => ({ name, text }));
  }

  /** `path` is how one came here: the versions that refer to each other. */
  async follow(referrer: string, references: readonly Reference[], path: readonly string[]): Promise<void> {
    for (const reference of references) {
      const subject = qualifyFrom(referrer, reference.subject);
      const key = `${subject} version ${reference.version}`;
      if (path.includes(key)) throw invalidSchema(`the reference "${reference.name}" leads back to itself by ${key}.`);
      const version = await this.find(key, subject, reference.version);
      if (version === null) throw referenceMissing(reference, { isDeleted: false });
      if (path.length === 0 && version.deletedAt !== null) this.deleted ??= reference;
      this.keep(reference, version);
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      await this.follow(subject, version.references, [...path, key]);
    }
  }

  private find(key: string, subject: string, number: number): Promise<SubjectVersion | null> {
    let version = this.found.get(key);
    if (version === undefined) this.found.set(key, (version = this.subjects.version(subject, number)));
    return version;
  }

  private keep({ name }: Reference, { format, text }: SubjectVersion): void {
    if (format !== this.format) {
      throw invalidSchema(`the reference "${name}" is ${format}, and what refers to it is ${this.format}.`);
    }
    const known = this.texts.get(name);
    if (known === undefined) {
      this.texts.set(name, text);
      this.characters += text.length;
    } else if (canonicalText(format, known) !== canonicalText(format, text)) {
      throw invalidSchema(`two different schemas are referred to by the name "${name}". Refer to one version of it.`);
    }
    if (this.texts.size > MAX_REFERENCED || this.characters > MAX_REFERENCED_CHARACTERS) {
      throw invalidSchema(
        `it refers to more than ${MAX_REFERENCED} schemas or ${MAX_REFERENCED_CHARACTERS} characters of them.`,
      );
    }
  }
}
