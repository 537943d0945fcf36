import { json } from './registry-app.js';
import { codeOf, withRegistry } from './registry-fixture.js';

const { get, post, put, del, register } = withRegistry();

/** One schema of two fields in two orders: the same only where it is normalised. */
const AVRO = JSON.stringify({ type: 'record', name: 'A', fields: [{ name: 'a', type: 'string' }] });
const AVRO_REORDERED = JSON.stringify({ fields: [{ type: { type: 'string' }, name: 'a' }], name: 'A', type: 'record' });

beforeAll(async () => {
  await register('live', json({ type: 'object' }));
  await register('live', json({ type: 'object', title: 'second' }));
  await register('partly', json({ type: 'object', title: 'partly' }));
  await register('partly', json({ type: 'object', title: 'gone' }));
  await del('/subjects/partly/versions/2');
  await register('gone', json({ type: 'object', title: 'gone' }));
  await del('/subjects/gone');
  await put('/config/own', { alias: 'live' });
});

/** What each answers where the parameter is set, as a part of the body or its error; without it it answers otherwise. */
const QUESTIONS: readonly [path: string, flag: string][] = [
  ['/subjects', 'deleted'],
  ['/subjects', 'deletedOnly'],
  ['/subjects/partly/versions', 'deleted'],
  ['/subjects/partly/versions', 'deletedOnly'],
  ['/subjects/partly/versions/2', 'deleted'],
  ['/subjects/partly/versions/2/schema', 'deleted'],
  ['/schemas', 'deleted'],
  ['/schemas', 'latestOnly'],
  ['/schemas?subjectPrefix=own', 'aliases'],
  ['/schemas/ids/1', 'fetchMaxId'],
  ['/config/live', 'defaultToGlobal'],
  ['/mode/live', 'defaultToGlobal'],
];

const withFlag = (path: string, flag: string, value: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}${flag}=${value}`;

describe('a parameter that is true or false', () => {
  it.each(QUESTIONS)('%s reads %s in any case', async (path, flag) => {
    const [set, unset] = [await get(withFlag(path, flag, 'true')), await get(path)];
    expect(set).not.toEqual(unset);
    for (const value of ['True', 'TRUE', 'tRuE']) expect(await get(withFlag(path, flag, value))).toEqual(set);
    for (const value of ['', 'false', 'False', '1', 'yes', 't', '%20true']) {
      expect(await get(withFlag(path, flag, value))).toEqual(unset);
    }
  });

  it('counts by its first value where it is there several times', async () => {
    expect(await get('/subjects?deleted=True&deleted=false')).toEqual(await get('/subjects?deleted=true'));
    expect(await get('/subjects?deleted=false&deleted=true')).toEqual(await get('/subjects'));
  });

  it('gives one id to one schema in two orders for a client that writes normalize=True', async () => {
    const path = '/subjects/normalized/versions?normalize=True';
    const first = (await post(path, { schema: AVRO })).body as { id: number };
    expect((await post(path, { schema: AVRO_REORDERED })).body).toMatchObject({ id: first.id });
    expect(
      (await post('/subjects/normalized?normalize=True&deleted=False', { schema: AVRO_REORDERED })).body,
    ).toMatchObject({ id: first.id, version: 1 });
  });

  it('finds a deleted schema for a client that writes deleted=True', async () => {
    const schema = json({ type: 'object', title: 'gone' });
    expect(codeOf(await post('/subjects/partly?normalize=False&deleted=False', schema))).toEqual([404, 40403]);
    expect((await post('/subjects/partly?normalize=False&deleted=True', schema)).body).toMatchObject({ version: 2 });
  });

  it('tells why for a client that writes verbose=True', async () => {
    const path = '/compatibility/subjects/live/versions';
    const narrower = json({ type: 'string' });
    for (const asked of [path, `${path}/latest`]) {
      expect((await post(`${asked}?verbose=True`, narrower)).body).toEqual({
        is_compatible: false,
        messages: expect.arrayContaining([expect.any(String)]) as unknown,
      });
      expect((await post(`${asked}?verbose=1`, narrower)).body).toEqual({ is_compatible: false });
    }
  });

  it('deletes for good for a client that writes permanent=True, and softly where it writes False', async () => {
    await register('to-delete', json({ type: 'object', title: 'to delete' }));
    expect(await del('/subjects/to-delete/versions/1?permanent=False')).toEqual({ status: 200, body: 1 });
    expect(await del('/subjects/to-delete/versions/1?permanent=True')).toEqual({ status: 200, body: 1 });
    await register('to-delete', json({ type: 'object', title: 'to delete' }));
    await del('/subjects/to-delete?permanent=FALSE');
    expect((await del('/subjects/to-delete?permanent=TRUE')).status).toBe(200);
    expect((await get('/subjects?deleted=true')).body).not.toContain('to-delete');
  });

  it('reads force and recursive of a mode in any case', async () => {
    expect(codeOf(await put('/mode/live?force=no', { mode: 'IMPORT' }))).toEqual([422, 42205]);
    expect((await put('/mode/live?force=True', { mode: 'IMPORT' })).status).toBe(200);
    await del('/mode/live');
    await put('/mode/:.r:', { mode: 'READONLY' });
    await put('/mode/:.r:a', { mode: 'READONLY' });
    await del('/mode/:.r:?recursive=True');
    expect((await get('/mode/:.r:a')).status).toBe(404);
  });

  it('writes the numbers of deleted versions below zero for deletedAsNegative=True', async () => {
    const path = '/subjects/partly/versions?deleted=True&deletedAsNegative';
    expect((await get(`${path}=True`)).body).toEqual([1, -2]);
    expect((await get(`${path}=False`)).body).toEqual([1, 2]);
  });
});
