import { posix } from 'node:path';
import { endingOf, type FileTree } from './file-tree.js';

/** A text that is read as if it stood in the place of another file. */
export interface StandingFile {
  text: string;
  /** Where it is read, of the tree. */
  path: string;
  /** Where it stands; null for a pipe, which has nothing beside it. */
  from: string | null;
}

/** The path of another file, with the ending by which the text is read. */
export function standingFor(other: string, readAs: string): string {
  const [ending, wanted] = [endingOf(other) ?? '', endingOf(readAs) ?? ''];
  return ending === wanted ? other : `${other.slice(0, other.length - ending.length)}${wanted}`;
}

/** A tree with a file in the place of another one; what lies beside the file where it really stands outweighs what lies beside the other. */
export function standingAt(tree: FileTree, { text, path, from }: StandingFile): FileTree {
  const beside = (sought: string): string =>
    from === null ? sought : posix.join(posix.dirname(from), posix.relative(posix.dirname(path), sought));
  return {
    find: async (pattern, exclude) => (pattern === path ? [path] : tree.find(pattern, exclude)),
    everyFile: async (ending) => (await tree.everyFile?.(ending)) ?? [],
    firstFiles: async () => (await tree.firstFiles?.()) ?? [],
    read: async (paths) => {
      const others = paths.filter((one) => one !== path);
      const texts = new Map(await tree.read(others));
      const near = await tree.read(others.map(beside).filter((one) => one !== from));
      for (const one of others) {
        const text = near.get(beside(one));
        if (text !== undefined) texts.set(one, text);
      }
      return paths.includes(path) ? texts.set(path, text) : texts;
    },
  };
}
