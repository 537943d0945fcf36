import { Body, Controller, Delete, Get, Headers, Param, Put, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { changeOf, type RequestHeaders } from '../change-of.js';
import { ConfluentError, modeNotConfigured, nothingOfItsOwn } from './confluent-error.js';
import { isTrue, readScope } from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { isMode, MODES, type Mode } from '../mode.js';
import { SettingsService } from '../settings.service.js';
import { GLOBAL_SCOPE } from '../subject-name.js';
import type { Change } from '../subject-version.js';
import { SubjectsRepository } from '../store/subjects.repository.js';

interface ModeBody {
  mode: Mode;
}

/** `/mode`, as clients of Confluent's Schema Registry know it: of everything, of a context or of a subject. */
@ApiExcludeController()
@ConfluentApi()
@Controller('mode')
export class ModeController {
  constructor(
    private readonly settings: SettingsService,
    private readonly subjects: SubjectsRepository,
  ) {}

  @Get()
  async global(): Promise<ModeBody> {
    return { mode: await this.settings.mode(GLOBAL_SCOPE) };
  }

  @Put()
  setGlobal(
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
    @Query('force') force?: string,
  ): Promise<ModeBody> {
    return this.save(GLOBAL_SCOPE, body, isTrue(force), changeOf(headers));
  }

  @Delete()
  async deleteGlobal(@Headers() headers: RequestHeaders, @Query('recursive') recursive?: string): Promise<ModeBody> {
    const mode = await this.settings.deleteMode(GLOBAL_SCOPE, isTrue(recursive), changeOf(headers));
    return { mode: mode ?? 'READWRITE' };
  }

  @Get(':subject')
  async one(@Param('subject') subject: string, @Query('defaultToGlobal') toGlobal?: string): Promise<ModeBody> {
    const scope = readScope(subject);
    if (scope === GLOBAL_SCOPE || isTrue(toGlobal)) return { mode: await this.settings.mode(scope) };
    const [own, global] = await this.subjects.modes([scope, GLOBAL_SCOPE]);
    const mode = global === 'READONLY_OVERRIDE' ? global : own;
    if (mode === undefined || mode === null) throw modeNotConfigured(scope);
    return { mode };
  }

  @Put(':subject')
  set(
    @Param('subject') subject: string,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
    @Query('force') force?: string,
  ): Promise<ModeBody> {
    return this.save(readScope(subject), body, isTrue(force), changeOf(headers));
  }

  @Delete(':subject')
  async delete(
    @Param('subject') subject: string,
    @Headers() headers: RequestHeaders,
    @Query('recursive') recursive?: string,
  ): Promise<ModeBody> {
    const scope = readScope(subject);
    if (scope === GLOBAL_SCOPE) return this.deleteGlobal(headers, recursive);
    const mode = await this.settings.deleteMode(scope, isTrue(recursive), changeOf(headers));
    if (mode === null) throw nothingOfItsOwn(scope, 'mode');
    return { mode };
  }

  private async save(scope: string, body: unknown, force: boolean, change: Change): Promise<ModeBody> {
    const mode = readMode(body);
    await this.settings.setMode(scope, mode, force, change);
    return { mode };
  }
}

function readMode(body: unknown): Mode {
  const { mode } = (body ?? {}) as Record<string, unknown>;
  const name = typeof mode === 'string' ? mode.toUpperCase() : mode;
  if (isMode(name)) return name;
  const given = mode === undefined ? 'No mode is given' : `Invalid mode ${JSON.stringify(mode)}`;
  throw new ConfluentError(42204, `${given}: the body must be {"mode": "..."}, one of ${MODES.join(', ')}.`);
}
