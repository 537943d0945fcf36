import type { Command } from 'commander';
import { addCommonOptions, addRegistryOptions, type Run } from './options.js';

const HELP = `
Examples:
  $ plumbline diff orders.created@1..4
  $ plumbline diff old.avsc new.avsc
  $ plumbline diff orders.created@latest contracts/orders.created.json

A schema from a pipe, or from a file whose ending says nothing, is read by what it holds.

Exit codes: 0 no change breaks anybody, 1 one does, 2 wrong arguments or files, or a schema that cannot be read,
3 the registry is away or failed, 4 neither proved nor refuted.`;

/** `plumbline diff`. */
export function declareDiff(program: Command, run: Run): void {
  const command = program
    .command('diff')
    .description('say in words what changed between two versions, and whom it breaks')
    .argument('<older>', 'subject@1..4, subject@version, or a file')
    .argument('[newer]', 'subject@version, or a file')
    .option('-p, --policy <policy>', "STRICT, LENIENT, CONFLUENT, ...; by default the format's first");
  addCommonOptions(addRegistryOptions(command))
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./diff.action.js')).diff));
}
