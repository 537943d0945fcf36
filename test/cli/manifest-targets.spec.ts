import { withRegistry, NOT_FOUND } from './fake-registry.js';
import { GitRepository } from './git-repository.js';
import { plumbline } from './run-plumbline.js';

const API = 'asyncapi: 3.0.0\ncomponents:\n  messages:\n    shipped: { payload: { type: object } }\n';

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  repository.commit({ 'a.json': {}, 'api.yaml': API });
});
afterEach(() => repository.remove());

const manifest = (...entries: string[]): void =>
  repository.write({ 'plumbline.contracts.yaml': `contracts:\n${entries.map((one) => `  - ${one}\n`).join('')}` });

describe('a message of the manifest that the document does not have', () => {
  const LOST =
    'plumbline.contracts.yaml names the message "shiped" of api.yaml, where no message with a payload has that name. It has shipped. Did you mean "shipped"?\nCorrect `message`, or remove the entry.\n';

  it.each([
    ['check --against git:main'],
    ['check a.json --against git:main'],
    ['check api.yaml --against git:main'],
    ['lint'],
    ['register --dry-run'],
  ])('is refused by %s', async (words) => {
    manifest('{ file: a.json }', '{ file: api.yaml, message: shiped, subject: a.shipped }');
    expect(await plumbline(repository.root, words.split(' '))).toEqual({ code: 2, stdout: '', stderr: LOST });
  });

  it('is refused after it was renamed in the document alone', async () => {
    manifest('{ file: api.yaml, message: shipped }');
    repository.commit();
    repository.git('checkout', '-qb', 'change');
    repository.write({ 'api.yaml': API.replace('shipped', 'sent') });
    const { code, stderr } = await plumbline(repository.root, ['check', '--against', 'git:main']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('"shipped" of api.yaml')]);
    manifest('{ file: api.yaml, message: sent }');
    const renamed = await plumbline(repository.root, ['check', '--against', 'git:main']);
    expect([renamed.code, renamed.stdout]).toEqual([0, expect.stringContaining('NEW  sent')]);
  });

  it('is told by the doctor', async () => {
    manifest('{ file: api.yaml, message: shiped }');
    const { code, stdout } = await plumbline(repository.root, ['doctor', '-q', '-r', 'http://127.0.0.1:1']);
    expect([code, stdout.split('WRONG  registry')[0]]).toEqual([
      2,
      `WRONG  manifest: ${LOST.replace('\n', '\n         ')}`,
    ]);
  });
});

it('a manifest that names no contract is called so, with why', async () => {
  manifest('{ file: api.yaml }');
  repository.write({ 'api.yaml': 'asyncapi: 3.0.0\n' });
  const why =
    'plumbline.contracts.yaml names no contract.\n' +
    'api.yaml is no contract: it is an AsyncAPI document, and no message of it has a payload.\n';
  expect(await plumbline(repository.root, ['lint'])).toEqual({ code: 2, stdout: '', stderr: why });
  const { code, stdout } = await plumbline(repository.root, ['doctor', '-q', '-r', 'http://127.0.0.1:1']);
  expect([code, stdout]).toEqual([2, expect.stringContaining('WRONG  manifest: plumbline.contracts.yaml names no')]);
});

describe('a subject that the manifest refers to', () => {
  const MONEY = 'https://example.org/money.json';
  const doctor = (version: string) => {
    manifest(`{ file: a.json, references: [{ name: '${MONEY}', subject: money${version} }] }`);
    repository.write({ 'a.json': { $schema: 'http://json-schema.org/draft-07/schema#', $ref: MONEY } });
    return withRegistry(
      (path) => {
        if (path === 'GET /subjects') return ['money'];
        if (/\/subjects\/money\/versions\/(1|latest)$/.test(path))
          return { subject: 'money', id: 1, version: 1, schema: '{}', schemaType: 'JSON' };
        return NOT_FOUND;
      },
      async (url) => {
        const { code, stdout } = await plumbline(repository.root, ['doctor', '-r', url]);
        return { code, told: stdout.replaceAll(url, 'URL').match(/^\w+ +references: .*(\n {9}.*)*/m)?.[0] };
      },
    );
  };

  it('is told by the doctor where the registry does not have the version', async () => {
    expect(await doctor(', version: 3')).toEqual({
      code: 2,
      told:
        `WRONG  references: "${MONEY}" of a.json is version 3 of the subject money by the manifest, which the registry URL does not have.\n` +
        '         Register it there, or correct `references`: until then a check against that registry leaves with 4.',
    });
  });

  it('is well where it has the version, or any', async () => {
    const well = { code: 0, told: 'ok     references: the registry has what the manifest says that it has' };
    expect(await doctor(', version: 1')).toEqual(well);
    expect(await doctor('')).toEqual(well);
  });
});
