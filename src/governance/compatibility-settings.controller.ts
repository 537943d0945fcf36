import { Body, Controller, Get, Headers, Inject, NotFoundException, Param, Put } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { changeOf, type RequestHeaders } from '../registry/change-of.js';
import type { Settings } from '../registry/settings.js';
import { SettingsService } from '../registry/settings.service.js';
import { SubjectsRepository } from '../registry/store/subjects.repository.js';
import { ACTOR } from './api-words.js';
import { CompatibilityInput, CompatibilitySettings } from './compatibility-settings.js';
import { readBody } from './read-body.js';
import { readSubject } from './read-subject.js';

/** The level, policy and group of a contract; the same settings as at `/config/{subject}` of Confluent's API. */
@ApiTags('governance')
@Controller('api/v1/contracts/:subject/compatibility')
export class CompatibilitySettingsController {
  constructor(
    @Inject(SubjectsRepository) private readonly subjects: SubjectsRepository,
    @Inject(SettingsService) private readonly settings: SettingsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How strictly new versions of a contract are compared' })
  @ApiOkResponse({ schema: CompatibilitySettings as object })
  @ApiNotFoundResponse({ description: 'The subject has neither a version nor settings.' })
  async get(@Param('subject') name: string): Promise<CompatibilitySettings> {
    const subject = await this.settings.subjectOf(readSubject(name));
    const [own = null] = await this.subjects.settings([subject]);
    if (own === null && (await this.subjects.state(subject)) === null) {
      throw new NotFoundException(`There is no contract "${subject}". GET /api/v1/contracts lists those there are.`);
    }
    return this.shown(subject, own);
  }

  @Put()
  @ApiOperation({ summary: 'Sets the level, policy and group of a contract; also before its first version' })
  @ApiHeader(ACTOR)
  @ApiBody({ schema: CompatibilityInput as object })
  @ApiOkResponse({ schema: CompatibilitySettings as object })
  @ApiBadRequestResponse({ description: 'A field has no allowed value.' })
  @ApiUnprocessableEntityResponse({
    description: 'The contract is in read-only mode, by itself, its context or everything.',
  })
  async put(
    @Param('subject') name: string,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
  ): Promise<CompatibilitySettings> {
    const subject = await this.settings.subjectOf(readSubject(name));
    const { level = null, policy = null, compatibilityGroup = null } = readBody(CompatibilityInput, body);
    const given = { level, policy, compatibilityGroup };
    return this.shown(subject, await this.settings.save(subject, given, changeOf(headers)));
  }

  private async shown(subject: string, own: Settings | null): Promise<CompatibilitySettings> {
    const { level, policy, compatibilityGroup } = await this.settings.settings(subject);
    return {
      subject,
      own: {
        level: own?.level ?? null,
        policy: own?.policy ?? null,
        compatibilityGroup: own?.compatibilityGroup ?? null,
      },
      inForce: { level, policy, compatibilityGroup },
    };
  }
}
