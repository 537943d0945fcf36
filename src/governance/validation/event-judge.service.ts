import { Inject, Injectable } from '@nestjs/common';
import type { EventInput, ValidationJob, ValidationResult } from '../jobs/contract-jobs.js';
import type { ContractVersion } from '../tools/contract-versions.repository.js';
import { ContractWorker } from '../jobs/contract-worker.service.js';
import { EventWriters, LookedUp } from './event-writers.service.js';

/** Judges events by a version, each as the schema has written it that its envelope names. */
@Injectable()
export class EventJudge {
  constructor(
    @Inject(ContractWorker) private readonly worker: ContractWorker,
    @Inject(EventWriters) private readonly writers: EventWriters,
  ) {}

  /** `lookedUp` is kept from one part of a batch to the next. @throws JobRefused, JobEnded. */
  async judge(
    subject: string,
    version: ContractVersion,
    envelope: ValidationJob['envelope'],
    events: readonly EventInput[],
    lookedUp = new LookedUp(),
  ): Promise<ValidationResult> {
    const { format, source } = version;
    const writers = await this.writers.of(subject, version, { envelope, events }, lookedUp);
    return this.worker.run('validate', subject, { format, source, envelope, events, writers });
  }
}
