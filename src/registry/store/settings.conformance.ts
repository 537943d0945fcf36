import { NO_SETTINGS } from '../settings.js';
import type { RulesSeen, SubjectsRepository } from './subjects.repository.js';
import { change, content, withStore, type Store } from './subjects-store.spec-support.js';

/** The configuration and the modes of every SubjectsRepository. */
export function itKeepsSettings(open: () => Promise<Store>): void {
  const store = withStore(open);
  let subjects: SubjectsRepository;
  beforeEach(() => {
    subjects = store.subjects;
  });
  const { appended, remove } = store;

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

    describe('hold for a change that was decided by them', () => {
      const scopes = ['a', ':.:', ''];
      /** Reads what holds, lets something happen, and appends. */
      async function appendedAfter(happens: () => Promise<unknown>, subject = 'a') {
        const revision = (await subjects.state(subject))?.revision ?? 0;
        const { seen: rules } = await subjects.rules([subject, ...scopes.slice(1)]);
        await happens();
        const schema = content('false');
        return (await subjects.append({ subject, revision, rules, version: null, id: null, schema }, change)).outcome;
      }
      async function after<T>(happens: () => Promise<unknown>, act: (rules: RulesSeen) => Promise<T>): Promise<T> {
        const { seen } = await subjects.rules(scopes);
        await happens();
        return act(seen);
      }
      async function removedAfter(happens: () => Promise<unknown>): Promise<string> {
        const { revision } = (await subjects.state('a'))!;
        const removal = { subject: 'a', revision, versions: [1], isPermanent: false };
        return (await after(happens, (rules) => subjects.remove({ ...removal, rules }, change))).outcome;
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
        // What is there is not deleted either, nor is it configured.
        for (const one of changes) expect(await removedAfter(one)).toBe('raced');
        expect(await subjects.versionNumbers('a', 'live')).toHaveLength(1);
        const acts: ((rules: RulesSeen) => Promise<unknown>)[] = [
          (rules) => subjects.saveSettings('a', { alias: 'b' }, change, rules),
          (rules) => subjects.deleteSettings('a', change, rules),
          (rules) => subjects.saveMode('a', 'IMPORT', change, rules),
        ];
        for (const act of acts) for (const one of changes) expect(await after(one, act)).toBe('raced');
        expect(await subjects.aliases()).toEqual([]);
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
        expect(await removedAfter(elsewhere)).toBe('removed');
        const saved = await after(elsewhere, (rules) => subjects.saveSettings('a', { alias: 'b' }, change, rules));
        expect(saved).toMatchObject({ alias: 'b' });
        expect(await after(elsewhere, (rules) => subjects.deleteSettings('a', change, rules))).toEqual(saved);
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
        expect(results[0]).toMatchObject({ level: 'FULL' });
        expect(['removed', 'raced']).toContain(results[2].outcome);
      }
    }, 60_000);

    it('let an import begin only where there are no versions, deleted ones neither', async () => {
      const importing = async (scope: string) =>
        (await subjects.beginImport({ scope, rules: null, deleted: [] }, change)).outcome;
      await appended('a', 'true');
      await appended(':.c:b', 'true');
      await remove(':.c:b', [1]);
      for (const scope of ['', 'a', ':.c:', ':.c:b']) expect(await importing(scope)).toBe('raced');
      for (const scope of ['aa', ':.d:', ':.c:bb']) expect(await importing(scope)).toBe('begun');
      expect(await subjects.scopesWithMode('')).toEqual([':.c:bb', ':.d:', 'aa']);
    });

    it('tell what was there', async () => {
      await subjects.saveMode('', 'READONLY', change);
      await subjects.saveMode('a', 'IMPORT', change);
      await subjects.saveMode('a', 'READWRITE', change);
      expect(await subjects.modes(['a', ''])).toEqual(['READWRITE', 'READONLY']);
      expect(await subjects.deleteMode('a', change)).toBe('READWRITE');
      expect(await subjects.deleteMode('a', change)).toBeNull();
    });
  });
}
