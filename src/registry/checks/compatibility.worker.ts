import { parentPort } from 'node:worker_threads';
import { checkCompatibility, type CompatibilityResult } from '../../contracts/compatibility.js';
import type { CheckRequest } from './compatibility.checker.js';
import type { WorkerMessage } from '../jobs/worker-thread.service.js';

/** The thread of `CompatibilityWorker`: one request in, one result out. A mistake of ours is told, and ends nothing. */
const answer = (message: WorkerMessage<CompatibilityResult>): void => parentPort?.postMessage(message);

parentPort?.on('message', (request: CheckRequest) => {
  try {
    answer({ kind: 'result', result: checkCompatibility(request) });
  } catch (error) {
    answer({ kind: 'mistake', error: error as Error });
  }
});
answer({ kind: 'ready' });
