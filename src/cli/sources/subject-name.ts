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

const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\.(json|ya?ml|avsc|proto)$/i, '');

/** @throws CommandError for a template that names something else. */
export function readTemplate(template: string): string {
  const unknown = [...template.matchAll(/\{([^}]*)\}/g)].find(
    ([, key]) => !['name', 'dir', 'path', 'ext'].includes(key!),
  );
  if (unknown === undefined && template !== '') return template;
  const what = unknown === undefined ? 'is empty' : `names ${unknown[0]}`;
  throw new CommandError(
    EXIT.usage,
    `--subject ${what}. Give a name, or a template of {name}, {dir}, {path} and {ext}, such as {dir}-{name}-value.`,
  );
}
