import type { Command } from 'commander';
import type { Run } from './options.js';

/** `plumbline serve`. */
export function declareServe(program: Command, run: Run): void {
  program
    .command('serve')
    .description('start the server; PLUMBLINE_* and plumbline.config.yaml configure it')
    .option('--print-config', 'show its configuration, secrets hidden, and leave')
    .addHelpText('after', '\nExample:\n  $ PLUMBLINE_PORT=4400 plumbline serve')
    .action(run(async () => (await import('./serve.action.js')).serve));
}
