import { createHash } from 'node:crypto';
import { ARCHIVE_FORM, ARCHIVE_KIND, type ArchiveLine, type PartSummary } from './archive-form.js';

/** A part as it is written: its rows in pages, in their order. */
export interface PartRows {
  name: string;
  pages: AsyncIterable<readonly object[]>;
}

const line = (value: ArchiveLine): string => `${JSON.stringify(value)}\n`;

/** The unpacked archive, page by page. Each part's rows are asked for when the one before has been written. */
export async function* writeArchive(parts: readonly PartRows[]): AsyncGenerator<string> {
  yield line({ archive: ARCHIVE_KIND, form: ARCHIVE_FORM });
  const summaries: PartSummary[] = [];
  for (const { name, pages } of parts) {
    yield line({ part: name });
    const hash = createHash('sha256');
    let rows = 0;
    for await (const page of pages) {
      if (page.length === 0) continue;
      const text = page.map((row) => line({ row })).join('');
      hash.update(text);
      rows += page.length;
      yield text;
    }
    summaries.push({ name, rows, sha256: hash.digest('hex') });
  }
  yield line({ manifest: { parts: summaries } });
}
