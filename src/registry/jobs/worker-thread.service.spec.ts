import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WorkerThread, type WorkerThreadOptions } from './worker-thread.service.js';

let dir: string;
let thread: WorkerThread<string, string>;
beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'plumbline-thread-'))));
afterEach(() => thread.stop());
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A thread that answers each request with itself and its own number, but never "endless". */
function startThread(options: Partial<WorkerThreadOptions>): WorkerThread<string, string> {
  const path = join(dir, `${Math.random()}.mjs`);
  writeFileSync(
    path,
    `import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', (request) => {
      if (request !== 'endless') parentPort.postMessage({ kind: 'result', result: request === 'id' ? String(threadId) : request });
    });
    parentPort.postMessage({ kind: 'ready' });`,
  );
  return new WorkerThread({ url: pathToFileURL(path), jobName: 'job', maxWaiting: 64, ...options });
}

it('lets those who ask take turns', async () => {
  thread = startThread({});
  const order: string[] = [];
  const run = async (request: string, asker: string) => {
    await thread.run(request, 60_000, asker);
    order.push(request);
  };
  await Promise.all([run('a1', 'a'), run('a2', 'a'), run('a3', 'a'), run('b1', 'b')]);
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
});

it('refuses what has waited as long as it may, and makes the others', async () => {
  thread = startThread({ maxWaitMs: 5, graceMs: 200 });
  const endless = thread.run('endless', 1);
  expect(await thread.run('next', 60_000)).toEqual({
    refused: 'This job waited 0.005 s for others and was not made. Nothing was changed; try again in a moment.',
  });
  expect(await endless).toEqual({ ended: 'time' });
  expect(await thread.run('last', 60_000)).toMatchObject({ result: 'last' });
});

it('ends a thread that has nothing to do, and starts one when there is', async () => {
  thread = startThread({ idleMs: 1 });
  const first = await thread.run('id', 60_000);
  const again = async (): Promise<unknown> => {
    const next = await thread.run('id', 60_000);
    if (JSON.stringify({ ...next, tookMs: 0 }) !== JSON.stringify({ ...first, tookMs: 0 })) return next;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return again();
  };
  expect(await again()).toEqual({
    result: expect.stringMatching(/^\d+$/) as string,
    tookMs: expect.any(Number) as number,
  });
});
