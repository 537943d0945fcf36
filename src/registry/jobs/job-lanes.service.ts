import { WorkerThread, type JobOutcome } from './worker-thread.service.js';

/** Nearly every job ends within it; one that does not is begun again where only its like wait for it. */
const QUICK_BUDGET_MS = 150;
const QUICK_GRACE_MS = 350;
const MAX_WAITING = 64;
const MAX_LONG_WAITING = 16;
const MAX_WAIT_MS = 10_000;
/** A thread holds 30 to 50 MiB, and after large jobs more; to start one takes some tenths of a second. */
const LONG_IDLE_MS = 15_000;

export interface JobLanesOptions {
  /** The compiled module that runs in the threads. */
  url: URL;
  /** How messages call a job, such as "check". */
  jobName: string;
  /** After so long without a job the thread of the quick ones is ended; without it never. */
  quickIdleMs?: number;
}

interface Asked<Result> {
  /** What the job may take as a whole. */
  budgetMs: number;
  /** Who takes turns with others. */
  asker: string;
  /** Whether more time could not change the result, though it took all that it had. */
  isFinal?: (result: Result) => boolean;
}

/** What became of a job. `found` is what a job came to in a little time that was refused more of it. */
export type LaneOutcome<Result> =
  Exclude<JobOutcome<Result>, { refused: string }> | { refused: string; found?: Result };

/**
 * Runs jobs in two threads: each is first given a little time, and what does not end within it is begun again in the other
 * one, so that a few that take long do not hold up all others. See `WorkerThread` for what else is bounded.
 */
export class JobLanes<Request extends { budgetMs?: number }, Result> {
  private readonly quick: WorkerThread<Request, Result>;
  private readonly long: WorkerThread<Request, Result>;

  constructor({ url, jobName, quickIdleMs }: JobLanesOptions) {
    const both = { url, jobName, maxWaitMs: MAX_WAIT_MS };
    const idle = quickIdleMs === undefined ? {} : { idleMs: quickIdleMs };
    this.quick = new WorkerThread({ ...both, ...idle, maxWaiting: MAX_WAITING, graceMs: QUICK_GRACE_MS });
    const jobsName = `${jobName}s that take long`;
    this.long = new WorkerThread({ ...both, jobsName, maxWaiting: MAX_LONG_WAITING, idleMs: LONG_IDLE_MS });
  }

  /** The request is handed over with the time that it may take. Rejects where the job failed by a mistake. */
  async run(request: Request, { budgetMs, asker, isFinal }: Asked<Result>): Promise<LaneOutcome<Result>> {
    const quickMs = Math.min(budgetMs, QUICK_BUDGET_MS);
    const first = await this.quick.run({ ...request, budgetMs: quickMs }, quickMs, asker);
    if (quickMs === budgetMs || 'refused' in first) return first;
    if ('ended' in first && first.ended === 'memory') return first;
    if ('result' in first && (first.tookMs < quickMs || isFinal?.(first.result) === true)) return first;
    const second = await this.long.run({ ...request, budgetMs }, budgetMs, asker);
    return 'refused' in second && 'result' in first ? { ...second, found: first.result } : second;
  }

  async stop(): Promise<void> {
    await Promise.all([this.quick.stop(), this.long.stop()]);
  }
}
