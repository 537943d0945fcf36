import { parentPort } from 'node:worker_threads';
import type { WorkerMessage } from '../../registry/jobs/worker-thread.service.js';
import type { ContractJob, ContractJobs, JobKind } from './contract-jobs.js';
import { runContractJob } from './run-contract-job.js';

/** The thread of `ContractWorker`: one job in, one result out. A mistake of ours is told, and ends nothing. */
const answer = (message: WorkerMessage<ContractJobs[JobKind]['result']>): void => parentPort?.postMessage(message);

parentPort?.on('message', (job: ContractJob) => {
  runContractJob(job)
    .then((result) => answer({ kind: 'result', result }))
    .catch((error: Error) => answer({ kind: 'mistake', error }));
});
answer({ kind: 'ready' });
