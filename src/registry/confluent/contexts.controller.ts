import { Controller, Delete, Get, Headers, HttpCode, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { changeOf, type RequestHeaders } from '../change-of.js';
import { ConfluentError, notPermitted } from './confluent-error.js';
import { readName, readPage } from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { DeletionService } from '../registration/deletion.service.js';
import { DEFAULT_CONTEXT, readContextName } from '../subject-name.js';
import { SubjectsRepository } from '../store/subjects.repository.js';

/** `/contexts`, as clients of Confluent's Schema Registry know it. `/contexts/{context}/...` is rewritten before. */
@ApiExcludeController()
@ConfluentApi()
@Controller('contexts')
export class ContextsController {
  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly deletions: DeletionService,
  ) {}

  @Get()
  async list(@Query() query: Record<string, unknown>): Promise<string[]> {
    const prefix = readName(query.contextPrefix) ?? '';
    const page = readPage(query);
    if (prefix === '') return this.subjects.contexts(page);
    const { offset = 0, limit = Infinity } = page;
    const found = (await this.subjects.contexts()).filter((context) => context.startsWith(prefix));
    return found.slice(offset, offset + limit);
  }

  @Delete(':context')
  @HttpCode(204)
  async delete(@Param('context') text: string, @Headers() headers: RequestHeaders): Promise<void> {
    const context = readContextName(text);
    if (context === null || context === DEFAULT_CONTEXT) throw notPermitted(`The context '${text}' cannot be deleted.`);
    if (await this.deletions.deleteContext(context, changeOf(headers))) return;
    throw new ConfluentError(
      42211,
      `The specified context '${context}' is not empty. Delete its subjects with permanent=true first.`,
    );
  }
}
