import { nearestName } from '../../config/nearest-name.js';
import { CommandError, EXIT } from '../exit-code.js';

/** The subject of a file where nobody says another one: its name without the ending. */
export const DEFAULT_TEMPLATE = '{name}';

/**
 * The subject by a template: `{name}` is the file's name without its ending (of an AsyncAPI document the message's), `{dir}` the
 * name of the folder it lies in, `{path}` the whole path without the ending and with dots for slashes, `{ext}` the ending without its dot.
 */
export function subjectOf(path: string, template: string, name = nameOf(path)): string {
  const folders = path.split('/').slice(0, -1);
  const values: Record<string, string> = {
    name,
    dir: folders.at(-1) ?? '',
    path: [...folders, name].join('.'),
    ext: path.slice(path.lastIndexOf('.') + 1),
  };
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

/** Whether files' names make the subjects, and it is no name by itself. */
export const isTemplate = (text: string): boolean => /\{(name|dir|path|ext)\}/.test(text);

/** The template for other files than the one at hand: a name that was given for that one is not theirs. */
export const templateForOthers = (text: string | null): string | null =>
  text !== null && isTemplate(text) ? text : null;

const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\.(json|ya?ml|avsc|proto)$/i, '');

const KEYS = ['name', 'dir', 'path', 'ext'];

/** What a template names that files do not have, as the end of a sentence without its full stop; null where it names nothing else. */
export function unknownIn(template: string): string | null {
  const [whole, key = ''] = [...template.matchAll(/\{([^}]*)\}/g)].find((one) => !KEYS.includes(one[1]!)) ?? [];
  if (whole === undefined) return null;
  const near = nearestName(key, KEYS);
  return `names ${whole}${near === null ? '' : `. Did you mean {${near}}?`}`;
}

/** @throws CommandError for a template that names something else. */
export function readTemplate(template: string): string {
  const unknown = unknownIn(template);
  if (unknown === null && template !== '') return template;
  const what = unknown === null ? 'is empty' : unknown;
  throw new CommandError(
    EXIT.usage,
    `--subject ${what.replace(/(?<!\?)$/, '.')} Give a name, or a template of {name}, {dir}, {path} and {ext}, such as {dir}-{name}-value.`,
  );
}
