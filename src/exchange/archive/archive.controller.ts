import { Readable } from 'node:stream';
import {
  Body,
  ConflictException,
  Controller,
  Get,
  Headers,
  HttpCode,
  Post,
  Query,
  RequestTimeoutException,
  Res,
  ServiceUnavailableException,
  StreamableFile,
  UnprocessableEntityException,
  UnsupportedMediaTypeException,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { changeOf, type RequestHeaders } from '../../registry/change-of.js';
import { readMany } from '../../registry/confluent/confluent-request.js';
import { readFlag } from '../../registry/page-query.js';
import type { Change } from '../../registry/subject-version.js';
import { ArchiveFault } from './archive-fault.js';
import { ArchiveParts } from './archive-parts.service.js';
import { ArchiveSpool, TooManyUploads, UploadStalled } from './archive-spool.store.js';
import { ArchiveExport } from './export-archive.service.js';
import { ArchiveImport, ImportClash, type ImportOptions } from './import-archive.service.js';
import { ImportReport } from './import-report.js';

const GZIP = ['application/gzip', 'application/x-gzip'];
const WITHOUT = {
  name: 'without',
  required: false,
  description: 'Parts to leave out, such as `audit`; several with commas.',
};
const RETRY_AFTER_SECONDS = 60;
const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

/** The whole registry as one file, and back: see docs/exchange.md. */
@ApiTags('exchange')
@Controller('api/v1/exchange/archive')
export class ArchiveController implements OnModuleInit {
  private isImporting = false;

  constructor(
    private readonly exporting: ArchiveExport,
    private readonly importing: ArchiveImport,
    private readonly parts: ArchiveParts,
    private readonly spool: ArchiveSpool,
    private readonly host: HttpAdapterHost,
  ) {}

  /** An archive is handed on as the stream it is. */
  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser(GZIP, (_request, payload, done) => done(null, payload));
  }

  @Get()
  @ApiOperation({ summary: 'The whole registry as one archive' })
  @ApiQuery(WITHOUT)
  @ApiProduces(GZIP[0]!)
  @ApiOkResponse({ content: { [GZIP[0]!]: BINARY }, description: 'gzip over NDJSON; the last line is the manifest.' })
  export(@Query() query: Record<string, unknown>): StreamableFile {
    const without = readWithout(query);
    this.parts.requireKnown(without);
    return new StreamableFile(this.exporting.export(without), {
      type: GZIP[0]!,
      disposition: 'attachment; filename="registry.ndjson.gz"',
    });
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Imports an archive; ids and version numbers stay what they are' })
  @ApiQuery({ name: 'dryRun', required: false, description: 'true: only tells what an import would do.' })
  @ApiQuery(WITHOUT)
  @ApiConsumes(GZIP[0]!)
  @ApiBody(BINARY)
  @ApiOkResponse({ schema: ImportReport as object })
  @ApiBadRequestResponse({ description: 'A parameter has not its form, or names no part; nothing was imported.' })
  @ApiConflictResponse({
    description: 'It clashes with what is there, and nothing was imported; or another import is under way.',
  })
  @ApiUnprocessableEntityResponse({ description: 'It is damaged or no archive; nothing was imported.' })
  @ApiServiceUnavailableResponse({ description: 'Too many archives are on their way: come again after `Retry-After`.' })
  async import(
    @Query() query: Record<string, unknown>,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportReport> {
    const change = changeOf(headers);
    const options = { dryRun: readFlag(query, 'dryRun'), without: readWithout(query) };
    if (!(body instanceof Readable)) {
      const type = headers['content-type'];
      const given =
        type === undefined ? 'No content type was given' : `The content type "${String(type)}" is not read here`;
      throw new UnsupportedMediaTypeException(`${given}; send the archive as it was exported, as application/gzip.`);
    }
    try {
      return await this.spool.with(body, (file) => this.importAlone(file, options, change));
    } catch (error) {
      // What is still to come is not read.
      if (error instanceof UploadStalled || error instanceof TooManyUploads) void reply.header('connection', 'close');
      if (error instanceof UploadStalled) throw new RequestTimeoutException(error.message);
      if (error instanceof TooManyUploads) {
        void reply.header('retry-after', RETRY_AFTER_SECONDS);
        throw new ServiceUnavailableException(error.message);
      }
      throw error instanceof ArchiveFault ? new UnprocessableEntityException(error.message) : error;
    }
  }

  /** Only what has wholly arrived holds up others. */
  private async importAlone(file: string, options: ImportOptions, change: Change): Promise<ImportReport> {
    if (this.isImporting) throw new ConflictException('Another archive is being imported. Try again when it is done.');
    this.isImporting = true;
    try {
      return await this.importFile(file, options, change);
    } finally {
      this.isImporting = false;
    }
  }

  private async importFile(file: string, options: ImportOptions, change: Change): Promise<ImportReport> {
    try {
      const report = await this.importing.import(file, options, change);
      if (options.dryRun || report.clashCount === 0) return report;
      throw new ConflictException(refusalOf(report));
    } catch (error) {
      throw error instanceof ImportClash ? new ConflictException(error.message) : error;
    }
  }
}

const readWithout = (query: Record<string, unknown>): string[] =>
  readMany(query.without).flatMap((names) => names.split(',').filter((name) => name !== ''));

function refusalOf({ clashCount, clashes }: ImportReport): string {
  const more = clashCount > clashes.length ? ` And ${clashCount - clashes.length} more.` : '';
  return (
    `Nothing was imported: ${clashCount === 1 ? 'one row clashes' : `${clashCount} rows clash`} with what is here. ` +
    `${clashes.map((clash) => clash[0]!.toUpperCase() + clash.slice(1)).join(' ')}${more} ` +
    'Import it into an empty registry, or make here what it says.'
  );
}
