import type { Command } from 'commander';
import { addCommonOptions, addRegistryOptions, addSelectionOptions, list, type Run } from './options.js';

const HELP = `
Examples:
  $ plumbline lint contracts/
  $ plumbline lint contracts/ --against git:main --fail-on warn

Rules are switched in plumbline.contracts.yaml:  lint: { closed-enum: off, unbounded-string: error }

Exit codes: 0 nothing to mend, 1 something to mend (--fail-on), 2 wrong arguments or files, 3 the registry is away,
4 one that could not be read to its end.`;

/** `plumbline lint`. */
export function declareLint(program: Command, run: Run): void {
  const command = program
    .command('lint')
    .description('say what is worth mending in contracts')
    .argument('[globs...]', 'files, folders and globs; without any, all that plumbline.contracts.yaml names')
    .option('-a, --against <what>', 'also what became of fields since: registry, git:REF, a folder or a file')
    .option('--fail-on <severity>', 'error or warn', 'error')
    .option(
      '-f, --format <form[=file]>',
      'human, json, junit, sarif, github, gitlab, markdown; may be given several times',
      list,
    )
    .option('--no-merge-base', 'with git:REF: compare with REF itself');
  addRegistryOptions(addSelectionOptions(command));
  addCommonOptions(command)
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./lint.action.js')).lintContracts));
}
