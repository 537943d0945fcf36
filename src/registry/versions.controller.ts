import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { changeOf, type RequestHeaders } from './change-of.js';
import { versionBody, type VersionBody } from './confluent-bodies.js';
import { subjectNotFound } from './confluent-error.js';
import {
  isTrue,
  readCandidate,
  readDeletion,
  readOne,
  readPage,
  readSubject,
  readVersion,
} from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { DeletionService } from './deletion.service.js';
import { FormattedSchemas } from './formatted-schemas.service.js';
import { registrationAnswer } from './registration-answer.js';
import { RegistrationService } from './registration.service.js';
import type { SubjectVersion } from './subject-version.js';
import { SubjectsRepository } from './subjects.repository.js';
import { VersionFinder } from './version-finder.service.js';

type Parameters = Record<string, unknown>;

/** `/subjects/{subject}/versions`, as clients of Confluent's Schema Registry know it. */
@ApiExcludeController()
@ConfluentApi()
@Controller('subjects/:subject/versions')
export class VersionsController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly deletions: DeletionService,
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
    return versionBody(await this.find(name, version, query));
  }

  @Get(':version/schema')
  async schema(
    @Param('subject') name: string,
    @Param('version') version: string,
    @Query() query: Parameters,
  ): Promise<string> {
    return (await this.find(name, version, query)).text;
  }

  /** The ids of the schemas that refer to it. */
  @Get(':version/referencedby')
  async referencedBy(@Param('subject') name: string, @Param('version') version: string): Promise<number[]> {
    const found = await this.find(name, version, { deleted: 'true' });
    const referrers = await this.subjects.referrers(found.subject, found.version);
    return referrers.map(({ id }) => id).sort((a, b) => a - b);
  }

  @Post()
  @HttpCode(200)
  async register(
    @Param('subject') name: string,
    @Query() query: Parameters,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
  ): Promise<object> {
    const candidate = readCandidate(body, query);
    const subject = await this.finder.subjectOf(readSubject(name));
    const registration = await this.registrations.register(subject, candidate, changeOf(headers));
    return registrationAnswer(registration, subject, candidate);
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
    const found = await this.finder.find(subject, wanted, isTrue(query.deleted));
    return this.formatted.as(found, readOne(query.format));
  }
}
