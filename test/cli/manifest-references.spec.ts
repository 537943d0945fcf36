import { GitRepository } from './git-repository.js';
import { checked, plumbline } from './run-plumbline.js';

const MONEY = 'https://example.com/money';
const money = (type: unknown) => ({ type: 'object', properties: { amount: { type } }, additionalProperties: false });
const holding = ($ref: string, more: object = {}) => ({ properties: { m: { $ref } }, required: ['m'], ...more });
const manifest = (...entries: string[]) => ({
  'plumbline.contracts.yaml': `contracts:\n${entries.map((one) => `  - ${one}\n`).join('')}`,
});

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
});
afterEach(() => repository.remove());

const told = (...args: string[]) => checked(repository.root, [...args, '--against', 'git:main']);
const broken = 'incompatible type-narrowed';

describe('a reference to a subject that the manifest gives to a file', () => {
  beforeEach(() => {
    const files = { 'c/order.json': holding(MONEY), 'c/money.json': money('number') };
    const order = `{ file: c/order.json, level: FULL, references: [{ name: "${MONEY}", subject: c.money }] }`;
    repository.commit({ ...files, ...manifest(order, '{ file: "c/*", subject: "{dir}.{name}" }') });
    repository.git('checkout', '-qb', 'change');
  });

  it('leads to that file also where it is not named, in git too', async () => {
    repository.write({ 'c/order.json': holding(MONEY, { title: 'Order' }) });
    expect(await told('c/order.json')).toEqual({ code: 0, contracts: { order: 'compatible' } });
  });

  it('makes who names the file told what refers to it', async () => {
    repository.write({ 'c/money.json': money(['number', 'string']) });
    expect(await told('c/money.json')).toEqual({ code: 1, contracts: { 'c.money': 'compatible', order: broken } });
    expect(await told()).toEqual({ code: 1, contracts: { 'c.money': 'compatible', order: broken } });
  });
});

describe.each([
  [
    'JSON Schema',
    { 'line.json': holding(MONEY), 'order.json': holding('line.json') },
    (isOld: boolean) => ({ 'money.json': money(isOld ? 'number' : ['number', 'string']) }),
    [MONEY, 'json'],
    '{"m":{"m":{"amount":1}}}',
    'incompatible type-narrowed',
  ],
  [
    'Protobuf',
    {
      'line.proto': 'syntax = "proto3"; import "acme/money.proto"; message Line { Money total = 2; }',
      'order.proto': 'syntax = "proto3"; import "line.proto"; message Order { Line line = 2; }',
    },
    (isOld: boolean) => ({
      'money.proto': `syntax = "proto3"; message Money { ${isOld ? 'int64' : 'string'} units = 1; }`,
    }),
    ['acme/money.proto', 'proto'],
    '{"line":{"total":{"units":1}}}',
    expect.stringMatching(/^incompatible/) as string,
  ],
])(
  'what the manifest says of a file holds for what refers to it, too: %s',
  (_, files, moneyAs, [name, ending], event, told1) => {
    beforeEach(() => {
      const line = `{ file: line.${ending}, references: [{ name: "${name}", file: money.${ending} }] }`;
      const others = [`{ file: money.${ending}, level: NONE }`, `{ file: order.${ending}, level: FULL }`];
      repository.commit({ ...files, ...moneyAs(true), ...manifest(line, ...others) });
      repository.git('checkout', '-qb', 'change');
    });

    it('in a check of all, and where the file is named alone', async () => {
      expect((await told()).code).toBe(0);
      repository.write(moneyAs(false));
      expect((await told()).contracts['order']).toEqual(told1);
      expect((await told(`money.${ending}`)).contracts['order']).toEqual(told1);
    });

    it('in lint, validate, diff and against a file', async () => {
      const order = `order.${ending}`;
      repository.write({ 'event.json': event });
      const runs = [
        ['lint'],
        ['validate', order, 'event.json'],
        ['diff', `line.${ending}`, order],
        ['check', order, '--against', `line.${ending}`],
      ];
      const ended = await Promise.all(runs.map((one) => plumbline(repository.root, one)));
      // Two contracts that have nothing in common were compared: that is another than that one cannot be read.
      expect(ended.map(({ code, stderr }) => [code, stderr.replace(/^Note: .*\n/gm, '')])).toEqual([
        [0, ''],
        [0, ''],
        [1, ''],
        [1, ''],
      ]);
    });
  },
);
