import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { changeOf, type RequestHeaders } from '../change-of.js';
import { versionBody, type VersionBody } from './confluent-bodies.js';
import { schemaNotFound, subjectNotFound } from './confluent-error.js';
import {
  isTrue,
  readDeletion,
  readForm,
  readMany,
  readName,
  readPage,
  readSubject,
  readWholeCandidate,
} from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { DeletionService } from '../registration/deletion.service.js';
import { FormattedSchemas } from './formatted-schemas.service.js';
import { RegistrationService } from '../registration/registration.service.js';
import { SubjectLists } from './subject-lists.service.js';
import { SubjectsRepository } from '../store/subjects.repository.js';
import { VersionFinder } from '../version-finder.service.js';

type Parameters = Record<string, unknown>;

/** `/subjects`, as clients of Confluent's Schema Registry know it. */
@ApiExcludeController()
@ConfluentApi()
@Controller('subjects')
export class SubjectsController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly deletions: DeletionService,
    private readonly finder: VersionFinder,
    private readonly lists: SubjectLists,
    private readonly formatted: FormattedSchemas,
    private readonly subjects: SubjectsRepository,
  ) {}

  @Get()
  list(@Query() query: Parameters): Promise<string[]> {
    return this.lists.names(readName(query.subjectPrefix), readDeletion(query), readPage(query));
  }

  @Post(':subject')
  @HttpCode(200)
  async lookUp(
    @Param('subject') name: string,
    @Query() query: Parameters,
    @Body() body: unknown,
  ): Promise<VersionBody> {
    const candidate = readWholeCandidate(body, query);
    const subject = await this.finder.subjectOf(readSubject(name));
    const withDeleted = isTrue(query.deleted);
    const found = await this.finder.inContexts(subject, (one) =>
      this.registrations.lookUp(one, candidate, withDeleted),
    );
    if (found !== null) return versionBody(await this.formatted.as(found, readForm(query)));
    if (await this.finder.exists(subject, withDeleted)) {
      throw schemaNotFound('Schema', `No version of subject '${subject}' has it: register it to get its id.`);
    }
    throw subjectNotFound(subject);
  }

  @Delete(':subject')
  async delete(
    @Param('subject') name: string,
    @Headers() headers: RequestHeaders,
    @Query('permanent') permanent?: string,
  ): Promise<number[]> {
    const subject = await this.finder.subjectOf(readSubject(name));
    return this.deletions.deleteSubject(subject, isTrue(permanent), changeOf(headers));
  }

  /** The latest version whose metadata has all the properties that are named. */
  @Get(':subject/metadata')
  async byMetadata(@Param('subject') name: string, @Query() query: Parameters): Promise<VersionBody> {
    const subject = await this.finder.subjectOf(readSubject(name));
    const [keys, values] = [readMany(query.key), readMany(query.value)];
    const history = await this.subjects.history(subject, isTrue(query.deleted) ? 'both' : 'live');
    if (history.length === 0) throw subjectNotFound(subject);
    const found = history.findLast(({ metadata }) =>
      keys.every((key, i) => metadata?.properties !== undefined && metadata.properties[key] === values[i]),
    );
    if (found === undefined) {
      throw schemaNotFound('Schema', `No version of subject '${subject}' has all these properties: leave some out.`);
    }
    return versionBody(await this.formatted.as(found, readForm(query)));
  }
}
