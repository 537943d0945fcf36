import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  Headers,
  HttpCode,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readContextName } from '../../registry/subject-name.js';
import { changeOf, type RequestHeaders } from '../../registry/change-of.js';
import { RemoteImport, RemoteImportList, RemoteImportRequest } from './remote-import.js';
import { RemoteImports } from './remote-imports.service.js';
import { readRemoteUrl } from './remote-url.js';

const fits = new Ajv2020({ strict: false }).compile(RemoteImportRequest);

/** Imports from another registry by its API: see docs/exchange.md. */
@ApiTags('exchange')
@Controller('api/v1/exchange/imports')
export class RemoteImportsController {
  constructor(private readonly imports: RemoteImports) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Imports from another registry that speaks Confluent’s API, in the background' })
  @ApiBody({ schema: RemoteImportRequest as object })
  @ApiAcceptedResponse({ schema: RemoteImport as object })
  @ApiBadRequestResponse({ description: 'The body has not its form, or the address is none.' })
  @ApiConflictResponse({ description: 'Another import is running.' })
  start(@Headers() headers: RequestHeaders, @Body() body: unknown): RemoteImport {
    const started = this.imports.start(readRequest(body), changeOf(headers).actor);
    if (started !== null) return started;
    throw new ConflictException('Another import is running. Wait for its end, or cancel it.');
  }

  @Get()
  @ApiOperation({ summary: 'The imports of this process' })
  @ApiOkResponse({ schema: RemoteImportList as object })
  list(): RemoteImportList {
    return { imports: this.imports.list() };
  }

  @Get(':id')
  @ApiOperation({ summary: 'How far an import is' })
  @ApiOkResponse({ schema: RemoteImport as object })
  @ApiNotFoundResponse({ description: 'There is no such import; a restart forgets them.' })
  one(@Param('id') id: string): RemoteImport {
    const found = this.imports.find(id);
    if (found === null) throw unknownImport(id);
    return found;
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends an import; what was imported stays' })
  @ApiOkResponse({ schema: RemoteImport as object })
  @ApiNotFoundResponse({ description: 'There is no such import.' })
  async cancel(@Param('id') id: string): Promise<RemoteImport> {
    if (!(await this.imports.cancel(id))) throw unknownImport(id);
    return this.one(id);
  }
}

/** @throws BadRequestException, in words that hold nothing of `auth`. */
function readRequest(body: unknown): RemoteImportRequest {
  if (!fits(body)) {
    const { instancePath = '', message = 'has another form' } = fits.errors?.[0] ?? {};
    throw new BadRequestException(
      `${instancePath === '' ? 'The body' : instancePath} ${message}. Send {"url", "auth"?, "contexts"?, "subjectPrefix"?}.`,
    );
  }
  const request = body as RemoteImportRequest;
  const read = readRemoteUrl(request.url);
  if ('fault' in read) throw new BadRequestException(read.fault);
  if (request.contexts === undefined) return { ...request, url: read.url };
  const contexts = request.contexts.map((name) => {
    const context = name === '.' || name === '' ? '.' : readContextName(name);
    if (context === null) throw new BadRequestException(`"${name}" cannot be the name of a context.`);
    return context;
  });
  return { ...request, url: read.url, contexts };
}

const unknownImport = (id: string): NotFoundException =>
  new NotFoundException(`There is no import "${id}". GET /api/v1/exchange/imports lists those since the last start.`);
