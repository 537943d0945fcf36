import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { auditEntry } from '../../registry/store/audit-entry.js';
import { DATABASE, type Database } from '../../registry/database/database.js';
import { lostRace } from '../../registry/store/lost-race.js';
import { SchemaCache } from '../../registry/schemas/schema-cache.service.js';
import type { Change } from '../../registry/subject-version.js';
import { ArchiveFault, at } from './archive-fault.js';
import { ArchiveLinks } from './archive-links.js';
import { ARCHIVE_IMPORTED, type ArchivePart, type Judgement, type PartImport } from './archive-part.js';
import { ArchiveParts } from './archive-parts.service.js';
import { auditedRows } from './audited-rows.js';
import { ImportCounts, type ImportReport } from './import-report.js';
import { readArchive, type ArchivePage } from './read-archive.js';
import { presentSubjects } from '../parts/present-subjects.store.js';
import { writeHolding } from '../parts/write-holding.store.js';
import { RowChecks } from './row-checks.js';

export interface ImportOptions {
  dryRun: boolean;
  /** Parts that are left out. */
  without: readonly string[];
}

/** Thrown where somebody changed the registry while an archive was imported, so that it does not fit any more. */
export class ImportClash extends Error {}

/**
 * Imports an archive in two passes over its file. The first one writes nothing: it compares the checksums, checks each row,
 * and finds what clashes with what is there. The second one writes page by page, a transaction each, so that a million
 * versions hold up nobody; what is there already is passed over, so an import that was interrupted is made once more.
 */
