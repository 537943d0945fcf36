import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Config } from '../../config/config.js';
import { ArchiveSpool, UploadStalled } from './archive-spool.store.js';

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
