/**
 * Runs a task at an interval, one run at a time: the next begins an interval after the last began, or at once when that
 * took longer, and never beside it. A run that fails goes to `onError` and the next comes all the same.
 */
export class RepeatingTask {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(
    private readonly run: () => Promise<void>,
    private readonly intervalMs: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.schedule(0);
  }

  /** No run begins any more; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(delayMs: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      const beganMs = performance.now();
      this.running = this.runOnce().then(() => {
        this.schedule(Math.max(0, this.intervalMs - (performance.now() - beganMs)));
      });
    }, delayMs);
    this.timer.unref();
  }

  private async runOnce(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.onError(error);
    }
  }
}
