import { Inject, Injectable } from '@nestjs/common';
import type { Format } from '../contracts/source.js';
import type { Policy } from '../contracts/finding.js';
import type { Level } from '../contracts/level.js';
import { DATABASE, type Database, type DatabaseTransaction } from './database.js';
import {
  settingsInForce,
  type Change,
  type CompatibilitySettings,
  type StoredSchema,
  type SubjectVersion,
} from './subject-version.js';
import { SubjectsRepository, type NewVersion } from './subjects.repository.js';

/** Prisma's codes for a unique constraint, and for a transaction that lost against another. */
const LOST_RACES = ['P2002', 'P2034'];

@Injectable()
export class PrismaSubjectsRepository extends SubjectsRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {
    super();
  }

  async history(subject: string): Promise<SubjectVersion[]> {
    const rows = await this.database.schemaVersion.findMany({
      where: { subjectName: subject },
      orderBy: { version: 'asc' },
      include: { schema: true },
    });
    return rows.map(({ version, registeredAt, schema }) => ({
      subject,
      version,
      id: schema.id,
      format: schema.format as Format,
      text: schema.text,
      registeredAt,
    }));
  }

  async append(version: NewVersion, change: Change): Promise<number | null> {
    try {
      return await this.database.$transaction((tx) => appendVersion(tx, version, change));
    } catch (error) {
      if (LOST_RACES.includes((error as { code?: string }).code ?? '')) return null;
      throw error;
    }
  }

  async subjects(): Promise<string[]> {
    const rows = await this.database.subject.findMany({ where: { versions: { some: {} } }, select: { name: true } });
    // The databases sort by rules of their own.
    return rows.map((row) => row.name).sort();
  }

  async schema(id: number): Promise<StoredSchema | null> {
    const row = await this.database.schema.findUnique({ where: { id } });
    return row && { id: row.id, format: row.format as Format, text: row.text };
  }

  async usesOf(schemaId: number): Promise<{ subject: string; version: number }[]> {
    const rows = await this.database.schemaVersion.findMany({
      where: { schemaId },
      orderBy: [{ subjectName: 'asc' }, { version: 'asc' }],
    });
    return rows.map((row) => ({ subject: row.subjectName, version: row.version }));
  }

  async settings(subject: string): Promise<CompatibilitySettings | null> {
    return readSettings(this.database, subject);
  }

  async saveSettings(
    subject: string,
    given: Partial<CompatibilitySettings>,
    { actor, at }: Change,
  ): Promise<CompatibilitySettings> {
    return this.database.$transaction(async (tx) => {
      const from = await readSettings(tx, subject);
      const { level } = settingsInForce(from, await readSettings(tx, ''));
      const row = await tx.registryConfig.upsert({
        where: { scope: subject },
        create: { scope: subject, level, ...given, updatedAt: at },
        // Only what is given: another change of the rest may be under way.
        update: { ...given, updatedAt: at },
      });
      const to = settingsOf(row);
      await tx.subject.updateMany({ where: { name: subject }, data: { updatedAt: at } });
      await tx.auditEntry.create({
        data: { at, actor, action: 'config.set', target: subject, from: asJson(from), to: asJson(to) },
      });
      return to;
    });
  }

  async deleteSettings(subject: string, { actor, at }: Change): Promise<CompatibilitySettings | null> {
    return this.database.$transaction(async (tx) => {
      const from = await readSettings(tx, subject);
      if (from === null) return null;
      await tx.registryConfig.delete({ where: { scope: subject } });
      await tx.subject.updateMany({ where: { name: subject }, data: { updatedAt: at } });
      await tx.auditEntry.create({
        data: { at, actor, action: 'config.deleted', target: subject, from: asJson(from), to: null },
      });
      return from;
    });
  }

  async ping(): Promise<void> {
    await this.database.registryConfig.count();
  }
}

async function appendVersion(tx: DatabaseTransaction, next: NewVersion, { actor, at }: Change): Promise<number | null> {
  const { subject, version, format, text, fingerprint } = next;
  const latest = await tx.schemaVersion.aggregate({ where: { subjectName: subject }, _max: { version: true } });
  if ((latest._max.version ?? 0) !== version - 1) return null;
  await tx.subject.upsert({
    where: { name: subject },
    create: { name: subject, createdAt: at, updatedAt: at },
    update: { updatedAt: at },
  });
  const schema =
    (await tx.schema.findUnique({ where: { fingerprint } })) ??
    (await tx.schema.create({ data: { format, text, fingerprint, createdAt: at } }));
  await tx.schemaVersion.create({ data: { subjectName: subject, version, schemaId: schema.id, registeredAt: at } });
  const to = asJson({ version, id: schema.id });
  const from = version === 1 ? null : asJson({ version: version - 1 });
  await tx.auditEntry.create({ data: { at, actor, action: 'version.registered', target: subject, from, to } });
  return schema.id;
}

async function readSettings(tx: DatabaseTransaction, scope: string): Promise<CompatibilitySettings | null> {
  const row = await tx.registryConfig.findUnique({ where: { scope } });
  return row && settingsOf(row);
}

const settingsOf = ({ level, policy }: { level: string; policy: string | null }): CompatibilitySettings => ({
  level: level as Level,
  policy: policy as Policy | null,
});

const asJson = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
