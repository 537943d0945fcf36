import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runToEnd, startChild, type Child } from './child-process.js';
import { freePorts } from './free-port.js';
import { pollUntil } from './poll-until.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(ROOT, 'dist', 'main.js');
const BUILD_TIMEOUT_MS = 300_000;
const READY_TIMEOUT_MS = 60_000;

/** Plumbline as a process of its own, with its data in a temporary folder; it can die and come back. */
export class PlumblineServer {
  private child: Child | null = null;

  private constructor(
    private readonly folder: string,
    private readonly ports: { http: number; otlp: number },
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Starts it on free ports with `env` (PLUMBLINE_*) added, and resolves when it is ready. Builds it if it never was. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<PlumblineServer> {
    if (!existsSync(MAIN)) {
      await runToEnd({ name: 'The build', command: 'npm', args: ['run', 'build'], cwd: ROOT }, BUILD_TIMEOUT_MS);
    }
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-server-'));
    const [http, otlp] = (await freePorts(2)) as [number, number];
    const server = new PlumblineServer(folder, { http, otlp }, env);
    try {
      await server.comeBack();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports.http}`;
  }

  get otlpUrl(): string {
    return `http://127.0.0.1:${this.ports.otlp}`;
  }

  /** What the process printed since it was last started. */
  log(): string {
    return this.child?.log() ?? '';
  }

  /** SIGKILL, as a crash or the kernel's killer would. */
  async die(): Promise<void> {
    await this.child?.kill();
  }

  /** Starts it again on the same ports and data, and resolves when /readyz says so. */
  async comeBack(): Promise<void> {
    const child = startChild({
      name: 'Plumbline',
      command: process.execPath,
      args: [MAIN],
      cwd: this.folder,
      env: {
        NODE_OPTIONS: '',
        PLUMBLINE_PORT: String(this.ports.http),
        PLUMBLINE_OTLP_HTTP_PORT: String(this.ports.otlp),
        PLUMBLINE_DATA_DIR: join(this.folder, 'data'),
        ...this.env,
      },
    });
    this.child = child;
    await pollUntil('Plumbline is ready', READY_TIMEOUT_MS, async () => {
      const seen = await fetch(`${this.url}/readyz`).catch(() => null);
      return {
        isDone: seen?.status === 200,
        seen: `${seen?.status ?? 'no answer'}, log:\n${child.log().slice(-4000)}`,
      };
    });
  }

  /** GET of a JSON answer; throws with what came where the status is not 200. */
  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}${path}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  /** Ends it and deletes its data. */
  async stop(): Promise<void> {
    await this.child?.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
