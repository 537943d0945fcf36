import type { Command } from 'commander';
import { addCommonOptions, addRegistryOptions, addSelectionOptions, type Run } from './options.js';

const HELP = `
Examples:
  $ plumbline register contracts/ --dry-run
  $ plumbline register --registry https://registry.example.com

What is there already with this schema and metadata stays as it is, so it may run after every merge; another owner, or other
metadata, makes a new version. Contracts come after those they refer to.

Exit codes: 0 all are there, 1 one was refused, 2 wrong arguments or files, 3 the registry is away or failed,
4 a dry run that neither proved nor refuted, 130 interrupted; what was registered until then is told.`;

/** `plumbline register`. */
export function declareRegister(program: Command, run: Run): void {
  const command = program
    .command('register')
    .description('register contracts that changed, in the order of their references')
    .argument('[globs...]', 'files, folders and globs; without any, all that plumbline.contracts.yaml names')
    .option('--dry-run', 'register nothing, and say what would be')
    .option(
      '--if-changed',
      'leave out schemas that differ in white space alone from the latest version; and register without metadata what the manifest names without any',
    );
  addRegistryOptions(addSelectionOptions(command));
  addCommonOptions(command)
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./register.action.js')).register));
}
