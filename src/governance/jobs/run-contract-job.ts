import { startBudget } from '../../contracts/budget.js';
import { describeChanges } from '../../contracts/diff/describe-changes.js';
import type { IsOver } from '../../contracts/formats/schema-format.js';
import { lint } from '../../contracts/lint/lint.js';
import { translate } from '../../contracts/translation/translate.js';
import type { EventVerdict } from '../../contracts/validation/event-verdict.js';
import { validateEvent } from '../../contracts/validation/validate-event.js';
import type {
  ContractJob,
  ContractJobs,
  EventInput,
  JobKind,
  ValidationJob,
  ValidationResult,
} from './contract-jobs.js';

/** Confluent's clients mean draft-07 where a schema names no draft, and so does the registry. */
const DEFAULT_DIALECT = 'draft-07';

/** Does a job, within its budget as far as it watches it. */
export async function runContractJob(job: ContractJob): Promise<ContractJobs[JobKind]['result']> {
  const { budgetMs } = job;
  const common = { budgetMs, defaultDialect: DEFAULT_DIALECT } as const;
  const isOver = startBudget({ budgetMs });
  switch (job.kind) {
    case 'lint':
      return lint({ ...job.request, defaultDialect: DEFAULT_DIALECT, isOver });
    case 'diff':
      return describeChanges({ ...job.request, ...common });
    case 'validate':
      return validateEvents(job.request, Math.min(EVENT_BUDGET_MS, budgetMs), isOver);
    case 'translate':
      return translate({ ...job.request, ...common });
  }
}

/** What judging one event may take; a hostile one must not take the time of all. */
const EVENT_BUDGET_MS = 500;

function validateEvents({ events, ...schema }: ValidationJob, budgetMs: number, isOver: IsOver): ValidationResult {
  const verdicts: (EventVerdict | null)[] = [];
  for (const event of events) {
    if (isOver()) {
      verdicts.push(null);
      continue;
    }
    const verdict = judge({ ...schema, budgetMs }, event);
    if ('problems' in verdict) return verdict;
    verdicts.push(verdict);
  }
  return { verdicts };
}

const judge = (
  schema: Omit<ValidationJob, 'events'> & { budgetMs: number },
  input: EventInput,
): ReturnType<typeof validateEvent> => validateEvent({ ...schema, ...input, defaultDialect: DEFAULT_DIALECT });
