import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../registry/database.js';
import type { AuditEntry } from './audit.js';

export interface AuditFilter {
  target: string | null;
  actor: string | null;
  action: string | null;
  /** Only entries with a smaller id; null for the newest. */
  before: number | null;
  limit: number;
}

/** Reads the audit trail; who changes something writes it, in the transaction of the change. */
@Injectable()
export class AuditRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Newest first. */
  async list({ target, actor, action, before, limit }: AuditFilter): Promise<AuditEntry[]> {
    const rows = await this.database.auditEntry.findMany({
      where: {
        ...(target === null ? {} : { target }),
        ...(actor === null ? {} : { actor }),
        ...(action === null ? {} : { action }),
        ...(before === null ? {} : { id: { lt: before } }),
      },
      orderBy: { id: 'desc' },
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
