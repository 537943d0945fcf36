import { ReadinessChecks } from './readiness-checks.js';

describe('ReadinessChecks', () => {
  it('is ready when nothing was registered', async () => {
    expect(await new ReadinessChecks().run()).toEqual({ status: 'ready', checks: [] });
  });

  it('names each check and the reason of each failure, in the order of registration', async () => {
    const checks = new ReadinessChecks();
    checks.register('metadata store', () => Promise.resolve());
    checks.register('telemetry store', () => Promise.reject(new Error('connection refused')));
    checks.register('spool', () => {
      throw new Error('full: 1.0 of 1.0 GiB');
    });
    expect(await checks.run()).toEqual({
      status: 'not-ready',
      checks: [
        { name: 'metadata store', status: 'pass', reason: null },
        { name: 'telemetry store', status: 'fail', reason: 'connection refused' },
        { name: 'spool', status: 'fail', reason: 'full: 1.0 of 1.0 GiB' },
      ],
    });
  });

  it('counts a check that never answers as failed', async () => {
    const checks = new ReadinessChecks();
    checks.register('stuck', () => new Promise(() => undefined));
    expect(await checks.run(5)).toEqual({
      status: 'not-ready',
      checks: [{ name: 'stuck', status: 'fail', reason: 'did not answer within 5 ms' }],
    });
  });

  it('refuses two checks of one name', () => {
    const checks = new ReadinessChecks();
    checks.register('spool', () => undefined);
    expect(() => checks.register('spool', () => undefined)).toThrow(
      'A readiness check named "spool" is already registered.',
    );
  });
});
