import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** One run of the built server on a folder that outlives it. */
export interface Run {
  child: ChildProcess;
  /** Of the APIs. */
  url: string;
  /** Where OTLP over HTTP is received. */
  otlpUrl: string;
}

export async function start(dataDir: string): Promise<Run> {
  const env = {
    ...process.env,
    PLUMBLINE_DATA_DIR: dataDir,
    PLUMBLINE_PORT: '0',
    PLUMBLINE_OTLP_HTTP_PORT: '0',
    NODE_OPTIONS: '',
  };
  const child = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    output += chunk;
    const ready = /"url":"([^"]+)","otlpPort":(\d+)/.exec(output);
    if (ready === null) continue;
    child.stdout.resume();
    return { child, url: ready[1]!, otlpUrl: `http://127.0.0.1:${ready[2]}` };
  }
  throw new Error(`The server did not become ready:\n${output}`);
}

/** At once, with nothing finished. */
export const kill = (run: Run): Promise<void> => end(run, 'SIGKILL');

export const stop = (run: Run): Promise<void> => end(run, 'SIGTERM');

async function end({ child }: Run, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
