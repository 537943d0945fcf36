import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandPath, ROOT, runOrLeave } from './run.js';
import { hashOf, isStamped, writeStamp } from './stamp.js';

/** What each step reads, and where it leaves the hash of what it read. */
const STEPS = {
  prisma: {
    inputs: ['prisma', 'scripts', 'package-lock.json'],
    stamp: 'src/registry/prisma/.stamp',
    run: generatePrisma,
  },
  server: {
    inputs: ['src', 'package.json', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'],
    stamp: 'dist/.stamp',
    run: () => runOrLeave('nest build', [commandPath('@nestjs/cli', 'nest'), 'build']),
  },
  web: {
    inputs: ['web', 'package-lock.json'],
    stamp: 'web/dist/.stamp',
    run: buildWeb,
  },
};

/** Runs a step unless it has run on the same inputs already. */
export function ensureStep(name) {
  const { inputs, stamp, run } = STEPS[name];
  if (isStamped(stamp, hashOf(inputs))) return;
  runStep(name, { inputs, stamp, run });
}

export function forceStep(name) {
  runStep(name, STEPS[name]);
}

function runStep(name, { inputs, stamp, run }) {
  const started = Date.now();
  // Hashed before: what changes while the step runs makes it run again next time.
  const hash = hashOf(inputs);
  if (run() === 'skipped') return;
  writeStamp(stamp, hash);
  console.error(`Built ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

function generatePrisma() {
  if (!existsSync(join(ROOT, 'scripts/prisma-generate.js'))) return 'skipped';
  runOrLeave('prisma generate', [join(ROOT, 'scripts/prisma-generate.js')]);
  return 'done';
}

function buildWeb() {
  if (!existsSync(join(ROOT, 'web/index.html'))) {
    console.error('There is no web/index.html: the web UI is not built.');
    return 'skipped';
  }
  runOrLeave('vite build', [commandPath('vite'), 'build', '--logLevel', 'warn'], { cwd: join(ROOT, 'web') });
  return 'done';
}
