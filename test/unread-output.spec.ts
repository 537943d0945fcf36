import { spawn } from 'node:child_process';
import { once } from 'node:events';

const LOG = new URL('../dist/observability/log.js', import.meta.url).href;
const SCRIPT = `
  const { createLog } = await import('${LOG}');
  const log = createLog('info');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  log.info('Stopping.');
  log.info('Stopped.');
  process.exit(0);
`;

it('a process ends although nobody reads its logs any more', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    child.stdout.destroy();
    await once(child.stdout, 'close');
    child.stdin.write('leave\n');
    const [code] = (await once(child, 'exit', { signal: AbortSignal.timeout(20_000) })) as [number | null];
    expect(code).toBe(0);
  } finally {
    child.kill('SIGKILL');
  }
}, 30_000);
