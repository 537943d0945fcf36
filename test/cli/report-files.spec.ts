import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from './git-repository.js';
import { plumbline } from './run-plumbline.js';

const CONTRACT = { type: 'string' };
const MANIFEST = 'contracts: [{file: c}]';

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  repository.commit({
    ...{ 'c/o.json': { $ref: '../shared/s.json' }, 'shared/s.json': CONTRACT, 'old.json': CONTRACT },
    ...{ 'plumbline.contracts.yaml': MANIFEST, 'plumbline.baseline.yaml': 'accepted: []' },
  });
  symlinkSync('c/o.json', join(repository.root, 'link.json'));
});
afterEach(() => repository.remove());

it.each([
  ['the contract', 'c/o.json'],
  ['the contract by another way to it', 'link.json'],
  ['what it refers to', './shared/s.json'],
  ['the earlier version', 'old.json'],
  ['the manifest', 'plumbline.contracts.yaml'],
  ['the baseline', 'plumbline.baseline.yaml'],
])('a report never takes the place of %s: nothing is written', async (_, file) => {
  const args = ['check', 'c', '--against', 'old.json', '-f', 'junit=first.xml', '-f', `json=${file}`];
  const { code, stderr } = await plumbline(repository.root, args);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining(`--format json=${file} would overwrite ${file}, which this check reads.`),
  ]);
  expect(repository.git('status', '--porcelain').trim()).toBe('?? link.json');
});

it('two reports never share a file', async () => {
  const args = ['check', 'c', '--against', 'git:main', '-f', 'junit=r.xml', '-f', 'sarif=r.xml'];
  const { code, stderr } = await plumbline(repository.root, args);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('--format junit and sarif would both be written to r.xml.'),
  ]);
  expect(existsSync(join(repository.root, 'r.xml'))).toBe(false);
});

it('an older report is renewed', async () => {
  repository.write({ 'r.json': 'old' });
  const { code } = await plumbline(repository.root, ['check', 'c', '--against', 'git:HEAD', '-f', 'json=r.json']);
  expect([code, readFileSync(join(repository.root, 'r.json'), 'utf8')]).toEqual([
    0,
    expect.stringContaining('"c/o.json"'),
  ]);
});
