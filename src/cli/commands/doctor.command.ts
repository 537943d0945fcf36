import type { Command } from 'commander';
import { addCommonOptions, addRegistryOptions, type Run } from './options.js';

const HELP = `
Example:
  $ plumbline doctor --registry http://localhost:8081

Exit codes: 0 all is well, 2 something is to be mended here, 3 the registry is away or failed.`;

/** `plumbline doctor`. */
export function declareDoctor(program: Command, run: Run): void {
  const command = program
    .command('doctor')
    .description('look whether everything is there that the other commands need, and say what to do')
    .option('-m, --manifest <file>', 'by default the nearest plumbline.contracts.yaml from here upwards');
  addCommonOptions(addRegistryOptions(command))
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./doctor.action.js')).doctor));
}
