import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NOT_FOUND, withRegistry } from './fake-registry.js';
import { GitRepository } from './git-repository.js';
import { CLEAN } from './run-plumbline.js';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  // One refers to the other, so that they are registered one after the other; the third stands alone.
  repository.write({ 'c/a.json': { type: 'string' }, 'c/b.json': { $ref: 'a.json' }, 'c/z.json': { type: 'null' } });
});
afterEach(() => repository.remove());

/** What `plumbline register` writes and leaves with; `onStart` and `onError` may send it signals. */
async function registering(
  url: string,
  options: string[],
  { onStart, onError }: { onStart: (child: ChildProcess) => void; onError: (child: ChildProcess) => void },
) {
  const child = spawn(process.execPath, [CLI, 'register', 'c', '-r', url, ...options], {
    ...{ cwd: repository.root, env: { ...process.env, ...CLEAN } },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => {
    stderr += part.toString();
    onError(child);
  });
  onStart(child);
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

/** A registry that has `z` at once and never answers for `a`. `whenHeld` is called when both are so. */
function holdingA(whenHeld: () => void) {
  const seen = new Set<string>();
  return (path: string) => {
    if (/^POST \/subjects\/[az]$/.test(path)) return NOT_FOUND;
    seen.add(path);
    if (seen.has('POST /subjects/a/versions') && seen.has('POST /subjects/z/versions')) setTimeout(whenHeld, 100);
    return path === 'POST /subjects/z/versions' ? { id: 3, version: 1 } : null;
  };
}

describe('Ctrl-C', () => {
  it('lets the registration end that is under way, and says what was not registered', async () => {
    let finish = (): void => {};
    let reached = (): void => {};
    const isReached = new Promise<void>((resolve) => (reached = resolve));
    repository.delete('c/z.json');
    await withRegistry(
      (path, _, response) => {
        if (path === 'POST /subjects/a') return NOT_FOUND;
        if (path !== 'POST /subjects/a/versions') return { status: 500 };
        finish = () => void response.end('{"id":7,"version":1}');
        reached();
        return null;
      },
      async (url) => {
        const onStart = (child: ChildProcess): void => void isReached.then(() => child.kill('SIGINT'));
        const { code, stdout } = await registering(url, [], { onStart, onError: () => finish() });
        expect([code, stdout]).toEqual([
          130,
          'REGISTERED  a as version 1, id 7 (c/a.json)\n' +
            'NOT REGISTERED  b (c/b.json): interrupted before its turn\n' +
            `${url}: 1 registered, 1 not registered.\n`,
        ]);
      },
    );
  });

  it.each([[[]], [['--quiet']]])('twice does not wait, and says what became of each: %s', async (options: string[]) => {
    let held = (): void => {};
    const isHeld = new Promise<void>((resolve) => (held = resolve));
    await withRegistry(
      holdingA(() => held()),
      async (url) => {
        const onStart = (child: ChildProcess): void => void isHeld.then(() => child.kill('SIGINT'));
        const { code, stdout } = await registering(url, options, { onStart, onError: (child) => child.kill('SIGINT') });
        expect([code, stdout]).toEqual([
          130,
          'NOT KNOWN  a (c/a.json): it was sent, and may be registered\n' +
            'NOT REGISTERED  b (c/b.json): interrupted before its turn\n' +
            'REGISTERED  z as version 1, id 3 (c/z.json)\n' +
            `${url}: 1 registered, 1 not known, 1 not registered.\n`,
        ]);
      },
    );
  });

  it('twice is told in JSON as one document', async () => {
    let held = (): void => {};
    const isHeld = new Promise<void>((resolve) => (held = resolve));
    await withRegistry(
      holdingA(() => held()),
      async (url) => {
        const onStart = (child: ChildProcess): void => void isHeld.then(() => child.kill('SIGINT'));
        const onError = (child: ChildProcess): void => void child.kill('SIGINT');
        const { code, stdout } = await registering(url, ['--json'], { onStart, onError });
        const { contracts, error } = JSON.parse(stdout) as {
          contracts: { subject: string; outcome: string }[];
          error: object;
        };
        expect([code, error]).toEqual([
          130,
          { exitCode: 130, message: 'Interrupted twice: what was under way was not waited for.' },
        ]);
        expect(contracts.map(({ subject, outcome }) => [subject, outcome])).toEqual([
          ['a', 'unknown'],
          ['b', 'left'],
          ['z', 'registered'],
        ]);
      },
    );
  });
});
