import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { notDecided } from '../contracts/about-candidate.js';
import type { CompatibilityResult } from '../contracts/compatibility.js';
import { CompatibilityChecker, type CheckRequest } from './compatibility.checker.js';
import { ConfluentError } from './confluent-error.js';
import { WaitedTooLong, WorkerThread, type JobOutcome } from './worker-thread.service.js';

/** Where the compiled `compatibility.worker.js` lies; beside this file unless provided. */
export const COMPATIBILITY_WORKER_URL = Symbol('COMPATIBILITY_WORKER_URL');

const BUDGET_MS = 1_000;
/** Nearly every check ends within it; one that does not is begun again where only its like wait for it. */
const QUICK_BUDGET_MS = 150;
const QUICK_GRACE_MS = 350;
const MAX_WAITING = 64;
const MAX_LONG_WAITING = 16;
const MAX_WAIT_MS = 10_000;
/** A thread holds 30 to 50 MiB. */
const LONG_IDLE_MS = 15_000;

type Lane = WorkerThread<CheckRequest, CompatibilityResult>;
type Outcome = JobOutcome<CompatibilityResult>;

/**
 * Runs checks in threads of their own; one that does not end is `unproven`. Each is first given a little time, and what that
 * does not decide goes to a second thread, so that a few schemas that are hard to decide do not hold up all others.
 */
@Injectable()
export class CompatibilityWorker extends CompatibilityChecker implements OnApplicationShutdown {
  private readonly quick: Lane;
  private readonly long: Lane;

  constructor(
    @Optional()
    @Inject(COMPATIBILITY_WORKER_URL)
    url: URL = new URL('./compatibility.worker.js', import.meta.url),
  ) {
    super();
    const both = { url, jobName: 'check', maxWaitMs: MAX_WAIT_MS };
    this.quick = new WorkerThread({ ...both, maxWaiting: MAX_WAITING, graceMs: QUICK_GRACE_MS });
    this.long = new WorkerThread({ ...both, maxWaiting: MAX_LONG_WAITING, idleMs: LONG_IDLE_MS });
  }

  check(request: CheckRequest, subject = ''): Promise<CompatibilityResult> {
    if (this.quick.isFull) throw tooManyWaiting(`${MAX_WAITING} compatibility checks are`);
    return this.checkInLanes(request, subject);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.quick.stop(), this.long.stop()]);
  }

  private async checkInLanes(request: CheckRequest, subject: string): Promise<CompatibilityResult> {
    const budgetMs = request.budgetMs ?? BUDGET_MS;
    const quickMs = Math.min(budgetMs, QUICK_BUDGET_MS);
    const first = await run(this.quick, { ...request, budgetMs: quickMs }, subject);
    if (quickMs === budgetMs || isFinal(first, quickMs)) return resultOf(first);
    if (this.long.isFull) {
      // What breaks was found, though perhaps not all of it.
      if ('result' in first && first.result.verdict === 'incompatible') return first.result;
      throw tooManyWaiting(`${MAX_LONG_WAITING} compatibility checks that take long are`);
    }
    return resultOf(await run(this.long, { ...request, budgetMs }, subject));
  }
}

async function run(lane: Lane, request: CheckRequest & { budgetMs: number }, subject: string): Promise<Outcome> {
  try {
    return await lane.run(request, request.budgetMs, subject);
  } catch (error) {
    if (error instanceof WaitedTooLong) throw tookTooLong();
    throw error;
  }
}

/** Whether more time would change nothing. */
function isFinal(outcome: Outcome, budgetMs: number): boolean {
  if ('ended' in outcome) return outcome.ended === 'memory';
  return outcome.result.verdict === 'compatible' || outcome.tookMs < budgetMs;
}

function resultOf(outcome: Outcome): CompatibilityResult {
  if ('result' in outcome) return outcome.result;
  const much = outcome.ended === 'time' ? 'longer' : 'more memory';
  return unproven(`it took ${much} than a check may take, and was ended`);
}

const unproven = (reason: string): CompatibilityResult => ({
  verdict: 'unproven',
  findings: [{ ...notDecided(reason), fix: 'Make the schema smaller, or write it with fewer references to itself.' }],
});

const tooManyWaiting = (what: string): ConfluentError =>
  new ConfluentError(50301, `${what} waiting already. Nothing was changed; try again in a moment.`);

const tookTooLong = (): ConfluentError =>
  new ConfluentError(
    50301,
    `This compatibility check waited ${MAX_WAIT_MS / 1_000} s for others and was not made. Nothing was changed; try again in a moment.`,
  );
