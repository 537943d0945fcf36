import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { CompatibilityResult } from '../contracts/compatibility.js';
import { isAboutSchemaAlone } from '../contracts/finding.js';
import { ConfluentError, subjectNotFound } from './confluent-error.js';
import { isTrue, pickVersion, readCandidate, readSubject } from './confluent-request.js';
import { ConfluentApi } from './confluent-wire.js';
import { explainFindings } from './refusal-message.js';
import { RegistryService } from './registry.service.js';
import { SubjectsRepository } from './subjects.repository.js';

interface CompatibilityBody {
  is_compatible: boolean;
  messages?: string[];
}

/** `/compatibility`, as clients of Confluent's Schema Registry know it. What is not proved is not compatible here. */
@ApiExcludeController()
@ConfluentApi()
@Controller('compatibility/subjects/:subject/versions')
export class CompatibilityController {
  constructor(
    private readonly registry: RegistryService,
    private readonly subjects: SubjectsRepository,
  ) {}

  @Post()
  @HttpCode(200)
  async againstHistory(
    @Param('subject') subject: string,
    @Query('verbose') verbose: string | undefined,
    @Body() body: unknown,
  ): Promise<CompatibilityBody> {
    const candidate = readCandidate(body);
    const history = await this.subjects.history(readSubject(subject));
    if (history.length === 0) throw subjectNotFound(subject);
    return answer(await this.registry.check(subject, history, candidate), isTrue(verbose));
  }

  @Post(':version')
  @HttpCode(200)
  async againstVersion(
    @Param('subject') subject: string,
    @Param('version') version: string,
    @Query('verbose') verbose: string | undefined,
    @Body() body: unknown,
  ): Promise<CompatibilityBody> {
    const candidate = readCandidate(body);
    const picked = pickVersion(subject, await this.subjects.history(readSubject(subject)), version);
    return answer(await this.registry.check(subject, [picked], candidate), isTrue(verbose));
  }
}

function answer({ verdict, findings }: CompatibilityResult, isVerbose: boolean): CompatibilityBody {
  const invalid = findings.find(isAboutSchemaAlone);
  if (invalid !== undefined) throw new ConfluentError(42201, invalid.message);
  const isCompatible = verdict === 'compatible';
  return isVerbose
    ? { is_compatible: isCompatible, messages: explainFindings(findings) }
    : { is_compatible: isCompatible };
}
