import { Readable } from 'node:stream';
import {
  BadRequestException,
  Body,
  Controller,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { SettingsService } from '../../registry/settings.service.js';
import { DELETED } from '../api-words.js';
import { BatchValidationService, LINES } from './batch-validation.service.js';
import type { EventInput } from '../jobs/contract-jobs.js';
import { ContractVersions, type ContractVersion } from '../tools/contract-versions.repository.js';
import { EventJudge } from './event-judge.service.js';
import { readEventInput, type WithBodyText } from './event-payload.js';
import { readFlag, readOnce, requireKnown } from '../../registry/page-query.js';
import { readBody } from '../read-body.js';
import { readSubject } from '../read-subject.js';
import { sayProblems } from './schema-problems.js';
import { BatchSummary, ENVELOPES, LineVerdict, ValidationAnswer, ValidationInput } from './validation.js';

type Envelope = (typeof ENVELOPES)[number];

const NDJSON = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];
/** Events of any bytes, each with its length before it. */
const LENGTH_PREFIXED = 'application/vnd.plumbline.events';
const LINES_IN_WORDS =
  'Of a batch: what a line holds. `length`: no lines, but before each event its length in bytes, as 32 bits with a sign, the highest byte first (-1: no value); the default of application/vnd.plumbline.events.';
/** What is ready of an answer while the client still sends: many clients read only after their last byte. */
const ANSWER_BUFFER_BYTES = 16 * 1024 * 1024;

/** Whether events are events of a version: one as JSON, or many as NDJSON. */
@ApiTags('governance')
@Controller('api/v1/contracts/:subject/validate')
export class ValidationController implements OnModuleInit {
  constructor(
    @Inject(ContractVersions) private readonly versions: ContractVersions,
    @Inject(EventJudge) private readonly judge: EventJudge,
    @Inject(BatchValidationService) private readonly batches: BatchValidationService,
    @Inject(SettingsService) private readonly settings: SettingsService,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  /** A batch is handed on as the stream it is. */
  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser([...NDJSON, LENGTH_PREFIXED], (_request, payload, done) => done(null, payload));
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Whether an event, or each line of an NDJSON batch, is an event of a version' })
  @ApiQuery({ name: 'version', required: false, description: 'A number or latest, which is the default.' })
  @ApiQuery(DELETED)
  @ApiQuery({ name: 'envelope', required: false, enum: [...ENVELOPES], description: 'auto opens what is there.' })
  @ApiQuery({ name: 'lines', required: false, enum: [...LINES], description: LINES_IN_WORDS })
  @ApiConsumes('application/json', NDJSON[0]!, LENGTH_PREFIXED)
  @ApiBody({
    schema: ValidationInput as object,
    description:
      'Of a batch: an event a line, as JSON or (`lines=base64`) its bytes in base64; or the bytes with their length before them.',
  })
  @ApiOkResponse({
    content: {
      'application/json': { schema: ValidationAnswer as object },
      'application/x-ndjson': { schema: Type.Union([LineVerdict, BatchSummary]) as object },
    },
  })
  @ApiBadRequestResponse({ description: 'A parameter or the body has not its form.' })
  @ApiNotFoundResponse({ description: 'There is no such version.' })
  @ApiUnprocessableEntityResponse({
    description: 'The version’s schema cannot be read, or it took longer than it may.',
  })
  async validate(
    @Param('subject') name: string,
    @Query() query: Record<string, unknown>,
    @Body() body: unknown,
    @Req() { bodyText }: WithBodyText,
    @Headers('content-type') type = '',
  ): Promise<ValidationAnswer | StreamableFile> {
    requireKnown(query, ['version', 'deleted', 'envelope', 'lines']);
    const envelope = oneOf('envelope', readOnce(query, 'envelope'), ENVELOPES);
    const standard = type.startsWith(LENGTH_PREFIXED) ? 'length' : 'json';
    const lines = oneOf('lines', readOnce(query, 'lines') ?? standard, LINES);
    const subject = await this.settings.subjectOf(readSubject(name));
    const withDeleted = readFlag(query, 'deleted');
    const version = await this.versions.pick(subject, 'version', readOnce(query, 'version'), withDeleted);
    if (!(body instanceof Readable)) {
      return this.validateOne(subject, version, envelope, readEventInput(readBody(ValidationInput, body), bodyText));
    }
    const answer = this.batches.validate({ subject, version, envelope, lines }, body);
    const stream = Readable.from(answer, { objectMode: false, highWaterMark: ANSWER_BUFFER_BYTES });
    return new StreamableFile(stream, { type: 'application/x-ndjson' });
  }

  private async validateOne(
    subject: string,
    contractVersion: ContractVersion,
    envelope: Envelope,
    event: EventInput,
  ): Promise<ValidationAnswer> {
    const { version } = contractVersion;
    const result = await this.judge.judge(subject, contractVersion, envelope, [event]);
    if ('problems' in result) throw sayProblems(version, result.problems);
    const verdict = result.verdicts[0] ?? null;
    return {
      subject,
      version,
      isValid: verdict?.isValid ?? null,
      envelopes: verdict?.envelopes ?? [],
      errors: verdict?.errors ?? [],
    };
  }
}

/** The first where none is named. */
function oneOf<T extends string>(name: string, text: string | null, allowed: readonly T[]): T {
  const found = text === null ? allowed[0] : allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw new BadRequestException(`${name} must be one of ${allowed.join(', ')}; it is "${text ?? ''}".`);
}
