import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { notDecided, type CompatibilityResult } from '../contracts/compatibility.js';
import { CompatibilityChecker, type CheckRequest } from './compatibility.checker.js';
import { ConfluentError } from './confluent-error.js';
import { WorkerThread } from './worker-thread.service.js';

/** Where the compiled `compatibility.worker.js` lies; beside this file unless provided. */
export const COMPATIBILITY_WORKER_URL = Symbol('COMPATIBILITY_WORKER_URL');

const BUDGET_MS = 1_000;
const MAX_WAITING = 64;

/** Runs checks in a thread of their own; one that does not end is `unproven`. */
@Injectable()
export class CompatibilityWorker extends CompatibilityChecker implements OnApplicationShutdown {
  private readonly thread: WorkerThread<CheckRequest, CompatibilityResult>;

  constructor(
    @Optional()
    @Inject(COMPATIBILITY_WORKER_URL)
    url: URL = new URL('./compatibility.worker.js', import.meta.url),
  ) {
    super();
    this.thread = new WorkerThread({ url, jobName: 'check', maxWaiting: MAX_WAITING });
  }

  check(request: CheckRequest): Promise<CompatibilityResult> {
    if (this.thread.isFull) throw tooManyWaiting();
    const budgetMs = request.budgetMs ?? BUDGET_MS;
    return this.thread.run({ ...request, budgetMs }, budgetMs).then((outcome) => {
      if ('result' in outcome) return outcome.result;
      const much = outcome.ended === 'time' ? 'longer' : 'more memory';
      return unproven(`it took ${much} than a check may take, and was ended`);
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.thread.stop();
  }
}

const unproven = (reason: string): CompatibilityResult => ({
  verdict: 'unproven',
  findings: [{ ...notDecided(reason), fix: 'Make the schema smaller, or write it with fewer references to itself.' }],
});

const tooManyWaiting = (): ConfluentError =>
  new ConfluentError(50301, `${MAX_WAITING} compatibility checks are waiting already. Try again in a moment.`);
