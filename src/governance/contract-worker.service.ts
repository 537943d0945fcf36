import {
  Inject,
  Injectable,
  Optional,
  ServiceUnavailableException,
  UnprocessableEntityException,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { WorkerThread } from '../registry/worker-thread.service.js';
import type { ContractJob, ContractJobs, JobKind } from './contract-jobs.js';

/** Where the compiled `contract.worker.js` lies; beside this file unless provided. */
export const CONTRACT_WORKER_URL = Symbol('CONTRACT_WORKER_URL');

const BUDGET_MS: Record<JobKind, number> = { lint: 1_000, diff: 2_000, validate: 2_000, translate: 3_000 };
const MAX_WAITING = 64;

type Result = ContractJobs[JobKind]['result'];

/** A job was ended, for its time or its memory: nothing is known of what it was asked. */
export class JobEnded extends UnprocessableEntityException {}

/** Runs lint, diff, validation and translation in a thread of their own, apart from the checks that registrations wait for. */
@Injectable()
export class ContractWorker implements OnApplicationShutdown {
  private readonly thread: WorkerThread<ContractJob, Result>;

  constructor(
    @Optional()
    @Inject(CONTRACT_WORKER_URL)
    url: URL = new URL('./contract.worker.js', import.meta.url),
  ) {
    this.thread = new WorkerThread({ url, jobName: 'contract job', maxWaiting: MAX_WAITING });
  }

  /** @throws ServiceUnavailableException where too many wait, JobEnded. */
  async run<Kind extends JobKind>(
    kind: Kind,
    request: ContractJobs[Kind]['request'],
  ): Promise<ContractJobs[Kind]['result']> {
    if (this.thread.isFull) {
      throw new ServiceUnavailableException(`${MAX_WAITING} such requests are waiting already. Try again in a moment.`);
    }
    const budgetMs = BUDGET_MS[kind];
    const outcome = await this.thread.run({ kind, request, budgetMs } as ContractJob, budgetMs);
    if ('result' in outcome) return outcome.result;
    const much = outcome.ended === 'time' ? 'longer' : 'more memory';
    throw new JobEnded(
      `It took ${much} than a ${kind} may take and was ended. Send fewer or smaller events, or make the schema smaller.`,
    );
  }

  onApplicationShutdown(): Promise<void> {
    return this.thread.stop();
  }
}
