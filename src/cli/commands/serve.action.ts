import { EXIT, type ExitCode } from '../exit-code.js';

/** `plumbline serve`: the server, which leaves the process by itself. */
export async function serve(options: { printConfig?: boolean }): Promise<ExitCode> {
  const { runServer } = await import('../../run-server.js');
  await runServer(options.printConfig ? ['--print-config'] : []);
  return (process.exitCode as ExitCode | undefined) ?? EXIT.ok;
}
