import { Metrics } from './metrics.js';

describe('Metrics', () => {
  let metrics: Metrics;
  beforeEach(() => {
    metrics = new Metrics();
  });
  afterEach(() => metrics.close());

  it('writes counters by label, from 0 where one was announced', async () => {
    const received = metrics.counter('plumbline_spans_received_total', 'Spans received.');
    received.add(0, { outcome: 'rejected' });
    received.add(2, { outcome: 'stored' });
    received.add(3, { outcome: 'stored' });
    expect(await metrics.text()).toBe(
      [
        '# HELP plumbline_spans_received_total Spans received.',
        '# TYPE plumbline_spans_received_total counter',
        'plumbline_spans_received_total{outcome="rejected"} 0',
        'plumbline_spans_received_total{outcome="stored"} 5',
        '',
      ].join('\n'),
    );
  });

  it('leaves an unknown gauge out instead of writing 0', async () => {
    metrics.gauge('plumbline_lag_seconds', 'Lag.', () => null);
    metrics.gauge('plumbline_spool_bytes', 'Spool.', () => 12);
    const text = await metrics.text();
    expect(text).toContain('plumbline_spool_bytes 12\n');
    expect(text).not.toMatch(/^plumbline_lag_seconds /m);
  });

  it('reads a counter that is kept elsewhere when asked', async () => {
    let stored = 1;
    metrics.observedCounter('plumbline_spans_stored_total', 'Stored.', () => [
      { value: stored, labels: { table: 'spans' } },
    ]);
    stored = 7;
    expect(await metrics.text()).toContain('plumbline_spans_stored_total{table="spans"} 7\n');
  });

  it('sorts what it measured into the given bounds', async () => {
    metrics.histogram('plumbline_batch_bytes', 'Batches.', [10, 100]).record(50);
    const lines = (await metrics.text()).split('\n').filter((line) => line.includes('_bucket'));
    expect(lines).toEqual([
      'plumbline_batch_bytes_bucket{le="10"} 0',
      'plumbline_batch_bytes_bucket{le="100"} 1',
      'plumbline_batch_bytes_bucket{le="+Inf"} 1',
    ]);
  });

  it('says so when a reading fails', async () => {
    metrics.gauge('plumbline_broken', 'Broken.', () => {
      throw new Error('no such file');
    });
    await expect(metrics.text()).rejects.toThrow('Reading the metrics failed.');
  });
});
