import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.js';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { declareCheck } from './commands/check.command.js';
import type { Run } from './commands/options.js';
import { escaped } from './reports/fold-text.js';
import { print, watchOutput } from './standard-output.js';
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

\`plumbline help <command>\` shows more. Every command but serve and completion takes --json and --quiet.`;

const COMMANDS = [
  ...[declareCheck, declareRegister, declareLint, declareDiff, declareValidate],
  ...[declareDoctor, declareServe, declareCompletion],
];

/** Runs the command line and sets the exit code; nothing is thrown out of it. */
export async function runProgram(args: readonly string[]): Promise<void> {
  watchOutput();
  try {
    const program = createProgram();
    await program.parseAsync(meantBy(args, program), { from: 'user' });
  } catch (error) {
    process.exitCode = await tell(error, isJsonWanted(args));
  }
}

/** Help for a command that there is not is that command: told as unknown, with the one that was probably meant. */
function meantBy(args: readonly string[], { commands }: Command): readonly string[] {
  const [first, second = '-'] = args;
  if (first === '--print-config') return ['serve', ...args];
  const isKnown = second.startsWith('-') || second === 'help' || commands.some((command) => command.name() === second);
  return first === 'help' && !isKnown ? args.slice(1) : args;
}

const isJsonWanted = (args: readonly string[]): boolean => {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).includes('--json');
};

/** What went wrong, for a person and, where it was asked for, as JSON; and the code for a script. */
async function tell(error: unknown, isJson: boolean): Promise<ExitCode> {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
  const { exitCode, message, isTold } = reasonOf(error);
  // Names and answers come from files and registries that anybody may have written.
  if (!isTold.person) process.stderr.write(`${escaped(message)}\n`);
  if (isJson && !isTold.json) await print(`${JSON.stringify({ error: { exitCode, message } }, null, 2)}\n`);
  return exitCode;
}

function reasonOf(error: unknown): { exitCode: ExitCode; message: string; isTold: { person: boolean; json: boolean } } {
  if (error instanceof CommanderError)
    return { exitCode: EXIT.usage, message: error.message, isTold: { person: true, json: false } };
  if (error instanceof CommandError) {
    const { exitCode, message, isInJson } = error;
    return { exitCode, message, isTold: { person: false, json: isInJson } };
  }
  const message = `Something failed inside plumbline: ${(error as Error).stack ?? String(error)}`;
  return { exitCode: EXIT.unavailable, message, isTold: { person: false, json: false } };
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
  for (const command of program.commands) command.showHelpAfterError(`See plumbline ${command.name()} --help.`);
  return program;
}

const run: Run =
  (load) =>
  async (...args) => {
    const action = (await load()) as (...given: unknown[]) => Promise<number> | number;
    process.exitCode = await action(...args);
  };
