import { readReadiness } from './readiness.js';

describe('readReadiness', () => {
  it('reads named checks', () => {
    const body = {
      status: 'not-ready',
      checks: { storage: { status: 'ok' }, spool: { status: 'failing', detail: 'full' } },
    };
    expect(readReadiness(body)).toEqual({
      state: 'not-ready',
      checks: [
        { name: 'storage', state: 'ok', detail: null },
        { name: 'spool', state: 'failing', detail: 'full' },
      ],
    });
  });

  it('reads a list of checks', () => {
    expect(readReadiness({ ready: true, checks: [{ name: 'database', ok: true }] })).toEqual({
      state: 'ready',
      checks: [{ name: 'database', state: 'ok', detail: null }],
    });
  });

  it.each([null, 'ok', [], {}, { status: 'perhaps' }])('takes %j for unknown, never for ready', (body) =>
    expect(readReadiness(body)).toEqual({ state: 'unknown', checks: [] }),
  );
});
