import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface PostgresqlServer {
  /** A new, empty database on this server. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const DEBIAN_DIR = '/usr/lib/postgresql';

/** The newest PostgreSQL that Debian installed, or null after a line that says so: its tests are then left out. */
export function findPostgresql(): string | null {
  const versions = existsSync(DEBIAN_DIR) ? readdirSync(DEBIAN_DIR).sort((a, b) => Number(b) - Number(a)) : [];
  const bin = versions
    .map((version) => join(DEBIAN_DIR, version, 'bin'))
    .find((dir) => existsSync(join(dir, 'initdb')));
  if (bin === undefined) console.warn('Left out: PostgreSQL is not installed (Debian package: postgresql).');
  return bin ?? null;
}

/** postgres refuses to run as root; as anybody else it runs as whoever started the test. */
function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const entry = ['postgres', 'nobody'].flatMap((name) => users.find((line) => line.startsWith(`${name}:`)) ?? [])[0];
  if (entry === undefined)
    throw new Error('PostgreSQL needs a user other than root: neither postgres nor nobody exists.');
  const [, , uid, gid] = entry.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilAccepting(bin: string, port: number, server: ChildProcess, log: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at start:\n${log()}`);
    const ready = await promisify(execFile)(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).then(
      () => true,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`PostgreSQL did not accept connections within 30 s:\n${log()}`);
}

/** A PostgreSQL of its own in a temporary folder, on a free port of loopback, gone after `stop`. */
export async function startPostgresql(bin: string): Promise<PostgresqlServer> {
  const user = unprivilegedUser();
  const dir = mkdtempSync(join(tmpdir(), 'plumbline-postgresql-'));
  if (user) chownSync(dir, user.uid, user.gid);
  const as = { ...user, cwd: dir, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  const data = join(dir, 'data');
  const init = ['-D', data, '-U', 'plumbline', '--auth=trust', '--encoding=UTF8', '--no-sync'];
  await promisify(execFile)(join(bin, 'initdb'), init, as);
  const port = await freePort();
  // Without the transactions of its own, so that nothing but what a test does moves the registry's stamp.
  const quiet = ['-c', 'fsync=off', '-c', 'autovacuum=off'];
  const options = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', dir, ...quiet];
  const server = spawn(join(bin, 'postgres'), options, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  server.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await untilAccepting(bin, port, server, () => output);
  let databases = 0;
  return {
    async createDatabase() {
      const name = `plumbline_${++databases}`;
      await promisify(execFile)(join(bin, 'createdb'), [
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
        '-U',
        'plumbline',
        name,
      ]);
      return `postgresql://plumbline@127.0.0.1:${port}/${name}`;
    },
    async stop() {
      if (server.exitCode === null) {
        server.kill('SIGINT'); // Fast shutdown: open sessions are ended.
        await once(server, 'exit');
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
