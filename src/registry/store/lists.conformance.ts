import { MAX_SUBJECT_LENGTH } from '../subject-name.js';
import type { SubjectsRepository } from './subjects.repository.js';
import { at, change, withStore, type Store } from './subjects-store.spec-support.js';

/** What every SubjectsRepository lists, finds and writes down. */
export function itListsSubjects(open: () => Promise<Store>): void {
  const store = withStore(open);
  let subjects: SubjectsRepository;
  beforeEach(() => {
    subjects = store.subjects;
  });
  const { appended, remove, live } = store;

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

    it('have names of any characters up to the longest, whose beginnings and words are found', async () => {
      // Nothing in it repeats: what a database could write shorter would hide that an index has no room for it.
      const character = (i: number): string => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000));
      const name = Array.from({ length: 504 }, (_, i) => character(i)).join('') + '.Refund';
      expect(name.length).toBeLessThanOrEqual(MAX_SUBJECT_LENGTH);
      await appended(name, '"int"');
      const search = (term: string) => subjects.search(term, { after: null, limit: 9 });
      const searched = ['refund', name, name.slice(0, 300), name.slice(0, 300) + 'x'];
      expect(await Promise.all(searched.map(search))).toEqual([[name], [name], [name], []]);
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
