import { ask } from '../registry/registry-app.js';
import { withRegistry } from '../registry/registry-fixture.js';
import { importFrom } from './import-from.js';
import { startStub } from './older-registry.js';
import { withTwoRegistries } from './two-registries.js';

const record = (name: string, type: string = 'int') => ({
  schema: JSON.stringify({ type: 'record', name, fields: [{ name: 'a', type }] }),
});
const toZ = [{ name: 'Z', subject: 'z', version: 1 }];

describe('from another Plumbline', () => {
  const { source, target } = withTwoRegistries();
  const register = async (subject: string, body: object) => {
    const path = `/subjects/${encodeURIComponent(subject)}/versions`;
    expect((await ask(source() + path, 'POST', body)).status).toBe(200);
  };

  it.each(['', ':.src:'])(
    'each subject comes with its own versions, also where it is another name of one, in "%s"',
    async (context) => {
      await register(`${context}z`, record('Z'));
      await register(`${context}z`, { schema: record('Z').schema.replace('}]', ',"default":1}]') });
      await register(`${context}b0`, record('Other'));
      await register(`${context}aa`, { ...record('Aa', 'Z'), references: toZ });
      await register(`${context}nothing`, record('Nothing'));
      await register(`${context}a-user`, {
        ...record('User', 'Nothing'),
        references: [{ name: 'Nothing', subject: 'nothing', version: 1 }],
      });
      for (const [name, alias] of [
        ['z', 'b0'],
        ['nothing', 'nobody'],
      ]) {
        expect((await ask(`${source()}/config/${context}${name}`, 'PUT', { alias })).status).toBe(200);
      }
      const contexts = [context === '' ? '.' : '.src'];
      const { state, errors, counts } = await importFrom(target(), { url: source(), contexts });
      expect([state, errors, counts.versionsImported]).toEqual(['done', [], 6]);
      for (const path of [
        `/schemas?subjectPrefix=${context || ':.:'}&deleted=true`,
        `/subjects/${context}z/versions/1`,
        `/subjects/${context}aa/versions/1?format=resolved`,
        `/config/${context}z`,
      ]) {
        expect([path, await ask(target() + path)]).toEqual([path, await ask(source() + path)]);
      }
    },
  );

  it('nothing comes in the place of what is only in another context', async () => {
    await register(':.far:only', record('Far'));
    const stub = await startStub({
      '/subjects': () => ({ body: ['user'] }),
      '/subjects/user/versions': () => ({ body: [1] }),
      '/subjects/user/versions/1': () => ({
        body: { ...record('User'), id: 70, references: [{ name: 'Far', subject: 'only', version: 1 }] },
      }),
      // As a registry answers that seeks a name without a context in all of them.
      '/subjects/only/versions/1': () => ({ body: { ...record('Far'), id: 71, subject: ':.far:only' } }),
    });
    const { state, errors } = await importFrom(target(), { url: stub.url });
    await stub.close();
    expect([state, errors]).toEqual([
      'doneWithErrors',
      [
        {
          what: 'version 1 of "only"',
          message: expect.stringMatching(/^asked for "only", the registry answers of ":.far:only"/) as string,
        },
        { what: 'version 1 of "user"', message: 'what it refers to did not come: version 1 of "only"' },
      ],
    ]);
  });
});

describe('from a registry that lists no versions by subject', () => {
  const registry = withRegistry();

  it('what is another name of a subject is told, and does not come as that', async () => {
    const l1 = { ...record('L1'), subject: 'l1', version: 1, id: 1 };
    const stub = await startStub({
      '/subjects': () => ({ body: ['l1', 'l2', 'void'] }),
      '/subjects/l1/versions': () => ({ body: [1] }),
      '/subjects/l1/versions/1': () => ({ body: l1 }),
      '/subjects/l2/versions': () => ({ body: [1] }),
      '/subjects/l2/versions/1': () => ({ body: l1 }),
      '/config/l2': () => ({ body: { alias: 'l1' } }),
    });
    const { state, errors, counts } = await importFrom(registry.url(), { url: stub.url });
    await stub.close();
    expect([state, counts.versionsImported]).toEqual(['doneWithErrors', 1]);
    expect(errors).toEqual([
      {
        what: 'l2',
        message:
          'asked for "l2", the registry answers of "l1", and it lists no versions by subject. Where "l2" is another name ' +
          '(alias) of that there, take the alias back while the import runs, or use an archive',
      },
      { what: 'void', message: 'the registry lists it, and no version of it' },
    ]);
    expect((await registry.get('/subjects')).body).toEqual(['l1']);
  });

  it.each([
    [400, '/config/other is answered with 400: not now'],
    [403, '/config/other may not be read with these credentials (403). Mend "auth".'],
  ])(
    'versions come where GET /config/{subject} is answered with %d, and that is told once',
    async (status, message) => {
      const own = { ...record(`Own${status}`), subject: `own${status}`, version: 1, id: status };
      const refused = () => ({ status, body: { message: 'not now' } });
      const stub = await startStub({
        '/subjects': () => ({ body: ['other', own.subject] }),
        '/subjects/other/versions': () => ({ body: [1] }),
        '/subjects/other/versions/1': () => ({ body: own }),
        '/config/other': refused,
        [`/subjects/${own.subject}/versions`]: () => ({ body: [1] }),
        [`/subjects/${own.subject}/versions/1`]: () => ({ body: own }),
        [`/config/${own.subject}`]: refused,
      });
      const { state, errors, counts } = await importFrom(registry.url(), { url: stub.url });
      await stub.close();
      expect([state, counts.subjects, counts.versionsImported]).toEqual(['doneWithErrors', 2, 1]);
      expect(errors).toEqual([
        {
          what: 'version 1 of "other"',
          message: expect.stringMatching(`^asked for "other", the registry answers of "${own.subject}"`) as string,
        },
        { what: 'the settings of "other"', message },
        { what: `the settings of "${own.subject}"`, message: message.replace('other', own.subject) },
      ]);
      expect((await registry.get(`/subjects/${own.subject}/versions/1`)).body).toMatchObject({ id: status });
      expect((await registry.get('/subjects/other/versions')).status).toBe(404);
    },
  );

  it.each([
    ['leaves out the subject', {}],
    ['leaves out its context', { subject: 'same' }],
    ['qualifies it', { subject: ':.own:same' }],
  ])('a version comes whose answer %s', async (what, said) => {
    const id = 100 + what.length;
    const stub = await startStub({
      '/contexts': () => ({ body: ['.', '.own'] }),
      '/subjects': () => ({ body: [':.own:same', ':.:same'] }),
      '/subjects/:.own:same/versions': () => ({ body: [what.length] }),
      [`/subjects/:.own:same/versions/${what.length}`]: () => ({ body: { ...record(`S${id}`), ...said, id } }),
      '/subjects/same/versions': () => ({ body: [what.length] }),
      [`/subjects/same/versions/${what.length}`]: () => ({
        body: { ...record(`D${id}`), ...('subject' in said && { subject: ':.:same' }), id },
      }),
    });
    await registry.del('/subjects/:.own:same');
    await registry.del('/subjects/:.own:same?permanent=true');
    await registry.del('/subjects/same');
    await registry.del('/subjects/same?permanent=true');
    const { errors } = await importFrom(registry.url(), { url: stub.url });
    await stub.close();
    expect(errors).toEqual([]);
    for (const subject of [':.own:same', 'same']) {
      expect((await registry.get(`/subjects/${subject}/versions/${what.length}`)).body).toMatchObject({ id, subject });
    }
  });
});
