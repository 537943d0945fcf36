import picomatch from 'picomatch';
import { below, isContractPath, isGlob, type FileTree } from './file-tree.js';

/** Files by path, without a disk; an object stands for its JSON. */
export function memoryTree(files: Record<string, string | object>): FileTree {
  const texts = new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? content : JSON.stringify(content),
    ]),
  );
  return {
    find(pattern, exclude = []) {
      if (texts.has(pattern)) return Promise.resolve([pattern]);
      const isMatch = picomatch(isGlob(pattern) ? pattern : below(pattern), { ignore: [...exclude], dot: true });
      return Promise.resolve([...texts.keys()].filter((path) => isContractPath(path) && isMatch(path)).sort());
    },
    everyFile: (ending) => Promise.resolve([...texts.keys()].filter((path) => path.endsWith(ending)).sort()),
    read: (paths) =>
      Promise.resolve(new Map(paths.filter((path) => texts.has(path)).map((path) => [path, texts.get(path)!]))),
  };
}
