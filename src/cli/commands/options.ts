import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.js';
import type { SelectionOptions } from '../sources/selected-contracts.js';

/** What a command does, loaded when it is asked for. Arguments come as commander hands them: the command's own, then its options. */
export type Action = (...args: never[]) => Promise<ExitCode> | ExitCode;

/** Makes of what loads an action what commander calls. */
export type Run = (load: () => Promise<Action>) => (...args: unknown[]) => Promise<void>;

/** Options that every command has. */
export interface CommonOptions {
  quiet?: boolean;
  json?: boolean;
}

export const addCommonOptions = (command: Command): Command =>
  command.option('--json', 'print JSON').option('-q, --quiet', 'print nothing where nothing is wrong');

/** How a registry is reached. */
export interface RegistryOptions {
  registry?: string;
  timeout: string;
  header?: string[];
}

export const addRegistryOptions = (command: Command): Command =>
  command
    .option('-r, --registry <url>', 'the registry; by default PLUMBLINE_REGISTRY_URL, then http://localhost:4400')
    .option('-t, --timeout <seconds>', 'how long the registry may take to answer', '10')
    .option('--header <line>', 'sent with every request, such as "X-Team: orders"; may be given several times', list);

export type { SelectionOptions };

export const addSelectionOptions = (command: Command): Command =>
  command
    .option(
      '-s, --subject <template>',
      'the subject, or a template of {name}, {dir}, {path} and {ext}; by default what the manifest says, else {name}',
    )
    .option('-m, --manifest <file>', 'by default the nearest plumbline.contracts.yaml from here upwards');

export const list = (value: string, before: string[] = []): string[] => [...before, value];
