import { parentPort } from 'node:worker_threads';
import type { WorkerMessage } from '../../registry/jobs/worker-thread.service.js';
import type { DocumentJob, DocumentJobKind, DocumentJobs } from './document-jobs.js';
import { runDocumentJob } from './run-document-job.js';

/** The thread of `DocumentWorker`: one job in, one result out. A mistake of ours is told, and ends nothing. */
const answer = (message: WorkerMessage<DocumentJobs[DocumentJobKind]['result']>): void =>
  parentPort?.postMessage(message);

parentPort?.on('message', (job: DocumentJob) => {
  try {
    answer({ kind: 'result', result: runDocumentJob(job) });
  } catch (error) {
    answer({ kind: 'mistake', error: error as Error });
  }
});
answer({ kind: 'ready' });
