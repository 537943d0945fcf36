import {
  Inject,
  Injectable,
  Optional,
  ServiceUnavailableException,
  UnprocessableEntityException,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { TOO_MUCH, WorkerThread } from '../../registry/jobs/worker-thread.service.js';
import type { DocumentJob, DocumentJobKind, DocumentJobs } from './document-jobs.js';

/** Where the compiled `document.worker.js` lies; beside this file unless provided. */
export const DOCUMENT_WORKER_URL = Symbol('DOCUMENT_WORKER_URL');

const BUDGET_MS: Record<DocumentJobKind, number> = { yaml: 10_000, outline: 1_000 };
const MAX_WAITING = 16;

const ENDED: Record<DocumentJobKind, string> = {
  yaml: 'The YAML takes {much} to read than a document may. Send it as JSON, or in parts.',
  outline: 'The schema takes {much} to outline than one may. Make it smaller.',
};

/** Reads documents and outlines schemas in a thread of their own: a hostile one is ended, and holds up nothing else. */
@Injectable()
export class DocumentWorker implements OnApplicationShutdown {
  private readonly thread: WorkerThread<DocumentJob, DocumentJobs[DocumentJobKind]['result']>;

  constructor(
    @Optional()
    @Inject(DOCUMENT_WORKER_URL)
    url: URL = new URL('./document.worker.js', import.meta.url),
  ) {
    this.thread = new WorkerThread({ url, jobName: 'document', maxWaiting: MAX_WAITING });
  }

  /** @throws ServiceUnavailableException where too many wait, UnprocessableEntityException where it takes too much. */
  async run<Kind extends DocumentJobKind>(
    kind: Kind,
    request: DocumentJobs[Kind]['request'],
  ): Promise<DocumentJobs[Kind]['result']> {
    const budgetMs = BUDGET_MS[kind];
    const outcome = await this.thread.run({ kind, request, budgetMs } as DocumentJob, budgetMs);
    if ('result' in outcome) return outcome.result;
    if ('refused' in outcome) throw new ServiceUnavailableException(outcome.refused);
    throw new UnprocessableEntityException(ENDED[kind].replace('{much}', TOO_MUCH[outcome.ended]));
  }

  onApplicationShutdown(): Promise<void> {
    return this.thread.stop();
  }
}
