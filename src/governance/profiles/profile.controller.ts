import {
  BadRequestException,
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Put,
  Query,
} from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { ACTOR } from '../api-words.js';
import { changeOf, type RequestHeaders } from '../../registry/change-of.js';
import { SettingsService } from '../../registry/settings.service.js';
import { ApiPage, pageOf, readOnce, readPage } from '../../registry/page-query.js';
import { ContractProfile, LIFECYCLES, ProfileInput, ProfilePage, SENSITIVITIES } from './profile.js';
import { ProfileService } from './profile.service.js';
import { readBody } from '../read-body.js';
import { readSubject } from '../read-subject.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;
const PARAMETERS = ['owner', 'team', 'domain', 'lifecycle', 'sensitivity', 'tag'];

/** What people say of contracts. */
@ApiTags('governance')
@Controller('api/v1')
export class ProfileController {
  constructor(
    @Inject(ProfileService) private readonly profiles: ProfileService,
    @Inject(SettingsService) private readonly settings: SettingsService,
  ) {}

  @Get('contracts/:subject/profile')
  @ApiOperation({ summary: 'Owner, lifecycle and all else that people say of a contract' })
  @ApiOkResponse({ schema: ContractProfile as object })
  @ApiNotFoundResponse({ description: 'There is neither a version nor a profile of this subject.' })
  async get(@Param('subject') subject: string): Promise<ContractProfile> {
    return this.profiles.get(await this.subjectOf(subject), new Date());
  }

  @Put('contracts/:subject/profile')
  @ApiOperation({ summary: 'Puts a profile in the place of the one there is; also before the first version' })
  @ApiHeader(ACTOR)
  @ApiBody({ schema: ProfileInput as object })
  @ApiOkResponse({ schema: ContractProfile as object })
  @ApiBadRequestResponse({ description: 'A field has no allowed value, or the lifecycle may not change so.' })
  @ApiConflictResponse({ description: 'It was changed since the `revision` that the body names.' })
  async put(
    @Param('subject') subject: string,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
  ): Promise<ContractProfile> {
    return this.profiles.put(await this.subjectOf(subject), readBody(ProfileInput, body), changeOf(headers));
  }

  @Delete('contracts/:subject/profile')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes back all that was said of a contract' })
  @ApiHeader(ACTOR)
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'Nobody has said anything of this subject.' })
  @ApiConflictResponse({ description: 'It has left draft, and has versions: these are deleted for good first.' })
  async delete(@Param('subject') subject: string, @Headers() headers: RequestHeaders): Promise<void> {
    await this.profiles.delete(await this.subjectOf(subject), changeOf(headers));
  }

  private subjectOf(name: string): Promise<string> {
    return this.settings.subjectOf(readSubject(name));
  }

  @Get('profiles')
  @ApiOperation({ summary: 'The profiles there are, by who answers for them' })
  @ApiQuery({ name: 'owner', required: false, description: 'Only those of this owner.' })
  @ApiQuery({ name: 'team', required: false, description: 'Only those of this team.' })
  @ApiQuery({ name: 'domain', required: false, description: 'Only those of this part of the business.' })
  @ApiQuery({ name: 'lifecycle', required: false, description: `Only those that are ${LIFECYCLES.join(', ')}.` })
  @ApiQuery({ name: 'sensitivity', required: false, description: `Only those that are ${SENSITIVITIES.join(', ')}.` })
  @ApiQuery({ name: 'tag', required: false, description: 'Only those with this tag.' })
  @ApiPage(DEFAULT_LIMIT, MAX_LIMIT)
  @ApiOkResponse({ schema: ProfilePage as object })
  @ApiBadRequestResponse({ description: 'A parameter has no allowed value.' })
  async list(@Query() query: Record<string, unknown>): Promise<ProfilePage> {
    const { limit, after } = readPage(query, DEFAULT_LIMIT, MAX_LIMIT, PARAMETERS);
    const filter = {
      owner: readOnce(query, 'owner'),
      team: readOnce(query, 'team'),
      domain: readOnce(query, 'domain'),
      lifecycle: readOneOf(LIFECYCLES, query, 'lifecycle'),
      sensitivity: readOneOf(SENSITIVITIES, query, 'sensitivity'),
      tag: readOnce(query, 'tag'),
      after,
    };
    const find = (count: number) => this.profiles.list({ ...filter, limit: count }, new Date());
    const { items, nextCursor } = await pageOf(limit, find, ({ subject }) => subject);
    return { profiles: items, nextCursor };
  }
}

function readOneOf<Word extends string>(words: readonly Word[], query: Record<string, unknown>, name: string) {
  const text = readOnce(query, name);
  const word = words.find((one) => one === text);
  if (text === null || word !== undefined) return word ?? null;
  throw new BadRequestException(`${name} must be one of ${words.join(', ')}; it is "${text}".`);
}
