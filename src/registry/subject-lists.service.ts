import { Injectable } from '@nestjs/common';
import { DEFAULT_CONTEXT, EVERY_CONTEXT, parseSubject, qualify } from './subject-name.js';
import type { SubjectVersion } from './subject-version.js';
import { SubjectsRepository, type Deletion, type Page, type SubjectFilter } from './subjects.repository.js';

/** The lists of Confluent's API: by `subjectPrefix`, which may name a context, or (`:*:`) every one. */
@Injectable()
export class SubjectLists {
  constructor(private readonly subjects: SubjectsRepository) {}

  /** Without a prefix of every context. */
  async names(subjectPrefix: string = EVERY_CONTEXT, deletion: Deletion, page: Page): Promise<string[]> {
    const filters = await this.filtersFor(subjectPrefix, deletion);
    return pagedOver(filters, page, (filter, rest) => this.subjects.subjects(filter, rest));
  }

  async schemas(
    subjectPrefix: string = EVERY_CONTEXT,
    { deletion, latestOnly }: { deletion: Deletion; latestOnly: boolean },
    page: Page,
  ): Promise<SubjectVersion[]> {
    const filters = await this.filtersFor(subjectPrefix, deletion);
    return pagedOver(filters, page, (filter, rest) => this.subjects.schemas({ ...filter, latestOnly }, rest));
  }

  private async filtersFor(subjectPrefix: string, deletion: Deletion): Promise<SubjectFilter[]> {
    if (subjectPrefix === EVERY_CONTEXT) return [{ context: null, prefix: '', deletion }];
    if (!subjectPrefix.startsWith(EVERY_CONTEXT)) {
      const { context, subject } = parseSubject(subjectPrefix);
      return [{ context, prefix: context === DEFAULT_CONTEXT ? subject : qualify(context, subject), deletion }];
    }
    const prefix = subjectPrefix.slice(EVERY_CONTEXT.length);
    const contexts = await this.subjects.contexts();
    return contexts.map((context) => ({ context, prefix: qualify(context, prefix), deletion }));
  }
}

/** One page over several lists, one after the other. */
async function pagedOver<T>(
  filters: readonly SubjectFilter[],
  { offset = 0, limit }: Page,
  list: (filter: SubjectFilter, page: Page) => Promise<T[]>,
): Promise<T[]> {
  if (filters.length === 1) return list(filters[0]!, { offset, limit });
  const end = limit === undefined ? undefined : offset + limit;
  const all: T[] = [];
  for (const filter of filters) {
    if (end !== undefined && all.length >= end) break;
    all.push(...(await list(filter, { limit: end === undefined ? undefined : end - all.length })));
  }
  return all.slice(offset, end);
}
