import { Option, type Command } from 'commander';
import { addCommonOptions, addRegistryOptions, type Run } from './options.js';

const HELP = `
Examples:
  $ plumbline validate contracts/orders.created.json events.ndjson
  $ kcat -C -t orders -e | plumbline validate orders.created@latest -

Events are JSON, one a line; a file that ends with .json is one event, or a list of them.

A schema from a pipe, or from a file whose ending says nothing, is read by what it holds.

Exit codes: 0 all are valid, 1 one is not, 2 wrong arguments or files, or a schema that cannot be read,
3 the registry is away or failed, 4 of one it could not be told.`;

/** `plumbline validate`. */
export function declareValidate(program: Command, run: Run): void {
  const command = program
    .command('validate')
    .description('say which events a contract refuses, and why')
    .argument('<schema>', 'a file, or subject@version')
    .argument('<events>', 'a file with an event a line, or - for standard input')
    .addOption(
      new Option('--envelope <kind>', 'what events are wrapped in')
        .choices(['auto', 'none', 'cloudevents'])
        .default('auto'),
    )
    .option('--max-errors <count>', 'how many refused events are shown; all are counted', '100');
  addCommonOptions(addRegistryOptions(command))
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./validate.action.js')).validate));
}
