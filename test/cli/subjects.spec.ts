import { GitRepository } from './git-repository.js';
import { checked, plumbline } from './run-plumbline.js';

const record = (name: string, ...fields: object[]) => ({ type: 'record', name, fields });
const text = (name: string) => ({ name, type: 'string' });
const PAY = record('Pay', text('id'), text('currency'), { name: 'cents', type: 'long' });
const BROKEN = record('Pay', text('id'), text('currency'), text('cents'));

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  repository.commit({ 'c/pay.avsc': PAY, 'c/note.json': { type: 'string' } });
  repository.git('checkout', '-qb', 'change');
  repository.commit();
});
afterEach(() => repository.remove());

const check = (...args: string[]) => checked(repository.root, args);
const AGAINST = ['--against', 'git:main'];

describe('--subject', () => {
  beforeEach(() => {
    repository.commit({ 'plumbline.contracts.yaml': "contracts:\n  - { file: c, subject: '{name}-value' }\n" });
    repository.git('branch', '-f', 'main');
  });

  it('outweighs the manifest: a copy is compared with the contract that it names', async () => {
    repository.write({ 'c/pay.v2.avsc': BROKEN });
    const named = await check('c/pay.v2.avsc', '--subject', 'pay-value', ...AGAINST);
    expect(named).toEqual({ code: 1, contracts: { 'pay-value': 'incompatible type-changed' } });
    expect((await check('c/pay.v2.avsc', ...AGAINST)).contracts).toEqual({ 'pay.v2-value': 'new' });
  });

  it('as a template names both sides', async () => {
    repository.write({ 'c/pay.avsc': BROKEN });
    const { contracts } = await check('c', '--subject', '{dir}.{name}', ...AGAINST);
    expect(contracts).toEqual({ 'c.pay': 'incompatible type-changed', 'c.note': 'unchanged' });
  });
});

describe('a new contract while another one is deleted', () => {
  it('is no rename where it is a copy of one that stays, and what went is told as gone', async () => {
    repository.commit({ 'c/bill.avsc': record('Bill', text('id'), text('currency'), text('payer')) });
    repository.git('branch', '-f', 'main');
    repository.delete('c/bill.avsc');
    repository.write({ 'c/pay.v2.avsc': BROKEN });
    const { code, contracts } = await check('c', ...AGAINST, '--fail-on', 'warn');
    expect([code, contracts['pay.v2'], contracts['bill']]).toEqual([1, 'new', 'unchecked contract-removed']);
    const alone = await check('c/pay.v2.avsc', ...AGAINST);
    expect(alone).toEqual({ code: 0, contracts: { 'pay.v2': 'new', bill: 'unchecked contract-removed' } });
  });

  it('is a rename where one that stays is as like it, and the name is that of the one that went', async () => {
    const event = (title: string, ...required: string[]) => ({
      ...{ title, type: 'object', required: ['id', ...required] },
      properties: { id: { type: 'string' }, at: { type: 'string' }, by: { type: 'string' } },
    });
    const events = { 'c/order.created.json': event('Created'), 'c/order.cancelled.json': event('Cancelled') };
    repository.commit({ ...events, 'c/unlike.json': { enum: [1] } });
    repository.git('branch', '-f', 'main');
    repository.delete('c/order.cancelled.json');
    repository.delete('c/unlike.json');
    repository.write({ 'c/order.canceled.json': event('Canceled', 'by') });
    const broken = 'incompatible required-property-added contract-renamed contract-removed';
    const { code, contracts } = await check('c', ...AGAINST);
    expect([code, contracts['order.canceled'], contracts['order.created']]).toEqual([1, broken, 'unchanged']);
    const alone = await check('c/order.canceled.json', ...AGAINST);
    expect(alone).toEqual({ code: 1, contracts: { 'order.canceled': broken } });
  });

  const strings = (...names: string[]) => ({
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    required: names,
  });

  it('is no rename where their fields have no names in common, however alike the lines', async () => {
    repository.commit({ 'd/signed-up.json': strings('email', 'locale', 'plan') });
    repository.git('branch', '-f', 'main');
    repository.delete('d/signed-up.json');
    repository.write({ 'd/invoice.json': strings('debtor', 'currency', 'iban') });
    const contracts = { invoice: 'new', 'signed-up': 'unchecked contract-removed' };
    expect(await check('d', ...AGAINST)).toEqual({ code: 0, contracts });
  });

  it('is what is gone though one that stays has a nearer name, unless a manifest says its subject', async () => {
    const event = strings('id', 'at', 'payload');
    repository.commit({ 'd/user-created.json': event, 'd/order-shipped.json': event });
    repository.git('branch', '-f', 'main');
    repository.delete('d/user-created.json');
    repository.write({
      'd/order-submitted.json': { ...event, properties: { ...event.properties, payload: { type: 'integer' } } },
    });
    const broken = 'incompatible type-narrowed contract-renamed contract-removed';
    const others = { 'order-shipped': 'unchanged' };
    expect(await check('d', ...AGAINST)).toEqual({ code: 1, contracts: { ...others, 'order-submitted': broken } });
    const entry = '{ file: d/order-submitted.json, subject: order-submitted }';
    repository.write({ 'plumbline.contracts.yaml': `contracts: [${entry}]\n` });
    const gone = { 'user-created': 'unchecked contract-removed' };
    expect(await check('d', ...AGAINST)).toEqual({
      code: 0,
      contracts: { ...others, ...gone, 'order-submitted': 'new' },
    });
  });

  it('that is a rename warns of the old subject', async () => {
    repository.move('c/pay.avsc', 'c/payment.avsc');
    expect((await check('c', ...AGAINST)).code).toBe(0);
    expect((await check('c', ...AGAINST, '--fail-on', 'warn')).code).toBe(1);
  });
});

