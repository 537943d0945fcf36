import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Contract, ContractPage, ContractSummary } from './contract.js';
import { SettingsService } from './settings.service.js';
import { ApiPage, pageOf, readOnce, readPage } from './page-query.js';
import { isStorable } from './storable.js';
import { normalizeSubject } from './subject-name.js';
import { SubjectsRepository } from './store/subjects.repository.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** The contracts, for people: what there is, and one with all its versions. */
@ApiTags('contracts')
@Controller('api/v1/contracts')
export class ContractsController {
  constructor(
    private readonly settings: SettingsService,
    private readonly subjects: SubjectsRepository,
  ) {}

  @Get()
  @ApiQuery({
    name: 'q',
    required: false,
    description: 'Only subjects with a word that begins with this, in any case.',
  })
  @ApiPage(DEFAULT_LIMIT, MAX_LIMIT)
  @ApiOkResponse({ schema: ContractPage as object })
  async list(@Query() query: Record<string, unknown>): Promise<ContractPage> {
    const { limit, after } = readPage(query, DEFAULT_LIMIT, MAX_LIMIT, ['q']);
    const term = readOnce(query, 'q') ?? '';
    const find = (count: number) => this.subjects.search(term, { after, limit: count });
    const { items: page, nextCursor } = await pageOf(limit, find, (name) => name);
    const counts = await this.subjects.countVersions(page);
    const contracts = await Promise.all(page.map((subject) => this.summary(subject, counts.get(subject) ?? 0)));
    return {
      contracts: contracts.filter((contract) => contract !== null),
      nextCursor,
    };
  }

  @Get(':subject')
  @ApiOkResponse({ schema: Contract as object })
  async one(@Param('subject') name: string): Promise<Contract> {
    const subject = isStorable(name) ? await this.settings.subjectOf(normalizeSubject(name)) : name;
    const history = isStorable(name) ? await this.subjects.history(subject) : [];
    const latest = history.at(-1);
    if (latest === undefined) {
      throw new NotFoundException(`There is no contract "${subject}". GET /api/v1/contracts lists those there are.`);
    }
    const { level } = await this.settings.settings(subject);
    return {
      subject,
      format: latest.format,
      level,
      versions: history.toReversed().map(({ version, id, text, registeredAt }) => ({
        version,
        id,
        schema: text,
        registeredAt: registeredAt.toISOString(),
      })),
    };
  }

  /** Null for one that was deleted meanwhile. */
  private async summary(subject: string, versionCount: number): Promise<ContractSummary | null> {
    const version = (await this.subjects.state(subject))?.latestVersion ?? null;
    const latest = version === null ? null : await this.subjects.version(subject, version);
    if (latest === null) return null;
    const { level } = await this.settings.settings(subject);
    return {
      subject,
      format: latest.format,
      level,
      versionCount,
      latestVersion: latest.version,
      updatedAt: latest.registeredAt.toISOString(),
    };
  }
}
