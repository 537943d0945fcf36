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

  override async list(filter: ProfileFilter): Promise<StoredProfile[]> {
    const { tag, limit } = filter;
    if (tag === null) return this.page(filter);
    const found: StoredProfile[] = [];
    for (let { after } = filter; found.length < limit;) {
      const page = await this.page({ ...filter, after, limit: TAGGED_AT_ONCE });
      found.push(...page.filter(({ tags }) => tags.includes(tag)));
      if (page.length < TAGGED_AT_ONCE) break;
      after = page.at(-1)!.subject;
    }
    return found.slice(0, limit);
  }

  /** Of a tag it is told by some of its letters only: tags are kept as JSON. */
  private async page({ owner, team, domain, lifecycle, sensitivity, tag, after, limit }: ProfileFilter) {
    const asked = Object.entries({ owner, team, domain, lifecycle, sensitivity }).filter(([, value]) => value !== null);
    const rows = await this.database.contractProfile.findMany({
      where: {
        ...Object.fromEntries(asked),
        ...(tag === null ? {} : { tags: { contains: plainPartOf(tag) } }),
        ...(after === null ? {} : { subject: { gt: after } }),
      },
      orderBy: { subject: 'asc' },
      take: limit,
    });
    return rows.map(storedProfile);
  }
}

const TAGGED_AT_ONCE = 500;

/** The longest part of a text that is written as it is in JSON, and means nothing else in a pattern of SQL. */
const plainPartOf = (text: string): string =>
  (text.match(/[A-Za-z0-9 :.-]+/g) ?? ['']).reduce((longest, one) => (one.length > longest.length ? one : longest));

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
