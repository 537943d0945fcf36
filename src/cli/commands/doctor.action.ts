import { VERSION } from '../../version.js';
import { examine, type Examined } from '../examination.service.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { escaped } from '../reports/fold-text.js';
import { painted } from '../terminal.js';
import { print } from '../standard-output.js';
import type { CommonOptions, RegistryOptions } from './options.js';

export interface DoctorOptions extends CommonOptions, RegistryOptions {
  manifest?: string;
}

const WORDS = { well: 'ok', odd: 'note', wrong: 'WRONG' } as const;
const COLOURS = { well: 'green', odd: 'yellow', wrong: 'red' } as const;

/** `plumbline doctor`. */
export async function doctor(options: DoctorOptions): Promise<ExitCode> {
  const examined = await examine(options);
  if (options.json === true) await print(`${JSON.stringify({ version: VERSION, checks: examined }, null, 2)}\n`);
  else
    await print(
      examined
        .filter(({ state }) => options.quiet !== true || state !== 'well')
        .map(told)
        .join(''),
    );
  const wrong = examined.filter(({ state }) => state === 'wrong');
  if (wrong.some(({ name }) => name !== 'registry')) return EXIT.usage;
  return wrong.length > 0 ? EXIT.unavailable : EXIT.ok;
}

function told({ name, state, message, fix }: Examined): string {
  const word = painted(WORDS[state].padEnd(5), COLOURS[state], process.stdout);
  const todo = fix === null ? '' : fix.replace(/^/gm, '         ').concat('\n');
  // What a registry or a file says of itself is written by anybody.
  return `${word}  ${name}: ${escaped(message)}\n${escaped(todo)}`;
}
