import { Body, Controller, Delete, Get, Headers, Param, Put, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { changeOf, type RequestHeaders } from '../change-of.js';
import { configBody, deletedBody, readConfig, updateBody } from './config-body.js';
import { levelNotConfigured, nothingOfItsOwn } from './confluent-error.js';
import { isTrue, readScope } from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import { SettingsService } from '../settings.service.js';
import { GLOBAL_SCOPE } from '../subject-name.js';
import { SubjectsRepository } from '../store/subjects.repository.js';

/** `/config`, as clients of Confluent's Schema Registry know it: of everything, of a context or of a subject. */
@ApiExcludeController()
@ConfluentApi()
@Controller('config')
export class ConfigController {
  constructor(
    private readonly settings: SettingsService,
    private readonly subjects: SubjectsRepository,
  ) {}

  @Get()
  async global(): Promise<object> {
    return configBody(await this.settings.settings(GLOBAL_SCOPE));
  }

  @Put()
  setGlobal(@Headers() headers: RequestHeaders, @Body() body: unknown): Promise<object> {
    return this.save(GLOBAL_SCOPE, body, headers);
  }

  @Delete()
  async deleteGlobal(@Headers() headers: RequestHeaders): Promise<object> {
    return deletedBody((await this.settings.delete(GLOBAL_SCOPE, changeOf(headers))) ?? DEFAULT_SETTINGS);
  }

  @Get(':subject')
  async one(@Param('subject') subject: string, @Query('defaultToGlobal') toGlobal?: string): Promise<object> {
    const scope = readScope(subject);
    if (scope === GLOBAL_SCOPE) return this.global();
    if (isTrue(toGlobal)) return configBody(await this.settings.settings(scope));
    const [own] = await this.subjects.settings([scope]);
    if (own === undefined || own === null) throw levelNotConfigured(scope);
    return configBody(own);
  }

  @Put(':subject')
  set(@Param('subject') subject: string, @Headers() headers: RequestHeaders, @Body() body: unknown): Promise<object> {
    return this.save(readScope(subject), body, headers);
  }

  @Delete(':subject')
  async delete(@Param('subject') subject: string, @Headers() headers: RequestHeaders): Promise<object> {
    const scope = readScope(subject);
    if (scope === GLOBAL_SCOPE) return this.deleteGlobal(headers);
    const deleted = await this.settings.delete(scope, changeOf(headers));
    if (deleted === null) throw nothingOfItsOwn(scope, 'compatibility level');
    return deletedBody(deleted);
  }

  private async save(scope: string, body: unknown, headers: RequestHeaders): Promise<object> {
    return updateBody(await this.settings.save(scope, readConfig(body), changeOf(headers)));
  }
}
