import { BadRequestException, Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { normalizeSubject } from '../../registry/subject-name.js';
import { AUDIT_ACTIONS, AuditPage } from './audit.js';
import { AuditRepository } from './audit.repository.js';
import { readLimit, readMoment, readOnce, requireKnown } from '../../registry/page-query.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;
const PARAMETERS = ['target', 'actor', 'action', 'since', 'until', 'before', 'limit'];

/** `/api/v1/audit`: every change, newest first. */
@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(@Inject(AuditRepository) private readonly audit: AuditRepository) {}

  @Get()
  @ApiOperation({ summary: 'Who changed what, when, from which state to which; newest first' })
  @ApiQuery({ name: 'target', required: false, description: 'Only changes of this subject.' })
  @ApiQuery({ name: 'actor', required: false, description: 'Only changes by this actor.' })
  @ApiQuery({ name: 'action', required: false, description: 'Only changes of this kind, such as `profile.set`.' })
  @ApiQuery({ name: 'since', required: false, description: 'Only changes at this moment or later: a day or a time.' })
  @ApiQuery({ name: 'until', required: false, description: 'Only changes before this moment: a day or a time.' })
  @ApiQuery({ name: 'before', required: false, description: 'The `nextBefore` of the page before.' })
  @ApiQuery({ name: 'limit', required: false, description: `1 to ${MAX_LIMIT}, ${DEFAULT_LIMIT} by default.` })
  @ApiOkResponse({ schema: AuditPage as object })
  @ApiBadRequestResponse({ description: 'A parameter has no allowed value.' })
  async list(@Query() query: Record<string, unknown>): Promise<AuditPage> {
    requireKnown(query, PARAMETERS);
    const limit = readLimit(query, DEFAULT_LIMIT, MAX_LIMIT);
    const before = readBefore(readOnce(query, 'before'));
    const found = await this.audit.list({
      target: readTarget(readOnce(query, 'target')),
      actor: readOnce(query, 'actor'),
      action: readAction(readOnce(query, 'action')),
      since: readMoment(query, 'since'),
      until: readMoment(query, 'until'),
      before,
      limit: limit + 1,
    });
    if (found === null) throw wrongBefore(String(before));
    const entries = found.slice(0, limit);
    return { entries, nextBefore: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
  }
}

/** A subject by any of its names, as it was kept. */
const readTarget = (text: string | null): string | null => (text === null ? null : normalizeSubject(text));

function readAction(text: string | null): string | null {
  if (text === null || AUDIT_ACTIONS.includes(text)) return text;
  throw new BadRequestException(`action must be one of ${AUDIT_ACTIONS.join(', ')}; it is "${text}".`);
}

/** Ids are 32 bits wide in the databases. */
const MAX_ID = 2 ** 31 - 1;

function readBefore(text: string | null): number | null {
  if (text === null) return null;
  const id = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (id <= MAX_ID) return id;
  throw wrongBefore(text);
}

const wrongBefore = (text: string): BadRequestException =>
  new BadRequestException(`before must be the nextBefore of an earlier answer; it is "${text}".`);