it.each([
  ['two files of one subject', '{ file: c, subject: one }', 'would both be the subject "one"'],
  ['a template that names nothing', "{ file: c, subject: '{nam}' }", 'Did you mean {name}?'],
  ['a contract that is none', '{ file: d }', 'names what is no valid contract: d/wrong.avsc'],
])('a doctor calls a manifest wrong with %s', async (_, entry, message) => {
  repository.write({
    'plumbline.contracts.yaml': `contracts: [${entry}]\n`,
    'd/wrong.avsc': { type: 'record', name: 'A' },
  });
  const { stdout } = await plumbline(repository.root, ['doctor', '--registry', 'http://localhost:1']);
  expect(stdout).toContain(message);
  expect(stdout).toContain('WRONG  manifest:');
});

describe('a manifest that changes', () => {
  const manifest = (...entries: string[]) => ({
    'plumbline.contracts.yaml': `contracts:\n${entries.map((entry) => `  - ${entry}\n`).join('')}`,
  });

  it('names a file anew, which is compared with what it was', async () => {
    repository.commit(manifest('{ file: c/note.json }'));
    repository.git('branch', '-f', 'main');
    repository.write({ ...manifest('{ file: c/note.json }', '{ file: c/pay.avsc }'), 'c/pay.avsc': BROKEN });
    expect(await check(...AGAINST)).toEqual({
      code: 1,
      contracts: { pay: 'incompatible type-changed', note: 'unchanged' },
    });
  });

  it('gives a subject to another file, which is not gone', async () => {
    repository.commit({ ...manifest('{ file: c }', '{ file: c/pay.avsc, subject: s.pay }'), 'c/new.avsc': PAY });
    repository.git('branch', '-f', 'main');
    repository.write(manifest('{ file: c }', '{ file: c/new.avsc, subject: s.pay }'));
    const { stdout } = await plumbline(repository.root, ['check', ...AGAINST]);
    expect(stdout).not.toContain('s.pay is in');
  });

  it('gives a file another subject: who accepts that has not accepted what breaks later', async () => {
    repository.commit(manifest('{ file: c }'));
    repository.git('branch', '-f', 'main');
    repository.write(manifest('{ file: c }', '{ file: c/pay.avsc, subject: s.pay }'));
    const failing = [...AGAINST, '--fail-on', 'warn'];
    await plumbline(repository.root, ['check', ...failing, '--update-baseline', '--reason', 'renamed']);
    expect((await check(...failing)).code).toBe(0);
    repository.write({ 'c/pay.avsc': BROKEN });
    expect((await check(...failing)).code).toBe(1);
  });
});
