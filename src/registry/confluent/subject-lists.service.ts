import { Injectable } from '@nestjs/common';
import { aliasTarget, contextOf, DEFAULT_CONTEXT, EVERY_CONTEXT, parseSubject, qualify } from '../subject-name.js';
import type { SubjectVersion } from '../subject-version.js';
import { SubjectsRepository, type Deletion, type Page, type SubjectFilter } from '../store/subjects.repository.js';

interface Which {
  deletion: Deletion;
  /** One version of each subject. */
  latestOnly: boolean;
}

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
    { deletion, latestOnly }: Which,
    page: Page,
  ): Promise<SubjectVersion[]> {
    const filters = await this.filtersFor(subjectPrefix, deletion);
    return pagedOver(filters, page, (filter, rest) => this.subjects.schemas({ ...filter, latestOnly }, rest));
  }

  /** The same with the other names of each subject; one that only such a name fits comes after all others. */
  async schemasWithAliases(
    subjectPrefix: string = EVERY_CONTEXT,
    which: Which,
    page: Page,
  ): Promise<{ version: SubjectVersion; aliases: string[] }[]> {
    const filters = await this.filtersFor(subjectPrefix, which.deletion);
    const fits = (name: string) => filters.some((filter) => isMeant(filter, name));
    const named = (await this.subjects.aliases()).map(({ scope, alias }) => ({ scope, of: aliasTarget(scope, alias) }));
    const others = new Set(named.filter(({ scope, of }) => fits(scope) && !fits(of)).map(({ of }) => of));
    const found = await pagedOver([...filters, ...others], page, (source, rest) =>
      typeof source === 'string'
        ? this.versionsOf(source, which, rest)
        : this.subjects.schemas({ ...source, latestOnly: which.latestOnly }, rest),
    );
    return found.map((version) => ({
      version,
      aliases: named.filter(({ of }) => of === version.subject).map(({ scope }) => scope),
    }));
  }

  private async versionsOf(subject: string, { deletion, latestOnly }: Which, page: Page): Promise<SubjectVersion[]> {
    const history = await this.subjects.history(subject, deletion);
    const { offset = 0, limit } = page;
    return (latestOnly ? history.slice(-1) : history).slice(offset, limit === undefined ? undefined : offset + limit);
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

const isMeant = ({ context, prefix }: SubjectFilter, name: string): boolean =>
  name.startsWith(prefix) && (context === null || contextOf(name) === context);

/** One page over several lists, one after the other. */
async function pagedOver<Source, T>(
  filters: readonly Source[],
  { offset = 0, limit }: Page,
  list: (filter: Source, page: Page) => Promise<T[]>,
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
