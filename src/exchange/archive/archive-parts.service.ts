import { BadRequestException, Injectable } from '@nestjs/common';
import { auditPart } from '../parts/audit.store.js';
import { configPart } from '../parts/config.store.js';
import { contextsPart } from '../parts/contexts.store.js';
import { modesPart } from '../parts/modes.store.js';
import { schemasPart } from '../parts/schemas.store.js';
import { subjectsPart } from '../parts/subjects.store.js';
import type { ArchivePart } from './archive-part.js';

/** What an archive is made of, in its order. Modules add the parts of their own tables when they start. */
@Injectable()
export class ArchiveParts {
  private readonly added: ArchivePart[] = [];

  add<Row extends object>(part: ArchivePart<Row>): void {
    this.added.push(part as unknown as ArchivePart);
  }

  find(name: string): ArchivePart | undefined {
    return this.all().find((part) => part.name === name);
  }

  /**
   * Somebody who misspells what is to be left out would see it come. `besides` are the parts of an archive, which may have
   * some that this server does not know. @throws BadRequestException.
   */
  requireKnown(without: readonly string[], besides: readonly string[] = []): void {
    const own = this.all().map(({ name }) => name);
    const known = [...own, ...besides.filter((name) => !own.includes(name))];
    const unknown = without.find((name) => !known.includes(name));
    if (unknown === undefined) return;
    throw new BadRequestException(`There is no part "${unknown}" to leave out. The parts are ${known.join(', ')}.`);
  }

  /** Modes come late, since one may say that nothing is to be changed; the trail of all that was done is last. */
  all(): ArchivePart[] {
    const parts = [contextsPart, schemasPart, subjectsPart, configPart, ...this.added, modesPart, auditPart];
    return parts as unknown as ArchivePart[];
  }
}
