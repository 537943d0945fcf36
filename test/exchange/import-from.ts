import type { RemoteImport } from '../../src/exchange/remote/remote-import.js';
import { ask } from '../registry/registry-app.js';

export const IMPORTS = '/api/v1/exchange/imports';

/** Starts an import and answers how it ended. */
export async function importFrom(target: string, request: object): Promise<RemoteImport> {
  const started = await ask(target + IMPORTS, 'POST', request);
  expect([started.status, started.body]).toEqual([202, expect.objectContaining({ state: 'running' })]);
  return untilEnded(target, (started.body as RemoteImport).id);
}

async function untilEnded(target: string, id: string): Promise<RemoteImport> {
  for (;;) {
    const { body } = await ask(`${target}${IMPORTS}/${id}`);
    if ((body as RemoteImport).state !== 'running') return body as RemoteImport;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
