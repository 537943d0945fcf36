import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../../registry/database/database.js';
import type { ContractSample as SampleRow } from '../../registry/prisma/sqlite/client.js';
import type { Change } from '../../registry/subject-version.js';
import { MAX_SAMPLES, type StoredSample } from './sample.js';
import { SamplesRepository, type Addition, type NewSample } from './samples.repository.js';

/** Samples in the metadata store, SQLite or PostgreSQL. */
@Injectable()
export class PrismaSamplesRepository extends SamplesRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {
    super();
  }

  override async add(sample: NewSample, { actor, at }: Change): Promise<Addition> {
    const { subject, version } = sample;
    try {
      return await this.database.$transaction(async (tx): Promise<Addition> => {
        // Locked as whoever takes versions locks it: nothing of a version stays behind, or comes to the next one of its number.
        await tx.$executeRaw`UPDATE "Subject" SET "revision" = "revision" WHERE "name" = ${subject}`;
        if ((await tx.schemaVersion.count({ where: { subjectName: subject, version } })) === 0) {
          return { outcome: 'version-gone' };
        }
        if ((await tx.contractSample.count({ where: { subject } })) >= MAX_SAMPLES) return { outcome: 'full' };
        const row = await tx.contractSample.create({
          data: { id: randomUUID(), ...sample, createdAt: at, createdBy: actor },
        });
        await tx.auditEntry.create({
          data: { at, actor, action: 'sample.added', target: subject, from: null, to: auditOf(row) },
        });
        return { outcome: 'added', sample: storedSample(row) };
      });
    } catch (error) {
      if ((error as { code?: string }).code === 'P2002') return { outcome: 'name-taken' };
      throw error;
    }
  }

  override async list(subject: string, after: string | null, limit: number): Promise<StoredSample[]> {
    const rows = await this.database.contractSample.findMany({
      where: { subject, ...(after === null ? {} : { name: { gt: after } }) },
      orderBy: { name: 'asc' },
      take: limit,
    });
    return rows.map(storedSample);
  }

  override async ofVersion(subject: string, version: number, limit: number): Promise<StoredSample[]> {
    const rows = await this.database.contractSample.findMany({
      where: { subject, version },
      orderBy: { name: 'asc' },
      take: limit,
    });
    return rows.map(storedSample);
  }

  override async delete(subject: string, id: string, { actor, at }: Change): Promise<boolean> {
    return this.database.$transaction(async (tx) => {
      const row = await tx.contractSample.findUnique({ where: { id } });
      if (row?.subject !== subject) return false;
      const { count } = await tx.contractSample.deleteMany({ where: { id } });
      if (count === 0) return false;
      await tx.auditEntry.create({
        data: { at, actor, action: 'sample.deleted', target: subject, from: auditOf(row), to: null },
      });
      return true;
    });
  }
}

/** The event itself stays out of the audit trail: it may hold what is to be deleted with it. */
const auditOf = ({ id, name, version }: SampleRow): string => JSON.stringify({ id, name, version });

const storedSample = (row: SampleRow): StoredSample => ({ ...row, encoding: row.encoding as StoredSample['encoding'] });
