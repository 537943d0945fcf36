import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import { FairQueue } from './fair-queue.js';

/** What the thread says: that it listens, what a job came to, or that the job itself failed. */
export type WorkerMessage<Result> =
  { kind: 'ready' } | { kind: 'result'; result: Result } | { kind: 'mistake'; error: Error };

/** What became of a job: its result and how long it ran for it, why it was ended before it had one, or why it was not begun. */
export type JobOutcome<Result> =
  { result: Result; tookMs: number } | { ended: keyof typeof TOO_MUCH } | { refused: string };

/** Of what a job took too much, in words: "It took longer than a check may." */
export const TOO_MUCH = { time: 'longer', memory: 'more memory' } as const;

export interface WorkerThreadOptions {
  /** The compiled module that runs in the thread. */
  url: URL;
  /** How messages call a job, such as "check". */
  jobName: string;
  /** How they call several; `jobName` with an s without it. */
  jobsName?: string;
  /** What comes while so many wait is refused: each may take its whole time, so that more would wait in vain. */
  maxWaiting: number;
  /** How long a job may wait before it begins, and is refused then; without it as long as it takes. */
  maxWaitMs?: number;
  /** How much later than its budget a job is ended; 1,000 without it. */
  graceMs?: number;
  /** After so long without a job the thread is ended, and its memory given back; without it never. */
  idleMs?: number;
}

/** A job watches its own time; what has not ended so much later never will. */
const GRACE_MS = 1_000;
/** Loading takes tenths of a second; a machine with much else to do takes longer. */
const START_MS = 30_000;
const MAX_HEAP_MB = 256;
/** A job makes much that lives no longer than itself; V8 would take three times this before it looks for what is left. */
const YOUNG_HEAP_MB = 8;

interface Job<Request, Result> {
  asker: string;
  request: Request;
  budgetMs: number;
  waiting: NodeJS.Timeout | undefined;
  resolve(outcome: JobOutcome<Result>): void;
  reject(error: unknown): void;
}

/**
 * Runs jobs in one thread beside the one that receives telemetry, one after the other; who asks for many takes turns with
 * the others. The thread starts with the first job; where a job does not end, the thread is ended with it, and the next job
 * gets a new one.
 */
export class WorkerThread<Request, Result> {
  private readonly log = new Logger('WorkerThread');
  private readonly waiting = new FairQueue<Job<Request, Result>>();
  private running: Job<Request, Result> | null = null;
  private thread: Worker | null = null;
  private isListening = false;
  private timer: NodeJS.Timeout | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private beganAt = 0;

  constructor(private readonly options: WorkerThreadOptions) {}

  /**
   * `budgetMs` is what the job itself allows for; a little later it is ended. `asker` is who takes turns with others.
   * Rejects where the job failed by a mistake.
   */
  run(request: Request, budgetMs: number, asker = ''): Promise<JobOutcome<Result>> {
    const { maxWaiting } = this.options;
    if (this.waiting.length >= maxWaiting)
      return Promise.resolve(refused(`${maxWaiting} ${this.jobs} are waiting already`));
    return new Promise((resolve, reject) => {
      const job: Job<Request, Result> = { asker, request, budgetMs, waiting: undefined, resolve, reject };
      this.waiting.push(job);
      this.runNext();
      if (this.running !== job) this.limitWaiting(job);
    });
  }

  async stop(): Promise<void> {
    const error = new Error(`The server is stopping: this ${this.options.jobName} was not made.`);
    for (const job of this.waiting.removeAll()) {
      clearTimeout(job.waiting);
      job.reject(error);
    }
    this.finish((job) => job.reject(error));
    await this.endThread();
  }

  private limitWaiting(job: Job<Request, Result>): void {
    const { maxWaitMs, jobName } = this.options;
    if (maxWaitMs === undefined) return;
    job.waiting = setTimeout(() => {
      this.waiting.remove(job);
      job.resolve(refused(`This ${jobName} waited ${maxWaitMs / 1_000} s for others and was not made`));
    }, maxWaitMs);
    job.waiting.unref();
  }

  private runNext(): void {
    if (this.running !== null) return;
    const job = this.waiting.take();
    if (job === undefined) return this.endWhenIdle();
    clearTimeout(job.waiting);
    clearTimeout(this.idleTimer);
    this.running = job;
    if (this.thread === null) this.startThread();
    else this.post();
  }

  private endWhenIdle(): void {
    const { idleMs } = this.options;
    if (idleMs === undefined || this.thread === null) return;
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => void this.endThread(), idleMs);
    this.idleTimer.unref();
  }

  private startThread(): void {
    const thread = new Worker(fileURLToPath(this.options.url), {
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    });
    this.thread = thread;
    thread.unref();
    // An ended thread may still have something to say.
    const ofThis =
      <T>(act: (value: T) => void) =>
      (value: T) => {
        if (this.thread === thread) act(value);
      };
    thread.on(
      'message',
      ofThis((message: WorkerMessage<Result>) => this.hear(message)),
    );
    thread.on(
      'error',
      ofThis((error: Error) => this.replaceThread(error)),
    );
    thread.on(
      'exit',
      ofThis((code: number) => this.replaceThread(new Error(`The thread of the ${this.jobs} left with ${code}.`))),
    );
    this.limit(START_MS);
  }

  /** What is sent before it listens would be counted against the job's own time. */
  private post(): void {
    if (!this.isListening || this.running === null) return;
    this.limit(this.running.budgetMs + (this.options.graceMs ?? GRACE_MS));
    this.beganAt = performance.now();
    try {
      this.thread?.postMessage(this.running.request);
    } catch (error) {
      // What cannot be copied, such as a value nested too deeply, must not hold up those behind it.
      this.finish((job) => job.reject(error));
    }
  }

  private hear(message: WorkerMessage<Result>): void {
    if (message.kind === 'ready') {
      this.isListening = true;
      this.post();
    } else if (message.kind === 'result') {
      const tookMs = performance.now() - this.beganAt;
      this.finish((job) => job.resolve({ result: message.result, tookMs }));
    } else this.finish((job) => job.reject(message.error));
  }

  private limit(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.replaceThread(null), ms);
  }

  /** `failure` is null where the time was up. */
  private replaceThread(failure: (Error & { code?: string }) | null): void {
    const wasListening = this.isListening;
    void this.endThread();
    this.finish((job) => {
      if (!wasListening) job.reject(failure ?? new Error(`The thread of the ${this.jobs} did not start in time.`));
      else if (failure === null) job.resolve({ ended: 'time' });
      else if (failure.code === 'ERR_WORKER_OUT_OF_MEMORY') job.resolve({ ended: 'memory' });
      else job.reject(failure);
    });
  }

  private get jobs(): string {
    return this.options.jobsName ?? `${this.options.jobName}s`;
  }

  private endThread(): Promise<unknown> {
    clearTimeout(this.timer);
    clearTimeout(this.idleTimer);
    const ending = this.thread?.terminate().catch((error: unknown) => this.log.warn(String(error)));
    this.thread = null;
    this.isListening = false;
    return Promise.resolve(ending);
  }

  private finish(answer: (job: Job<Request, Result>) => void): void {
    clearTimeout(this.timer);
    const job = this.running;
    this.running = null;
    if (job !== null) answer(job);
    this.runNext();
  }
}

const refused = (why: string) => ({ refused: `${why}. Nothing was changed; try again in a moment.` });
