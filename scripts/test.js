/** `npm test`: installs and builds where that is needed, then runs jest; `npm test -- src/config` passes arguments on. */
import { ensureInstalled } from './install.js';
import { requireNode } from './node-version.js';
import { commandPath, runOrLeave } from './run.js';
import { ensureStep } from './steps.js';

requireNode();
ensureInstalled();
ensureStep('prisma');
// Specs in test/ run the built server and command line as processes of their own.
ensureStep('server');
// Pages are looked at as they are built.
if (process.argv.some((argument) => /browser|live/.test(argument))) ensureStep('web');
runOrLeave('jest', ['--experimental-vm-modules', '--no-warnings', commandPath('jest'), ...process.argv.slice(2)]);
