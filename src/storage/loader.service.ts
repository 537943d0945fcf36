import { Injectable, Logger } from '@nestjs/common';
import { ClickHouse } from './click-house.js';
import { Spool, type SpoolFile } from './spool.store.js';
import { SPANS_TABLE } from './tables.js';

/** A load makes a part; fewer and larger ones cost less to merge. */
const LOAD_AFTER_MS = 500;
const LOAD_AT_BYTES = 33_554_432;
const MAX_FILES_A_LOAD = 256;
const MAX_BACKOFF_MS = 30_000;
/** A store that answers but refuses one file this often does so for the file's content. */
const MAX_REFUSALS = 5;

/**
 * Carries the spool's files into the store, oldest first, and forgets each once its rows are there. When a load fails,
 * some rows may have arrived: the next try leaves those out. While the store is away the spool grows and the loader
 * waits; at its limit the collector stops acknowledging.
 */
@Injectable()
export class Loader {
  private readonly logger = new Logger(Loader.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = true;
  private backoffMs = 0;
  private readonly refusals = new Map<string, number>();
  private listeners: (() => void)[] = [];
  /** Why the last load failed; null after one that succeeded. */
  problem: string | null = null;

  constructor(
    private readonly spool: Spool,
    private readonly store: ClickHouse,
  ) {}

  /** Loads what an earlier run left behind, then goes on in the background. */
  async start(): Promise<void> {
    this.stopped = false;
    this.spool.onAppend(() => this.onAppend());
    while (this.spool.pending.length > 0 && this.problem === null) await this.loadOnce();
    if (this.spool.pending.length > 0) this.schedule(this.backoffMs);
  }

  /** Calls `listener` after each load: new rows can be read. */
  onLoaded(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Loads what is there, if the store takes it, and stops. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    while (this.spool.pending.length > 0 && this.problem === null) await this.loadOnce();
  }

  private onAppend(): void {
    if (this.stopped || this.running !== undefined) return;
    if (this.problem === null && this.spool.bytes >= LOAD_AT_BYTES) this.schedule(0);
    else if (this.timer === undefined) this.schedule(Math.max(LOAD_AFTER_MS, this.backoffMs));
  }

  private schedule(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.running = this.loadOnce().finally(() => {
        this.running = undefined;
        if (!this.stopped && this.spool.pending.length > 0) this.schedule(this.nextDelay());
      });
    }, delayMs);
  }

  private nextDelay(): number {
    if (this.problem !== null) return this.backoffMs;
    return this.spool.bytes >= LOAD_AT_BYTES ? 0 : LOAD_AFTER_MS;
  }

  private async loadOnce(): Promise<void> {
    const files = nextLoad(this.spool.pending);
    const afterCrash = files.some((file) => file.maybeLoaded);
    try {
      await this.store.loadNative(
        SPANS_TABLE,
        files.map((file) => file.path),
        { afterCrash },
      );
      for (const file of files) await this.spool.remove(file);
      this.problem = null;
      this.backoffMs = 0;
      for (const listener of this.listeners) listener();
    } catch (error) {
      await this.onFailure(files, error);
    }
  }

  private async onFailure(files: readonly SpoolFile[], error: unknown): Promise<void> {
    this.problem = error instanceof Error ? error.message : String(error);
    this.backoffMs = Math.min(MAX_BACKOFF_MS, Math.max(1000, this.backoffMs * 2));
    this.logger.error(
      `${files.length} spool files stay until the store takes them; next try in ${this.backoffMs} ms. ${this.problem}`,
    );
    for (const file of files) file.maybeLoaded = true;
    await this.quarantineIfRefused(files);
  }

  /** After a failure files are loaded one by one, so the first one is the one that was refused. */
  private async quarantineIfRefused(files: readonly SpoolFile[]): Promise<void> {
    const [file] = files;
    if (file === undefined || files.length > 1) return;
    const refusals = (this.refusals.get(file.path) ?? 0) + 1;
    this.refusals.set(file.path, refusals);
    if (refusals < MAX_REFUSALS || !(await this.storeAnswers())) return;
    this.refusals.delete(file.path);
    this.logger.error(
      `The store answers but refused ${file.path} ${refusals} times; it was put aside as ${await this.spool.quarantine(file)}.`,
    );
    this.problem = null;
  }

  private async storeAnswers(): Promise<boolean> {
    return this.store.ping().then(
      () => true,
      () => false,
    );
  }
}

/** The files of the next load: new ones together up to a size, one alone that may be there in part already. */
function nextLoad(pending: readonly SpoolFile[]): SpoolFile[] {
  const files: SpoolFile[] = [];
  let bytes = 0;
  for (const file of pending) {
    if (file.maybeLoaded) return files.length === 0 ? [file] : files;
    if (files.length === MAX_FILES_A_LOAD || (files.length > 0 && bytes + file.bytes > LOAD_AT_BYTES * 1.5)) break;
    files.push(file);
    bytes += file.bytes;
  }
  return files;
}
