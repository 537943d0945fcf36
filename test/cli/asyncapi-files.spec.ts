import { GitRepository } from './git-repository.js';
import { checked, plumbline } from './run-plumbline.js';

const AVRO = 'application/vnd.apache.avro+json;version=1.9.0';
const API = `asyncapi: 3.0.0
components:
  messages:
    created: { $ref: "../shared/messages.yaml#/components/messages/OrderCreated" }
    Paid: { payload: { schemaFormat: ${AVRO}, schema: { $ref: ../shared/paid.avsc } } }
`;
const messages = (type: string) => `components:
  messages:
    OrderCreated:
      payload:
        type: object
        properties:
          total: { type: ${type} }
`;
const paid = (type: string) => `{
  "type": "record", "name": "Paid", "fields": [
    { "name": "id", "type": "string" },
    { "name": "cents", "type": "${type}" }
  ]
}`;

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  repository.commit({
    'api/api.yaml': API,
    'shared/messages.yaml': messages('number'),
    'shared/paid.avsc': paid('long'),
  });
  repository.git('checkout', '-qb', 'change');
  repository.commit();
});
afterEach(() => repository.remove());

const AGAINST = ['--against', 'git:main'];
const run = (...args: string[]) => plumbline(repository.root, args);

describe('an AsyncAPI document whose messages and payloads stand in other files', () => {
  it('is unchanged where they are', async () => {
    expect(await checked(repository.root, ['api', ...AGAINST])).toEqual({
      code: 0,
      contracts: { OrderCreated: 'unchanged', Paid: 'unchanged' },
    });
  });

  it('breaks where they do, and each finding has its line in the file where the schema stands', async () => {
    repository.write({ 'shared/messages.yaml': messages('string'), 'shared/paid.avsc': paid('string') });
    const { code, stdout } = await run('check', 'api', '-q', ...AGAINST);
    expect(code).toBe(1);
    expect(stdout).toContain('shared/messages.yaml:7:20, by api/api.yaml');
    expect(stdout).toContain('shared/paid.avsc:4:24, by api/api.yaml');
    expect(stdout).toContain('total: { type: string }');
  });

  it.each([
    ['that is not there', './gone.yaml#/M', 'and there is no file api/gone.yaml'],
    ['that would have to be fetched', 'https://example.com/m.yaml#/M', 'and nothing is ever fetched'],
  ])('is not proved where one is in a file %s, also quiet', async (_, reference, why) => {
    repository.write({
      'api/api.yaml': API.replace('../shared/messages.yaml#/components/messages/OrderCreated', reference),
    });
    const { code, stdout } = await run('check', 'api', '-q', ...AGAINST);
    expect([code, stdout.replaceAll(/\s+/g, ' ')]).toEqual([
      4,
      expect.stringContaining(`it stands in ${reference}, ${why}`),
    ]);
    const offline = await run('check', 'api', '--offline');
    expect([offline.code, offline.stdout]).toEqual([0, expect.stringContaining('NOT COMPARED  created')]);
    repository.write({
      'plumbline.contracts.yaml': 'contracts:\n  - { file: api/api.yaml, message: created, level: NONE }\n',
    });
    expect(await checked(repository.root, AGAINST)).toEqual({
      code: 0,
      contracts: { created: 'unchecked' },
    });
  });

  it('is told by lint and by register, which leave neither for fine', async () => {
    repository.write({ 'api/api.yaml': API.replace('../shared/messages.yaml', './gone.yaml') });
    const lint = await run('lint', 'api', '--fail-on', 'warn');
    expect([lint.code, lint.stdout]).toEqual([
      1,
      expect.stringContaining('The message "created" was not looked at: it stands in ./gone.yaml#'),
    ]);
    repository.write({
      'api/api.yaml': API.replace('../shared/messages.yaml', './gone.yaml').replace(/ +Paid.*\n/, ''),
    });
    const registered = await run('register', 'api', '-q', '--registry', 'http://localhost:1');
    expect(registered.stdout).toContain('NOT REGISTERED  created (api/api.yaml): it stands in ./gone.yaml#');
    expect(registered.code).toBe(1);
  });
});

