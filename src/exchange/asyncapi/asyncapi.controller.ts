import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Post,
  Query,
  Req,
  UnprocessableEntityException,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { writeExactJson } from '../../contracts/exact-json.js';
import { changeOf, type RequestHeaders } from '../../registry/change-of.js';
import { readOne } from '../../registry/confluent/confluent-request.js';
import { readFlag } from '../../registry/page-query.js';
import { DEFAULT_CONTEXT, qualify, qualifyFrom, readContextName } from '../../registry/subject-name.js';
import type { SubjectVersion } from '../../registry/subject-version.js';
import { SubjectsRepository } from '../../registry/store/subjects.repository.js';
import { ContractProfiles, type ContractProfile } from '../odcs/contract-profiles.js';
import { DocumentWorker } from '../worker/document-worker.service.js';
import { AsyncApiImportResult } from './asyncapi-answer.js';
import { AsyncApiImport } from './asyncapi-import.service.js';
import { NAMINGS, type Naming } from './document-messages.js';
import { readDocument } from './read-document.js';
import { writeDocument } from './write-document.js';

const YAML = ['application/yaml', 'application/x-yaml', 'text/yaml', 'application/vnd.aai.asyncapi+yaml'];
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
/** A document is for people and tools, not for a whole registry: that is what an archive is for. */
const MAX_SUBJECTS = 2_000;

const CONTEXT = { name: 'context', required: false, description: 'The context of the subjects; `.` by default.' };
type Query = Record<string, unknown>;

/** Contracts from and to AsyncAPI documents: see docs/exchange.md. */
@ApiTags('exchange')
@Controller('api/v1/exchange/asyncapi')
export class AsyncApiController implements OnModuleInit {
  constructor(
    private readonly importing: AsyncApiImport,
    private readonly subjects: SubjectsRepository,
    private readonly worker: DocumentWorker,
    private readonly profiles: ContractProfiles,
    private readonly host: HttpAdapterHost,
  ) {}

  /** YAML is handed on as its text. */
  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    const options = { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES } as const;
    fastify.addContentTypeParser(YAML, options, (_request, body, done) => done(null, body));
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Registers the schemas of the messages of an AsyncAPI 2 or 3 document' })
  @ApiQuery({
    name: 'naming',
    required: false,
    enum: [...NAMINGS],
    description: 'How subjects are named; topic by default.',
  })
  @ApiQuery(CONTEXT)
  @ApiQuery({ name: 'dryRun', required: false, description: 'true: only tells what would be done.' })
  @ApiConsumes('application/json', YAML[0]!)
  @ApiBody({ schema: { type: 'object' }, description: 'The document, as JSON or YAML.' })
  @ApiOkResponse({ schema: AsyncApiImportResult as object })
  @ApiBadRequestResponse({ description: 'A parameter has not its form.' })
  @ApiUnprocessableEntityResponse({ description: 'The body is no AsyncAPI document of version 2 or 3.' })
  async import(
    @Query() query: Query,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
    @Req() { bodyText }: { bodyText?: string },
  ): Promise<AsyncApiImportResult> {
    const change = changeOf(headers);
    const naming = readNaming(query);
    const context = readContext(query);
    const dryRun = readFlag(query, 'dryRun');
    const text = typeof body === 'string' ? body : (bodyText ?? JSON.stringify(body ?? null));
    const read = await readDocument(text, (yaml) => this.worker.run('yaml', yaml));
    if ('fault' in read) throw new UnprocessableEntityException(read.fault);
    return this.importing.import(read.document, { naming, context, dryRun }, change);
  }

  @Get()
  @ApiOperation({ summary: 'An AsyncAPI 3 document of the latest versions of subjects' })
  @ApiQuery({ name: 'prefix', required: false, description: 'Only subjects whose name begins so.' })
  @ApiQuery(CONTEXT)
  @ApiOkResponse({ schema: { type: 'object' } })
  @ApiBadRequestResponse({ description: `There are more than ${MAX_SUBJECTS} such subjects, or a parameter is wrong.` })
  @Header('content-type', 'application/json; charset=utf-8')
  async export(@Query() query: Query): Promise<string> {
    const context = readContext(query);
    const prefix = qualify(context, readOne(query.prefix) ?? '');
    const filter = { context, prefix, deletion: 'live', latestOnly: true } as const;
    const versions = await this.subjects.schemas(filter, { limit: MAX_SUBJECTS + 1 });
    if (versions.length > MAX_SUBJECTS) {
      throw tooMany('such subjects');
    }
    const info = { title: 'Contracts kept by Plumbline', version: '1.0.0' };
    const referenced = await this.referencedBy(versions);
    const profiles = await this.profilesOf(versions.map(({ subject }) => subject));
    return writeExactJson(writeDocument({ versions, referenced, profiles }, info));
  }

  /** What the versions refer to beside each other, as far as it goes. @throws BadRequestException for too much. */
  private async referencedBy(versions: readonly SubjectVersion[]): Promise<SubjectVersion[]> {
    const all = [...versions];
    const known = new Set(all.map(({ subject, version }) => `${version} ${subject}`));
    // It grows while it is walked.
    for (const { subject, references } of all) {
      for (const reference of references) {
        const name = qualifyFrom(subject, reference.subject);
        const key = `${reference.version} ${name}`;
        if (known.has(key)) continue;
        known.add(key);
        const found = await this.subjects.version(name, reference.version);
        if (found !== null) all.push(found);
        if (all.length > MAX_SUBJECTS + versions.length) throw tooMany('versions that such subjects refer to');
      }
    }
    return all.slice(versions.length);
  }

  private async profilesOf(subjects: readonly string[]): Promise<Map<string, ContractProfile>> {
    const found = new Map<string, ContractProfile>();
    for (const subject of subjects) {
      const profile = await this.profiles.profileOf(subject);
      if (profile !== null) found.set(subject, profile);
    }
    return found;
  }
}

const tooMany = (what: string): BadRequestException =>
  new BadRequestException(`There are more than ${MAX_SUBJECTS} ${what}; name fewer with prefix.`);

function readNaming(query: Query): Naming {
  const naming = (readOne(query.naming) ?? 'topic') as Naming;
  if (NAMINGS.includes(naming)) return naming;
  throw new BadRequestException(`naming must be one of ${NAMINGS.join(', ')}.`);
}

function readContext(query: Query): string {
  const text = readOne(query.context) ?? DEFAULT_CONTEXT;
  const context = text === DEFAULT_CONTEXT ? text : readContextName(text);
  if (context === null) throw new BadRequestException(`"${text}" cannot be the name of a context.`);
  return context;
}
