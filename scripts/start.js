/** `npm start`: installs and builds where that is needed, then serves in this same process, so that signals need no way. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.js';
import { requireNode } from './node-version.js';
import { ROOT } from './run.js';
import { ensureStep } from './steps.js';

requireNode();
ensureInstalled();
ensureStep('prisma');
ensureStep('server');
ensureStep('web');
await import(pathToFileURL(join(ROOT, 'dist/main.js')).href);
