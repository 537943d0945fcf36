import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { notDecided } from '../../contracts/about-candidate.js';
import type { CompatibilityResult } from '../../contracts/compatibility.js';
import { wording } from '../../contracts/sentence.js';
import { CompatibilityChecker, type CheckRequest } from './compatibility.checker.js';
import { ConfluentError } from '../confluent/confluent-error.js';
import { JobLanes } from '../jobs/job-lanes.service.js';
import { TOO_MUCH } from '../jobs/worker-thread.service.js';

/** Where the compiled `compatibility.worker.js` lies; beside this file unless provided. */
export const COMPATIBILITY_WORKER_URL = Symbol('COMPATIBILITY_WORKER_URL');

const BUDGET_MS = 1_000;

/** Runs checks in threads of their own; one that does not end is `unproven`. */
@Injectable()
export class CompatibilityWorker extends CompatibilityChecker implements OnApplicationShutdown {
  private readonly lanes: JobLanes<CheckRequest, CompatibilityResult>;

  constructor(
    @Optional()
    @Inject(COMPATIBILITY_WORKER_URL)
    url: URL = new URL('./compatibility.worker.js', import.meta.url),
  ) {
    super();
    this.lanes = new JobLanes({ url, jobName: 'compatibility check' });
  }

  async check(request: CheckRequest, subject = ''): Promise<CompatibilityResult> {
    const budgetMs = request.budgetMs ?? BUDGET_MS;
    const outcome = await this.lanes.run(request, { budgetMs, asker: subject, isFinal: isCompatible });
    if ('result' in outcome) return outcome.result;
    if ('ended' in outcome) return unproven(`it took ${TOO_MUCH[outcome.ended]} than a check may take, and was ended`);
    // What breaks was found, though perhaps not all of it.
    if (outcome.found?.verdict === 'incompatible') return outcome.found;
    throw new ConfluentError(50301, outcome.refused);
  }

  onApplicationShutdown(): Promise<void> {
    return this.lanes.stop();
  }
}

const isCompatible = ({ verdict }: CompatibilityResult): boolean => verdict === 'compatible';

const unproven = (reason: string): CompatibilityResult => ({
  verdict: 'unproven',
  findings: [
    { ...notDecided(wording(reason)), fix: 'Make the schema smaller, or write it with fewer references to itself.' },
  ],
});
