import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { GitRepository } from './git-repository.js';
import { CLEAN, plumbline } from './run-plumbline.js';

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
  repository.write({ 'a.json': { type: 'string' } });
});
afterEach(() => repository.remove());

/** The address of a server without the scheme. */
async function withServer<T>(server: Server, use: (host: string) => Promise<T>): Promise<T> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

const answering = (status: number, body: string): Server => {
  const answer: RequestListener = (_, response) => response.writeHead(status).end(body);
  return createHttp(answer) as Server;
};
const run = (...args: string[]) => plumbline(repository.root, args);

describe('a server that answers 200 to everything', () => {
  it.each(['{}', '[]', '{"id":1}', '{"version":"1","id":"2"}'])('with %s has registered nothing', (body) =>
    withServer(answering(200, body), async (host) => {
      const { code, stdout, stderr } = await run('register', 'a.json', '-r', `http://${host}`);
      expect([code, stdout]).toEqual([
        3,
        `NOT REGISTERED  a (a.json): the registry failed before it was sent\nhttp://${host}: 1 not registered.\n`,
      ]);
      expect(stderr).toContain('/subjects/a answered 200: not what a schema registry answers\n');
    }),
  );

  it.each(['{}', '{"schema":"{}"}', '{"version":1,"schema":"{}","schemaType":"XML"}', '"text"'])(
    'with %s has no version to compare',
    (body) =>
      withServer(answering(200, body), async (host) => {
        expect(await run('diff', 'order@1..2', '-r', `http://${host}`)).toEqual({
          code: 3,
          stdout: '',
          stderr:
            `http://${host}/subjects/order/versions/1 answered 200: not what a schema registry answers\n` +
            'Is this the address of a schema registry? Set it with --registry or PLUMBLINE_REGISTRY_URL; its log may say more.\n',
        });
      }),
  );
});

describe('what a registry says', () => {
  it.each([
    [429, 'too many requests', 'It asks for fewer requests: run it again later.'],
    [502, 'bad gateway', 'What stands before the registry could not reach it.'],
    [500, 'it failed', 'The registry failed. Run it again later; its log may say more.'],
  ])('by %i is told as it is, and not taken for a wrong address', (status, what, fix) =>
    withServer(answering(status, '<html>'), async (host) => {
      const { code, stderr } = await run('check', 'a.json', '-r', `http://${host}`);
      expect([code, stderr]).toEqual([3, expect.stringContaining(`answered ${status}: ${what}\n${fix}`)]);
    }),
  );

  it.each(['check a.json', 'register a.json', 'doctor'])('never reaches the terminal raw in %s', (words) =>
    withServer(answering(500, JSON.stringify({ message: '\u001b[2Jred\u0007\nnext' })), async (host) => {
      const { stdout, stderr } = await run(...words.split(' '), '-r', `http://${host}`);
      expect(stdout + stderr).toContain('answered 500: \\u001b[2Jred\\u0007 next\n');
      expect(stdout + stderr).not.toContain('\u001b');
    }),
  );
});

describe('a connection that fails says what kind it is:', () => {
  it('https to a port without a certificate', () =>
    withServer(answering(200, '{}'), async (host) => {
      const { code, stderr } = await run('check', 'a.json', '-r', `https://${host}`);
      expect([code, stderr]).toEqual([
        3,
        expect.stringContaining('If it has no certificate, its address begins with http://.'),
      ]);
    }));

  it('one that ends before the answer', () =>
    withServer(
      createTcp((socket) => socket.resetAndDestroy()),
      async (host) => {
        const { code, stderr } = await run('check', 'a.json', '-r', `http://${host}`);
        expect([code, stderr]).toEqual([
          3,
          expect.stringContaining('ended the connection before it answered (ECONNRESET)'),
        ]);
      },
    ));

  it('something that speaks no HTTP', () =>
    withServer(
      createTcp((socket) => socket.end('220 mail.example.com ESMTP\r\n')),
      async (host) => {
        const { code, stderr } = await run('check', 'a.json', '-r', `http://${host}`);
        expect([code, stderr]).toEqual([3, expect.stringContaining(`What answers at http://${host} is no HTTP (HPE_`)]);
      },
    ));
});

describe('with --json', () => {
  it.each<[string[], number, string]>([
    [['check', 'gone.json', '--json'], 2, 'Cannot read gone.json: there is no such file'],
    [['check', 'a.json', '--json', '--bogus'], 2, "error: unknown option '--bogus'"],
    [['check', 'a.json', '--json', '-r', 'http://127.0.0.1:1'], 3, 'cannot be reached (ECONNREFUSED)'],
    [['register', 'a.json', '--json', '-r', 'http://127.0.0.1:1'], 3, 'cannot be reached (ECONNREFUSED)'],
  ])('%j says on standard output why there is no result', async (args, exitCode, message) => {
    const { code, stdout } = await run(...args);
    expect(code).toBe(exitCode);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { exitCode, message: expect.stringContaining(message) as string },
    });
  });
});

it('an unknown option says where the known ones are', async () => {
  const { code, stderr } = await run('check', '--bogus');
  expect([code, stderr]).toEqual([2, "error: unknown option '--bogus'\nSee plumbline check --help.\n"]);
});

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const shell = (line: string) =>
  spawnSync('sh', ['-c', line], {
    cwd: repository.root,
    encoding: 'utf8',
    env: { ...process.env, ...CLEAN, NODE: process.execPath, CLI },
  });

(existsSync('/dev/full') ? it : it.skip)('a report that cannot be written is no result', () => {
  for (const args of ['check a.json --offline', 'completion bash', '--help']) {
    const { status, stderr } = shell(`"$NODE" "$CLI" ${args} >/dev/full`);
    expect([args, status, stderr]).toEqual([
      args,
      3,
      expect.stringMatching(/^Standard output cannot be written: ENOSPC.+\n$/),
    ]);
  }
});

it('a reader that has read enough ends nothing and is told nothing', () => {
  const { stdout, stderr } = shell('("$NODE" "$CLI" check a.json --offline; echo "$?" >&2) | true');
  expect([stdout, stderr]).toEqual(['', '0\n']);
});
