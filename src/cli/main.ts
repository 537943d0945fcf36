#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.js';
import { check, type CheckOptions } from './check.command.js';
import { CommandError, EXIT } from './exit-code.js';

const NOTES = `
"format" is an annotation, as in JSON Schema: a change of it is told, and never refused.

Exit codes: 0 compatible or new, 1 an event breaks, 2 wrong arguments or an invalid file,
3 the registry is away or failed, 4 neither proved nor refuted.`;

function createProgram(): Command {
  const program = new Command('plumbline')
    .description('Checks event contracts, and watches event flows.')
    .version(VERSION)
    .exitOverride()
    .enablePositionalOptions()
    // Read before commander: with an action of its own, the program would take a mistyped command for an argument.
    .option('--print-config', 'show the configuration of the server, secrets hidden, and leave');
  program
    .command('check')
    .description('compare a JSON Schema file with the versions a registry holds')
    .argument('<file>', 'the new version, a JSON Schema')
    .option('-s, --subject <name>', 'the subject; by default the name of the file without .json')
    .option('-r, --registry <url>', 'the registry', process.env['PLUMBLINE_REGISTRY_URL'] || 'http://localhost:4400')
    .option('-l, --level <level>', 'the compatibility level; by default the one in force for the subject')
    .option('-f, --format <format>', 'human or json', 'human')
    .option('-t, --timeout <seconds>', 'how long the registry may take to answer', '10')
    .addHelpText('after', NOTES)
    .action(async (file: string, options: CheckOptions) => {
      process.exitCode = await check(file, options);
    });
  program
    .command('serve')
    .description('start the server; PLUMBLINE_* and plumbline.config.yaml configure it')
    .option('--print-config', 'show its configuration, secrets hidden, and leave')
    .action((options: { printConfig?: boolean }) => runServer(options.printConfig ? ['--print-config'] : []));
  return program;
}

/** Loaded only when asked for: a check needs neither the framework nor a store. */
async function runServer(args: string[]): Promise<void> {
  const { runServer: run } = await import('../run-server.js');
  await run(args);
}

try {
  if (process.argv[2] === '--print-config') await runServer(['--print-config']);
  else await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  } else if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`Something failed inside plumbline: ${(error as Error).stack ?? String(error)}\n`);
    process.exitCode = EXIT.unavailable;
  }
}
