import { setFlagsFromString } from 'node:v8';

/**
 * Tells V8 to spend a little time where it would spend much memory. To be called before the server is loaded; what only
 * the command line can tell V8 stands in the `start` script of package.json.
 */
export function spareMemory(): void {
  // Prisma plans queries in WebAssembly, each shape of a query once. The second compiler would take 50 MiB to make that
  // faster, and would not give them back; and what is never called need not be compiled.
  setFlagsFromString('--liftoff-only');
  setFlagsFromString('--wasm-lazy-compilation');
  // A heap is collected when it has grown by a fifth, not when it has doubled.
  setFlagsFromString('--heap-growing-percent=20');
}
