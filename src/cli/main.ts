#!/usr/bin/env node
import { CommanderError } from 'commander';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { createProgram } from './program.js';

try {
  const args = process.argv.slice(2);
  await createProgram().parseAsync(args[0] === '--print-config' ? ['serve', ...args] : args, { from: 'user' });
} catch (error) {
  process.exitCode = tell(error);
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
