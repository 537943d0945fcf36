import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { FORMATS } from '../../contracts/source.js';
import { foundTags, schemaBody, versionBody, type SchemaBody, type VersionBody } from './confluent-bodies.js';
import { schemaNotFound } from './confluent-error.js';
import { isTrue, readDeletion, readForm, readId, readMany, readName, readPage } from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { FormattedSchemas } from './formatted-schemas.service.js';
import { SchemaFinder } from '../schemas/schema-finder.service.js';
import { AnswerStands } from './standing-answers.service.js';
import { SubjectLists } from './subject-lists.service.js';
import type { StoredSchema } from '../subject-version.js';
import { SubjectsRepository } from '../store/subjects.repository.js';

type Parameters = Record<string, unknown>;

/** As many as Confluent's registry lists at once. */
const MAX_SCHEMAS = 1_000;

/** `/schemas`, as clients of Confluent's Schema Registry know it. */
@ApiExcludeController()
@ConfluentApi()
@Controller('schemas')
export class SchemasController {
  constructor(
    private readonly finder: SchemaFinder,
    private readonly lists: SubjectLists,
    private readonly formatted: FormattedSchemas,
    private readonly subjects: SubjectsRepository,
  ) {}

  @Get()
  async list(@Query() query: Parameters): Promise<VersionBody[]> {
    const which = { deletion: readDeletion(query), latestOnly: isTrue(query.latestOnly) };
    const [prefix, page] = [readName(query.subjectPrefix), readPage(query, MAX_SCHEMAS)];
    if (!isTrue(query.aliases)) return (await this.lists.schemas(prefix, which, page)).map(versionBody);
    const found = await this.lists.schemasWithAliases(prefix, which, page);
    return found.map(({ version, aliases }) => ({ ...versionBody(version), aliases }));
  }

  /** What can be registered here. */
  @Get('types')
  types(): string[] {
    return ['JSON', 'PROTOBUF', 'AVRO'].filter((type) => (FORMATS as readonly string[]).includes(type));
  }

  @Get('ids/:id')
  @AnswerStands('schema')
  async byId(@Param('id') id: string, @Query() query: Parameters): Promise<SchemaBody> {
    const schema = await this.find(id, query);
    const formatted = schemaBody(await this.formatted.as(schema, readForm(query)));
    const body = { ...formatted, ...foundTags(schema, readMany(query.findTags)) };
    return isTrue(query.fetchMaxId) ? { ...body, maxId: await this.subjects.highestId(schema.context) } : body;
  }

  @Get('ids/:id/schema')
  @AnswerStands('schema')
  async text(@Param('id') id: string, @Query() query: Parameters): Promise<string> {
    return (await this.formatted.as(await this.find(id, query), readForm(query))).text;
  }

  @Get('ids/:id/subjects')
  async subjectsOf(@Param('id') id: string, @Query() query: Parameters): Promise<string[]> {
    const schema = await this.find(id, query);
    const uses = await this.subjects.usesOf(schema.context, schema.id, readDeletion(query));
    const { offset = 0, limit } = readPage(query);
    const names = [...new Set(uses.map(({ subject }) => subject))];
    return names.slice(offset, limit === undefined ? undefined : offset + limit);
  }

  @Get('ids/:id/versions')
  async versionsOf(
    @Param('id') id: string,
    @Query() query: Parameters,
  ): Promise<{ subject: string; version: number }[]> {
    const schema = await this.find(id, query);
    return this.subjects.usesOf(schema.context, schema.id, readDeletion(query), readPage(query));
  }

  @Get('guids/:guid')
  async byGuid(@Param('guid') guid: string, @Query() query: Parameters): Promise<SchemaBody> {
    const [schema] = await this.subjects.schemasByGuid(readGuid(guid));
    if (schema === undefined) throw schemaNotFound(`Schema ${guid}`);
    return schemaBody(await this.formatted.as(schema, readForm(query)));
  }

  @Get('guids/:guid/ids')
  async idsOf(@Param('guid') guid: string): Promise<{ context: string; id: number }[]> {
    const schemas = await this.subjects.schemasByGuid(readGuid(guid));
    if (schemas.length === 0) throw schemaNotFound(`Schema ${guid}`);
    return schemas.map(({ context, id }) => ({ context, id }));
  }

  private async find(text: string, query: Parameters): Promise<StoredSchema> {
    const id = readId(text);
    const schema = id === null ? null : await this.finder.find(id, readName(query.subject) ?? '');
    if (schema === null) throw schemaNotFound(`Schema ${text}`);
    return schema;
  }
}

/** Anything else could not be asked for: some databases take no null character. @throws ConfluentError 40403. */
function readGuid(text: string): string {
  if (/^[\da-f-]{1,36}$/i.test(text)) return text;
  throw schemaNotFound(`Schema ${text.slice(0, 100)}`);
}
