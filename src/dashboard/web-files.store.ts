import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built web UI: a folder, and the paths of its files, relative with `/`; none where it is not built. */
export interface WebFiles {
  readonly directory: string;
  readonly paths: ReadonlySet<string>;
}

/** The web UI's files, as a token that Nest can inject. */
export const WEB_FILES = Symbol('WEB_FILES');

/** Where `vite build` puts the web UI; `web/` stands beside both `src/` and `dist/`. */
const BUILT_WEB = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Reads the names of all files of the web UI once, at start: only what is listed here is ever sent. */
export function readWebFiles(directory: string = BUILT_WEB): WebFiles {
  try {
    const entries = readdirSync(directory, { withFileTypes: true, recursive: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'));
    return { directory, paths: new Set(paths.filter((path) => !path.startsWith('.'))) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { directory, paths: new Set() };
    throw error;
  }
}
