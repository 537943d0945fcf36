import { resolve } from 'node:path';
import { nearestName } from '../config/nearest-name.js';
import { POLICIES, type Policy } from '../contracts/finding.js';
import { LEVELS, type Level } from '../contracts/level.js';
import { CommandError, EXIT } from './exit-code.js';

/** Reads the values of options; each throws a CommandError that names the option and what it may be. */
export const readLevel = (given: string | undefined): Level | null => oneOf('--level', LEVELS, given?.toUpperCase());

export const readPolicy = (given: string | undefined): Policy | null =>
  oneOf('--policy', POLICIES, given?.toUpperCase());

/** What a run fails for. */
export function readFailOn(given: string): 'error' | 'warning' {
  return oneOf('--fail-on', ['error', 'warn', 'warning'], given) === 'error' ? 'error' : 'warning';
}

/** Seconds as milliseconds. */
export function readTimeoutMs(seconds: string): number {
  const value = Number(seconds);
  if (Number.isFinite(value) && value > 0 && value <= 600) return value * 1000;
  throw new CommandError(EXIT.usage, `--timeout must be seconds, above 0 and up to 600; it is "${seconds}".`);
}

/** One report and where it goes; null for standard output. */
export interface WantedReport {
  form: string;
  file: string | null;
}

/** `human`, or `sarif=out.sarif`; of those that go to standard output, or to the same file, only one may be there. */
export function readReports(given: readonly string[], forms: readonly string[]): WantedReport[] {
  const wanted = given.map((text) => {
    const at = text.indexOf('=');
    const form = at < 0 ? text : text.slice(0, at);
    const file = at < 0 ? null : text.slice(at + 1);
    if (file === '') throw new CommandError(EXIT.usage, `--format ${text} names no file: write ${form}=FILE.`);
    return { form: oneOf('--format', forms, form)!, file };
  });
  refuseSameFile(wanted);
  const shown = wanted.filter(({ file }) => file === null);
  if (shown.length <= 1) return wanted;
  const names = shown.map(({ form }) => form);
  throw new CommandError(
    EXIT.usage,
    `--format ${names.join(' and ')} would both go to standard output. Send one to a file: ${names[1]}=FILE.`,
  );
}

function refuseSameFile(wanted: readonly WantedReport[]): void {
  const forms = new Map<string, string>();
  for (const { form, file } of wanted) {
    if (file === null) continue;
    const path = resolve(file);
    const other = forms.get(path);
    if (other !== undefined) {
      throw new CommandError(
        EXIT.usage,
        `--format ${other} and ${form} would both be written to ${file}. Give each a file of its own.`,
      );
    }
    forms.set(path, form);
  }
}

/** Null where it was not given. */
function oneOf<T extends string>(option: string, known: readonly T[], given: string | undefined): T | null {
  if (given === undefined) return null;
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  const near = nearestName(given, known);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  throw new CommandError(EXIT.usage, `${option} must be one of ${known.join(', ')}; it is "${given}".${hint}`);
}
