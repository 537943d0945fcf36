import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export type LogLine = Record<string, unknown> & { level: string; msg: string };

/** The built server as a process of its own, in a temporary working directory that goes with it. */
export class ServerProcess {
  readonly directory = mkdtempSync(join(tmpdir(), 'plumbline-e2e-'));
  readonly lines: LogLine[] = [];
  readonly exited: Promise<number | null>;
  stdout = '';
  stderr = '';
  private readonly child: ChildProcess;
  private readonly waiting: { matches: (line: LogLine) => boolean; resolve: (line: LogLine) => void }[] = [];

  /** Starts `node dist/main.js` with nothing of this process's PLUMBLINE_* and OTEL_* but `env`. */
  constructor(env: Record<string, string> = {}, args: readonly string[] = []) {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(PLUMBLINE|OTEL|NODE_OPTIONS)/.test(name));
    this.child = spawn(process.execPath, [MAIN, ...args], {
      cwd: this.directory,
      env: { ...Object.fromEntries(inherited), PLUMBLINE_PORT: '0', PLUMBLINE_OTLP_HTTP_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    if (this.child.stdout) createInterface(this.child.stdout).on('line', (text) => this.read(text));
    this.exited = once(this.child, 'close').then(([code]) => code as number | null);
  }

  /** The first line that matches, past or to come; rejects when the process ends without it. */
  async line(matches: (line: LogLine) => boolean): Promise<LogLine> {
    const seen = this.lines.find(matches);
    if (seen !== undefined) return seen;
    const found = new Promise<LogLine>((resolve) => this.waiting.push({ matches, resolve }));
    const ended = this.exited.then((code): never => {
      throw new Error(`The server left with ${code} before that line.\n${this.stdout}${this.stderr}`);
    });
    return Promise.race([found, ended]);
  }

  /** The address, once it is ready. */
  async url(): Promise<string> {
    const { url } = await this.line(({ msg }) => msg.startsWith('Plumbline is ready.'));
    return url as string;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Ends the process if it still runs and deletes its directory. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.exited;
    rmSync(this.directory, { recursive: true, force: true });
  }

  private read(text: string): void {
    this.stdout += `${text}\n`;
    if (!text.startsWith('{"')) return;
    const line = JSON.parse(text) as LogLine;
    this.lines.push(line);
    this.waiting.filter(({ matches }) => matches(line)).forEach(({ resolve }) => resolve(line));
  }
}
