import { Inject, Injectable } from '@nestjs/common';
import type { Format } from '../../contracts/source.js';
import type { WrittenBy } from '../../contracts/validation/envelope.js';
import { namedSchema } from '../../contracts/validation/named-schema.js';
import type { SchemaName, Writer, Writers } from '../../contracts/validation/writer.js';
import { ReferenceResolver } from '../../registry/schemas/reference-resolver.service.js';
import { SchemaFinder } from '../../registry/schemas/schema-finder.service.js';
import { contextOf } from '../../registry/subject-name.js';
import type { StoredSchema } from '../../registry/subject-version.js';
import { SubjectsRepository } from '../../registry/store/subjects.repository.js';
import type { ValidationJob } from '../jobs/contract-jobs.js';
import type { ContractVersion } from '../tools/contract-versions.repository.js';

/** So many schemas are looked up for one request, however many its events name. */
const MAX_LOOKED_UP = 200;
/** What the schemas of one request may take, in characters; what is named beyond is not looked up. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** What was written by another schema cannot be read without it: Avro at all, Protobuf as to which message it is. */
const READ_BY_WRITER: ReadonlySet<Format> = new Set(['AVRO', 'PROTOBUF']);

/** What was looked up for one request. */
export class LookedUp {
  readonly writers = new Map<SchemaName, Writer | null>();
  characters = 0;

  get isFull(): boolean {
    return this.writers.size >= MAX_LOOKED_UP || this.characters >= MAX_CHARACTERS;
  }
}

/** Finds the schemas that events name in Confluent's envelopes, as a consumer of the subject would. */
@Injectable()
export class EventWriters {
  constructor(
    @Inject(SubjectsRepository) private readonly subjects: SubjectsRepository,
    @Inject(SchemaFinder) private readonly finder: SchemaFinder,
    @Inject(ReferenceResolver) private readonly references: ReferenceResolver,
  ) {}

  /** Of the events of a job; what `lookedUp` has already is not sought again. */
  async of(
    subject: string,
    version: ContractVersion,
    { events, envelope }: Pick<ValidationJob, 'events' | 'envelope'>,
    lookedUp = new LookedUp(),
  ): Promise<Writers> {
    const found = new Map<SchemaName, Writer | null>();
    for (const event of events) {
      const name = namedSchema(event, envelope);
      if (name === null || found.has(name)) continue;
      const writer = await this.writer(subject, version, name, lookedUp);
      if (writer !== undefined) found.set(name, writer);
    }
    return found;
  }

  /** Undefined where no more is looked up. */
  private async writer(
    subject: string,
    version: ContractVersion,
    name: SchemaName,
    lookedUp: LookedUp,
  ): Promise<Writer | null | undefined> {
    const known = lookedUp.writers.get(name);
    if (known !== undefined || lookedUp.isFull) return known;
    const writer = await this.find(subject, version, name);
    lookedUp.writers.set(name, writer);
    lookedUp.characters += charactersOf(writer);
    return writer;
  }

  private async find(subject: string, asked: ContractVersion, name: SchemaName): Promise<Writer | null> {
    const schema = typeof name === 'number' ? await this.finder.find(name, subject) : await this.byGuid(subject, name);
    if (schema === null) return null;
    const uses = await this.subjects.usesOf(schema.context, schema.id, 'both');
    const own = uses.filter((use) => use.subject === subject);
    const isAsked = own.some((use) => use.version === asked.version);
    const use = isAsked ? { subject, version: asked.version } : (own.at(-1) ?? uses[0]);
    // Deleted for good since it was found.
    if (use === undefined) return null;
    const writtenBy: WrittenBy = { schemaId: schema.id, subject: use.subject, version: use.version };
    const isRead = READ_BY_WRITER.has(schema.format) && asked.format === schema.format && !isAsked;
    return {
      writtenBy,
      format: schema.format,
      isAsked,
      source: isRead ? await this.references.sourceOf(schema) : null,
    };
  }

  private async byGuid(subject: string, guid: string): Promise<StoredSchema | null> {
    const schemas = await this.subjects.schemasByGuid(guid);
    return schemas.find(({ context }) => context === contextOf(subject)) ?? schemas[0] ?? null;
  }
}

function charactersOf(writer: Writer | null): number {
  const source = writer?.source ?? null;
  if (source === null) return 0;
  return (source.references ?? []).reduce((sum, { text }) => sum + text.length, source.text.length);
}
