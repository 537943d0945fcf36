import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckRequest } from './compatibility.checker.js';
import { CompatibilityWorker } from './compatibility-worker.service.js';

let dir: string;
let checker: CompatibilityWorker;
beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'plumbline-worker-'))));
afterEach(() => checker.onApplicationShutdown());
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const request: CheckRequest = { format: 'JSON', level: 'FULL', history: [], candidate: '{}', budgetMs: 1 };
const echo = `parentPort.postMessage({ kind: 'result', result: { verdict: 'compatible', findings: [request] } })`;

/** A thread that listens, and does `act` with each request. */
function withThread(act: string): CompatibilityWorker {
  const path = join(dir, `${Math.random()}.mjs`);
  writeFileSync(
    path,
    `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', (request) => { ${act} });
    parentPort.postMessage({ kind: 'ready' });`,
  );
  return new CompatibilityWorker(pathToFileURL(path));
}

it('answers what the thread found, to each its own', async () => {
  checker = withThread(echo);
  const requests = ['1', '2', '3'].map((candidate) => ({ ...request, candidate }));
  const results = await Promise.all(requests.map((one) => checker.check(one)));
  expect(results).toEqual(requests.map((one) => ({ verdict: 'compatible', findings: [one] })));
});

it('decides in a little time what can be, and gives the rest the time of a whole check in another thread', async () => {
  const whenHard = `if (request.candidate === 'hard') {
    if (request.budgetMs > 150) for (;;);
    for (const end = performance.now() + request.budgetMs; performance.now() < end;);
    parentPort.postMessage({ kind: 'result', result: { verdict: 'unproven', findings: [] } });
  } else`;
  checker = withThread(`${whenHard} ${echo}`);
  const { budgetMs: _, ...without } = request;
  const order: string[] = [];
  const check = async (candidate: string) => {
    const result = await checker.check({ ...without, candidate });
    order.push(candidate);
    return result;
  };
  const [hard, easy] = await Promise.all([check('hard'), check('easy')]);
  expect(order[0]).toBe('easy');
  expect(easy).toEqual({ verdict: 'compatible', findings: [{ ...without, candidate: 'easy', budgetMs: 150 }] });
  expect(hard).toMatchObject({ verdict: 'unproven', findings: [{ rule: 'not-decided' }] });
});

it('asks nobody else where a check knew before its time was up that there is no proof', async () => {
  checker = withThread(
    `if (request.budgetMs > 150) for (;;);
     parentPort.postMessage({ kind: 'result', result: { verdict: 'unproven', findings: [request] } });`,
  );
  const { budgetMs: _, ...without } = request;
  const quick = { ...without, budgetMs: 150 };
  expect(await checker.check(without)).toEqual({ verdict: 'unproven', findings: [quick] });
});

it('ends a check that does not end, and makes the next one in a new thread', async () => {
  checker = withThread(`if (request.candidate === 'endless') for (;;); ${echo}`);
  const [endless, next] = await Promise.all([
    checker.check({ ...request, candidate: 'endless' }),
    checker.check(request),
  ]);
  expect(endless).toMatchObject({ verdict: 'unproven', findings: [{ rule: 'not-decided', severity: 'unproven' }] });
  expect(endless.findings[0]!.message).toContain('it took longer than a check may take');
  expect(next.verdict).toBe('compatible');
});

it('ends a check that takes all memory', async () => {
  checker = withThread(`const kept = []; for (;;) kept.push(Array.from({ length: 1_000_000 }, () => ({})));`);
  const result = await checker.check({ ...request, budgetMs: 60_000 });
  expect(result.verdict).toBe('unproven');
  expect(result.findings[0]!.message).toContain('it took more memory than a check may take');
});

it('tells a mistake of its own as one', async () => {
  checker = withThread(`parentPort.postMessage({ kind: 'mistake', error: new TypeError('a mistake') })`);
  await expect(checker.check(request)).rejects.toThrow('a mistake');
});

it('tells that there is no thread to be had', async () => {
  checker = new CompatibilityWorker(pathToFileURL(join(dir, 'none.mjs')));
  await expect(checker.check(request)).rejects.toThrow(/none\.mjs/);
});

it('refuses a check where too many wait already, and lets the others know when the server stops', async () => {
  checker = withThread('');
  const waiting = Promise.allSettled(Array.from({ length: 65 }, () => checker.check({ ...request, budgetMs: 60_000 })));
  await expect(checker.check(request)).rejects.toThrow(
    '64 compatibility checks are waiting already. Nothing was changed; try again in a moment.',
  );
  await checker.onApplicationShutdown();
  const stopped = {
    status: 'rejected',
    reason: new Error('The server is stopping: this compatibility check was not made.'),
  };
  expect(await waiting).toEqual(Array.from({ length: 65 }, () => stopped));
});
