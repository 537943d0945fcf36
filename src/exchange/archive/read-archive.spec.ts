import { ARCHIVE_LIMITS } from './archive-form.js';
import { readArchive, type ArchivePage } from './read-archive.js';
import { writeArchive } from './write-archive.js';

async function* pagesOf(...pages: object[][]) {
  for (const page of pages) yield await Promise.resolve(page);
}

/** The text of an archive with these parts. */
async function archive(parts: Record<string, object[]>): Promise<string> {
  const rows = Object.entries(parts).map(([name, page]) => ({ name, pages: pagesOf(page) }));
  let text = '';
  for await (const piece of writeArchive(rows)) text += piece;
  return text;
}

/** Reads a text that comes in pieces of a few bytes. */
async function read(text: string, limits = ARCHIVE_LIMITS, step = 7): Promise<ArchivePage[]> {
  async function* chunks() {
    const bytes = Buffer.from(text);
    for (let i = 0; i < bytes.length; i += step) yield await Promise.resolve(bytes.subarray(i, i + step));
  }
  const pages = [];
  for await (const page of readArchive(chunks(), limits)) pages.push(page);
  return pages;
}

const HEADER = '{"archive":"plumbline-registry","form":1}\n';

it('reads what was written, however the bytes are cut', async () => {
  const text = await archive({ contexts: [{ name: 'é🙂' }, { name: 'b' }], schemas: [] });
  expect(text).toBe(
    HEADER +
      '{"part":"contexts"}\n{"row":{"name":"é🙂"}}\n{"row":{"name":"b"}}\n{"part":"schemas"}\n' +
      '{"manifest":{"parts":[' +
      '{"name":"contexts","rows":2,"sha256":"c3a7a064b8c3f3975a9364b85c351414b841d291e56a8a924f77b593cfafdf07"},' +
      '{"name":"schemas","rows":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}}\n',
  );
  for (const step of [1, 7, 10_000]) {
    expect(await read(text, ARCHIVE_LIMITS, step)).toEqual([
      {
        part: 'contexts',
        rows: [
          { line: 3, row: { name: 'é🙂' } },
          { line: 4, row: { name: 'b' } },
        ],
      },
      { part: 'schemas', rows: [] },
    ]);
  }
});

it('hands rows on in pages, so that no part need fit into memory', async () => {
  const text = await archive({ a: [{ n: 1 }, { n: 2 }, { n: 3 }] });
  const pages = await read(text, { ...ARCHIVE_LIMITS, pageRows: 2 });
  expect(pages.map(({ rows }) => rows.length)).toEqual([2, 1]);
});

const text = await archive({ a: [{ n: 1 }, { n: 2 }], b: [{ n: 3 }] });
it.each([
  ['nothing', '', 'The archive is cut off after line 0: its manifest is missing. Export or copy it again.'],
  ['something else', 'hello\n', /^This is no archive of a registry: its first line is not \{"archive":/],
  ['a newer form', text.replace('"form":1', '"form":2'), /^The archive has form 2, and this server reads form 1\. /],
  ['an end in a line', text.slice(0, -9), /^The archive is cut off in line 7\. /],
  ['an end after a row', text.slice(0, text.indexOf('{"row":{"n":2')), /^The archive is cut off after line 3: /],
  [
    'a row that is gone',
    text.replace('{"row":{"n":2}}\n', ''),
    /: the part "a" has 1 rows, and the manifest says 2\. /,
  ],
  ['a row that was altered', text.replace('"n":2', '"n":9'), /: the rows of the part "a" have another checksum /],
  ['a part that is gone', text.replace(/\{"part":"b"\}\n.*\n/, ''), /: the manifest lists parts that are not there\. /],
  ['a part twice', text.replace('"part":"b"', '"part":"a"'), 'The part "a" comes a second time at line 5.'],
  ['a line that is no JSON', text.replace('{"row":{"n":2}}', '{"row":'), 'At line 4 (part "a") stands no JSON object.'],
  ['an empty line', text.replace('{"row":{"n":2}}', ''), 'At line 4 (part "a") stands no JSON object.'],
  ['a line of another kind', text.replace('{"row":{"n":2}}', '{"x":1}'), /^At line 4 \(part "a"\) stands neither /],
  ['a row of no part', text.replace('{"part":"a"}\n', ''), 'The row at line 2 belongs to no part.'],
  ['a row that is no object', text.replace('{"n":2}', '2'), 'The row at line 4 (part "a") is not an object.'],
  ['more after the end', `${text}{"row":{}}\n`, /^Line 8 follows the manifest, /],
])('refuses %s, and says where', async (_what, broken, message) => {
  await expect(read(broken)).rejects.toThrow(message);
});

it('stops at bounds, so that a bomb fills no memory', async () => {
  const spaces = `${HEADER}{"part":"a"}\n${' '.repeat(5000)}`;
  await expect(read(spaces, { ...ARCHIVE_LIMITS, lineBytes: 1000 })).rejects.toThrow(
    'Line 3 is longer than 1000 bytes, and no line of an archive is.',
  );
  await expect(read(text, { ...ARCHIVE_LIMITS, totalBytes: 100 })).rejects.toThrow(
    'The archive holds more than 100 bytes unpacked; no more is read.',
  );
  const parts = Array.from({ length: 9 }, (_, i) => `{"part":"${i}"}\n`).join('');
  await expect(read(HEADER + parts, { ...ARCHIVE_LIMITS, parts: 8 })).rejects.toThrow(
    'The archive has more than 8 parts.',
  );
});
