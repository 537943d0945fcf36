import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { SettingsService } from '../../registry/settings.service.js';
import { DELETED } from '../api-words.js';
import { DiffReport, LintReport, TranslationAnswer, TranslationInput } from './contract-tools.js';
import { ContractToolsService } from './contract-tools.service.js';
import type { WithBodyText } from '../validation/event-payload.js';
import { readFlag, readOnce, requireKnown } from '../../registry/page-query.js';
import { readBody } from '../read-body.js';
import { readSubject } from '../read-subject.js';

/** Lint, diff and translation of a contract's versions. */
@ApiTags('governance')
@Controller('api/v1/contracts/:subject')
export class ContractToolsController {
  constructor(
    @Inject(ContractToolsService) private readonly tools: ContractToolsService,
    @Inject(SettingsService) private readonly settings: SettingsService,
  ) {}

  @Get('lint')
  @ApiOperation({ summary: 'What is worth mending in a version, by the settings of the contract’s profile' })
  @ApiQuery({ name: 'version', required: false, description: 'A number or latest, which is the default.' })
  @ApiQuery(DELETED)
  @ApiOkResponse({ schema: LintReport as object })
  @ApiNotFoundResponse({ description: 'There is no such version.' })
  @ApiUnprocessableEntityResponse({ description: 'It took longer than it may.' })
  async lint(@Param('subject') name: string, @Query() query: Record<string, unknown>): Promise<LintReport> {
    requireKnown(query, ['version', 'deleted']);
    const version = readOnce(query, 'version');
    return this.tools.lint(await this.subjectOf(name), version, readFlag(query, 'deleted'), new Date());
  }

  @Get('diff')
  @ApiOperation({ summary: 'What changed between two versions, and what each change does to consumers' })
  @ApiQuery({ name: 'from', required: false, description: 'A version; the one before `to` by default.' })
  @ApiQuery({ name: 'to', required: false, description: 'A number or latest, which is the default.' })
  @ApiQuery(DELETED)
  @ApiOkResponse({ schema: DiffReport as object })
  @ApiNotFoundResponse({ description: 'There is no such version.' })
  @ApiUnprocessableEntityResponse({ description: 'A schema cannot be read, or the formats differ.' })
  async diff(@Param('subject') name: string, @Query() query: Record<string, unknown>): Promise<DiffReport> {
    requireKnown(query, ['from', 'to', 'deleted']);
    const wanted = { from: readOnce(query, 'from'), to: readOnce(query, 'to') };
    return this.tools.diff(await this.subjectOf(name), wanted, readFlag(query, 'deleted'));
  }

  @Post('translate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Carries events from one version to another, and tells which of them survive' })
  @ApiQuery(DELETED)
  @ApiBody({ schema: TranslationInput as object })
  @ApiOkResponse({ schema: TranslationAnswer as object })
  @ApiBadRequestResponse({ description: 'The body has not the form, or there is nothing to translate.' })
  @ApiNotFoundResponse({ description: 'There is no such version.' })
  @ApiUnprocessableEntityResponse({ description: 'A schema cannot be read, or it took longer than it may.' })
  async translate(
    @Param('subject') name: string,
    @Query() query: Record<string, unknown>,
    @Body() body: unknown,
    @Req() { bodyText }: WithBodyText,
  ): Promise<TranslationAnswer> {
    requireKnown(query, ['deleted']);
    const input = readBody(TranslationInput, body);
    return this.tools.translate(await this.subjectOf(name), input, readFlag(query, 'deleted'), bodyText);
  }

  private subjectOf(name: string): Promise<string> {
    return this.settings.subjectOf(readSubject(name));
  }
}
