import { detectRetryStorm, type RetryReading } from './retry-storm.js';

const WINDOW = 300_000;
const thresholds = { retryRatio: 0.2, retryMinAttempts: 50 };
const labels = { system: 'kafka', destination: 'orders', consumer_group: 'billing' };

const reading = (
  attempts: number | null,
  deliveries: number | null,
  rest: Partial<RetryReading> = {},
): RetryReading => ({
  system: 'kafka',
  destination: 'orders',
  consumerGroup: 'billing',
  attempts,
  deliveries,
  failedAttempts: null,
  topError: null,
  isEstimated: false,
  exampleFlows: [],
  ...rest,
});

const detect = (...args: Parameters<typeof reading>) => detectRetryStorm([reading(...args)], thresholds, WINDOW);

describe('detectRetryStorm', () => {
  it('names amplification and top error', () => {
    const rest = { failedAttempts: 250, topError: 'ECONNREFUSED', exampleFlows: ['order-1'] };
    expect(detect(300, 60, rest)).toEqual({
      detections: [
        {
          kind: 'retry-storm',
          severity: 'critical',
          labels,
          summary:
            'billing retries kafka orders: at least 300 attempts for 60 messages (5.0 attempts a message), mostly ECONNREFUSED',
          description:
            '80 % of the attempts of billing on orders within 300 s repeated an earlier one. The most frequent error is ' +
            '"ECONNREFUSED". Look whether what billing depends on is down, or whether one message fails again and again.',
          values: { attempts: 300, deliveries: 60, failedAttempts: 250, retryRatio: 0.8, amplification: 5 },
          exampleFlows: ['order-1'],
        },
      ],
      clear: [],
    });
  });

  it('stays silent when retries rise together with traffic', () => {
    expect(detect(4_040, 4_000)).toEqual({ detections: [], clear: [labels] });
  });

  it.each([
    ['exactly at the threshold', 100, 80, 'neither'],
    ['just above it', 100, 79, 'warning'],
    ['exactly half', 100, 50, 'warning'],
    ['above half', 100, 49, 'critical'],
    ['with one attempt too few', 49, 1, 'clear'],
    ['with just enough attempts', 50, 1, 'critical'],
    ['between clear and firing', 100, 85, 'neither'],
    ['below 0.7 of the threshold', 100, 87, 'clear'],
    ['without attempts', 0, 0, 'clear'],
    ['unknown', null, null, 'neither'],
  ] as const)('is right %s', (_case, attempts, deliveries, verdict) => {
    const { detections, clear } = detect(attempts, deliveries);
    const said = detections[0]?.severity ?? (clear.length > 0 ? 'clear' : 'neither');
    expect(said).toBe(verdict);
  });
});
