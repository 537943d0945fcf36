import { json } from '../registry/registry-app.js';
import { withRegistry } from '../registry/registry-fixture.js';
import { importFrom } from './import-from.js';
import { startStub } from './older-registry.js';

interface Row {
  subject: string;
  version: number;
  id: number;
  schema: string;
  schemaType: 'JSON';
  references?: { name: string; subject: string; version: number }[];
  deleted?: boolean;
}

const row = (subject: string, version: number, id: number, schema: object, rest: Partial<Row> = {}): Row => ({
  subject,
  version,
  id,
  schema: JSON.stringify(schema),
  schemaType: 'JSON',
  ...rest,
});

/** One that is asked for each version, and one that lists them in bulk. */
const KINDS = ['one by one', 'in bulk'] as const;

function registryOf(rows: readonly Row[], kind: (typeof KINDS)[number]) {
  const subjects = [...new Set(rows.map(({ subject }) => subject))];
  const numbers = (subject: string, isAll: boolean) =>
    rows.filter((one) => one.subject === subject && (isAll || one.deleted !== true)).map(({ version }) => version);
  return startStub({
    ...(kind === 'in bulk' && { '/schemas': () => ({ body: rows.map((one) => ({ ...one, ts: 1_790_000_000_000 })) }) }),
    '/subjects': () => ({ body: subjects }),
    ...Object.fromEntries(
      subjects.map((subject) => [
        `/subjects/${subject}/versions`,
        ({ url }: { url?: string | undefined }) => ({ body: numbers(subject, (url ?? '').includes('deleted=true')) }),
      ]),
    ),
    ...Object.fromEntries(
      subjects.map((subject) => [`/config/${subject}`, () => ({ body: { compatibilityLevel: 'NONE' } })]),
    ),
    ...Object.fromEntries(
      rows.map((one) => [`/subjects/${one.subject}/versions/${one.version}`, () => ({ body: one })]),
    ),
  });
}

const refersTo = (subject: string, version: number) => ({ references: [{ name: 'r', subject, version }] });

describe.each(KINDS)('from a registry that is read %s', (kind) => {
  const registry = withRegistry();

  async function importRows(rows: readonly Row[]) {
    const stub = await registryOf(rows, kind);
    const done = await importFrom(registry.url(), { url: stub.url });
    await stub.close();
    return done;
  }

  it('leaves out a subject that has another history here, and what refers to it', async () => {
    await registry.register('mix', json({ type: 'string', title: 'LOCAL' }));
    const { state, counts, errors } = await importRows([
      row('aorder', 1, 3004, { $ref: 'r' }, refersTo('mix', 2)),
      row('mix', 1, 3001, { type: 'object' }),
      row('mix', 2, 3002, { type: 'object', title: 'two' }),
      row('other', 1, 3005, { title: 'other' }),
      row('zorder', 1, 3003, { $ref: 'r' }, refersTo('mix', 1)),
    ]);
    expect([state, counts.versionsImported, counts.versionsFailed]).toEqual(['doneWithErrors', 1, 4]);
    expect(errors).toEqual([
      { what: 'version 2 of "mix"', message: 'it is left out, since version 1 of it is not the same here' },
      { what: 'version 1 of "aorder"', message: 'what it refers to did not come: version 2 of "mix"' },
      {
        what: 'version 1 of "mix"',
        message: expect.stringMatching(/^it is schema \d+ here and 3001 there$/) as string,
      },
      { what: 'version 1 of "zorder"', message: 'what it refers to is not the same here: version 1 of "mix"' },
    ]);
    expect((await registry.get('/subjects?subjectPrefix=&deleted=true')).body).toEqual(['mix', 'other']);
    expect((await registry.get('/subjects/mix/versions')).body).toEqual([1]);
    expect((await registry.get('/config/mix')).status).toBe(404);
  });

  it('leaves out a subject of which only other versions are here', async () => {
    await registry.register('apart', json({ title: 'here' }));
    const { errors } = await importRows([
      row('apart', 2, 4002, { title: 'there' }),
      row('on-apart', 1, 4003, { $ref: 'r' }, refersTo('apart', 1)),
    ]);
    expect(errors).toEqual([
      {
        what: 'version 2 of "apart"',
        message: 'it is left out, since it has versions here, and none of them there',
      },
      { what: 'version 1 of "on-apart"', message: 'what it refers to is not the same here: version 1 of "apart"' },
    ]);
    expect((await registry.get('/subjects/apart/versions')).body).toEqual([1]);
  });

  it('goes on with a subject whose versions are the same, also where one was deleted since', async () => {
    const [one, two] = [row('grows', 1, 5001, { title: 'one' }), row('grows', 2, 5002, { title: 'two' })];
    expect(await importRows([one])).toMatchObject({ state: 'done', counts: { versionsImported: 1 } });
    const { state, errors } = await importRows([
      { ...one, deleted: true },
      two,
      row('on-grows', 1, 5003, { $ref: 'r' }, refersTo('grows', 1)),
    ]);
    expect([state, errors]).toEqual([
      'doneWithErrors',
      [{ what: 'version 1 of "grows"', message: 'it is deleted there and not here' }],
    ]);
    expect((await registry.get('/subjects/grows/versions')).body).toEqual([1, 2]);
    expect((await registry.get('/subjects/on-grows/versions/1')).body).toMatchObject({ id: 5003 });
  });
});
