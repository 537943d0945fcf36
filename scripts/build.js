/** `npm run build`: everything anew, from nothing that an earlier build left. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.js';
import { requireNode } from './node-version.js';
import { ROOT } from './run.js';
import { forceStep } from './steps.js';

requireNode();
ensureInstalled();
for (const folder of ['dist', 'web/dist']) rmSync(join(ROOT, folder), { recursive: true, force: true });
forceStep('prisma');
forceStep('server');
forceStep('web');
