import { createHash } from 'node:crypto';

/** One migration as it lies in prisma/migrations/<dialect>/<name>/migration.sql. */
export interface Migration {
  name: string;
  sql: string;
}

/** A row of `_prisma_migrations`, as far as it decides what is to be done. */
export interface AppliedMigration {
  migration_name: string;
  checksum: string;
  finished_at: unknown;
  rolled_back_at: unknown;
}

/** The checksum Prisma's own tool writes: SHA-256 of the file, in hex. */
export function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}

/** Thrown where the database and the migrations of this version do not fit together. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Which of the known migrations are still to be applied, in their order.
 *
 * @throws MigrationError where an applied one was altered since, where one failed half way, or where the database holds
 * one that this version does not know (it was migrated by a newer one).
 */
export function pendingMigrations(known: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const inForce = applied.filter((row) => row.rolled_back_at === null);
  const knownByName = new Map(known.map((migration) => [migration.name, migration]));
  for (const row of inForce) {
    refuseUnfinished(row);
    refuseAltered(row, knownByName.get(row.migration_name));
  }
  const appliedNames = new Set(inForce.map((row) => row.migration_name));
  return known.filter((migration) => !appliedNames.has(migration.name));
}

function refuseUnfinished(row: AppliedMigration): void {
  if (row.finished_at !== null) return;
  throw new MigrationError(
    `The migration ${row.migration_name} began but did not finish in this database. Mend what it left behind and mark it ` +
      'with `prisma migrate resolve`, or restore a backup.',
  );
}

function refuseAltered(row: AppliedMigration, migration: Migration | undefined): void {
  if (migration === undefined) {
    throw new MigrationError(
      `This database holds the migration ${row.migration_name}, which this version of Plumbline does not know: a newer ` +
        'version has migrated it. Start that version, or restore a backup.',
    );
  }
  if (checksumOf(migration.sql) !== row.checksum) {
    throw new MigrationError(
      `The migration ${row.migration_name} was altered after it was applied to this database. Restore its migration.sql ` +
        'as it was, and put further changes into a new migration.',
    );
  }
}
