import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DATABASE, readSnapshot, type Database, type DatabaseTransaction } from '../../registry/database/database.js';
import { presentSubjects } from '../parts/present-subjects.store.js';
import type { ArchivePart } from './archive-part.js';
import { ArchiveParts } from './archive-parts.service.js';
import { writeArchive } from './write-archive.js';

/** Exports the registry as it is at one moment, while others go on changing it. */
@Injectable()
export class ArchiveExport {
  private readonly log = new Logger('Exchange');

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly parts: ArchiveParts,
  ) {}

  /** The compressed archive. Where reading fails the stream is broken off: what was sent has no manifest and is refused. */
  export(without: readonly string[]): Readable {
    const out = createGzip();
    const parts = this.parts.all().filter(({ name }) => !without.includes(name));
    readSnapshot(this.database, async (tx) => {
      const rows = parts.map((part) => ({ name: part.name, pages: exported(part, tx) }));
      await pipeline(Readable.from(writeArchive(rows)), out);
    }).catch((error: unknown) => {
      const isGone = (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE';
      if (!isGone) this.log.error({ msg: 'An export failed.', err: error });
      out.destroy(error as Error);
    });
    return out;
  }
}

/** A row whose subject is gone for good is left out: nobody could import it. */
async function* exported(part: ArchivePart, tx: DatabaseTransaction): AsyncGenerator<object[]> {
  for await (const rows of part.read(tx)) {
    if (part.subjectOf === undefined) yield rows;
    else {
      const subjects = rows.map((row) => part.subjectOf!(row));
      const present = await presentSubjects(tx, subjects);
      yield rows.filter((_, i) => present.has(subjects[i]!));
    }
  }
}
