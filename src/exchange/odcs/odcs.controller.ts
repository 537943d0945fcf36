import { Controller, Get, NotFoundException, Param, Query, UnprocessableEntityException } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { readOne, readSubject } from '../../registry/confluent/confluent-request.js';
import { ReferenceResolver } from '../../registry/schemas/reference-resolver.service.js';
import { SettingsService } from '../../registry/settings.service.js';
import type { SubjectVersion } from '../../registry/subject-version.js';
import { SubjectsRepository } from '../../registry/store/subjects.repository.js';
import { DocumentWorker } from '../worker/document-worker.service.js';
import { ContractProfiles } from './contract-profiles.js';
import { writeContract } from './write-contract.js';

/** Contracts as documents of the Open Data Contract Standard: see docs/exchange.md. */
@ApiTags('exchange')
@Controller('api/v1/exchange/odcs')
export class OdcsController {
  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly settings: SettingsService,
    private readonly references: ReferenceResolver,
    private readonly profiles: ContractProfiles,
    private readonly worker: DocumentWorker,
  ) {}

  @Get(':subject')
  @ApiOperation({ summary: 'A contract as an Open Data Contract Standard document' })
  @ApiQuery({ name: 'version', required: false, description: 'A number or latest, which is the default.' })
  @ApiOkResponse({ schema: { type: 'object' } })
  @ApiNotFoundResponse({ description: 'There is no such contract or version.' })
  @ApiUnprocessableEntityResponse({ description: 'Its schema cannot be read.' })
  async export(@Param('subject') name: string, @Query() query: Record<string, unknown>): Promise<object> {
    const subject = await this.settings.subjectOf(readSubject(name));
    const version = await this.find(subject, readOne(query.version) ?? 'latest');
    const source = await this.references.sourceOf(version);
    const read = await this.worker.run('outline', { format: version.format, source });
    if ('problems' in read) {
      throw new UnprocessableEntityException(
        `Version ${version.version} of "${subject}" cannot be read: ${read.problems[0]?.reason ?? 'it is no schema'}`,
      );
    }
    const { id, format, registeredAt } = version;
    const { outline, literals } = read;
    const profile = await this.profiles.profileOf(subject);
    return writeContract({ subject, version: version.version, id, format, registeredAt, outline, literals, profile });
  }

  private async find(subject: string, wanted: string): Promise<SubjectVersion> {
    const number = wanted === 'latest' ? (await this.subjects.state(subject))?.latestVersion : Number(wanted);
    const isNumber = Number.isInteger(number) && Number(number) > 0 && Number(number) < 2 ** 31;
    const found = isNumber ? await this.subjects.version(subject, Number(number)) : null;
    if (found !== null && found.deletedAt === null) return found;
    throw new NotFoundException(
      `There is no version ${wanted} of a contract "${subject}". GET /api/v1/contracts lists what there is.`,
    );
  }
}
