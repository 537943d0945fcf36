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
import { DiffReport, LintReport, TranslationAnswer, TranslationInput } from './contract-tools.js';
import { ContractToolsService } from './contract-tools.service.js';
import type { WithBodyText } from './event-payload.js';
import { readOnce } from './page-query.js';
import { readBody } from './read-body.js';
import { readSubject } from './read-subject.js';

/** Lint, diff and translation of a contract's versions. */
@ApiTags('governance')
@Controller('api/v1/contracts/:subject')
export class ContractToolsController {
  constructor(@Inject(ContractToolsService) private readonly tools: ContractToolsService) {}

  @Get('lint')
  @ApiOperation({ summary: 'What is worth mending in a version, by the settings of the contract’s profile' })
  @ApiQuery({ name: 'version', required: false, description: 'A number or latest, which is the default.' })
  @ApiOkResponse({ schema: LintReport as object })
  @ApiNotFoundResponse({ description: 'There is no such version.' })
  @ApiUnprocessableEntityResponse({ description: 'It took longer than it may.' })
  lint(@Param('subject') subject: string, @Query() query: Record<string, unknown>): Promise<LintReport> {
    return this.tools.lint(readSubject(subject), readOnce(query, 'version'), new Date());
  }

  @Get('diff')
  @ApiOperation({ summary: 'What changed between two versions, and what each change does to consumers' })
  @ApiQuery({ name: 'from', required: false, description: 'A version; the one before `to` by default.' })
  @ApiQuery({ name: 'to', required: false, description: 'A number or latest, which is the default.' })
  @ApiOkResponse({ schema: DiffReport as object })
  @ApiNotFoundResponse({ description: 'There is no such version.' })
  @ApiUnprocessableEntityResponse({ description: 'A schema cannot be read, or the formats differ.' })
  diff(@Param('subject') subject: string, @Query() query: Record<string, unknown>): Promise<DiffReport> {
    return this.tools.diff(readSubject(subject), { from: readOnce(query, 'from'), to: readOnce(query, 'to') });
  }

  @Post('translate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Carries events from one version to another, and tells which of them survive' })
  @ApiBody({ schema: TranslationInput as object })
  @ApiOkResponse({ schema: TranslationAnswer as object })
  @ApiBadRequestResponse({ description: 'The body has not the form, or there is nothing to translate.' })
  @ApiNotFoundResponse({ description: 'There is no such version.' })
  @ApiUnprocessableEntityResponse({ description: 'A schema cannot be read, or it took longer than it may.' })
  async translate(
    @Param('subject') subject: string,
    @Body() body: unknown,
    @Req() { bodyText }: WithBodyText,
  ): Promise<TranslationAnswer> {
    return this.tools.translate(readSubject(subject), readBody(TranslationInput, body), bodyText);
  }
}
