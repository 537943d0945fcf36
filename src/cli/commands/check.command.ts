import { type Command, Option } from 'commander';
import { addCommonOptions, addRegistryOptions, addSelectionOptions, list, type Run } from './options.js';

const HELP = `
Examples:
  $ plumbline check contracts/ --against git:main
  $ plumbline check "events/**/*.avsc" --registry http://localhost:4400 --level FULL
  $ plumbline check new.json --against old.json -f human -f sarif=plumbline.sarif

git:REF compares with the commit at which this branch left REF, as a pull request is compared; --no-merge-base with REF itself.
Only a registry has all versions: by a level such as FULL_TRANSITIVE git, a folder and a file give one, which is told.
"format" of JSON Schema is an annotation: a change of it is told, and never refused.

Exit codes, whatever the format: 0 nothing breaks, 1 an event breaks or a schema is invalid, 2 wrong arguments or files,
3 the registry is away or failed, 4 neither proved nor refuted.`;

/** `plumbline check`. */
export function declareCheck(program: Command, run: Run): void {
  const command = program
    .command('check')
    .description('say whether changed contracts break anybody, with the event that breaks')
    .argument('[globs...]', 'files, folders and globs; without any, all that plumbline.contracts.yaml names')
    .option('-a, --against <what>', 'registry, git:REF, a folder or a file', 'registry')
    .option(
      '-l, --level <level>',
      'BACKWARD, FULL_TRANSITIVE, ...; by default what the manifest, then the registry says',
    )
    .option(
      '-p, --policy <policy>',
      'STRICT, LENIENT, CONFLUENT, ...; by default what the manifest, then the registry says',
    )
    .option('--fail-on <severity>', 'error or warn', 'error')
    .option(
      '-f, --format <form[=file]>',
      'human, json, junit, sarif, github, gitlab, markdown; may be given several times',
      list,
    )
    .option('--baseline <file>', 'findings that are accepted; by default plumbline.baseline.yaml, where it is')
    .option('--update-baseline', 'accept all that is found')
    .option('--reason <text>', 'why, for --update-baseline; also for entries that say no reason yet')
    .option(
      '--until <day>',
      'the last day, such as 2026-12-31, or never, for --update-baseline; for what is new and what gets its reason now',
    )
    .option('--no-merge-base', 'with git:REF: compare with REF itself')
    .addOption(new Option('--offline', 'ask no registry, and say what was not checked'));
  addRegistryOptions(addSelectionOptions(command));
  addCommonOptions(command)
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./check.action.js')).check));
}
