import { EXIT } from './exit-code.js';

/** Whoever reads may have read enough, as `head` does; what cannot be written for another reason is no result. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`Standard output cannot be written: ${error.message}\n`);
    process.exit(EXIT.unavailable);
  });
  process.stderr.on('error', () => {});
}

/**
 * Writes to standard output. Resolves when it is written: the process may leave at once, and a pipe takes only so much. What cannot be written
 * `watchOutput` tells.
 */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
