import { BadRequestException, Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Contract, ContractPage, ContractSummary } from './contract.js';
import { SettingsService } from './settings.service.js';
import { isStorable } from './storable.js';
import { SubjectsRepository } from './subjects.repository.js';

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
  @ApiQuery({ name: 'limit', required: false, description: `1 to ${MAX_LIMIT}, ${DEFAULT_LIMIT} by default.` })
  @ApiQuery({ name: 'cursor', required: false, description: 'The `nextCursor` of the page before.' })
  @ApiOkResponse({ schema: ContractPage as object })
  async list(@Query() query: Record<string, unknown>): Promise<ContractPage> {
    const limit = readLimit(readOnce(query, 'limit'));
    const cursor = readOnce(query, 'cursor');
    const after = cursor === '' ? null : readCursor(cursor);
    // One more than is shown tells whether there is a next page.
    const names = await this.subjects.search(readOnce(query, 'q'), { after, limit: limit + 1 });
    const page = names.slice(0, limit);
    const counts = await this.subjects.countVersions(page);
    const contracts = await Promise.all(page.map((subject) => this.summary(subject, counts.get(subject) ?? 0)));
    const last = page.at(-1);
    return {
      contracts: contracts.filter((contract) => contract !== null),
      nextCursor: last === undefined || names.length <= limit ? null : Buffer.from(last).toString('base64url'),
    };
  }

  @Get(':subject')
  @ApiOkResponse({ schema: Contract as object })
  async one(@Param('subject') subject: string): Promise<Contract> {
    const history = isStorable(subject) ? await this.subjects.history(subject) : [];
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

/** The parameter's value; '' where it is not given. */
function readOnce(query: Record<string, unknown>, name: string): string {
  const value = query[name] ?? '';
  if (typeof value === 'string' && isStorable(value)) return value;
  if (typeof value === 'string') throw new BadRequestException(`${name} holds a null character. Leave it out.`);
  throw new BadRequestException(`${name} was given more than once; give it once.`);
}

function readLimit(text: string): number {
  if (text === '') return DEFAULT_LIMIT;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new BadRequestException(`limit must be a whole number from 1 to ${MAX_LIMIT}; it is "${text}".`);
  }
  return limit;
}

/** The name the page before ended with. */
function readCursor(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString('utf8');
  if (Buffer.from(name).toString('base64url') !== cursor || !isStorable(name)) {
    throw new BadRequestException('cursor must be the nextCursor of an earlier answer.');
  }
  return name;
}
