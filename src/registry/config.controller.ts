import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { configBody, readConfig, updateBody } from './config-body.js';
import { levelNotConfigured, subjectNotFound } from './confluent-error.js';
import { changeNow, isTrue, readScope } from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { SettingsService } from './settings.service.js';
import { GLOBAL_SCOPE } from './subject-name.js';
import { SubjectsRepository } from './subjects.repository.js';

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
  setGlobal(@Body() body: unknown): Promise<object> {
    return this.save(GLOBAL_SCOPE, body);
  }

  @Delete()
  async deleteGlobal(): Promise<object> {
    return configBody((await this.subjects.deleteSettings(GLOBAL_SCOPE, changeNow())) ?? DEFAULT_SETTINGS);
  }

  @Get(':subject')
  async one(@Param('subject') subject: string, @Query('defaultToGlobal') toGlobal?: string): Promise<object> {
    const scope = readScope(subject);
    if (scope === GLOBAL_SCOPE) return this.global();
    const inForce = await this.settings.settings(scope);
    if (isTrue(toGlobal)) return configBody(inForce);
    const [own] = await this.subjects.settings([scope]);
    if (own === undefined || own === null) throw levelNotConfigured(scope);
    // Clients expect a level; where the scope does not say, it is the one that holds for it.
    return configBody({ ...own, level: inForce.level });
  }

  @Put(':subject')
  set(@Param('subject') subject: string, @Body() body: unknown): Promise<object> {
    return this.save(readScope(subject), body);
  }

  @Delete(':subject')
  async delete(@Param('subject') subject: string): Promise<object> {
    const scope = readScope(subject);
    if (scope === GLOBAL_SCOPE) return this.deleteGlobal();
    const { level } = await this.settings.settings(scope);
    const deleted = await this.subjects.deleteSettings(scope, changeNow());
    if (deleted === null) throw subjectNotFound(scope);
    return configBody({ ...deleted, level: deleted.level ?? level });
  }

  private async save(scope: string, body: unknown): Promise<object> {
    return updateBody(await this.subjects.saveSettings(scope, readConfig(body), changeNow()));
  }
}
