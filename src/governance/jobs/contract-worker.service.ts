import {
  Inject,
  Injectable,
  Optional,
  ServiceUnavailableException,
  UnprocessableEntityException,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { JobLanes } from '../../registry/jobs/job-lanes.service.js';
import { TOO_MUCH } from '../../registry/jobs/worker-thread.service.js';
import type { ContractJob, ContractJobs, JobKind } from './contract-jobs.js';

/** Where the compiled `contract.worker.js` lies; beside this file unless provided. */
export const CONTRACT_WORKER_URL = Symbol('CONTRACT_WORKER_URL');

const BUDGET_MS: Record<JobKind, number> = { lint: 1_000, diff: 2_000, validate: 2_000, translate: 3_000 };
const QUICK_IDLE_MS = 60_000;

const IN_WORDS: Record<JobKind, string> = {
  lint: 'lint',
  diff: 'comparison',
  validate: 'validation',
  translate: 'translation',
};

/** A job was ended, for its time or its memory: nothing is known of what it was asked. */
export class JobEnded extends UnprocessableEntityException {}

/** Too many others wait, or one waited for them as long as it may: it was not made, and may be asked for again. */
export class JobRefused extends ServiceUnavailableException {}

/** Runs lint, diff, validation and translation in threads of their own, apart from the checks that registrations wait for. */
@Injectable()
export class ContractWorker implements OnApplicationShutdown {
  private readonly lanes: JobLanes<ContractJob, ContractJobs[JobKind]['result']>;

  constructor(
    @Optional()
    @Inject(CONTRACT_WORKER_URL)
    url: URL = new URL('./contract.worker.js', import.meta.url),
  ) {
    this.lanes = new JobLanes({ url, jobName: 'contract request', quickIdleMs: QUICK_IDLE_MS });
  }

  /** What is asked of one `subject` takes turns with what is asked of the others. @throws JobRefused, JobEnded. */
  async run<Kind extends JobKind>(
    kind: Kind,
    subject: string,
    request: ContractJobs[Kind]['request'],
  ): Promise<ContractJobs[Kind]['result']> {
    const budgetMs = BUDGET_MS[kind];
    const outcome = await this.lanes.run({ kind, request, budgetMs } as ContractJob, { budgetMs, asker: subject });
    if ('result' in outcome) return outcome.result;
    if ('refused' in outcome) throw new JobRefused(outcome.refused);
    throw new JobEnded(
      `It took ${TOO_MUCH[outcome.ended]} than a ${IN_WORDS[kind]} may take and was ended. Send fewer or smaller events, or make the schema smaller.`,
    );
  }

  onApplicationShutdown(): Promise<void> {
    return this.lanes.stop();
  }
}
