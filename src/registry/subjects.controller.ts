import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ConfluentError, schemaNotFound, subjectNotFound } from './confluent-error.js';
import { pageOf, pickVersion, readCandidate, readSubject } from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { explainFindings } from './refusal-message.js';
import { RegistryService, type Candidate, type Registration } from './registry.service.js';
import type { SubjectVersion } from './subject-version.js';
import { SubjectsRepository } from './subjects.repository.js';

interface VersionBody {
  subject: string;
  id: number;
  version: number;
  /** Left out for AVRO, as Confluent does. */
  schemaType?: string;
  schema: string;
}

const versionBody = ({ subject, id, version, format, text }: SubjectVersion): VersionBody => ({
  subject,
  id,
  version,
  ...(format === 'AVRO' ? {} : { schemaType: format }),
  schema: text,
});

/** `/subjects`, as clients of Confluent's Schema Registry know it. */
@ApiExcludeController()
@ConfluentApi()
@Controller('subjects')
export class SubjectsController {
  constructor(
    private readonly registry: RegistryService,
    private readonly subjects: SubjectsRepository,
  ) {}

  @Get()
  async list(@Query() query: { subjectPrefix?: string; offset?: string; limit?: string }): Promise<string[]> {
    const names = await this.subjects.subjects();
    const prefix = query.subjectPrefix ?? '';
    return pageOf(
      names.filter((name) => name.startsWith(prefix === ':*:' ? '' : prefix)),
      query,
    );
  }

  @Post(':subject')
  @HttpCode(200)
  async lookUp(@Param('subject') subject: string, @Body() body: unknown): Promise<VersionBody> {
    const candidate = readCandidate(body);
    await this.existing(subject);
    const found = await this.registry.lookUp(subject, candidate);
    if (found === null) throw schemaNotFound();
    return versionBody(found);
  }

  @Get(':subject/versions')
  async versions(
    @Param('subject') subject: string,
    @Query() query: { offset?: string; limit?: string },
  ): Promise<number[]> {
    const history = await this.existing(subject);
    return pageOf(
      history.map(({ version }) => version),
      query,
    );
  }

  @Get(':subject/versions/:version')
  async version(@Param('subject') subject: string, @Param('version') version: string): Promise<VersionBody> {
    return versionBody(pickVersion(subject, await this.subjects.history(readSubject(subject)), version));
  }

  @Get(':subject/versions/:version/schema')
  async schema(@Param('subject') subject: string, @Param('version') version: string): Promise<string> {
    return pickVersion(subject, await this.subjects.history(readSubject(subject)), version).text;
  }

  @Post(':subject/versions')
  @HttpCode(200)
  async register(@Param('subject') subject: string, @Body() body: unknown): Promise<{ id: number }> {
    const candidate = readCandidate(body);
    const registration = await this.registry.register(readSubject(subject), candidate);
    return { id: registeredId(registration, subject, candidate) };
  }

  private async existing(subject: string): Promise<SubjectVersion[]> {
    const history = await this.subjects.history(readSubject(subject));
    if (history.length === 0) throw subjectNotFound(subject);
    return history;
  }
}

function registeredId(registration: Registration, subject: string, { format }: Candidate): number {
  if (registration.outcome === 'registered') return registration.id;
  if (registration.outcome === 'invalid') {
    const reasons = registration.findings.map((finding) => `${finding.message} ${finding.fix}`.trim());
    throw new ConfluentError(42201, `Invalid ${format} schema. ${reasons.join(' ')}`);
  }
  const { verdict, findings } = registration.result;
  const said = verdict === 'incompatible' ? 'is incompatible with' : 'could not be proved compatible with';
  throw new ConfluentError(
    409,
    [`Schema being registered ${said} an earlier schema for subject "${subject}".`, ...explainFindings(findings)].join(
      '\n',
    ),
  );
}
