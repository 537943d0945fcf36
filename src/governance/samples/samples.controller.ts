import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { ACTOR } from '../api-words.js';
import type { WithBodyText } from '../validation/event-payload.js';
import { changeOf, type RequestHeaders } from '../../registry/change-of.js';
import { SettingsService } from '../../registry/settings.service.js';
import { ApiPage, pageOf, readPage } from '../../registry/page-query.js';
import { readBody, requireNoParameters } from '../read-body.js';
import { readSubject } from '../read-subject.js';
import { Sample, SampleInput, SamplePage, type StoredSample } from './sample.js';
import { SamplesRepository } from './samples.repository.js';
import { SamplesService } from './samples.service.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

const shown = (sample: StoredSample): Sample => ({ ...sample, createdAt: sample.createdAt.toISOString() });

/** Sample events of a contract. */
@ApiTags('governance')
@Controller('api/v1/contracts/:subject/samples')
export class SamplesController {
  constructor(
    @Inject(SamplesRepository) private readonly samples: SamplesRepository,
    @Inject(SamplesService) private readonly service: SamplesService,
    @Inject(SettingsService) private readonly settings: SettingsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The sample events of a contract' })
  @ApiPage(DEFAULT_LIMIT, MAX_LIMIT)
  @ApiOkResponse({ schema: SamplePage as object })
  @ApiBadRequestResponse({ description: 'A parameter has no allowed value.' })
  @ApiNotFoundResponse({ description: 'There is no such contract.' })
  async list(@Param('subject') subject: string, @Query() query: Record<string, unknown>): Promise<SamplePage> {
    const { limit, after } = readPage(query, DEFAULT_LIMIT, MAX_LIMIT);
    const contract = await this.service.existing(await this.subjectOf(subject));
    const find = (count: number) => this.samples.list(contract, after, count);
    const { items, nextCursor } = await pageOf(limit, find, ({ name }) => name);
    return { samples: items.map(shown), nextCursor };
  }

  @Post()
  @ApiOperation({ summary: 'Keeps an event that its version takes' })
  @ApiHeader(ACTOR)
  @ApiBody({ schema: SampleInput as object })
  @ApiCreatedResponse({ schema: Sample as object })
  @ApiBadRequestResponse({ description: 'The body has not the form of a sample.' })
  @ApiNotFoundResponse({ description: 'There is no such version.' })
  @ApiConflictResponse({ description: 'The name is taken, or there are too many samples.' })
  @ApiUnprocessableEntityResponse({ description: 'It is no event of the version; the message says why.' })
  async add(
    @Param('subject') subject: string,
    @Query() query: Record<string, unknown>,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
    @Req() { bodyText }: WithBodyText,
  ): Promise<Sample> {
    requireNoParameters(query);
    const change = changeOf(headers);
    return shown(await this.service.add(await this.subjectOf(subject), readBody(SampleInput, body), bodyText, change));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a sample event' })
  @ApiHeader(ACTOR)
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'The contract has no such sample.' })
  async delete(
    @Param('subject') subject: string,
    @Param('id') id: string,
    @Headers() headers: RequestHeaders,
  ): Promise<void> {
    await this.service.delete(await this.subjectOf(subject), id, changeOf(headers));
  }

  private subjectOf(name: string): Promise<string> {
    return this.settings.subjectOf(readSubject(name));
  }
}
