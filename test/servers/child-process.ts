import { spawn } from 'node:child_process';

/** How to start one child. */
export interface ChildOptions {
  /** What errors call it. */
  name: string;
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: Readonly<Record<string, string>>;
}

/** A running child process with all that it started. */
export interface Child {
  /** Everything it printed lately, at most 256 KiB. */
  log(): string;
  /** Resolves once the log has `pattern`; rejects with the log's tail when the child ends or `timeoutMs` passes first. */
  waitForLog(pattern: RegExp, timeoutMs: number): Promise<void>;
  /** SIGKILL to it and to all that it started; resolves when they are gone. Calling it again is harmless. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL to what is still there after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

/**
 * The command runs in a process group of its own, under a shell that holds the read end of a pipe from us. When we end,
 * by whatever way, the pipe closes and the shell kills the group: a test that is killed leaves no broker behind.
 * SIGTERM is for the command only, so the shell ignores it; the command's own shell gets the default back.
 */
const KEEPER = `
  trap '' TERM
  { (trap - TERM; exec "$@" </dev/null); echo "ended with exit code $?"; kill -KILL 0; } &
  cat >/dev/null
  kill -KILL 0`;

const LOG_BYTES = 256 * 1024;
const TAIL_LINES = 40;

/** Starts a child that ends with this process at the latest. */
export function startChild(options: ChildOptions): Child {
  const shell = spawn('/bin/sh', ['-c', KEEPER, 'sh', options.command, ...options.args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let log = '';
  let hasEnded = false;
  const listeners = new Set<() => void>();
  const notify = () => listeners.forEach((listener) => listener());
  const append = (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-LOG_BYTES);
    notify();
  };
  shell.stdout.on('data', append);
  shell.stderr.on('data', append);
  shell.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      hasEnded = true;
      notify();
      resolve();
    };
    shell.once('close', end);
    shell.once('error', (error) => {
      log += `\n${error.message}`;
      end();
    });
  });

  const signal = (name: 'SIGTERM' | 'SIGKILL') => {
    if (hasEnded || shell.pid === undefined) return;
    try {
      process.kill(-shell.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  const kill = async () => {
    signal('SIGKILL');
    await ended;
  };

  return {
    log: () => log,
    kill,
    async stop(graceMs = 10_000) {
      signal('SIGTERM');
      const timer = setTimeout(() => signal('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
    waitForLog(pattern, timeoutMs) {
      return new Promise((resolve, reject) => {
        const finish = (error?: Error) => {
          clearTimeout(timer);
          listeners.delete(look);
          if (error) reject(error);
          else resolve();
        };
        const look = () => {
          if (pattern.test(log)) finish();
          else if (hasEnded)
            finish(new Error(`${options.name} ended before it was ready. Its last words:\n${tail(log)}`));
        };
        const timer = setTimeout(
          () => finish(new Error(`${options.name} did not print ${pattern} within ${timeoutMs} ms:\n${tail(log)}`)),
          timeoutMs,
        );
        listeners.add(look);
        look();
      });
    },
  };
}

/** Runs a command to its end and answers what it printed; throws with the tail of that when it fails. */
export function runToEnd(options: ChildOptions, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.command, [...options.args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let log = '';
    child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.once('error', (cause) =>
      reject(new Error(`${options.name} could not be started: ${cause.message}`, { cause })),
    );
    child.once('close', (code) => {
      if (code === 0) resolve(log);
      else reject(new Error(`${options.name} ended with exit code ${code ?? 'none (killed)'}:\n${tail(log)}`));
    });
  });
}

function tail(log: string): string {
  return log.trimEnd().split('\n').slice(-TAIL_LINES).join('\n') || '(it printed nothing)';
}
