import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes the data directory, one level at a time: Node's recursive mkdir goes round for ever where the kernel will have
 * no directory made at all (/proc). Throws, naming the setting, when it cannot be had.
 */
export function prepareDataDir(dataDir: string): void {
  const path = resolve(dataDir);
  try {
    makeLevel(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(
      `The data directory ${path} cannot be made (${reason}). Set PLUMBLINE_DATA_DIR to a directory that this user may write to.`,
      { cause: error },
    );
  }
  if (!statSync(path).isDirectory()) {
    throw new Error(`The data directory ${path} is a file. Set PLUMBLINE_DATA_DIR to a directory.`);
  }
}

function makeLevel(path: string): void {
  if (existsSync(path)) return;
  makeLevel(dirname(path));
  mkdirSync(path);
}
