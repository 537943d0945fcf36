import fc from 'fast-check';
import { readLengthPrefixed, type PrefixedEvent } from './length-prefixed.js';

/** What arrives, and how much at a time. */
async function* arriving(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

async function read(chunks: Uint8Array[], { maxBytes = 100, maxEvents = 100 } = {}): Promise<PrefixedEvent[][]> {
  const batches: PrefixedEvent[][] = [];
  for await (const events of readLengthPrefixed(arriving(...chunks), { maxBytes, maxEvents })) batches.push(events);
  return batches;
}

const length = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const event = (...bytes: number[]): Buffer => Buffer.concat([length(bytes.length), Buffer.from(bytes)]);
const payload = (number: number, ...bytes: number[]) => ({ number, payload: Uint8Array.from(bytes) });

it('reads events that hold any bytes, newlines and zeros too', async () => {
  expect(await read([Buffer.concat([event(0, 0, 0, 0, 10), event(), event(13, 10)])])).toEqual([
    [payload(1, 0, 0, 0, 0, 10), payload(2), payload(3, 13, 10)],
  ]);
  expect(await read([])).toEqual([]);
});

it('reads them however they are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      async (values, size, maxEvents) => {
        const body = Buffer.concat(values.map((value) => event(...value)));
        const chunks = Array.from({ length: Math.ceil(body.length / size) }, (_, i) =>
          body.subarray(i * size, (i + 1) * size),
        );
        const batches = await read(chunks, { maxEvents });
        expect(batches.flat()).toEqual(values.map((value, i) => payload(i + 1, ...value)));
        expect(batches.every((events) => events.length <= maxEvents)).toBe(true);
      },
    ),
  );
});

it('keeps nothing of an event that is too long, and reads the next one', async () => {
  const body = Buffer.concat([event(1, 2, 3, 4, 5), event(6)]);
  expect(await read([body.subarray(0, 6), body.subarray(6)], { maxBytes: 4 })).toEqual([
    [{ number: 1, fault: 'too-long' }, payload(2, 6)],
  ]);
});

it('tells a message without a value, and reads the next one', async () => {
  expect(await read([Buffer.concat([length(-1), event(6)])])).toEqual([
    [{ number: 1, fault: 'no-value' }, payload(2, 6)],
  ]);
});

it('tells what is no length, and reads no further', async () => {
  expect(await read([Buffer.concat([length(-2), event(6)]), event(7)])).toEqual([[{ number: 1, fault: 'no-length' }]]);
});

it.each([
  ['a length', length(9).subarray(0, 2), 2],
  ['a value', length(9), 2],
  ['a value that is too long', Buffer.concat([length(200), Buffer.alloc(150)]), 2],
])('tells that the body ends within %s', async (_, end, number) => {
  expect((await read([event(1), end])).flat()).toEqual([payload(1, 1), { number, fault: 'cut-off' }]);
});
