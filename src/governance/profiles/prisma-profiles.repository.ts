import { Inject, Injectable } from '@nestjs/common';
import type { ContractEvent } from '../../registry/contract-events.js';
import { ContractEvents } from '../../registry/contract-events.js';
import { DATABASE, statementsOf, type Database, type DatabaseTransaction } from '../../registry/database/database.js';
import type { ContractProfile as ProfileRow } from '../../registry/prisma/sqlite/client.js';
import { dropProfile } from '../../registry/store/profile.store.js';
import { lostRace } from '../../registry/store/lost-race.js';
import { sql } from '../../registry/store/statements.js';
import type { Change } from '../../registry/subject-version.js';
import type { Profile, StoredProfile } from './profile.js';
import { profileColumns, profileOf, storedProfile } from './profile-rows.js';
import { ProfilesRepository, type ProfileFilter } from './profiles.repository.js';

/** Profiles in the metadata store, SQLite or PostgreSQL. */
@Injectable()
export class PrismaProfilesRepository extends ProfilesRepository {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ContractEvents) private readonly events: ContractEvents,
  ) {
    super();
  }

  override async find(subject: string): Promise<StoredProfile | null> {
    const [row] = await statementsOf(this.database).all<ProfileRow>(
      sql`SELECT * FROM "ContractProfile" WHERE "subject" = ${subject}`,
    );
    return row === undefined ? null : storedProfile({ ...row, updatedAt: new Date(row.updatedAt) });
  }

  override async save(
    subject: string,
    profile: Profile,
    revision: number,
    change: Change,
    event: ContractEvent | null,
  ): Promise<StoredProfile | null> {
    try {
      return await this.database.$transaction(async (tx) => {
        const saved = await saveRow(tx, subject, profile, revision, change);
        if (saved !== null && event !== null) await this.events.record(event, tx);
        return saved;
      });
    } catch (error) {
      if (lostRace(error)) return null;
      throw error;
    }
  }

  override delete(subject: string, change: Change): Promise<boolean> {
    return this.database.$transaction((tx) => dropProfile(tx, subject, change));
  }

  override async list({ owner, team, lifecycle, after, limit }: ProfileFilter): Promise<StoredProfile[]> {
    const rows = await this.database.contractProfile.findMany({
      where: {
        ...(owner === null ? {} : { owner }),
        ...(team === null ? {} : { team }),
        ...(lifecycle === null ? {} : { lifecycle }),
        ...(after === null ? {} : { subject: { gt: after } }),
      },
      orderBy: { subject: 'asc' },
      take: limit,
    });
    return rows.map(storedProfile);
  }
}

async function saveRow(
  tx: DatabaseTransaction,
  subject: string,
  profile: Profile,
  revision: number,
  { actor, at }: Change,
): Promise<StoredProfile | null> {
  const before = await tx.contractProfile.findUnique({ where: { subject } });
  if ((before?.revision ?? 0) !== revision) return null;
  const data = { ...profileColumns(profile), revision: revision + 1, updatedAt: at, updatedBy: actor };
  if (before === null) await tx.contractProfile.create({ data: { subject, ...data } });
  else {
    const { count } = await tx.contractProfile.updateMany({ where: { subject, revision }, data });
    if (count === 0) return null;
  }
  // Who decided upon the profile as it was has lost a race now, and decides anew.
  await tx.subject.updateMany({ where: { name: subject }, data: { revision: { increment: 1 } } });
  const from = before === null ? null : JSON.stringify(profileOf(before));
  await tx.auditEntry.create({
    data: { at, actor, action: 'profile.set', target: subject, from, to: JSON.stringify(profile) },
  });
  return { subject, ...profile, revision: revision + 1, updatedAt: at, updatedBy: actor };
}
