import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spool, SpoolFull } from './spool.store.js';

describe('Spool', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'plumbline-spool-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has what it acknowledged after it is opened anew, oldest first and known to be maybe loaded', async () => {
    const spool = await Spool.open(folder, 100);
    await spool.append(Buffer.from('first'), 1);
    await spool.append(Buffer.from('second'), 2);
    const reopened = await Spool.open(folder, 100);
    expect(
      reopened.pending.map(({ path, bytes, maybeLoaded }) => [readFileSync(path, 'utf8'), bytes, maybeLoaded]),
    ).toEqual([
      ['first', 5, true],
      ['second', 6, true],
    ]);
    expect(reopened.bytes).toBe(11);
  });

  it('removes what a crash left half-written, which nobody was told is safe', async () => {
    writeFileSync(join(folder, '000000000000001-000000000.native.tmp'), 'half');
    expect((await Spool.open(folder, 100)).pending).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses more than it may hold, until some of it is loaded', async () => {
    const spool = await Spool.open(folder, 4);
    await spool.append(Buffer.from('full'), 1);
    await expect(spool.append(Buffer.from('x'), 2)).rejects.toThrow(SpoolFull);
    await spool.remove(spool.pending[0]!);
    await expect(spool.append(Buffer.from('x'), 3)).resolves.toBeUndefined();
  });

  it('says which folder could not be written, and keeps nothing of what failed', async () => {
    const spool = await Spool.open(folder, 100);
    rmSync(folder, { recursive: true });
    await expect(spool.append(Buffer.from('x'), 1)).rejects.toThrow(`Could not write to the spool in ${folder}`);
    expect(spool.pending).toEqual([]);
  });

  it('puts a refused file aside, where it no longer waits and is not lost', async () => {
    const spool = await Spool.open(folder, 100);
    await spool.append(Buffer.from('bad'), 1);
    const path = await spool.quarantine(spool.pending[0]!);
    expect(readFileSync(path, 'utf8')).toBe('bad');
    expect([spool.pending, spool.bytes]).toEqual([[], 0]);
  });
});