@Injectable()
export class ArchiveImport {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly parts: ArchiveParts,
    private readonly cache: SchemaCache,
  ) {}

  /** @throws ArchiveFault, ImportClash; BadRequestException where `without` names no part. */
  async import(file: string, options: ImportOptions, change: Change): Promise<ImportReport> {
    const found = await this.inspect(file, options);
    if (options.dryRun || found.clashCount > 0) return found;
    try {
      return await this.apply(file, options, change);
    } finally {
      this.cache.clear();
    }
  }

  private async inspect(file: string, { without }: ImportOptions): Promise<ImportReport> {
    const counts = new ImportCounts();
    const links = new ArchiveLinks();
    const sessions = new Map<string, { checks: RowChecks; session: PartImport<object> }>();
    for await (const { part: name, rows } of unpacked(file)) {
      const part = this.partOf(name, without);
      counts.begin(name);
      if (part === null) counts.add(name, 'skipped', rows.length);
      if (part === null) continue;
      const known = sessions.get(name) ?? { checks: new RowChecks(part, links), session: part.begin() };
      sessions.set(name, known);
      known.checks.check(rows);
      await this.requireSubjects(part, rows, links);
      const judgements = await known.session.judge(this.database, rowsOf(rows));
      for (const judgement of judgements) count(counts, name, judgement);
    }
    this.parts.requireKnown(without, counts.names());
    this.requireReferences(links);
    return counts.report(true, this.noteOf);
  }

  /** What tells of a subject needs one, here or in the archive. */
  private async requireSubjects(part: ArchivePart, rows: ArchivePage['rows'], links: ArchiveLinks): Promise<void> {
    if (part.subjectOf === undefined) return;
    const told = rows.map(({ line, row }) => ({ line, subject: part.subjectOf!(row) }));
    const open = told.filter(({ subject }) => !links.mayHaveSubject(subject));
    const present =
      open.length === 0
        ? null
        : await presentSubjects(
            this.database,
            open.map(({ subject }) => subject),
          );
    const lost = open.find(({ subject }) => present?.has(subject) !== true);
    if (lost === undefined) return;
    throw new ArchiveFault(
      `The row at ${at(lost.line, part.name)} cannot be: there is no version of "${lost.subject}", in the archive or here. ` +
        `Import the subject first, or leave the part out with ?without=${part.name}.`,
    );
  }

  private requireReferences(links: ArchiveLinks): void {
    for (const { subject, version, by } of links.missing()) {
      throw new ArchiveFault(
        `Schema ${by} refers to version ${version} of "${subject}", which is not in the archive. Export the registry anew.`,
      );
    }
    const circle = links.circle();
    if (circle === null) return;
    throw new ArchiveFault(
      `The row at ${at(circle.line, 'schemas')} cannot be: what schema ${circle.schema} refers to leads back to it, ` +
        'and nothing could be checked against it.',
    );
  }

  private async apply(file: string, { without }: ImportOptions, change: Change): Promise<ImportReport> {
    const counts = new ImportCounts();
    const sessions = new Map<string, PartImport<object>>();
    for await (const { part: name, rows } of unpacked(file)) {
      const part = this.partOf(name, without);
      counts.begin(name);
      if (part === null) counts.add(name, 'skipped', rows.length);
      if (part === null) continue;
      const session = sessions.get(name) ?? part.begin();
      sessions.set(name, session);
      const judgements = await this.applyPage(part, session, rowsOf(rows), change);
      for (const judgement of judgements) count(counts, name, judgement);
    }
    return counts.report(false, this.noteOf);
  }

  /** Judged once more: much may have happened since the first pass. */
  private async applyPage(
    part: ArchivePart,
    session: PartImport<object>,
    rows: readonly object[],
    change: Change,
  ): Promise<Judgement<object>[]> {
    try {
      return await writeHolding(this.database, [{ part, rows }], [], async (tx) => {
        const judgements = await session.judge(tx, rows);
        const added = judgements.flatMap((judgement) => additionOf(judgement));
        if (added.length === 0) return judgements;
        await session.write(tx, added, change);
        // What watches the registry for changes watches this.
        const to = JSON.stringify(auditedRows(part, added));
        await tx.auditEntry.create(auditEntry(change, ARCHIVE_IMPORTED, part.name, null, to));
        return judgements;
      });
    } catch (error) {
      if (!lostRace(error)) throw error;
      throw new ImportClash(
        `The registry was changed while the archive was imported: what its ${part.name} need is gone again. ` +
          'What was imported before stays; import it once more.',
      );
    }
  }

  private readonly noteOf = (name: string, added: number): string | undefined => this.parts.find(name)?.noteOf?.(added);

  /** Null for one that is left out. @throws ArchiveFault for one that this server does not know. */
  private partOf(name: string, without: readonly string[]): ArchivePart | null {
    if (without.includes(name)) return null;
    const part = this.parts.find(name);
    if (part !== undefined) return part;
    throw new ArchiveFault(
      `The archive has a part "${name}", which this server does not know: a newer version may have written it. ` +
        `Import it there, or leave the part out with ?without=${encodeURIComponent(name)}.`,
    );
  }
}

const rowsOf = (rows: ArchivePage['rows']): object[] => rows.map(({ row }) => row);

function additionOf(judgement: Judgement<object>): object[] {
  if (typeof judgement === 'string') return [];
  if ('add' in judgement) return [judgement.add];
  throw new ImportClash(
    `The registry was changed while the archive was imported: ${judgement.clash}. What was imported before stays.`,
  );
}

function count(counts: ImportCounts, name: string, judgement: Judgement<object>): void {
  if (judgement === 'same') counts.add(name, 'alreadyThere');
  else if (judgement === 'skipped') counts.add(name, 'skipped');
  else if ('add' in judgement) counts.add(name, 'added');
  else counts.clash(name, judgement.clash);
}

/** @throws ArchiveFault also where the file is no gzip, or a damaged one. */
async function* unpacked(file: string): AsyncGenerator<ArchivePage> {
  const gunzip = createGunzip();
  // The error is told by the reading of what was unpacked.
  pipeline(createReadStream(file), gunzip, () => undefined);
  try {
    yield* readArchive(gunzip);
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (code === 'Z_BUF_ERROR') throw new ArchiveFault('The archive is cut off: its compressed data end too early.');
    if (code.startsWith('Z_')) throw new ArchiveFault(`The archive is no gzip, or is damaged: ${message}.`);
    throw error;
  } finally {
    gunzip.destroy();
  }
}
