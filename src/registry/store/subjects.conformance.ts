import { contentFingerprintOf } from '../schemas/fingerprint.js';
import type { Appended, SubjectsRepository } from './subjects.repository.js';
import { at, change, content, withStore, type Store } from './subjects-store.spec-support.js';

/** What every SubjectsRepository does, whatever database is behind it: versions, ids, lists. `open` gives an empty one. */
export function itKeepsSubjects(open: () => Promise<Store>): void {
  const store = withStore(open);
  let subjects: SubjectsRepository;
  beforeEach(() => {
    subjects = store.subjects;
  });
  const { append, appended, remove, live } = store;

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

    it('are found that refer to others, newest first', async () => {
      await appended('a', 'true');
      for (const text of ['{"$ref": "a"}', '{"allOf": [{"$ref": "a"}]}'])
        await appended('b', text, { references: [{ name: 'a', subject: 'a', version: 1 }] });
      await appended('b', 'false');
      expect((await subjects.referringVersions('b')).map(({ version }) => version)).toEqual([2, 1]);
      expect(await subjects.referringVersions('a')).toEqual([]);
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
        await appended('a', 'false', { ruleSet: { domainRules: [{ name: 'r', type: 'CEL' }] } }),
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
}
