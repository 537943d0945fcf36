import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ContractWorker } from './contract-worker.service.js';

let dir: string;
let worker: ContractWorker;
beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'plumbline-contract-worker-'))));
afterEach(() => worker.onApplicationShutdown());
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A thread that listens, and does `act` with each job. */
function withThread(act: string): ContractWorker {
  const path = join(dir, `${Math.random()}.mjs`);
  writeFileSync(
    path,
    `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', (job) => { ${act} });
    parentPort.postMessage({ kind: 'ready' });`,
  );
  return new ContractWorker(pathToFileURL(path));
}

const echo = `parentPort.postMessage({ kind: 'result', result: job })`;
const request = { format: 'JSON' as const, source: { text: '{}' }, now: new Date(0) };

it('hands a job over with its kind and its time', async () => {
  worker = withThread(echo);
  expect(await worker.run('lint', 'orders', request)).toEqual({ kind: 'lint', request, budgetMs: 150 });
});

it('says that a job was ended, and does the next one in a new thread', async () => {
  worker = withThread(`if (job.kind === 'lint') for (;;); ${echo}`);
  const endless = worker.run('lint', 'orders', request);
  const next = worker.run('diff', 'orders', { format: 'JSON', older: { text: '{}' }, newer: { text: '{}' } });
  await expect(endless).rejects.toThrow(
    'It took longer than a lint may take and was ended. Send fewer or smaller events, or make the schema smaller.',
  );
  expect(await next).toMatchObject({ kind: 'diff' });
});

it('tells of a job that cannot be handed over, and goes on', async () => {
  worker = withThread(echo);
  await worker.run('lint', 'orders', request);
  const uncopied = { ...request, source: (() => undefined) as unknown as { text: string } };
  await expect(worker.run('lint', 'orders', uncopied)).rejects.toThrow('could not be cloned');
  expect(await worker.run('lint', 'orders', request)).toMatchObject({ kind: 'lint' });
});

it('holds nothing up by a job that takes long: it is begun again in another thread', async () => {
  worker = withThread(
    `if (job.request.source.text === 'hard') {
       if (job.budgetMs > 150) for (;;);
       for (const end = performance.now() + 200; performance.now() < end;);
     }
     ${echo}`,
  );
  const order: string[] = [];
  const lint = (text: string) =>
    worker.run('lint', text, { ...request, source: { text } }).finally(() => order.push(text));
  const [hard, easy] = await Promise.allSettled([lint('hard'), lint('easy')]);
  expect(order).toEqual(['easy', 'hard']);
  expect(easy).toMatchObject({ status: 'fulfilled', value: { budgetMs: 150 } });
  expect(hard).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('than a lint may take') as string },
  });
});

it('asks again where a job used up the little time, and not where it ended before', async () => {
  worker = withThread(
    `const takesMs = job.request.source.text === 'long' ? job.budgetMs : 0;
     for (const end = performance.now() + Math.min(takesMs, 200); performance.now() < end;);
     ${echo}`,
  );
  const lint = (text: string) => worker.run('lint', 'orders', { ...request, source: { text } });
  expect(await lint('long')).toMatchObject({ budgetMs: 1_000 });
  expect(await lint('short')).toMatchObject({ budgetMs: 150 });
});

it('refuses what comes when too many wait, and says what to do', async () => {
  worker = withThread('');
  const waiting = Promise.allSettled(Array.from({ length: 65 }, () => worker.run('lint', 'orders', request)));
  await expect(worker.run('lint', 'payments', request)).rejects.toThrow(
    '64 contract requests are waiting already. Nothing was changed; try again in a moment.',
  );
  await worker.onApplicationShutdown();
  const reason = new Error('The server is stopping: this contract request was not made.');
  expect(await waiting).toEqual(Array.from({ length: 65 }, () => ({ status: 'rejected', reason })));
});
