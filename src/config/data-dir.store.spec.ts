import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDataDir } from './data-dir.store.js';

describe('prepareDataDir', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-data-dir-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes every level that is missing, and takes what is there', () => {
    const path = join(folder, 'a', 'b');
    prepareDataDir(path);
    prepareDataDir(path);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it('names the setting where the path is a file, or lies under one', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => prepareDataDir(file)).toThrow(`${file} is a file. Set PLUMBLINE_DATA_DIR`);
    expect(() => prepareDataDir(join(file, 'below'))).toThrow('Set PLUMBLINE_DATA_DIR');
  });

  it('comes back from where no directory can be made', () => {
    expect(() => prepareDataDir('/proc/nowhere/below')).toThrow('Set PLUMBLINE_DATA_DIR');
  });
});
