import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../../registry/database/database.js';
import type { AuditEntry } from './audit.js';

export interface AuditFilter {
  target: string | null;
  actor: string | null;
  action: string | null;
  /** Not before this moment; null for all. */
  since: Date | null;
  /** Before this moment; null for all. */
  until: Date | null;
  /** Only entries that come after the one with this id, newest first; null for the newest. */
  before: number | null;
  limit: number;
}

/** Reads the audit trail; who changes something writes it, in the transaction of the change. */
@Injectable()
export class AuditRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Newest first; null where `before` is the id of no entry. */
  async list({ target, actor, action, since, until, before, limit }: AuditFilter): Promise<AuditEntry[] | null> {
    const last = before === null ? null : await this.database.auditEntry.findUnique({ where: { id: before } });
    if (before !== null && last === null) return null;
    const rows = await this.database.auditEntry.findMany({
      where: {
        ...(target === null ? {} : { target }),
        ...(actor === null ? {} : { actor }),
        ...(action === null ? {} : { action }),
        // Each of these bounds the range of the index; the clocks of several servers may differ from the order of the ids.
        AND: [
          since === null ? {} : { at: { gte: since } },
          until === null ? {} : { at: { lt: until } },
          last === null ? {} : { at: { lte: last.at }, OR: [{ at: { lt: last.at } }, { id: { lt: last.id } }] },
        ],
      },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: limit,
    });
    return rows.map(({ at, from, to, ...row }) => ({ ...row, at: at.toISOString(), from: state(from), to: state(to) }));
  }
}

/** JSON, as all who write entries write it; what is none is shown as the text it is. */
function state(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
