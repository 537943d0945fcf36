import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvents } from './events.store.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'plumbline-events-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** The events of a file, each as its value or what is wrong with it. */
async function read(name: string, text: string): Promise<unknown[]> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const events: unknown[] = [];
  for await (const event of readEvents(path)) events.push('problem' in event ? event.problem : event.value);
  return events;
}

it('events are read line by line, or as the whole of a file that ends with .json', async () => {
  expect(await read('e.ndjson', '{"a":1}\n\n{"a":2}\r\n')).toEqual([{ a: 1 }, { a: 2 }]);
  expect(await read('e.json', '[{"a":1},\n{"a":2}]')).toEqual([{ a: 1 }, { a: 2 }]);
  expect(await read('E.JSON', '{\n"a":1}')).toEqual([{ a: 1 }]);
});

it('a byte order mark in front is no part of the first event', async () => {
  expect(await read('e.ndjson', '\ufeff{"a":1}\n{"a":2}\n')).toEqual([{ a: 1 }, { a: 2 }]);
  expect(await read('e.json', '\ufeff{"a":1}')).toEqual([{ a: 1 }]);
  expect(await read('e.ndjson', '{"a":1}\n\ufeff{"a":2}\n')).toEqual([{ a: 1 }, expect.stringContaining('is no JSON')]);
});

it('the events of a list keep the digits of their numbers', async () => {
  const path = join(folder, 'list.json');
  writeFileSync(path, '[{"a":9223372036854775807},\n{"a":1}]');
  const texts: unknown[] = [];
  for await (const event of readEvents(path)) texts.push('text' in event ? event.text : event.problem);
  expect(texts).toEqual(['{"a":9223372036854775807}', '{"a":1}']);
});
