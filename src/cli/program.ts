import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.js';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { declareCheck } from './commands/check.command.js';
import type { Run } from './commands/options.js';
import { declareCompletion } from './commands/completion.command.js';
import { declareDiff } from './commands/diff.command.js';
import { declareDoctor } from './commands/doctor.command.js';
import { declareLint } from './commands/lint.command.js';
import { declareRegister } from './commands/register.command.js';
import { declareValidate } from './commands/validate.command.js';
import { declareServe } from './commands/serve.command.js';

const HELP = `
Examples:
  $ plumbline check contracts/ --against git:main     before a merge
  $ plumbline register contracts/                     after it
  $ plumbline serve                                   the registry and the collector

\`plumbline help <command>\` shows more. Every command takes --json and --quiet.`;

const COMMANDS = [
  ...[declareCheck, declareRegister, declareLint, declareDiff, declareValidate],
  ...[declareDoctor, declareServe, declareCompletion],
];

/** Runs the command line and sets the exit code; nothing is thrown out of it. */
export async function runProgram(args: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync(args[0] === '--print-config' ? ['serve', ...args] : args, { from: 'user' });
  } catch (error) {
    process.exitCode = tell(error);
  }
}

/** What went wrong, for a person, and the code for a script. */
function tell(error: unknown): ExitCode {
  // Commander has told it itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`Something failed inside plumbline: ${(error as Error).stack ?? String(error)}\n`);
  return EXIT.unavailable;
}

/** What a command does is loaded when it is asked for, so that help and the version take no time. */
function createProgram(): Command {
  const program = new Command('plumbline')
    .description('Checks event contracts, and watches event flows.')
    .version(VERSION)
    .exitOverride()
    .enablePositionalOptions()
    .showSuggestionAfterError()
    // Read before commander: with an action of its own, the program would take a mistyped command for an argument.
    .option('--print-config', 'show the configuration of the server, secrets hidden, and leave')
    .addHelpText('after', HELP);
  for (const declare of COMMANDS) declare(program, run);
  return program;
}

const run: Run =
  (load) =>
  async (...args) => {
    const action = (await load()) as (...given: unknown[]) => Promise<number> | number;
    process.exitCode = await action(...args);
  };
