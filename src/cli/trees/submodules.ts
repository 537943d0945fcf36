import picomatch from 'picomatch';
import { isGlob } from './file-tree.js';

/** The paths that a `.gitmodules` names (gitmodules(5)), as they are written, from the folder it lies in. */
export const submodulesIn = (gitmodules: string): string[] =>
  [...gitmodules.matchAll(/^[ \t]*path[ \t]*=[ \t]*"?([^"\r\n]*?)"?[ \t]*$/gm)].map(([, path = '']) => path);

/** Whether a selection could name a file inside the folder, of which nobody knows what it holds, and does not leave it out. */
export function reachesInto(patterns: readonly string[], exclude: readonly string[], folder: string): boolean {
  const isLeftOut = picomatch([...exclude], { dot: true });
  if (exclude.length > 0 && isLeftOut(`${folder}/any.json`)) return false;
  return patterns.some((pattern) => isAbove(pattern, folder) || (isGlob(pattern) && mayMatchBelow(pattern, folder)));
}

/** Whether one of them is the other, or lies in it. */
const isAbove = (pattern: string, folder: string): boolean =>
  pattern === '.' || folder === pattern || folder.startsWith(`${pattern}/`) || pattern.startsWith(`${folder}/`);

/** Step by step: where one says nothing else, a glob that could match counts as one that does. */
function mayMatchBelow(glob: string, folder: string): boolean {
  // Braces and brackets may hold a slash.
  if (/[{(][^})]*\//.test(glob)) return true;
  const steps = glob.split('/');
  for (const [i, name] of folder.split('/').entries()) {
    const step = steps[i];
    if (step === '**') return true;
    if (step === undefined || !picomatch(step, { dot: true })(name)) return false;
  }
  return steps.length > folder.split('/').length;
}
