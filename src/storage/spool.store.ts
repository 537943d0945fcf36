import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { requestKeysOf } from './native/request-keys.js';

/** Folder of files that the store refused for their content. */
const REFUSED = 'refused';

/** One durable file of the spool: a Native block that waits to be loaded. */
export interface SpoolFile {
  path: string;
  bytes: number;
  writtenAtMs: number;
  /** It was there when the spool was opened, or a load of it failed: the store may hold some of its rows already. */
  maybeLoaded: boolean;
}

/** The spool holds as much as it may; the caller answers "try again later" and acknowledges nothing. */
export class SpoolFull extends Error {
  override readonly name = 'SpoolFull';
}

/** The disk refused; nothing of the block is kept, and the caller may try again. */
export class SpoolWriteFailed extends Error {
  override readonly name = 'SpoolWriteFailed';
}

/**
 * The write-ahead log of telemetry: what `append` has resolved for is on disk, whatever happens to the process or the
 * machine. A file is written beside its name, synced, renamed and the folder synced, so a file that bears its name is
 * whole; what a crash left half-written was acknowledged to nobody and is removed on opening.
 */
export class Spool {
  private readonly files: SpoolFile[] = [];
  private sequence = 0;
  private total = 0;
  private listener: () => void = () => undefined;

  private constructor(
    private readonly folder: string,
    private readonly maxBytes: number,
  ) {}

  static async open(folder: string, maxBytes: number): Promise<Spool> {
    await mkdir(folder, { recursive: true });
    const spool = new Spool(folder, maxBytes);
    for (const name of (await readdir(folder)).sort()) {
      const path = join(folder, name);
      if (name.endsWith('.tmp')) await rm(path);
      else if (name.endsWith('.native')) spool.keep(path, (await stat(path)).size, 0, true);
    }
    spool.refusedFiles = (await readdir(join(folder, REFUSED)).catch(() => [])).length;
    return spool;
  }

  /** Bytes waiting to be loaded. */
  get bytes(): number {
    return this.total;
  }

  get isFull(): boolean {
    return this.total >= this.maxBytes;
  }

  /** Throws `SpoolFull` while it holds as much as it may. */
  refuseIfFull(): void {
    if (this.isFull) throw new SpoolFull(`The spool holds ${this.total} bytes of at most ${this.maxBytes}.`);
  }

  /** Files put aside since they were refused, in this run or an earlier one. */
  refusedFiles = 0;

  /** Files waiting, oldest first. */
  get pending(): readonly SpoolFile[] {
    return this.files;
  }

  /** Calls `listener` after each appended file; one listener, the loader. */
  onAppend(listener: () => void): void {
    this.listener = listener;
  }

  /** The request hashes of the files that wait, in decimal. */
  async pendingRequests(): Promise<string[]> {
    const keys: string[] = [];
    for (const { path } of this.files) {
      try {
        keys.push(...requestKeysOf(await readFile(path)));
      } catch {
        // A file that is no block is the loader's to refuse and to put aside.
      }
    }
    return keys;
  }

  /** Makes `block` durable. Rejects with `SpoolFull`, or with the file system's error; then nothing of it remains. */
  async append(block: Uint8Array, nowMs: number): Promise<void> {
    this.refuseIfFull();
    const path = join(
      this.folder,
      `${String(nowMs).padStart(15, '0')}-${String(this.sequence++).padStart(9, '0')}.native`,
    );
    const temporary = `${path}.tmp`;
    try {
      await writeDurably(temporary, block);
      await rename(temporary, path);
      await syncFolder(this.folder);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      await rm(path, { force: true }).catch(() => undefined);
      throw new SpoolWriteFailed(`Could not write to the spool in ${this.folder}: ${String(error)}`, { cause: error });
    }
    this.keep(path, block.length, nowMs, false);
    this.listener();
  }

  /** Forgets a file whose rows the store holds. */
  async remove(file: SpoolFile): Promise<void> {
    await rm(file.path, { force: true });
    const at = this.files.indexOf(file);
    if (at >= 0) this.files.splice(at, 1);
    this.total -= file.bytes;
  }

  /** Puts a file aside that the store refuses for its content, so that it does not block those behind it. */
  async quarantine(file: SpoolFile): Promise<string> {
    const folder = join(this.folder, REFUSED);
    await mkdir(folder, { recursive: true });
    const path = join(folder, file.path.slice(this.folder.length + 1));
    await rename(file.path, path);
    this.refusedFiles++;
    await this.remove(file);
    return path;
  }

  private keep(path: string, bytes: number, writtenAtMs: number, maybeLoaded: boolean): void {
    this.files.push({ path, bytes, writtenAtMs, maybeLoaded });
    this.total += bytes;
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
