import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DATABASE, type Database } from '../../registry/database/database.js';
import { SchemaCache } from '../../registry/schemas/schema-cache.service.js';
import { SubjectsRepository } from '../../registry/store/subjects.repository.js';
import { importRows, type Arrival } from './import-rows.store.js';
import type { RemoteImport, RemoteImportRequest } from './remote-import.js';
import { RemoteImportRun } from './remote-import-run.js';
import { RemoteFailure, RemoteRefusal, RemoteRegistryClient } from './remote-registry.client.js';
import { RemoteRegistry } from './remote-registry.js';

/** How many are remembered. */
const MAX_KEPT = 20;

interface Job {
  progress: RemoteImport;
  abort: AbortController;
  ended: Promise<void>;
}

/** Imports that run beside requests: one at a time, in memory alone. After a restart one asks again. */
@Injectable()
export class RemoteImports implements OnApplicationShutdown {
  private readonly log = new Logger('Exchange');
  private jobs: Job[] = [];

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly subjects: SubjectsRepository,
    private readonly cache: SchemaCache,
  ) {}

  /** Newest first. */
  list(): RemoteImport[] {
    return this.jobs.map(({ progress }) => progress);
  }

  find(id: string): RemoteImport | null {
    return this.jobs.find(({ progress }) => progress.id === id)?.progress ?? null;
  }

  /** Null where another one is running. */
  start(request: RemoteImportRequest, actor: string): RemoteImport | null {
    if (this.jobs.some(({ progress }) => progress.state === 'running')) return null;
    const progress = newProgress(request);
    const abort = new AbortController();
    const ended = this.run(progress, request, actor, abort.signal);
    this.jobs = [{ progress, abort, ended }, ...this.jobs].slice(0, MAX_KEPT);
    return progress;
  }

  /** What was imported stays. False for one that is not there. */
  async cancel(id: string): Promise<boolean> {
    const job = this.jobs.find(({ progress }) => progress.id === id);
    if (job === undefined) return false;
    job.abort.abort();
    await job.ended;
    return true;
  }

  async onApplicationShutdown(): Promise<void> {
    for (const { abort } of this.jobs) abort.abort();
    await Promise.all(this.jobs.map(({ ended }) => ended));
  }

  private async run(
    progress: RemoteImport,
    request: RemoteImportRequest,
    actor: string,
    signal: AbortSignal,
  ): Promise<void> {
    const remote = new RemoteRegistry(new RemoteRegistryClient(progress.url, request.auth, signal));
    const local = {
      import: (arrival: Arrival) => importRows(this.database, arrival, { actor, at: new Date() }),
      versions: (subject: string) => this.subjects.history(subject, 'both'),
      hasVersion: async (subject: string, version: number) => (await this.subjects.version(subject, version)) !== null,
    };
    try {
      await new RemoteImportRun(remote, local, progress, signal, () => new Date()).run();
      progress.state = progress.errorCount === 0 ? 'done' : 'doneWithErrors';
    } catch (error) {
      progress.state = signal.aborted ? 'cancelled' : 'failed';
      if (!signal.aborted) progress.failure = this.failureOf(error);
    }
    progress.endedAt = new Date().toISOString();
    this.cache.clear();
  }

  private failureOf(error: unknown): string {
    if (error instanceof RemoteFailure || error instanceof RemoteRefusal) return error.message;
    this.log.error({ msg: 'An import from another registry failed.', err: error });
    return 'Something failed here; the log says what. Start the import again: it passes over what is there.';
  }
}

const newProgress = ({ url, contexts, subjectPrefix }: RemoteImportRequest): RemoteImport => ({
  id: randomUUID(),
  url,
  contexts: contexts ?? null,
  subjectPrefix: subjectPrefix ?? '',
  state: 'running',
  startedAt: new Date().toISOString(),
  endedAt: null,
  currentSubject: null,
  counts: { subjects: 0, versionsImported: 0, versionsAlreadyThere: 0, versionsFailed: 0, settingsImported: 0 },
  errorCount: 0,
  errors: [],
  failure: null,
});
