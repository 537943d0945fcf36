import type { Reference } from '../subject-version.js';
import type { SubjectsRepository } from './subjects.repository.js';
import { at, change, content, withStore, type Store } from './subjects-store.spec-support.js';

/** What every SubjectsRepository deletes, and what it keeps because others refer to it. */
export function itDeletesVersions(open: () => Promise<Store>): void {
  const store = withStore(open);
  let subjects: SubjectsRepository;
  beforeEach(() => {
    subjects = store.subjects;
  });
  const { append, appended, remove, live } = store;

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
      const removal = { subject: 'a', revision: 0, rules: null, versions: [1], isPermanent: false };
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
      expect(await subjects.referrers('base', 1, 'both')).toEqual([{ context: '.', id }]);
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
      expect(result).toEqual({ outcome: 'reference-missing', reference: missing, isDeleted: false });
      expect(await subjects.state('user')).toBeNull();
    });

    it('must be in use, but for what is imported', async () => {
      await appended('base', 'true');
      await remove('base', [1]);
      const user = content('false', to('base'));
      const [reference] = to('base').references;
      expect(await append('user', user)).toEqual({ outcome: 'reference-missing', reference, isDeleted: true });
      expect(await append('user', user, { id: 7 })).toMatchObject({ outcome: 'appended', id: 7 });
    });

    it('without a context are of the same one', async () => {
      await appended(':.ctx:base', 'true');
      await appended(':.ctx:user', 'false', to('base'));
      expect(await subjects.referrers(':.ctx:base', 1)).toEqual([{ context: '.ctx', id: 2 }]);
      expect((await append('user', content('false', to('base')))).outcome).toBe('reference-missing');
      expect(await subjects.schema('.ctx', 2)).toMatchObject(to('base'));
    });
  });

  describe('an import', () => {
    const begin = async (scope: string, names: readonly string[]) => {
      const deleted = await Promise.all(
        names.map(async (name) => ({ name, revision: (await subjects.state(name))?.revision ?? 0 })),
      );
      return subjects.beginImport({ scope, rules: null, deleted }, change);
    };
    const to = (name: string) => ({ references: [{ name, subject: name, version: 1 }] });
    const deletedSoftly = async (...names: string[]) => {
      for (const name of names) await remove(name, [1]);
    };

    it('takes for good what was deleted softly, whatever refers to what, and more than one statement names', async () => {
      const names = Array.from({ length: 450 }, (_, i) => `:.c:${String(i).padStart(3, '0')}`);
      for (const [i, name] of names.entries()) {
        const last = i === 0 ? {} : { references: [{ name: 'last', subject: names[i - 1]!, version: 1 }] };
        await appended(name, `{"title":"${i % 300}"}`, last);
      }
      await appended('other', 'true');
      await deletedSoftly(...names.toReversed());
      await subjects.saveSettings(names[7]!, { level: 'NONE' }, change);
      await subjects.saveMode(names[7]!, 'READONLY', change);
      expect(await begin(':.c:', names)).toEqual({ outcome: 'begun' });
      expect(await subjects.subjects({ context: null, prefix: '', deletion: 'both' })).toEqual(['other']);
      expect([await subjects.schema('.c', 1), await subjects.schema('.c', 450)]).toEqual([null, null]);
      expect([await subjects.settings([names[7]!]), await subjects.modes([names[7]!, ':.c:'])]).toEqual([
        [null],
        [null, 'IMPORT'],
      ]);
      expect(
        (await store.audit()).filter((entry) => 'action' in entry && entry.action === 'version.purged'),
      ).toHaveLength(450);
    }, 120_000);

    it('takes nothing where what stays refers to one of them', async () => {
      await appended(':.c:0', 'true');
      await appended(':.c:a', 'false');
      await appended('user', '{}', to(':.c:a'));
      await deletedSoftly('user', ':.c:a', ':.c:0');
      const before = await store.audit();
      expect(await begin(':.c:', [':.c:0', ':.c:a'])).toEqual({
        outcome: 'referenced',
        subject: ':.c:a',
        version: 1,
      });
      expect(await store.audit()).toEqual(before);
      expect(await subjects.version(':.c:0', 1)).toMatchObject({ text: 'true' });
      expect(await begin('', [':.c:0', ':.c:a', 'user'])).toEqual({ outcome: 'begun' });
    });

    it('takes nothing where a subject was changed meanwhile, came, or is in use', async () => {
      await appended('a', 'true');
      await appended('b', 'false');
      await deletedSoftly('a', 'b');
      const [a, b] = [(await subjects.state('a'))!, (await subjects.state('b'))!];
      const beginWith = async (...deleted: { name: string; revision: number }[]) =>
        (await subjects.beginImport({ scope: '', rules: null, deleted }, change)).outcome;
      expect(await beginWith(a)).toBe('raced');
      expect(await beginWith(a, { ...b, revision: b.revision + 1 })).toBe('raced');
      expect(await beginWith(a, b, { name: 'gone', revision: 1 })).toBe('raced');
      await appended('b', '{}');
      expect(await beginWith(a, (await subjects.state('b'))!)).toBe('raced');
      expect(await subjects.version('a', 1)).toMatchObject({ text: 'true' });
      expect(await subjects.state('a')).toEqual(a);
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
}
