import { ServerProcess } from '../server-process.js';
import { NOT_FOUND, withRegistry } from './fake-registry.js';
import { GitRepository } from './git-repository.js';
import { plumbline } from './run-plumbline.js';

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  // One refers to the other, so that they are registered one after the other.
  repository.write({ 'c/a.json': { type: 'string' }, 'c/b.json': { $ref: 'a.json' } });
});
afterEach(() => repository.remove());

it('a registry that fails on the way leaves with 3, and what was registered until then is told', () =>
  withRegistry(
    (path) => {
      if (path === 'POST /subjects/a') return NOT_FOUND;
      if (path === 'POST /subjects/a/versions') return { id: 7, version: 1 };
      return { status: 500, error_code: 50001, message: 'The disk is full.' };
    },
    async (url) => {
      const { code, stdout, stderr } = await plumbline(repository.root, ['register', 'c', '-r', url]);
      expect([code, stdout]).toEqual([
        3,
        'REGISTERED  a as version 1, id 7 (c/a.json)\n' +
          'NOT REGISTERED  b (c/b.json): the registry failed before it was sent\n' +
          `${url}: 1 registered, 1 not registered.\n`,
      ]);
      expect(stderr).toContain(`${url}/subjects/b answered 500: The disk is full.`);
    },
  ));

it('--if-changed registers what has another owner', () =>
  withRegistry(
    (path) => {
      if (path === 'POST /subjects/a') return NOT_FOUND;
      const version = { version: 1, id: 7, schemaType: 'JSON', schema: '{"type": "string"}' };
      return path.startsWith('GET') ? { ...version, metadata: { properties: { owner: 'x' } } } : { id: 8, version: 2 };
    },
    async (url) => {
      const told = async (owner: string) => {
        const manifest = `contracts: [{ file: c/a.json, owner: ${owner} }]\n`;
        repository.write({ 'plumbline.contracts.yaml': manifest });
        return (await plumbline(repository.root, ['register', '--if-changed', '-r', url])).stdout;
      };
      expect([await told('x'), await told('y')]).toEqual([
        expect.stringContaining('1 unchanged'),
        expect.stringContaining('REGISTERED  a as version 2'),
      ]);
    },
  ));

it('--if-changed registers what lost its metadata in the manifest, with none, and leaves what no manifest names', async () => {
  const server = new ServerProcess();
  try {
    const url = await server.url();
    const register = async (manifest: string | null, ...more: string[]) => {
      if (manifest === null) repository.delete('plumbline.contracts.yaml');
      else repository.write({ 'plumbline.contracts.yaml': `contracts: [{ file: c/a.json${manifest} }]\n` });
      return (await plumbline(repository.root, ['register', 'c/a.json', '-r', url, ...more])).stdout.split('\n')[0];
    };
    const latest = async () => {
      const answer = await fetch(`${url}/subjects/a/versions/latest`);
      const { version, metadata } = (await answer.json()) as { version: number; metadata?: { properties?: object } };
      return [version, metadata?.properties ?? {}];
    };
    await register(', owner: x, metadata: { properties: { domain: d } }');
    expect(await latest()).toEqual([1, { owner: 'x', domain: 'd' }]);
    await register(', owner: x', '--if-changed');
    expect(await latest()).toEqual([2, { owner: 'x' }]);
    expect(await register(', owner: x')).toContain('unchanged');
    expect(await register('')).toContain('unchanged');
    expect(await latest()).toEqual([2, { owner: 'x' }]);
    expect(await register(null, '--if-changed')).toContain('unchanged');
    expect(await register('', '--if-changed')).toBe('REGISTERED  a as version 3, id 3 (c/a.json)');
    expect(await latest()).toEqual([3, {}]);
    expect(await register('', '--if-changed')).toContain('unchanged');
    expect(await latest()).toEqual([3, {}]);
    expect(await register(', owner: y')).toContain('REGISTERED  a as version 4');
    expect(await latest()).toEqual([4, { owner: 'y' }]);
  } finally {
    await server.stop();
  }
});

it('a check of which one part cannot be had is no check: it leaves with 3 and reports nothing', () =>
  withRegistry(
    (path) => (path.includes('/config') ? { compatibilityLevel: 'BACKWARD' } : path.includes('/a/') ? NOT_FOUND : null),
    async (url) => {
      const args = ['check', 'c', '-r', url, '-t', '0.4', '-f', 'human'];
      expect(await plumbline(repository.root, args)).toEqual({
        code: 3,
        stdout: '',
        stderr:
          `The registry at ${url} did not answer within 0.4 s.\n` +
          'Allow it more with --timeout, or name another with --registry or PLUMBLINE_REGISTRY_URL.\n',
      });
    },
  ));

it('a registry that asks for credentials says how to give them, and gets them by each way', () =>
  withRegistry(
    (path, { headers }) => {
      if (headers.authorization === undefined) return { status: 401, error_code: 401, message: 'Unauthorized' };
      return path.includes('/config') ? { compatibilityLevel: 'BACKWARD' } : NOT_FOUND;
    },
    async (url) => {
      const check = (registry: string, env = {}) =>
        plumbline(repository.root, ['check', 'c/a.json', '-r', registry], { env });
      const refused = await check(url);
      expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('PLUMBLINE_REGISTRY_TOKEN')]);
      expect((await check(url, { PLUMBLINE_REGISTRY_TOKEN: 'abc' })).code).toBe(0);
      const shown = await check(url.replace('://', '://me:secret@'));
      expect([shown.code, shown.stdout]).toEqual([0, expect.not.stringContaining('secret')]);
    },
  ));

it('a doctor says of each thing that is wrong what to do', async () => {
  repository.write({ 'plumbline.contracts.yaml': 'contracts:\n  - file: gone.json\n' });
  const { code, stdout } = await plumbline(repository.root, ['doctor', '-r', 'http://127.0.0.1:1', '-q']);
  expect([code, stdout]).toEqual([
    2,
    'WRONG  manifest: plumbline.contracts.yaml names files that are not there: gone.json.\n' +
      '         Correct their paths, which are relative to the manifest, or remove them.\n' +
      'WRONG  registry: The registry at http://127.0.0.1:1 cannot be reached (ECONNREFUSED).\n' +
      '         Start it with `plumbline serve`, or name another with --registry or PLUMBLINE_REGISTRY_URL.\n' +
      '         Without one, check against git, a folder or a file.\n',
  ]);
});
