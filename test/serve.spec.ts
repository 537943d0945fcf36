import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ServerProcess } from './server-process.js';

const started: ServerProcess[] = [];
function start(env: Record<string, string> = {}, args: readonly string[] = []): ServerProcess {
  const server = new ServerProcess(env, args);
  started.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

describe('the server as a process', () => {
  it('says where it is, answers, and leaves with 0 on SIGTERM', async () => {
    const server = start();
    const url = await server.url();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

    const live = await fetch(`${url}/livez`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'live' }]);

    const ready = await fetch(`${url}/readyz`);
    const readiness = (await ready.json()) as { checks: { status: string; reason: string | null }[] };
    expect([ready.status, readiness]).toMatchObject([200, { status: 'ready' }]);
    expect(readiness.checks.every(({ status, reason }) => status === 'pass' && reason === null)).toBe(true);

    const metrics = await fetch(`${url}/metrics`);
    expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await metrics.text()).toMatch(/^plumbline_build_info\{version="\d+\.\d+\.\d+"\} 1$/m);

    server.signal('SIGTERM');
    expect(await server.exited).toBe(0);
    expect(server.lines.at(-1)).toMatchObject({ level: 'info', msg: 'Stopped.' });
    expect(server.stderr).toBe('');
  });

  it('answers nobody who calls it by a name that is not its own', async () => {
    const server = start();
    const { hostname, port } = new URL(await server.url());
    const call = async (path: string, host: string) => {
      const [response] = (await once(get({ hostname, port, path, headers: { host } }), 'response')) as [
        IncomingMessage,
      ];
      const parts = (await response.toArray()) as Buffer[];
      return [response.statusCode, JSON.parse(Buffer.concat(parts).toString()) as unknown];
    };
    const message =
      'This server is not called "evil.example:4400". Call it by its own name, or add that one to PLUMBLINE_ALLOWED_HOSTS.';
    expect(await call('/subjects', 'evil.example:4400')).toEqual([421, { error_code: 421, message }]);
    expect(await call('/subjects', `localhost:${port}`)).toEqual([200, []]);
    expect(await call('/livez', '10.0.0.7')).toEqual([200, { status: 'live' }]);
  });

  it('leaves with 0 on SIGINT, also when a terminal and npm both send it', async () => {
    const server = start();
    await server.url();
    server.signal('SIGINT');
    server.signal('SIGINT');
    expect(await server.exited).toBe(0);
  });

  it('describes its API in OpenAPI 3.1 and shows it by its own Swagger UI', async () => {
    const url = await start().url();
    const document = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as Record<string, object>;
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Plumbline' } });
    expect(Object.keys(document['paths'] ?? {})).toEqual(expect.arrayContaining(['/livez', '/readyz']));
    expect(document['components']).toMatchObject({ schemas: { Readiness: { type: 'object' } } });

    const page = await (await fetch(`${url}/api/docs`)).text();
    expect(page).toContain('<title>Plumbline API</title>');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect((await fetch(`${url}/api/docs/swagger-ui-bundle.js`)).status).toBe(200);
  });

  it('shows the web UI to a browser, or says that it is not built', async () => {
    const url = await start().url();
    const page = await fetch(`${url}/flows/1`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    const isBuilt = existsSync(new URL('../web/dist/index.html', import.meta.url));
    expect([page.status, page.headers.get('content-type')]).toEqual(
      isBuilt ? [200, 'text/html; charset=utf-8'] : [503, 'text/plain; charset=utf-8'],
    );
  });
});

describe('a start that cannot succeed', () => {
  it('names the port that is in use and the variable to set, and leaves with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const server = start({ PLUMBLINE_PORT: String(port) });
    expect(await server.exited).toBe(1);
    expect(server.lines.at(-1)).toMatchObject({
      level: 'fatal',
      msg:
        `Plumbline cannot start: Port ${port} on 127.0.0.1 is in use. Stop what uses it, ` +
        'or set PLUMBLINE_PORT to another port (0 takes any free one).',
    });
    other.close();
  });

  it('tells every mistake of the configuration on standard error, prints nothing else, and leaves with 2', async () => {
    const server = start({ PLUMBLINE_PORT: 'many', PLUMBLINE_HOSTS: 'x', PLUMBLINE_DATABASE_URL: 'ftp://a:hunter2@b' });
    expect(await server.exited).toBe(2);
    expect(server.stdout).toBe('');
    expect(server.stderr.split('\n')).toEqual([
      "Plumbline's configuration has 3 mistakes:",
      '  port = "many" (from PLUMBLINE_PORT): must be an integer from 0 to 65535; 0 takes any free port, which the log then names.',
      '  databaseUrl = "ftp://a:***@b" (from PLUMBLINE_DATABASE_URL): must be file:… for SQLite, or postgresql://user:password@host:5432/database.',
      '  PLUMBLINE_HOSTS: is not a known variable. Did you mean PLUMBLINE_HOST?',
      '',
    ]);
  });
});

describe('--print-config', () => {
  it('shows the configuration with secrets hidden, and starts nothing', async () => {
    const env = { PLUMBLINE_DATABASE_URL: 'postgresql://amy:hunter2@db/plumb', PLUMBLINE_PORT: '4999' };
    const server = start(env, ['--print-config']);
    expect(await server.exited).toBe(0);
    expect(JSON.parse(server.stdout)).toMatchObject({ port: 4999, databaseUrl: 'postgresql://amy:***@db/plumb' });
    expect(existsSync(join(server.directory, '.plumbline'))).toBe(false);
  });

  it('reads the file that PLUMBLINE_CONFIG names', async () => {
    const first = start({}, ['--print-config']);
    await first.exited;
    const file = join(first.directory, 'mine.yaml');
    writeFileSync(file, 'retentionDays: 30\n');
    const server = start({ PLUMBLINE_CONFIG: file }, ['--print-config']);
    expect(await server.exited).toBe(0);
    expect(JSON.parse(server.stdout)).toMatchObject({ retentionDays: 30 });
  });
});

describe("Plumbline's own telemetry", () => {
  it('reaches another collector, and never tells of health checks', async () => {
    const bodies: string[] = [];
    const collector = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        bodies.push(Buffer.concat(chunks).toString('latin1'));
        response.setHeader('content-type', 'application/x-protobuf').end();
        if (bodies.some((body) => body.includes('/api/v1/openapi.json'))) collector.emit('told');
      });
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const { port } = collector.address() as AddressInfo;

    const env = {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://127.0.0.1:${port}/v1/traces`,
      OTEL_BSP_SCHEDULE_DELAY: '20',
    };
    const server = start(env);
    const url = await server.url();
    const told = once(collector, 'told');
    await fetch(`${url}/livez`);
    await fetch(`${url}/api/v1/openapi.json`);
    await told;
    server.signal('SIGTERM');
    expect(await server.exited).toBe(0);
    expect(bodies.join('')).not.toContain('/livez');
    collector.close();
  });

  it('is refused when it would come back to its own receiver', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await new Promise((resolve) => other.close(resolve));
    const server = start({
      PLUMBLINE_OTLP_HTTP_PORT: String(port),
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${port}`,
    });
    await server.url();
    expect(server.lines.filter(({ level }) => level === 'warn').map(({ msg }) => msg)).toEqual(
      ['traces', 'metrics'].map(
        (signal) =>
          `Plumbline's own ${signal} are not sent: localhost:${port} is Plumbline itself. ` +
          'Name another collector in OTEL_EXPORTER_OTLP_ENDPOINT, or unset it.',
      ),
    );
  });
});
