import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { POLICIES, type Policy } from '../contracts/finding.js';
import { isLevel, LEVELS } from '../contracts/level.js';
import { ConfluentError } from './confluent-error.js';
import { isTrue, readSubject } from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { RegistryService } from './registry.service.js';
import { DEFAULT_SETTINGS, type CompatibilitySettings } from './subject-version.js';
import { SubjectsRepository } from './subjects.repository.js';

interface ConfigBody {
  compatibilityLevel: string;
  compatibilityPolicy?: string;
}

const configBody = ({ level, policy }: CompatibilitySettings): ConfigBody => ({
  compatibilityLevel: level,
  ...(policy === null ? {} : { compatibilityPolicy: policy }),
});

/** `/config`, as clients of Confluent's Schema Registry know it. */
@ApiExcludeController()
@ConfluentApi()
@Controller('config')
export class ConfigController {
  constructor(
    private readonly registry: RegistryService,
    private readonly subjects: SubjectsRepository,
  ) {}

  @Get()
  async global(): Promise<ConfigBody> {
    return configBody((await this.subjects.settings('')) ?? DEFAULT_SETTINGS);
  }

  @Put()
  setGlobal(@Body() body: unknown): Promise<object> {
    return this.save('', body);
  }

  @Delete()
  async deleteGlobal(): Promise<ConfigBody> {
    return configBody((await this.subjects.deleteSettings('', change())) ?? DEFAULT_SETTINGS);
  }

  @Get(':subject')
  async ofSubject(@Param('subject') subject: string, @Query('defaultToGlobal') toGlobal?: string): Promise<ConfigBody> {
    if (isTrue(toGlobal)) return configBody(await this.registry.effectiveSettings(readSubject(subject)));
    const settings = await this.subjects.settings(readSubject(subject));
    if (settings !== null) return configBody(settings);
    throw notConfigured(subject);
  }

  @Put(':subject')
  setSubject(@Param('subject') subject: string, @Body() body: unknown): Promise<object> {
    return this.save(readSubject(subject), body);
  }

  @Delete(':subject')
  async deleteSubject(@Param('subject') subject: string): Promise<ConfigBody> {
    const settings = await this.subjects.deleteSettings(readSubject(subject), change());
    if (settings === null) throw notConfigured(subject);
    return configBody(settings);
  }

  private async save(subject: string, body: unknown): Promise<object> {
    const settings = await this.subjects.saveSettings(subject, readConfig(body), change());
    return {
      compatibility: settings.level,
      ...(settings.policy === null ? {} : { compatibilityPolicy: settings.policy }),
    };
  }
}

const change = () => ({ actor: 'anonymous', at: new Date() });

function readConfig(body: unknown): Partial<CompatibilitySettings> {
  const { compatibility, compatibilityLevel, compatibilityPolicy } = (body ?? {}) as Record<string, unknown>;
  const level = compatibility ?? compatibilityLevel;
  if (level === undefined && compatibilityPolicy === undefined) {
    throw new ConfluentError(
      42203,
      `Nothing to set: the body must be {"compatibility": "..."}, one of ${LEVELS.join(', ')}.`,
    );
  }
  if (level !== undefined && !isLevel(level)) {
    throw new ConfluentError(
      42203,
      `Invalid compatibility level ${JSON.stringify(level)}. Valid values are ${LEVELS.join(', ')}.`,
    );
  }
  if (compatibilityPolicy !== undefined && !POLICIES.includes(compatibilityPolicy as Policy)) {
    throw new ConfluentError(42203, `Invalid compatibilityPolicy. Valid values are ${POLICIES.join(', ')}.`);
  }
  return {
    ...(level === undefined ? {} : { level }),
    ...(compatibilityPolicy === undefined ? {} : { policy: compatibilityPolicy as Policy }),
  };
}

const notConfigured = (subject: string): ConfluentError =>
  new ConfluentError(40408, `Subject '${subject}' does not have subject-level compatibility configured.`);
