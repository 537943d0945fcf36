import fc from 'fast-check';
import { readNdjsonLines, type NdjsonLine } from './ndjson-lines.js';

/** What arrives, and how much at a time. */
async function* arriving(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

async function batches(bytes: AsyncIterable<Uint8Array>, { maxBytes = 100, maxLines = 100 } = {}) {
  const read: NdjsonLine[][] = [];
  for await (const lines of readNdjsonLines(bytes, { maxBytes, maxLines })) read.push(lines);
  return read;
}

it('reads lines however they are cut, without empty ones, with or without a last newline', async () => {
  expect(await batches(arriving('{"a":', '1}\r\n\n {"b":2} \n{"c"', ':3}'))).toEqual([
    [
      { number: 1, text: '{"a":1}' },
      { number: 3, text: '{"b":2}' },
    ],
    [{ number: 4, text: '{"c":3}' }],
  ]);
  expect(await batches(arriving())).toEqual([]);
  expect(await batches(arriving('\n\n'))).toEqual([]);
});

it('leaves out the byte order mark', async () => {
  expect(await batches(arriving('\uFEFF1\n'))).toEqual([[{ number: 1, text: '1' }]]);
});

it('keeps nothing of a line that is too long, and reads the next one', async () => {
  expect(await batches(arriving('12345', '6789\n12\n'), { maxBytes: 8 })).toEqual([
    [
      { number: 1, fault: 'too-long' },
      { number: 2, text: '12' },
    ],
  ]);
});

it('tells a line whose bytes are no UTF-8, and reads the next one', async () => {
  const latin1 = Buffer.concat([Buffer.from('"caf'), Buffer.from([0xe9]), Buffer.from('"\n"café"\n')]);
  expect(await batches(arriving(latin1))).toEqual([
    [
      { number: 1, fault: 'no-utf8' },
      { number: 2, text: '"café"' },
    ],
  ]);
});

it('tells a line that begins as Confluent’s wire format does', async () => {
  const framed = Buffer.concat([Buffer.from([0, 0, 0, 0, 1]), Buffer.from('{}\n{}\n')]);
  expect(await batches(arriving(framed))).toEqual([
    [
      { number: 1, fault: 'framed' },
      { number: 2, text: '{}' },
    ],
  ]);
});

it('gives so many lines at a time', async () => {
  const sizes = (await batches(arriving('1\n2\n3\n4\n5\n'), { maxLines: 2 })).map((lines) => lines.length);
  expect(sizes).toEqual([2, 2, 1]);
});

it('reads the same lines wherever the bytes are cut', async () => {
  const text = fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }).map((one) => one.replace(/\s/g, '_')));
  const property = fc.asyncProperty(text, fc.array(fc.nat(40)), async (lines, cuts) => {
    const bytes = Buffer.from(lines.join('\n'));
    const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
    const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
    expect((await batches(arriving(...chunks))).flat()).toEqual((await batches(arriving(bytes))).flat());
  });
  await fc.assert(property, { numRuns: 200 });
});
