/**
 * Joins what arrives while a write is under way, and within a short wait before the next, into one durable write: a
 * sync to disk costs the same for one span as for ten thousand. `flush` takes all that was added and makes it durable.
 */
export class GroupCommit {
  private waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  private running = false;
  private lastStartMs = 0;
  private idle: (() => void)[] = [];

  constructor(
    private readonly flush: () => Promise<void>,
    private readonly intervalMs: number,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Resolves once what was added before this call is durable; rejects with the write's error. */
  committed(): Promise<void> {
    const promise = new Promise<void>((resolve, reject) => this.waiting.push({ resolve, reject }));
    if (!this.running) this.schedule();
    return promise;
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    if (this.running || this.waiting.length > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private schedule(): void {
    this.running = true;
    const waitMs = Math.max(0, this.lastStartMs + this.intervalMs - this.clock());
    if (waitMs === 0) setImmediate(() => void this.run());
    else setTimeout(() => void this.run(), waitMs);
  }

  private async run(): Promise<void> {
    const group = this.waiting;
    this.waiting = [];
    this.lastStartMs = this.clock();
    try {
      await this.flush();
      for (const { resolve } of group) resolve();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    this.running = false;
    if (this.waiting.length > 0) this.schedule();
    else for (const resolve of this.idle.splice(0)) resolve();
  }
}