describe('a file of messages for AsyncAPI documents is no contract by itself', () => {
  it('and is left out with a note', async () => {
    const { code, stdout, stderr } = await run('check', '.', ...AGAINST);
    expect([code, stderr]).toEqual([
      0,
      'Note: shared/messages.yaml is no contract by itself: it holds messages for AsyncAPI documents, and api/api.yaml refers to it.\n',
    ]);
    expect(stdout).not.toContain('accepted');
  });

  it('and named alone the documents that refer to it are checked', async () => {
    repository.write({ 'shared/messages.yaml': messages('string') });
    const { code, stdout, stderr } = await run('check', 'shared/messages.yaml', ...AGAINST);
    expect([code, stderr]).toEqual([
      1,
      'Note: shared/messages.yaml is no contract by itself: it holds messages for AsyncAPI documents, and api/api.yaml refers to it.\n' +
        'Note: api/api.yaml refers to shared/messages.yaml and is checked, too.\n',
    ]);
    expect(stdout).toContain('shared/messages.yaml:7:20, by api/api.yaml');
  });

  it('nor where its message is in a format that is not read, which the check tells', async () => {
    const RAML = 'application/raml+yaml;version=1.0';
    const api = 'asyncapi: 2.6.0\nchannels:\n  a: { publish: { message: { $ref: ../shared/events.yaml#/Placed } } }\n';
    repository.delete('shared/messages.yaml');
    repository.commit({ 'api/api.yaml': api, 'shared/events.yaml': 'Placed:\n  payload: { type: string }\n' });
    repository.write({ 'shared/events.yaml': `Placed:\n  schemaFormat: ${RAML}\n  payload: "#%RAML 1.0"\n` });
    const { code, stdout, stderr } = await run('check', 'api', 'shared/events.yaml', '--against', 'git:change');
    expect([code, stderr]).toEqual([
      4,
      'Note: shared/events.yaml is no contract by itself: it holds messages for AsyncAPI documents, and api/api.yaml refers to it.\n',
    ]);
    expect(stdout).toMatch(/^NOT PROVED {2}a: api\/api\.yaml /);
    expect(stdout).not.toContain('NEW');
    repository.write({ 'shared/events.yaml': 'Placed:\n  summary: An order.\n' });
    const bare = await run('check', 'shared/events.yaml', '--against', 'git:change');
    expect([bare.code, bare.stderr]).toEqual([
      2,
      'shared/events.yaml is no contract by itself: it holds messages for AsyncAPI documents, and api/api.yaml refers to it.\nNo message of api/api.yaml has a payload.\n',
    ]);
  });

  it('or refused where nothing refers to it', async () => {
    repository.delete('api');
    repository.commit();
    expect(await run('check', 'shared/messages.yaml', ...AGAINST)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'shared/messages.yaml is no contract by itself: it holds messages for AsyncAPI documents. Nothing that is checked refers to it.\n' +
        'It was looked for in 1 file (0.0 MiB) here. Name the AsyncAPI documents that refer to it, or leave it out.\n',
    });
    expect(await run('register', 'shared/messages.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Name the AsyncAPI documents that refer to it.') as string,
    });
  });
});

it('what a payload imports or names is sought from the file that it stands in', async () => {
  const proto = 'application/vnd.google.protobuf;version=3';
  const money = (type: string) => ({ type: 'record', name: 'Money', fields: [{ name: 'cents', type }] });
  const common = (type: string) => `syntax = "proto3";\nmessage Common { ${type} a = 1; }\n`;
  repository.git('checkout', '-q', 'main');
  repository.commit({
    'events/api.yaml': `asyncapi: 3.0.0
components:
  messages:
    Shipped: { payload: { schemaFormat: ${proto}, schema: { $ref: ./proto/shipped.proto } } }
    Billed: { payload: { schemaFormat: ${AVRO}, schema: { $ref: ./avro/billed.avsc } } }
`,
    'events/proto/shipped.proto': 'syntax = "proto3";\nimport "common.proto";\nmessage Shipped { Common c = 1; }\n',
    'events/proto/common.proto': common('string'),
    'events/avro/billed.avsc': { type: 'record', name: 'Billed', fields: [{ name: 'sum', type: 'Money' }] },
    'events/avro/Money.avsc': money('string'),
  });
  repository.git('checkout', '-qb', 'imports');
  repository.commit({ 'events/proto/common.proto': common('int64'), 'events/avro/Money.avsc': money('int') });
  const { code, contracts } = await checked(repository.root, ['events/api.yaml', ...AGAINST]);
  expect([code, Object.keys(contracts).sort()]).toEqual([1, ['Billed', 'Shipped']]);
  for (const told of Object.values(contracts)) expect(told).toMatch(/^incompatible /);
});

it('the headers of a message are not compared, and a note says that they changed, quiet or not', async () => {
  const headers = '      headers: { type: object, required: [tenant] }\n';
  repository.write({ 'shared/messages.yaml': messages('number') + headers });
  const { code, contracts } = await checked(repository.root, ['api', ...AGAINST]);
  expect([code, contracts]).toEqual([0, { OrderCreated: 'unchanged headers-not-compared', Paid: 'unchanged' }]);
  expect(await run('check', 'api', '-q', ...AGAINST)).toEqual({
    code: 0,
    stdout:
      'Note: OrderCreated (api/api.yaml): Its headers are not there in main, and headers are not compared: what that breaks is not seen.\n',
    stderr: '',
  });
});
