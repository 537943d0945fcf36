import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ConfluentError } from './confluent-error.js';
import { isTrue } from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';

/** `/mode`: everything can be read and written. */
@ApiExcludeController()
@ConfluentApi()
@Controller('mode')
export class ModeController {
  @Get()
  global(): { mode: string } {
    return { mode: 'READWRITE' };
  }

  @Get(':subject')
  ofSubject(@Param('subject') subject: string, @Query('defaultToGlobal') toGlobal?: string): { mode: string } {
    if (isTrue(toGlobal)) return this.global();
    throw new ConfluentError(40409, `Subject '${subject}' does not have subject-level mode configured.`);
  }
}
