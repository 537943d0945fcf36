/** `npm start`: installs and builds where that is needed, then serves in this same process, so that signals need no way. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.js';
import { requireNode } from './node-version.js';
import { ROOT } from './run.js';
import { ensureStep } from './steps.js';

// npm runs this by a shell. A SIGTERM to npm ends npm and that shell, but nobody tells this process: it would serve on
// as an orphan. So it stops itself when its parent has gone.
const parent = process.ppid;
if (process.env.npm_lifecycle_event === 'start') {
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

requireNode();
ensureInstalled();
ensureStep('prisma');
ensureStep('server');
ensureStep('web');
await import(pathToFileURL(join(ROOT, 'dist/main.js')).href);
