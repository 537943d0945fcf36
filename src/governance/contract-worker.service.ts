import {
  Inject,
  Injectable,
  Optional,
  ServiceUnavailableException,
  UnprocessableEntityException,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { WaitedTooLong, WorkerThread, type JobOutcome } from '../registry/worker-thread.service.js';
import type { ContractJob, ContractJobs, JobKind } from './contract-jobs.js';

/** Where the compiled `contract.worker.js` lies; beside this file unless provided. */
export const CONTRACT_WORKER_URL = Symbol('CONTRACT_WORKER_URL');

const BUDGET_MS: Record<JobKind, number> = { lint: 1_000, diff: 2_000, validate: 2_000, translate: 3_000 };
/** Nearly every job ends within it; one that does not is begun again where only its like wait for it. */
const QUICK_BUDGET_MS = 150;
const QUICK_GRACE_MS = 350;
const MAX_WAITING = 64;
const MAX_LONG_WAITING = 16;
const MAX_WAIT_MS = 10_000;
/** A thread holds 30 to 50 MiB, and after large events more; to start one takes some tenths of a second. */
const QUICK_IDLE_MS = 60_000;
const LONG_IDLE_MS = 15_000;

const IN_WORDS: Record<JobKind, string> = {
  lint: 'lint',
  diff: 'comparison',
  validate: 'validation',
  translate: 'translation',
};

type Result = ContractJobs[JobKind]['result'];
type Lane = WorkerThread<ContractJob, Result>;
type Outcome = JobOutcome<Result>;

/** A job was ended, for its time or its memory: nothing is known of what it was asked. */
export class JobEnded extends UnprocessableEntityException {}

/** Too many others wait, or one waited for them as long as it may: it was not made, and may be asked for again. */
export class JobRefused extends ServiceUnavailableException {}

/**
 * Runs lint, diff, validation and translation in threads of their own, apart from the checks that registrations wait for.
 * Each is first given a little time, and what does not end within it goes to a second thread, so that a slow pattern of
 * one contract does not hold up what is asked of the others.
 */
@Injectable()
export class ContractWorker implements OnApplicationShutdown {
  private readonly quick: Lane;
  private readonly long: Lane;

  constructor(
    @Optional()
    @Inject(CONTRACT_WORKER_URL)
    url: URL = new URL('./contract.worker.js', import.meta.url),
  ) {
    const both = { url, jobName: 'contract job', maxWaitMs: MAX_WAIT_MS };
    this.quick = new WorkerThread({ ...both, maxWaiting: MAX_WAITING, graceMs: QUICK_GRACE_MS, idleMs: QUICK_IDLE_MS });
    this.long = new WorkerThread({ ...both, maxWaiting: MAX_LONG_WAITING, idleMs: LONG_IDLE_MS });
  }

  /** What is asked of one `subject` takes turns with what is asked of the others. @throws JobRefused, JobEnded. */
  async run<Kind extends JobKind>(
    kind: Kind,
    subject: string,
    request: ContractJobs[Kind]['request'],
  ): Promise<ContractJobs[Kind]['result']> {
    const job = (budgetMs: number): ContractJob => ({ kind, request, budgetMs }) as ContractJob;
    if (this.quick.isFull) throw tooManyWaiting(`${MAX_WAITING} requests of this kind are`);
    const first = await runIn(this.quick, job(QUICK_BUDGET_MS), subject);
    if (isFinal(first)) return resultOf(kind, first);
    if (this.long.isFull) throw tooManyWaiting(`${MAX_LONG_WAITING} requests that take long are`);
    return resultOf(kind, await runIn(this.long, job(BUDGET_MS[kind]), subject));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.quick.stop(), this.long.stop()]);
  }
}

async function runIn(lane: Lane, job: ContractJob, subject: string): Promise<Outcome> {
  try {
    return await lane.run(job, job.budgetMs, subject);
  } catch (error) {
    if (!(error instanceof WaitedTooLong)) throw error;
    throw new JobRefused(
      `This ${IN_WORDS[job.kind]} waited ${MAX_WAIT_MS / 1_000} s for others and was not made. Nothing was changed; try again in a moment.`,
    );
  }
}

/** Whether more time would change nothing. */
const isFinal = (outcome: Outcome): boolean =>
  'ended' in outcome ? outcome.ended === 'memory' : outcome.tookMs < QUICK_BUDGET_MS;

function resultOf(kind: JobKind, outcome: Outcome): Result {
  if ('result' in outcome) return outcome.result;
  const much = outcome.ended === 'time' ? 'longer' : 'more memory';
  throw new JobEnded(
    `It took ${much} than a ${IN_WORDS[kind]} may take and was ended. Send fewer or smaller events, or make the schema smaller.`,
  );
}

const tooManyWaiting = (what: string): JobRefused =>
  new JobRefused(`${what} waiting already. Nothing was changed; try again in a moment.`);
