import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { changeOf, type RequestHeaders } from '../change-of.js';
import { foundTags, versionBody, type VersionBody } from './confluent-bodies.js';
import { subjectNotFound } from './confluent-error.js';
import {
  isRecord,
  isTrue,
  readCandidate,
  readDeletion,
  readForm,
  readMany,
  readPage,
  readSubject,
  readVersion,
} from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { DeletionService } from '../registration/deletion.service.js';
import { FormattedSchemas } from './formatted-schemas.service.js';
import { registrationAnswer, standingAnswer } from './registration-answer.js';
import { RegistrationService } from '../registration/registration.service.js';
import type { SubjectVersion } from '../subject-version.js';
import { SubjectsRepository } from '../store/subjects.repository.js';
import { TaggedCandidates } from '../registration/tagged-candidates.service.js';
import { readRetagging, readTagWish } from '../schemas/tags/tag-request.js';
import { RegistersVersions } from './unread-registrations.service.js';
import { VersionFinder } from '../version-finder.service.js';

type Parameters = Record<string, unknown>;

/** `/subjects/{subject}/versions`, as clients of Confluent's Schema Registry know it. */
@ApiExcludeController()
@ConfluentApi()
@Controller('subjects/:subject/versions')
export class VersionsController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly deletions: DeletionService,
    private readonly tagged: TaggedCandidates,
    private readonly finder: VersionFinder,
    private readonly formatted: FormattedSchemas,
    private readonly subjects: SubjectsRepository,
  ) {}

  @Get()
  async numbers(@Param('subject') name: string, @Query() query: Parameters): Promise<number[]> {
    const subject = await this.finder.subjectOf(readSubject(name));
    const deletion = readDeletion(query);
    if (!(await this.finder.exists(subject, deletion !== 'live'))) throw subjectNotFound(subject);
    const versions = await this.subjects.versionNumbers(subject, deletion, readPage(query));
    const asNegative = isTrue(query.deletedAsNegative);
    return versions.map(({ version, isDeleted }) => (asNegative && isDeleted ? -version : version));
  }

  @Get(':version')
  async version(
    @Param('subject') name: string,
    @Param('version') version: string,
    @Query() query: Parameters,
  ): Promise<VersionBody> {
    const found = await this.find(name, version, query);
    const body = versionBody(await this.formatted.as(found, readForm(query)));
    return { ...body, ...foundTags(found, readMany(query.findTags)) };
  }

  @Get(':version/schema')
  async schema(
    @Param('subject') name: string,
    @Param('version') version: string,
    @Query() query: Parameters,
  ): Promise<string> {
    return (await this.formatted.as(await this.find(name, version, query), readForm(query))).text;
  }

  /** The ids of the schemas that refer to it; with `deleted=true` also of those that only deleted versions use. */
  @Get(':version/referencedby')
  async referencedBy(
    @Param('subject') name: string,
    @Param('version') version: string,
    @Query() query: Parameters,
  ): Promise<number[]> {
    const found = await this.find(name, version, { deleted: 'true' });
    const deletion = isTrue(query.deleted) ? 'both' : 'live';
    const referrers = await this.subjects.referrers(found.subject, found.version, deletion);
    return referrers.map(({ id }) => id).sort((a, b) => a - b);
  }

  @Post()
  @RegistersVersions()
  @HttpCode(200)
  async register(
    @Param('subject') name: string,
    @Query() query: Parameters,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
  ): Promise<object> {
    const subject = await this.finder.subjectOf(readSubject(name));
    const change = changeOf(headers);
    const format = isRecord(body) ? body.schemaType : null;
    const { candidate, tagged } = await this.registrations.reading(subject, format, change, async () => {
      const candidate = readCandidate(body, query);
      return { candidate, tagged: await this.tagged.tagged(subject, candidate, readTagWish(body)) };
    });
    const isRetagged = candidate.version === null && tagged.version !== null;
    const same = isRetagged ? await this.tagged.standing(subject, tagged, null) : null;
    if (same !== null) return standingAnswer(same);
    const registration = await this.registrations.register(subject, tagged, change);
    return registrationAnswer(registration, subject, tagged, { isShown: tagged.text !== candidate.text });
  }

  /** Registers a version once more with other tags. */
  @Post(':version/tags')
  @HttpCode(200)
  async tag(
    @Param('subject') name: string,
    @Param('version') version: string,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
  ): Promise<object> {
    const wanted = readVersion(version);
    const retagging = readRetagging(body);
    const found = await this.finder.find(await this.finder.subjectOf(readSubject(name)), wanted, false);
    const change = changeOf(headers);
    const candidate = await this.registrations.reading(found.subject, found.format, change, () =>
      this.tagged.retagged(found, retagging),
    );
    const same = retagging.newVersion === null ? await this.tagged.standing(found.subject, candidate, found) : null;
    if (same !== null) return standingAnswer(same);
    const registration = await this.registrations.register(found.subject, candidate, change);
    return registrationAnswer(registration, found.subject, candidate, { isShown: true });
  }

  @Delete(':version')
  async delete(
    @Param('subject') name: string,
    @Param('version') version: string,
    @Headers() headers: RequestHeaders,
    @Query('permanent') permanent?: string,
  ): Promise<number> {
    const wanted = readVersion(version);
    const subject = await this.finder.subjectOf(readSubject(name));
    return this.deletions.deleteVersion(subject, wanted, isTrue(permanent), changeOf(headers));
  }

  private async find(name: string, version: string, query: Parameters): Promise<SubjectVersion> {
    const wanted = readVersion(version);
    const subject = await this.finder.subjectOf(readSubject(name));
    return this.finder.find(subject, wanted, isTrue(query.deleted));
  }
}
