import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Config } from '../../config/config.js';
import { ArchiveSpool, MAX_UPLOADS, TooManyUploads, UploadStalled } from './archive-spool.store.js';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'plumbline-spool-'))));
afterEach(() => rmSync(dataDir, { recursive: true }));
const spool = () => new ArchiveSpool({ dataDir } as Config);

it('hands on what has arrived, and removes it afterwards', async () => {
  const body = new PassThrough();
  body.end('archive');
  const read = (file: string) => Promise.resolve(readFileSync(file, 'utf8'));
  expect(await spool().with(body, read)).toBe('archive');
  expect(readdirSync(join(dataDir, 'exchange'))).toEqual([]);
});

it('gives up an upload that brings nothing more, keeps nothing of it, and leaves its connection to be answered', async () => {
  const body = new PassThrough();
  body.write('arch');
  const act = () => Promise.reject(new Error('It must not be handed on.'));
  await expect(spool().with(body, act, 50)).rejects.toThrow(UploadStalled);
  expect([body.destroyed, readdirSync(join(dataDir, 'exchange'))]).toEqual([false, []]);
});

it('takes only so many at once, and others when one of them is done', async () => {
  const one = spool();
  const bodies = Array.from({ length: MAX_UPLOADS }, () => new PassThrough());
  const taken = bodies.map((body) => one.with(body, () => Promise.resolve('done')));
  const next = new PassThrough();
  await expect(one.with(next, () => Promise.resolve('done'))).rejects.toThrow(TooManyUploads);
  expect(next.destroyed).toBe(false);
  bodies[0]!.end();
  expect(await taken[0]).toBe('done');
  const after = one.with(next, () => Promise.resolve('done'));
  for (const body of [next, ...bodies.slice(1)]) body.end();
  expect(await Promise.all([after, ...taken.slice(1)])).toEqual(Array(MAX_UPLOADS).fill('done'));
  expect(readdirSync(join(dataDir, 'exchange'))).toEqual([]);
});
