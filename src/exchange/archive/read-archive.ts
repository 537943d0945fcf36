import { createHash, type Hash } from 'node:crypto';
import { ArchiveFault, at } from './archive-fault.js';
import {
  ARCHIVE_FORM,
  ARCHIVE_KIND,
  ARCHIVE_LIMITS,
  type ArchiveLimits,
  type ArchiveLine,
  type PartSummary,
} from './archive-form.js';
import { archiveLines, type NumberedLine } from './archive-lines.js';

/** Rows that follow each other in a part. */
export interface ArchivePage {
  part: string;
  /** Not checked beyond being objects. */
  rows: { line: number; row: object }[];
}

/**
 * The rows of an unpacked archive, in pages; a part without rows gives one empty page. The checksums are compared at the
 * end: until then nobody may rely on what was read.
 * @throws ArchiveFault that says what and where.
 */
export async function* readArchive(
  chunks: AsyncIterable<Buffer>,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): AsyncGenerator<ArchivePage> {
  const reader = new Reader(limits);
  for await (const line of archiveLines(chunks, limits)) yield* reader.take(line);
  reader.finish();
}

class Reader {
  private readonly summaries: PartSummary[] = [];
  private part: { name: string; hash: Hash; rows: number } | null = null;
  private page: ArchivePage['rows'] = [];
  private pageBytes = 0;
  private lines = 0;
  private isEnded = false;

  constructor(private readonly limits: ArchiveLimits) {}

  *take({ number, bytes }: NumberedLine): Generator<ArchivePage> {
    this.lines = number;
    if (this.isEnded)
      throw new ArchiveFault(`Line ${number} follows the manifest, which is the last line of an archive.`);
    const line = parseLine(bytes, number, this.part?.name ?? null);
    if (number === 1) requireHeader(line);
    else if ('row' in line) yield* this.takeRow(line.row, number, bytes);
    else if ('part' in line) {
      yield* this.endPart();
      this.beginPart(line.part, number);
    } else if ('manifest' in line) {
      yield* this.endPart();
      this.compare(line.manifest, number);
    } else throw new ArchiveFault(`At ${at(number, this.part?.name ?? null)} stands neither a part nor a row.`);
  }

  finish(): void {
    if (this.isEnded) return;
    throw new ArchiveFault(
      `The archive is cut off after line ${this.lines}: its manifest is missing. Export or copy it again.`,
    );
  }

  private *takeRow(row: unknown, number: number, bytes: Buffer): Generator<ArchivePage> {
    if (this.part === null) throw new ArchiveFault(`The row at ${at(number, null)} belongs to no part.`);
    if (typeof row !== 'object' || row === null) {
      throw new ArchiveFault(`The row at ${at(number, this.part.name)} is not an object.`);
    }
    this.part.hash.update(bytes);
    this.part.rows++;
    this.page.push({ line: number, row });
    this.pageBytes += bytes.length;
    if (this.page.length >= this.limits.pageRows || this.pageBytes >= this.limits.pageBytes) yield this.takePage();
  }

  private takePage(): ArchivePage {
    const rows = this.page;
    [this.page, this.pageBytes] = [[], 0];
    return { part: this.part!.name, rows };
  }

  private beginPart(name: unknown, number: number): void {
    if (typeof name !== 'string') throw new ArchiveFault(`The name of the part at ${at(number, null)} is not a text.`);
    if (this.summaries.some((one) => one.name === name)) {
      throw new ArchiveFault(`The part "${name}" comes a second time at ${at(number, null)}.`);
    }
    if (this.summaries.length >= this.limits.parts) {
      throw new ArchiveFault(`The archive has more than ${this.limits.parts} parts.`);
    }
    this.part = { name, hash: createHash('sha256'), rows: 0 };
  }

  private *endPart(): Generator<ArchivePage> {
    if (this.part === null) return;
    const { name, hash, rows } = this.part;
    if (this.page.length > 0 || rows === 0) yield this.takePage();
    this.summaries.push({ name, rows, sha256: hash.digest('hex') });
    this.part = null;
  }

  private compare(manifest: unknown, number: number): void {
    const told = (manifest as { parts?: unknown } | null)?.parts;
    if (!Array.isArray(told)) throw new ArchiveFault(`The manifest at ${at(number, null)} has no list of parts.`);
    for (const [i, part] of this.summaries.entries()) {
      const { name, rows, sha256 } = (told[i] ?? {}) as Partial<PartSummary>;
      if (name !== part.name) throw damaged(`the manifest does not list the part "${part.name}"`);
      if (rows !== part.rows) throw damaged(`the part "${name}" has ${part.rows} rows, and the manifest says ${rows}`);
      if (sha256 !== part.sha256)
        throw damaged(`the rows of the part "${name}" have another checksum than its manifest`);
    }
    if (told.length > this.summaries.length) throw damaged('the manifest lists parts that are not there');
    this.isEnded = true;
  }
}

const damaged = (what: string): ArchiveFault =>
  new ArchiveFault(`The archive is damaged or was altered: ${what}. Export or copy it again.`);

function parseLine(bytes: Buffer, number: number, part: string | null): ArchiveLine {
  let value: unknown;
  try {
    // What is no UTF-8 would be read as other characters.
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    value = null;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as ArchiveLine;
  if (number === 1) throw noArchive();
  throw new ArchiveFault(`At ${at(number, part)} stands no JSON object.`);
}

function requireHeader(line: ArchiveLine): void {
  if (!('archive' in line) || line.archive !== ARCHIVE_KIND) throw noArchive();
  if (line.form === ARCHIVE_FORM) return;
  throw new ArchiveFault(
    `The archive has form ${JSON.stringify(line.form)}, and this server reads form ${ARCHIVE_FORM}. ` +
      'Import it with the version of Plumbline that wrote it, or a newer one.',
  );
}

const noArchive = (): ArchiveFault =>
  new ArchiveFault(`This is no archive of a registry: its first line is not {"archive":"${ARCHIVE_KIND}",...}.`);
