import type { SchemaContent } from '../subject-version.js';
import type { SubjectsRepository } from './subjects.repository.js';

export const at = new Date('2026-11-21T10:00:00.123Z');
export const change = { actor: 'anonymous', at };

export const content = (text: string, rest: Partial<SchemaContent> = {}): SchemaContent => ({
  format: 'JSON',
  text,
  references: [],
  metadata: null,
  ruleSet: null,
  ...rest,
});

/** A repository upon a store of its own, and what was written down of its changes. */
export interface Store {
  subjects: SubjectsRepository;
  audit(): Promise<object[]>;
  close(): Promise<void>;
}

/** What tests of a repository do with the one of the test that runs; `open` gives an empty one. */
export function withStore(open: () => Promise<Store>) {
  let store: Store;
  let subjects: SubjectsRepository;
  beforeEach(async () => {
    store = await open();
    subjects = store.subjects;
  });
  afterEach(() => store.close());

  /** Appends to the subject as it stands now. */
  async function append(subject: string, schema: SchemaContent, given: { id?: number; version?: number } = {}) {
    const revision = (await subjects.state(subject))?.revision ?? 0;
    const rules = null;
    return subjects.append(
      { subject, revision, rules, version: given.version ?? null, id: given.id ?? null, schema },
      change,
    );
  }
  async function appended(subject: string, text: string, rest: Partial<SchemaContent> = {}) {
    const result = await append(subject, content(text, rest));
    if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
    return result;
  }
  async function remove(subject: string, versions: number[], isPermanent = false) {
    const { revision } = (await subjects.state(subject))!;
    return subjects.remove({ subject, revision, rules: null, versions, isPermanent }, change);
  }
  const live = (prefix = '', context: string | null = null) => ({ context, prefix, deletion: 'live' as const });

  return {
    get subjects() {
      return subjects;
    },
    audit: () => store.audit(),
    append,
    appended,
    remove,
    live,
  };
}
