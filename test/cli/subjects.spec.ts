import { GitRepository } from './git-repository.js';
import { checked } from './run-plumbline.js';

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
