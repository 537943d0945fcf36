import { fingerprintOf } from './fingerprint.js';
import type { SubjectsRepository } from './subjects.repository.js';

const at = new Date('2026-11-21T10:00:00.123Z');
const change = { actor: 'anonymous', at };

function version(subject: string, number: number, text: string) {
  return { subject, version: number, format: 'JSON' as const, text, fingerprint: fingerprintOf('JSON', text) };
}

/** What every SubjectsRepository does, whatever database is behind it. `open` gives an empty one. */
export function itKeepsSubjects(
  open: () => Promise<{ subjects: SubjectsRepository; audit(): Promise<object[]>; close(): Promise<void> }>,
): void {
  let store: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => (store = await open()));
  afterEach(() => store.close());

  it('answers nothing for what was never registered', async () => {
    const { subjects } = store;
    expect(await subjects.history('none')).toEqual([]);
    expect(await subjects.subjects()).toEqual([]);
    expect(await subjects.schema(1)).toBeNull();
    expect(await subjects.usesOf(1)).toEqual([]);
    expect(await subjects.settings('none')).toBeNull();
    expect(await subjects.deleteSettings('none', change)).toBeNull();
    expect(await store.audit()).toEqual([]);
  });

  it('keeps versions in order, whatever the subject is called', async () => {
    const { subjects } = store;
    const name = 'orders/créés 🙂 %2F';
    const first = await subjects.append(version(name, 1, '{"type":"object"}'), change);
    const second = await subjects.append(version(name, 2, 'true'), change);
    expect(await subjects.history(name)).toEqual([
      { subject: name, version: 1, id: first, format: 'JSON', text: '{"type":"object"}', registeredAt: at },
      { subject: name, version: 2, id: second, format: 'JSON', text: 'true', registeredAt: at },
    ]);
    expect(await subjects.schema(first!)).toEqual({ id: first, format: 'JSON', text: '{"type":"object"}' });
  });

  it('gives the same schema one id under all subjects', async () => {
    const { subjects } = store;
    const id = await subjects.append(version('b', 1, 'true'), change);
    expect(await subjects.append(version('a', 1, 'true'), change)).toBe(id);
    expect(await subjects.usesOf(id!)).toEqual([
      { subject: 'a', version: 1 },
      { subject: 'b', version: 1 },
    ]);
    expect(await subjects.subjects()).toEqual(['a', 'b']);
  });

  it('refuses to append to a history that has grown meanwhile, and keeps nothing of it', async () => {
    const { subjects } = store;
    await subjects.append(version('a', 1, 'true'), change);
    expect(await subjects.append(version('a', 1, 'false'), change)).toBeNull();
    expect(await subjects.append(version('a', 3, 'false'), change)).toBeNull();
    expect((await subjects.history('a')).map((one) => one.text)).toEqual(['true']);
    expect(await store.audit()).toHaveLength(1);
  });

  it('lets exactly one of many that want the same version have it', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => `{"title":"${i}"}`);
    const ids = await Promise.all(texts.map((text) => store.subjects.append(version('a', 1, text), change)));
    expect(ids.filter((id) => id !== null)).toHaveLength(1);
    expect(await store.subjects.history('a')).toHaveLength(1);
  });

  it('keeps settings apart by subject and tells what was there', async () => {
    const { subjects } = store;
    await subjects.saveSettings('', { level: 'FULL', policy: null }, change);
    await subjects.saveSettings('a', { level: 'NONE', policy: 'LENIENT' }, change);
    await subjects.saveSettings('a', { level: 'BACKWARD', policy: 'STRICT' }, change);
    expect(await subjects.settings('')).toEqual({ level: 'FULL', policy: null });
    expect(await subjects.deleteSettings('a', change)).toEqual({ level: 'BACKWARD', policy: 'STRICT' });
    expect(await subjects.settings('a')).toBeNull();
  });

  it('sets only what is given: a level never made is the one in force, the rest stays', async () => {
    const { subjects } = store;
    expect(await subjects.saveSettings('a', { policy: 'LENIENT' }, change)).toEqual({
      level: 'BACKWARD',
      policy: 'LENIENT',
    });
    await subjects.saveSettings('', { level: 'FULL' }, change);
    expect(await subjects.saveSettings('b', { policy: 'STRICT' }, change)).toEqual({ level: 'FULL', policy: 'STRICT' });
    expect(await subjects.saveSettings('b', { level: 'NONE' }, change)).toEqual({ level: 'NONE', policy: 'STRICT' });
    expect(await subjects.settings('')).toEqual({ level: 'FULL', policy: null });
    expect((await store.audit()).at(-1)).toMatchObject({
      from: '{"level":"FULL","policy":"STRICT"}',
      to: '{"level":"NONE","policy":"STRICT"}',
    });
  });

  it('writes down who changed what, from which state to which', async () => {
    const { subjects } = store;
    const id = await subjects.append(version('a', 1, 'true'), change);
    await subjects.saveSettings('a', { level: 'NONE', policy: null }, change);
    await subjects.deleteSettings('a', change);
    const none = '{"level":"NONE","policy":null}';
    expect(await store.audit()).toEqual([
      { at, actor: 'anonymous', action: 'version.registered', target: 'a', from: null, to: `{"version":1,"id":${id}}` },
      { at, actor: 'anonymous', action: 'config.set', target: 'a', from: null, to: none },
      { at, actor: 'anonymous', action: 'config.deleted', target: 'a', from: none, to: null },
    ]);
  });
}
