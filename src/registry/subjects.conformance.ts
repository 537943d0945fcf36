import { contentFingerprintOf } from './fingerprint.js';
import { NO_SETTINGS } from './settings.js';
import type { Reference, SchemaContent } from './subject-version.js';
import type { Appended, SubjectsRepository } from './subjects.repository.js';

const at = new Date('2026-11-21T10:00:00.123Z');
const change = { actor: 'anonymous', at };

const content = (text: string, rest: Partial<SchemaContent> = {}): SchemaContent => ({
  format: 'JSON',
  text,
  references: [],
  metadata: null,
  ruleSet: null,
  ...rest,
});

type Store = { subjects: SubjectsRepository; audit(): Promise<object[]>; close(): Promise<void> };

/** What every SubjectsRepository does, whatever database is behind it. `open` gives an empty one. */
export function itKeepsSubjects(open: () => Promise<Store>): void {
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
    return subjects.remove({ subject, revision, versions, isPermanent }, change);
  }
  const live = (prefix = '', context: string | null = null) => ({ context, prefix, deletion: 'live' as const });

  describe('versions', () => {
    it('are none of what was never registered', async () => {
      expect(await subjects.state('none')).toBeNull();
      expect(await subjects.version('none', 1)).toBeNull();
      expect(await subjects.history('none')).toEqual([]);
      expect(await subjects.subjects(live())).toEqual([]);
      expect(await subjects.schema('.', 1)).toBeNull();
      expect(await subjects.usesOf('.', 1, 'both')).toEqual([]);
      expect(await subjects.highestId('.')).toBe(0);
      expect(await subjects.contexts()).toEqual(['.']);
      expect(await store.audit()).toEqual([]);
    });

    it('are kept in order, whatever the subject is called', async () => {
      const name = 'orders/créés 🙂 %2F';
      const first = await appended(name, '{"type":"object"}');
      await appended(name, 'true', { metadata: { properties: { owner: 'x' } } });
      const version = { context: '.', subject: name, registeredAt: at, deletedAt: null };
      expect(first).toEqual({ outcome: 'appended', version: 1, id: 1, guid: expect.any(String) as string });
      expect(await subjects.history(name)).toEqual([
        { ...version, ...content('{"type":"object"}'), version: 1, id: 1, guid: first.guid },
        {
          ...version,
          ...content('true', { metadata: { properties: { owner: 'x' } } }),
          version: 2,
          id: 2,
          guid: expect.any(String) as string,
        },
      ]);
      expect(await subjects.state(name)).toMatchObject({ latestVersion: 2, lastVersion: 2 });
      expect(await subjects.schema('.', 1)).toEqual({
        ...content('{"type":"object"}'),
        context: '.',
        id: 1,
        guid: first.guid,
      });
    });

    it('are not appended to a subject that was changed meanwhile, and nothing of them is kept', async () => {
      await appended('a', 'true');
      const { revision } = (await subjects.state('a'))!;
      const next = { subject: 'a', rules: null, version: null, id: null, schema: content('false') };
      expect(await subjects.append({ ...next, revision: 0 }, change)).toEqual({ outcome: 'raced' });
      expect(await subjects.append({ ...next, revision: revision + 1 }, change)).toEqual({ outcome: 'raced' });
      expect((await subjects.history('a')).map(({ text }) => text)).toEqual(['true']);
      expect(await store.audit()).toHaveLength(1);
      expect(await appended('a', 'false')).toMatchObject({ version: 2, id: 2 });
    });

    it('are appended once where many want to be the next', async () => {
      const results = await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          subjects.append(
            { subject: 'a', revision: 0, rules: null, version: null, id: null, schema: content(`{"title":"${i}"}`) },
            change,
          ),
        ),
      );
      const outcomes = results.map(({ outcome }) => outcome).sort();
      expect(outcomes).toEqual(['appended', ...Array.from({ length: 11 }, () => 'raced')]);
      expect(await subjects.history('a')).toHaveLength(1);
      expect(await appended('b', '{"title":"next"}')).toMatchObject({ id: 2 });
    });

    it('are told by their numbers, page by page', async () => {
      for (const text of ['1', '2', '3', '4']) await appended('a', text);
      await remove('a', [2]);
      const [one, two, three, four] = [1, 2, 3, 4].map((version) => ({ version, isDeleted: version === 2 }));
      expect(await subjects.versionNumbers('a', 'live')).toEqual([one, three, four]);
      expect(await subjects.versionNumbers('a', 'deleted')).toEqual([two]);
      expect(await subjects.versionNumbers('a', 'both', { offset: 1, limit: 2 })).toEqual([two, three]);
      expect(await subjects.countVersions(['a', 'none'])).toEqual(new Map([['a', 3]]));
    });

    it('are found by what events look like, whatever their metadata', async () => {
      await appended('a', 'true');
      await appended('a', 'true', { metadata: { tags: { x: ['PII'] } } });
      await appended('a', 'false');
      const found = await subjects.versionsWith('a', contentFingerprintOf(content(' true ')));
      expect(found.map(({ version }) => version)).toEqual([2, 1]);
    });
  });

  describe('ids', () => {
    it('are the same for the same schema, under every subject of a context', async () => {
      const { id, guid } = await appended('b', 'true');
      expect(await appended('a', ' true')).toMatchObject({ id, guid, version: 1 });
      expect(await appended(':.other:a', 'true')).toMatchObject({ id: 1, guid });
      expect(await subjects.usesOf('.', id, 'live')).toEqual([
        { subject: 'a', version: 1 },
        { subject: 'b', version: 1 },
      ]);
      expect(await subjects.schemasByGuid(guid)).toMatchObject([
        { context: '.', id: 1 },
        { context: '.other', id: 1 },
      ]);
      expect(await subjects.contexts()).toEqual(['.', '.other']);
    });

    it('differ where metadata or references do', async () => {
      await appended('base', 'true');
      const references = [{ name: 'base', subject: 'base', version: 1 }];
      const ids = [
        await appended('a', 'false'),
        await appended('a', 'false', { metadata: { properties: { a: 'b' } } }),
        await appended('a', 'false', { ruleSet: { domainRules: [] } }),
        await appended('a', 'false', { references }),
      ].map(({ id }) => id);
      expect(ids).toEqual([2, 3, 4, 5]);
    });

    it('never come back, also not after their schema is gone for good', async () => {
      await appended('a', 'true');
      await remove('a', [1]);
      await remove('a', [1], true);
      expect(await subjects.state('a')).toBeNull();
      expect(await subjects.schema('.', 1)).toBeNull();
      expect(await appended('a', 'true')).toMatchObject({ id: 2, version: 1 });
      expect(await subjects.highestId('.')).toBe(2);
    });

    it('are taken as given where they are given, and the next follows the highest', async () => {
      expect(await append('a', content('true'), { id: 70, version: 9 })).toMatchObject({ id: 70, version: 9 });
      expect(await append('a', content('false'), { id: 7, version: 3 })).toMatchObject({ id: 7, version: 3 });
      expect(await subjects.state('a')).toMatchObject({ latestVersion: 9, lastVersion: 9 });
      expect(await appended('b', '{}')).toMatchObject({ id: 71, version: 1 });
      const refusals: Appended[] = [
        await append('b', content('null'), { id: 70 }),
        await append('a', content('true'), { id: 99, version: 9 }),
        await append('a', content('null'), { id: 99, version: 9 }),
      ];
      expect(refusals).toEqual([{ outcome: 'id-taken' }, { outcome: 'has-id', id: 70 }, { outcome: 'version-taken' }]);
      expect(await appended('b', 'null')).toMatchObject({ id: 72 });
    });
  });

  describe('of one schema that is imported with several ids', () => {
    const text = '{"title":"both"}';
    const ids = async (subject: string) => (await subjects.history(subject, 'both')).map(({ id }) => id);

    it('are all kept, and found by each of them', async () => {
      expect(await append('s1', content(text), { id: 10 })).toMatchObject({ id: 10, version: 1 });
      const again = await append('s2', content('{ "title": "both" }'), { id: 11 });
      expect(again).toMatchObject({ outcome: 'appended', id: 11, version: 1 });
      expect(await append('s3', content(text), { id: 11 })).toMatchObject({ id: 11, version: 1 });
      const [first, second] = [await subjects.schema('.', 10), await subjects.schema('.', 11)];
      expect([first?.text, second?.text]).toEqual([text, '{ "title": "both" }']);
      expect(second!.guid).toBe(first!.guid);
      expect((await subjects.schemasByGuid(first!.guid)).map(({ id }) => id)).toEqual([10, 11]);
      expect(await subjects.usesOf('.', 11, 'live')).toEqual([
        { subject: 's2', version: 1 },
        { subject: 's3', version: 1 },
      ]);
      const fingerprint = contentFingerprintOf(content(text));
      expect((await subjects.versionsWith('s2', fingerprint)).map(({ id }) => id)).toEqual([11]);
      expect(await subjects.highestId('.')).toBe(11);
      expect(await appended('next', 'true')).toMatchObject({ id: 12 });
    });

    it('stay apart from schemas with the same text and other metadata', async () => {
      const metadata = { properties: { a: 'b' } };
      await append('s1', content(text), { id: 10 });
      await append('s1', content(text, { metadata }), { id: 20 });
      await append('s2', content(text, { metadata }), { id: 21 });
      expect(await appended('new', text)).toMatchObject({ id: 10 });
      expect(await appended('new', text, { metadata })).toMatchObject({ id: 20 });
      expect(await ids('s1')).toEqual([10, 20]);
    });

    it('are registered again as the subject knows them, and elsewhere with the lowest', async () => {
      await append('s2', content(text), { id: 11 });
      await append('s1', content(text), { id: 10 });
      await appended('s2', 'true');
      await remove('s2', [1]);
      expect(await appended('s2', text)).toMatchObject({ id: 11, version: 3 });
      expect(await appended('s3', text)).toMatchObject({ id: 10, version: 1 });
      expect(await append('s3', content(text), { id: 11, version: 1 })).toEqual({ outcome: 'has-id', id: 10 });
      expect(await append('s3', content(text), { id: 11 })).toMatchObject({ id: 11, version: 2 });
      expect(await ids('s3')).toEqual([10, 11]);
    });

    it('go one by one, and what is left is the schema', async () => {
      for (const [subject, id] of Object.entries({ s1: 10, s2: 11, s3: 12 })) {
        await append(subject, content(text), { id });
      }
      await remove('s1', [1]);
      await remove('s1', [1], true);
      expect(await subjects.schema('.', 10)).toBeNull();
      expect(await appended('s4', text)).toMatchObject({ id: 11 });
      await append('s1', content(text), { id: 10 });
      expect(await ids('s1')).toEqual([10]);
    });

    it('are each given to one of those that import at once, and to no two', async () => {
      const importing = Array.from({ length: 8 }, async (_, i) => {
        for (;;) {
          const result = await append(`s${i}`, content(text), i % 2 === 0 ? { id: 10 + i } : {});
          if (result.outcome !== 'raced') return result;
        }
      });
      const results = await Promise.all(importing);
      expect(results.map(({ outcome }) => outcome)).toEqual(Array<string>(8).fill('appended'));
      for (const [i, result] of results.entries()) {
        if (i % 2 === 0) expect(result).toMatchObject({ id: 10 + i });
        expect(await ids(`s${i}`)).toEqual([(result as { id: number }).id]);
      }
    });
  });

  describe('at the end of the numbers', () => {
    const last = 2 ** 31 - 1;

    it('no id is given that could not be read again', async () => {
      await append('high', content('1'), { id: last - 2 });
      expect(await append('next', content('2'))).toMatchObject({ outcome: 'appended', id: last - 1 });
      for (const text of ['3', '4']) {
        expect(await append('after', content(text))).toEqual({ outcome: 'no-ids-left' });
      }
      expect(await subjects.state('after')).toBeNull();
      expect(await append(':.other:after', content('3'))).toMatchObject({ outcome: 'appended', id: 1 });
    });

    it('the highest id can be kept as it was given', async () => {
      expect(await append('high', content('1'), { id: last })).toMatchObject({ outcome: 'appended', id: last });
      expect(await append('next', content('2'))).toEqual({ outcome: 'no-ids-left' });
    });

    it('no version is', async () => {
      await append('high', content('1'), { version: last });
      expect(await append('high', content('2'))).toEqual({ outcome: 'no-versions-left' });
      expect(await subjects.state('high')).toMatchObject({ latestVersion: last, lastVersion: last });
    });
  });

  describe('deletion', () => {
    it('hides a version, and takes its row only when it is permanent', async () => {
      await appended('a', 'true');
      await appended('a', 'false');
      expect(await remove('a', [2])).toEqual({ outcome: 'removed' });
      expect((await subjects.version('a', 2))?.deletedAt).toEqual(at);
      expect(await subjects.state('a')).toMatchObject({ latestVersion: 1, lastVersion: 2 });
      expect((await subjects.history('a')).map(({ version }) => version)).toEqual([1]);
      expect((await subjects.history('a', 'both')).map(({ version }) => version)).toEqual([1, 2]);
      expect(await subjects.schema('.', 2)).not.toBeNull();
      await remove('a', [2], true);
      expect(await subjects.version('a', 2)).toBeNull();
      expect(await subjects.schema('.', 2)).toBeNull();
      expect(await subjects.state('a')).toMatchObject({ latestVersion: 1, lastVersion: 1 });
    });

    it('of the last version takes the subject out of the lists, and its settings with it', async () => {
      await appended('a', 'true');
      await appended('b', 'true');
      await subjects.saveSettings('a', { level: 'NONE' }, change);
      await subjects.saveMode('a', 'READONLY', change);
      await remove('a', [1]);
      expect(await subjects.subjects(live())).toEqual(['b']);
      expect(await subjects.subjects({ ...live(), deletion: 'deleted' })).toEqual(['a']);
      expect(await subjects.subjects({ ...live(), deletion: 'both' })).toEqual(['a', 'b']);
      expect(await subjects.search('a', { after: null, limit: 9 })).toEqual([]);
      expect([await subjects.settings(['a']), await subjects.modes(['a'])]).toEqual([[null], [null]]);
    });

    it('for good loses, or wins, against the same schema for another subject', async () => {
      for (let round = 0; round < 30; round++) {
        const [text, other] = [`{"title":"${round}"}`, `other${round}`];
        const { version } = await appended('a', text);
        await remove('a', [version]);
        const [removed, added] = await Promise.all([remove('a', [version], true), append(other, content(text))]);
        expect(['removed', 'raced']).toContain(removed.outcome);
        expect(['appended', 'raced']).toContain(added.outcome);
        const kept = await subjects.history(other);
        expect(kept).toHaveLength(added.outcome === 'appended' ? 1 : 0);
      }
    }, 60_000);

    it('leaves the schema to the subjects that still have it', async () => {
      await appended('a', 'true');
      await appended('b', 'true');
      await remove('a', [1]);
      await remove('a', [1], true);
      expect(await subjects.usesOf('.', 1, 'both')).toEqual([{ subject: 'b', version: 1 }]);
    });

    it('gives a schema that comes back a new version with its old id', async () => {
      await appended('a', 'true');
      await remove('a', [1]);
      expect(await appended('a', 'true')).toMatchObject({ id: 1, version: 2 });
      expect(await subjects.versionNumbers('a', 'both')).toEqual([{ version: 2, isDeleted: false }]);
      expect(await subjects.search('a', { after: null, limit: 9 })).toEqual(['a']);
    });

    it('takes 1,200 versions at once, softly and then for good, and leaves what others use', async () => {
      const titles = Array.from({ length: 1_200 }, (_, i) => `{"title":"${i}"}`);
      for (const title of titles) await appended('many', title);
      await appended('other', titles[7]!);
      // Every third one: no range of more than one number.
      const some = titles.flatMap((_, i) => (i % 3 === 0 ? [i + 1] : []));
      expect(await remove('many', some)).toEqual({ outcome: 'removed' });
      expect((await subjects.versionNumbers('many', 'deleted')).map(({ version }) => version)).toEqual(some);
      const rest = (await subjects.versionNumbers('many', 'live')).map(({ version }) => version);
      expect(await remove('many', rest)).toEqual({ outcome: 'removed' });
      expect(await remove('many', some, true)).toEqual({ outcome: 'removed' });
      expect(await subjects.versionNumbers('many', 'both')).toHaveLength(rest.length);
      expect(await remove('many', rest, true)).toEqual({ outcome: 'removed' });
      expect(await subjects.state('many')).toBeNull();
      expect([await subjects.schema('.', 7), await subjects.schema('.', 9)]).toEqual([null, null]);
      expect(await subjects.usesOf('.', 8, 'both')).toEqual([{ subject: 'other', version: 1 }]);
    }, 120_000);

    it('is not made of a subject that was changed meanwhile', async () => {
      await appended('a', 'true');
      const removal = { subject: 'a', revision: 0, versions: [1], isPermanent: false };
      expect(await subjects.remove(removal, change)).toEqual({ outcome: 'raced' });
      expect(await subjects.history('a')).toHaveLength(1);
    });
  });

  describe('references', () => {
    const to = (subject: string, version = 1): { references: Reference[] } => ({
      references: [{ name: subject, subject, version }],
    });

    it('are told from the other side, and kept from being deleted', async () => {
      await appended('base', 'true');
      const { id } = await appended('user', 'false', to('base'));
      expect(await subjects.referrers('base', 1)).toEqual([{ context: '.', id }]);
      expect(await remove('base', [1])).toEqual({ outcome: 'referenced', version: 1 });
      await remove('user', [1]);
      expect(await subjects.referrers('base', 1)).toEqual([]);
      expect(await remove('base', [1])).toEqual({ outcome: 'removed' });
      expect(await remove('base', [1], true)).toEqual({ outcome: 'referenced', version: 1 });
      await remove('user', [1], true);
      expect(await remove('base', [1], true)).toEqual({ outcome: 'removed' });
    });

    it('keep the row of a deleted version that comes back, and its number', async () => {
      await appended('base', 'true');
      const { id } = await appended('user', 'false', to('base'));
      await remove('user', [1]);
      await remove('base', [1]);
      expect(await appended('base', 'true')).toMatchObject({ id: 1, version: 2 });
      expect(await subjects.version('base', 1)).toMatchObject({ id: 1, text: 'true', deletedAt: at });
      await remove('base', [2]);
      expect(await remove('base', [1, 2], true)).toEqual({ outcome: 'referenced', version: 1 });
      expect(await remove('base', [2], true)).toEqual({ outcome: 'removed' });
      expect(await appended('base', '{}')).toMatchObject({ version: 2 });
      expect(await subjects.schema('.', id)).toMatchObject(to('base'));
      await remove('user', [1], true);
      expect(await remove('base', [1], true)).toEqual({ outcome: 'removed' });
    });

    it('let a deleted version come back under the number it had, where that is given', async () => {
      await appended('base', 'true');
      await appended('user', 'false', to('base'));
      await remove('user', [1]);
      await remove('base', [1]);
      expect(await append('base', content('true'), { id: 1, version: 1 })).toMatchObject({ id: 1, version: 1 });
      expect(await subjects.versionNumbers('base', 'both')).toEqual([{ version: 1, isDeleted: false }]);
    });

    it('must be there', async () => {
      await appended('base', 'true');
      const missing = { name: 'base', subject: 'base', version: 2 };
      const result = await append('user', content('false', { references: [missing] }));
      expect(result).toEqual({ outcome: 'reference-missing', reference: missing });
      expect(await subjects.state('user')).toBeNull();
    });

    it('without a context are of the same one', async () => {
      await appended(':.ctx:base', 'true');
      await appended(':.ctx:user', 'false', to('base'));
      expect(await subjects.referrers(':.ctx:base', 1)).toEqual([{ context: '.ctx', id: 2 }]);
      expect((await append('user', content('false', to('base')))).outcome).toBe('reference-missing');
      expect(await subjects.schema('.ctx', 2)).toMatchObject(to('base'));
    });
  });

  describe('lists', () => {
    beforeEach(async () => {
      for (const name of ['orders.created', 'orders.Paid-value', 'Zebra', 'é', '🙂', ':.eu:orders.created']) {
        await appended(name, JSON.stringify({ title: name }));
      }
      await appended('orders.created', 'true');
    });

    it('are in the order of code points, by context and prefix, page by page', async () => {
      const all = [':.eu:orders.created', 'Zebra', 'orders.Paid-value', 'orders.created', 'é', '🙂'];
      expect(await subjects.subjects(live())).toEqual(all);
      expect(await subjects.subjects(live('', '.'))).toEqual(all.slice(1));
      expect(await subjects.subjects(live('orders.'))).toEqual(['orders.Paid-value', 'orders.created']);
      expect(await subjects.subjects(live(':.eu:', '.eu'))).toEqual([':.eu:orders.created']);
      expect(await subjects.subjects(live(), { offset: 1, limit: 2 })).toEqual(all.slice(1, 3));
    });

    it('hold every version, or the latest of each subject', async () => {
      const names = (versions: { subject: string; version: number }[]) =>
        versions.map(({ subject, version }) => `${subject} ${version}`);
      const filter = { ...live('orders.', '.'), latestOnly: false };
      expect(names(await subjects.schemas(filter))).toEqual([
        'orders.Paid-value 1',
        'orders.created 1',
        'orders.created 2',
      ]);
      expect(names(await subjects.schemas(filter, { offset: 1, limit: 1 }))).toEqual(['orders.created 1']);
      expect(names(await subjects.schemas({ ...filter, latestOnly: true }))).toEqual([
        'orders.Paid-value 1',
        'orders.created 2',
      ]);
      await remove('orders.created', [2]);
      expect(names(await subjects.schemas({ ...filter, latestOnly: true }))).toContain('orders.created 1');
      expect(names(await subjects.schemas({ ...filter, deletion: 'both', latestOnly: true }))).toContain(
        'orders.created 2',
      );
    });

    it('hold the highest version that is there, where deleted ones count', async () => {
      await remove('orders.created', [1, 2]);
      const latest = async (deletion: 'live' | 'deleted' | 'both') =>
        (await subjects.schemas({ ...live('orders.', '.'), deletion, latestOnly: true })).map((one) => [
          one.subject,
          one.version,
          one.deletedAt,
        ]);
      expect(await latest('live')).toEqual([['orders.Paid-value', 1, null]]);
      expect(await latest('deleted')).toEqual([['orders.created', 2, at]]);
      expect(await latest('both')).toEqual([
        ['orders.Paid-value', 1, null],
        ['orders.created', 2, at],
      ]);
    });

    it('are searched by the beginnings of words, in any case', async () => {
      const search = (term: string, after: string | null = null) => subjects.search(term, { after, limit: 9 });
      expect(await search('PAID')).toEqual(['orders.Paid-value']);
      expect(await search('created')).toEqual([':.eu:orders.created', 'orders.created']);
      expect(await search('created', ':.eu:orders.created')).toEqual(['orders.created']);
      expect(await search('orders.c')).toEqual([':.eu:orders.created', 'orders.created']);
      expect(await search('rders')).toEqual([]);
      expect(await search('', 'orders.created')).toEqual(['é', '🙂']);
    });
  });

  it('lists the latest of 1,200 subjects, finds a schema in 1,200 contexts, and 1,200 schemas that refer to one', async () => {
    const names = Array.from({ length: 1_200 }, (_, i) => `:.c${String(i).padStart(4, '0')}:many`);
    await appended('base', 'true');
    const toBase = { references: [{ name: 'base', subject: ':.:base', version: 1 }] };
    for (const name of names) await appended(name, '{"title":"many"}', toBase);
    const latest = await subjects.schemas({ ...live(':.c'), latestOnly: true });
    expect(latest.map(({ subject, version }) => `${subject} ${version}`)).toEqual(names.map((name) => `${name} 1`));
    expect(await subjects.schemas({ ...live(':.c'), latestOnly: true }, { offset: 1_198, limit: 5 })).toHaveLength(2);
    const alike = await subjects.schemasByGuid(latest[0]!.guid);
    expect(alike.map(({ context }) => context)).toEqual(latest.map(({ context }) => context));
    expect(await subjects.referrers('base', 1)).toHaveLength(1_200);
  }, 60_000);

  describe('settings and modes', () => {
    it('are kept apart by scope', async () => {
      await subjects.saveSettings('', { level: 'FULL' }, change);
      await subjects.saveSettings('a', { level: 'NONE', policy: 'LENIENT', normalize: true }, change);
      await subjects.saveSettings('a', { policy: 'STRICT', defaultMetadata: { tags: { x: ['PII'] } } }, change);
      expect(await subjects.settings(['a', ':.c:', ''])).toEqual([
        { ...NO_SETTINGS, level: 'NONE', policy: 'STRICT', normalize: true, defaultMetadata: { tags: { x: ['PII'] } } },
        null,
        { ...NO_SETTINGS, level: 'FULL' },
      ]);
      await subjects.saveSettings('a', { normalize: null, defaultMetadata: null }, change);
      const left = { ...NO_SETTINGS, level: 'NONE', policy: 'STRICT' };
      expect(await subjects.deleteSettings('a', change)).toEqual(left);
      expect(await subjects.deleteSettings('a', change)).toBeNull();
      expect(await subjects.settings(['a'])).toEqual([null]);
    });

    it('are listed: scopes with a mode by their beginning, other names of subjects', async () => {
      for (const scope of ['', ':.c:', ':.c:a', ':.cd:a', 'a']) await subjects.saveMode(scope, 'READONLY', change);
      expect(await subjects.scopesWithMode(':.c:')).toEqual([':.c:', ':.c:a']);
      expect(await subjects.scopesWithMode('')).toEqual(['', ':.c:', ':.c:a', ':.cd:a', 'a']);
      for (const [scope, alias] of [
        ['old', 'new'],
        ['taken back', ''],
        ['c', 'new'],
      ] as const) {
        await subjects.saveSettings(scope, { alias }, change);
      }
      await subjects.saveSettings('none', { normalize: true }, change);
      expect(await subjects.aliases()).toEqual([
        { scope: 'c', alias: 'new' },
        { scope: 'old', alias: 'new' },
      ]);
    });

    describe('hold for a version that was decided by them', () => {
      const scopes = ['a', ':.:', ''];
      /** Reads what holds, lets something happen, and appends. */
      async function appendedAfter(happens: () => Promise<unknown>, subject = 'a') {
        const revision = (await subjects.state(subject))?.revision ?? 0;
        const { seen: rules } = await subjects.rules([subject, ...scopes.slice(1)]);
        await happens();
        const schema = content('false');
        return (await subjects.append({ subject, revision, rules, version: null, id: null, schema }, change)).outcome;
      }
      it('as they were read, scope by scope', async () => {
        await subjects.saveMode('', 'READONLY', change);
        await subjects.saveSettings('a', { level: 'NONE' }, change);
        const { settings, modes } = await subjects.rules(scopes);
        expect(settings).toEqual([{ ...NO_SETTINGS, level: 'NONE' }, null, null]);
        expect(modes).toEqual([null, null, 'READONLY']);
      });

      it.each(scopes)('so that none is kept by another mode or level of the scope "%s"', async (scope) => {
        const changes = [
          () => subjects.saveMode(scope, 'READONLY', change),
          () => subjects.saveMode(scope, 'READWRITE', change),
          () => subjects.deleteMode(scope, change),
          () => subjects.saveSettings(scope, { level: 'FULL' }, change),
          () => subjects.saveSettings(scope, { level: 'BACKWARD' }, change),
          () => subjects.deleteSettings(scope, change),
        ];
        // A subject that is new, and then one that is there.
        for (const one of changes) expect(await appendedAfter(one)).toBe('raced');
        await appended('a', 'true');
        for (const one of changes) expect(await appendedAfter(one)).toBe('raced');
        expect(await subjects.versionNumbers('a', 'both')).toHaveLength(1);
      });

      it('and those of other scopes are none of its business', async () => {
        await subjects.saveMode('a', 'READWRITE', change);
        await subjects.saveSettings('', { level: 'NONE' }, change);
        const elsewhere = async () => {
          await subjects.saveMode('b', 'READONLY', change);
          await subjects.saveSettings(':.c:', { level: 'FULL' }, change);
        };
        expect(await appendedAfter(elsewhere)).toBe('appended');
        expect(await appendedAfter(elsewhere, 'new')).toBe('appended');
      });

      it('so that none comes after a mode that was acknowledged', async () => {
        for (let round = 0; round < 40; round++) {
          const subject = `s${round % 4}`;
          await subjects.deleteMode('', change);
          const forbid = async () => {
            // Some come before the registration, some while it is under way, some after it.
            await new Promise((resolve) => setTimeout(resolve, round % 5));
            await subjects.saveMode('', 'READONLY', change);
            return subjects.versionNumbers(subject, 'both');
          };
          let forbidden = Promise.resolve<object[]>([]);
          await appendedAfter(() => {
            forbidden = forbid();
            return Promise.resolve();
          }, subject);
          const acknowledged = await forbidden;
          expect(await subjects.versionNumbers(subject, 'both')).toEqual(acknowledged);
        }
      });
    });

    it('are set while their subjects are deleted', async () => {
      for (let round = 0; round < 20; round++) {
        await appended('a', `{"title":"${round}"}`);
        await subjects.saveSettings('a', { level: 'NONE' }, change);
        const { latestVersion } = (await subjects.state('a'))!;
        const results = await Promise.all([
          subjects.saveSettings('a', { level: 'FULL' }, change),
          subjects.saveMode('a', 'IMPORT', change),
          remove('a', [latestVersion!]),
          subjects.deleteSettings('a', change),
        ]);
        expect(results[0].level).toBe('FULL');
        expect(['removed', 'raced']).toContain(results[2].outcome);
      }
    }, 60_000);

    it('tell what was there', async () => {
      await subjects.saveMode('', 'READONLY', change);
      await subjects.saveMode('a', 'IMPORT', change);
      await subjects.saveMode('a', 'READWRITE', change);
      expect(await subjects.modes(['a', ''])).toEqual(['READWRITE', 'READONLY']);
      expect(await subjects.deleteMode('a', change)).toBe('READWRITE');
      expect(await subjects.deleteMode('a', change)).toBeNull();
    });
  });

  it('deletes a context only when it is empty, and does not give its ids again', async () => {
    await appended(':.c:a', 'true');
    expect(await subjects.deleteContext('.c', change)).toBe(false);
    await remove(':.c:a', [1]);
    await remove(':.c:a', [1], true);
    expect(await subjects.deleteContext('.c', change)).toBe(true);
    expect(await subjects.contexts()).toEqual(['.']);
    expect(await appended(':.c:a', 'true')).toMatchObject({ id: 2 });
    expect(await subjects.contexts()).toEqual(['.', '.c']);
  });

  it('stamps what it keeps: another stamp after each change, the same where there was none', async () => {
    const before = await subjects.stamp();
    expect(await subjects.stamp()).toBe(before);
    await appended('a', 'true');
    const after = await subjects.stamp();
    expect(after).not.toBe(before);
    expect(await subjects.stamp()).toBe(after);
  });

  it('writes down who changed what, from which state to which', async () => {
    await appended('a', 'true');
    await subjects.saveSettings('a', { level: 'NONE' }, change);
    await subjects.deleteSettings('a', change);
    await subjects.saveMode('a', 'READONLY', change);
    await remove('a', [1]);
    const entry = { at, actor: 'anonymous', target: 'a' };
    expect(await store.audit()).toEqual([
      { ...entry, action: 'version.registered', from: null, to: '{"version":1,"id":1}' },
      { ...entry, action: 'config.set', from: null, to: '{"level":"NONE"}' },
      { ...entry, action: 'config.deleted', from: '{"level":"NONE"}', to: null },
      { ...entry, action: 'mode.set', from: null, to: '{"mode":"READONLY"}' },
      { ...entry, action: 'version.deleted', from: '{"versions":[1]}', to: null },
      // It goes with the last version.
      { ...entry, action: 'mode.deleted', from: '{"mode":"READONLY"}', to: null },
    ]);
  });
}
