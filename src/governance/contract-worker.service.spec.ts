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
  expect(await worker.run('lint', request)).toEqual({ kind: 'lint', request, budgetMs: 1_000 });
});

it('says that a job was ended, and does the next one in a new thread', async () => {
  worker = withThread(`if (job.kind === 'lint') for (;;); ${echo}`);
  const endless = worker.run('lint', request);
  const next = worker.run('diff', { format: 'JSON', older: { text: '{}' }, newer: { text: '{}' } });
  await expect(endless).rejects.toThrow(
    'It took longer than a lint may take and was ended. Send fewer or smaller events, or make the schema smaller.',
  );
  expect(await next).toMatchObject({ kind: 'diff' });
});

it('tells of a job that cannot be handed over, and goes on', async () => {
  worker = withThread(echo);
  await worker.run('lint', request);
  const uncopied = { ...request, source: (() => undefined) as unknown as { text: string } };
  await expect(worker.run('lint', uncopied)).rejects.toThrow('could not be cloned');
  expect(await worker.run('lint', request)).toMatchObject({ kind: 'lint' });
});
