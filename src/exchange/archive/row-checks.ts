import { Ajv2020 } from 'ajv/dist/2020.js';
import { ArchiveFault, at } from './archive-fault.js';
import type { ArchiveLinks } from './archive-links.js';
import type { ArchivePart, RowKey } from './archive-part.js';
import type { ArchivePage } from './read-archive.js';
import { compareKeys } from './row-order.js';
import { faultOfValues, isInstant } from './row-values.js';

/** Checks the rows of one part as they come: their shape, their order, and what they say of each other. */
export class RowChecks {
  private readonly fits;
  private lastKey: RowKey | null = null;

  constructor(
    private readonly part: ArchivePart,
    private readonly links: ArchiveLinks,
  ) {
    this.fits = new Ajv2020({ strict: false, formats: { 'date-time': isInstant } }).compile(part.row);
  }

  /** @throws ArchiveFault for the first row that cannot be. */
  check(rows: ArchivePage['rows']): void {
    for (const { line, row } of rows) {
      this.links.line = line;
      const fault = this.faultOf(row);
      if (fault !== null) throw new ArchiveFault(`The row at ${at(line, this.part.name)} cannot be: ${fault}.`);
    }
  }

  private faultOf(row: object): string | null {
    const fault = faultOfValues(row);
    if (fault !== null) return fault;
    if (!this.fits(row)) {
      const { instancePath = '', message = 'has another form' } = this.fits.errors?.[0] ?? {};
      return `${instancePath === '' ? 'it' : instancePath} ${message}`;
    }
    for (const key of this.part.keysOf(row)) {
      if (this.lastKey !== null && compareKeys(this.lastKey, key) >= 0) {
        return `${key.join(' ')} comes after ${this.lastKey.join(' ')}, which is not the order of rows, or comes twice`;
      }
      this.lastKey = key;
    }
    return this.part.faultOf(row, this.links);
  }
}
