import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Inject, Injectable, Logger, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { notDecided, type CompatibilityResult } from '../contracts/compatibility.js';
import { CompatibilityChecker, type CheckRequest } from './compatibility.checker.js';
import { ConfluentError } from './confluent-error.js';

/** What the thread says: that it listens, what a check found, or that the check itself failed. */
export type WorkerMessage =
  { kind: 'ready' } | { kind: 'result'; result: CompatibilityResult } | { kind: 'mistake'; error: Error };

/** Where the compiled `compatibility.worker.js` lies; beside this file unless provided. */
export const COMPATIBILITY_WORKER_URL = Symbol('COMPATIBILITY_WORKER_URL');

/** A check watches its own time; what has not ended so much later never will. */
const BUDGET_MS = 1_000;
const GRACE_MS = 1_000;
/** Loading takes tenths of a second; a machine with much else to do takes longer. */
const START_MS = 30_000;
/** Each may take as long as budget and grace: more would wait in vain. */
const MAX_WAITING = 64;
const MAX_HEAP_MB = 256;
/** A check makes much that lives no longer than itself; V8 would take three times this before it looks for what is left. */
const YOUNG_HEAP_MB = 16;

interface Job {
  request: CheckRequest;
  resolve(result: CompatibilityResult): void;
  reject(error: unknown): void;
}

/**
 * Runs checks in one thread beside the one that receives telemetry, one after the other. The thread starts with the first
 * check; where a check does not end, the thread is ended, the check is `unproven`, and the next one gets a new thread.
 */
@Injectable()
export class CompatibilityWorker extends CompatibilityChecker implements OnApplicationShutdown {
  private readonly log = new Logger('CompatibilityWorker');
  private readonly waiting: Job[] = [];
  private running: Job | null = null;
  private thread: Worker | null = null;
  private isListening = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Optional()
    @Inject(COMPATIBILITY_WORKER_URL)
    private readonly url: URL = new URL('./compatibility.worker.js', import.meta.url),
  ) {
    super();
  }

  check(request: CheckRequest): Promise<CompatibilityResult> {
    if (this.waiting.length >= MAX_WAITING) throw tooManyWaiting();
    return new Promise((resolve, reject) => {
      this.waiting.push({ request: { ...request, budgetMs: request.budgetMs ?? BUDGET_MS }, resolve, reject });
      this.runNext();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const error = new Error('The server is stopping: this check was not made.');
    for (const job of this.waiting.splice(0)) job.reject(error);
    this.finish((job) => job.reject(error));
    await this.endThread();
  }

  private runNext(): void {
    if (this.running !== null || this.waiting.length === 0) return;
    this.running = this.waiting.shift()!;
    if (this.thread === null) this.startThread();
    else this.post();
  }

  private startThread(): void {
    const thread = new Worker(fileURLToPath(this.url), {
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
      ofThis((message: WorkerMessage) => this.hear(message)),
    );
    thread.on(
      'error',
      ofThis((error: Error) => this.replaceThread(error)),
    );
    thread.on(
      'exit',
      ofThis((code: number) => this.replaceThread(new Error(`The thread of the checks left with ${code}.`))),
    );
    this.limit(START_MS);
  }

  /** What is sent before it listens would be counted against the check's own time. */
  private post(): void {
    if (!this.isListening || this.running === null) return;
    this.limit((this.running.request.budgetMs ?? BUDGET_MS) + GRACE_MS);
    this.thread?.postMessage(this.running.request);
  }

  private hear(message: WorkerMessage): void {
    if (message.kind === 'ready') {
      this.isListening = true;
      this.post();
    } else if (message.kind === 'result') this.finish((job) => job.resolve(message.result));
    else this.finish((job) => job.reject(message.error));
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
      if (!wasListening) job.reject(failure ?? new Error('The thread of the checks did not start in time.'));
      else if (failure === null) job.resolve(unproven('it took longer than a check may take, and was ended'));
      else if (failure.code === 'ERR_WORKER_OUT_OF_MEMORY')
        job.resolve(unproven('it took more memory than a check may take, and was ended'));
      else job.reject(failure);
    });
  }

  private endThread(): Promise<unknown> {
    clearTimeout(this.timer);
    const ending = this.thread?.terminate().catch((error: unknown) => this.log.warn(String(error)));
    this.thread = null;
    this.isListening = false;
    return Promise.resolve(ending);
  }

  private finish(answer: (job: Job) => void): void {
    clearTimeout(this.timer);
    const job = this.running;
    this.running = null;
    if (job !== null) answer(job);
    this.runNext();
  }
}

const unproven = (reason: string): CompatibilityResult => ({
  verdict: 'unproven',
  findings: [{ ...notDecided(reason), fix: 'Make the schema smaller, or write it with fewer references to itself.' }],
});

const tooManyWaiting = (): ConfluentError =>
  new ConfluentError(50301, `${MAX_WAITING} compatibility checks are waiting already. Try again in a moment.`);
