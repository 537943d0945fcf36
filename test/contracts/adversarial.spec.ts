import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What hangs is ended; what is honest takes its budget of a third of a second at most, two hundred times. */
const HANGS_AFTER_MS = 600_000;

it(
  'ends as unproven or right, in a fixed memory and without an error, whatever somebody sends',
  async () => {
    const script = join(import.meta.dirname, 'adversarial-run.js');
    // As much as the server's worker has.
    const args = ['--max-old-space-size=256', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: HANGS_AFTER_MS });
    expect(stdout).toMatch(/^checked \d+ pairs\n$/);
  },
  HANGS_AFTER_MS,
);
