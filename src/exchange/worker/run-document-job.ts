import { startBudget } from '../../contracts/budget.js';
import { findInexactNumbers } from '../../contracts/formats/json-schema/reading/inexact-numbers.js';
import { readSchema } from '../../contracts/read-schema.js';
import { parseYaml } from '../asyncapi/parse-yaml.js';
import type { DocumentJob, DocumentJobKind, DocumentJobs } from './document-jobs.js';

type Outlining = DocumentJobs['outline'];

/** Does a job, within its budget as far as it watches it. */
export function runDocumentJob(job: DocumentJob): DocumentJobs[DocumentJobKind]['result'] {
  return job.kind === 'yaml' ? parseYaml(job.request) : outlineOf(job.request, job.budgetMs);
}

function outlineOf(request: Outlining['request'], budgetMs: number): Outlining['result'] {
  const isOver = startBudget({ budgetMs });
  // Confluent's clients mean draft-07 where a schema names no draft, and so does the registry.
  const read = readSchema({ ...request, defaultDialect: 'draft-07', isOver });
  if ('problems' in read) return { problems: read.problems };
  return { outline: read.schemas.outline(read.schema, isOver), literals: literalsOf(request) };
}

/** As `OutlinedField.definitions` call places. */
function literalsOf({ format, source }: Outlining['request']): Map<string, string> {
  const texts = format === 'JSON' ? [{ name: '', text: source.text }, ...(source.references ?? [])] : [];
  const found = texts.flatMap(({ name, text }) => {
    return [...findInexactNumbers(text)].map(([pointer, literal]) => [name + pointer, literal] as const);
  });
  return new Map(found);
}
