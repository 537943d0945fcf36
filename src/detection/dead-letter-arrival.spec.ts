import { detectDeadLetterArrival, spikeThreshold, type DeadLetterReading } from './dead-letter-arrival.js';

const WINDOW = 300_000;
const labels = { system: 'kafka', destination: 'orders.dlq' };

const reading = (rest: Partial<DeadLetterReading>): DeadLetterReading => ({
  ...labels,
  arrivedBySpans: 0,
  arrivedByBroker: null,
  isWatchedByBroker: false,
  processed: null,
  baseline: [],
  exampleFlows: [],
  ...rest,
});

const detect = (rest: Partial<DeadLetterReading>) => detectDeadLetterArrival([reading(rest)], WINDOW);

describe('detectDeadLetterArrival', () => {
  it('warns of the first dead letter, with the flow that shows it', () => {
    expect(detect({ arrivedBySpans: 1, processed: 50, exampleFlows: ['order-7'] })).toEqual({
      detections: [
        {
          kind: 'dead-letter-arrival',
          severity: 'warning',
          labels,
          summary: '1 dead letter in kafka orders.dlq within 5 min',
          description:
            'Messages were moved to orders.dlq after their processing failed. Look at the failing attempts in the example ' +
            'flows first; the messages stay in orders.dlq until somebody redrives or removes them.',
          values: {
            arrived: 1,
            arrivedBySpans: 1,
            arrivedByBroker: null,
            processed: 50,
            share: null,
            spikeThreshold: 5,
          },
          exampleFlows: ['order-7'],
        },
      ],
      clear: [],
    });
  });

  it('is clear when every witness says that nothing came', () => {
    expect(detect({})).toEqual({ detections: [], clear: [labels] });
    expect(detect({ arrivedBySpans: null, arrivedByBroker: 0, isWatchedByBroker: true })).toEqual({
      detections: [],
      clear: [labels],
    });
  });

  it('says nothing without data, and nothing when the broker that watched fell silent', () => {
    const unknown = { detections: [], clear: [] };
    expect(detectDeadLetterArrival([], WINDOW)).toEqual(unknown);
    expect(detect({ arrivedBySpans: null })).toEqual(unknown);
    expect(detect({ arrivedBySpans: 0, isWatchedByBroker: true })).toEqual(unknown);
  });

  it('takes the higher witness, never the sum, so that one dead letter is one', () => {
    const { detections } = detect({ arrivedBySpans: 1, arrivedByBroker: 3 });
    expect(detections[0]?.values['arrived']).toBe(3);
    expect(detect({ arrivedBySpans: 4, arrivedByBroker: 3 }).detections[0]?.values['arrived']).toBe(4);
  });

  it.each([
    ['exactly the floor of 5', { arrivedBySpans: 5 }, 'warning'],
    ['one above the floor', { arrivedBySpans: 6 }, 'critical'],
    ['below what is usual', { arrivedBySpans: 20, baseline: [20, 21, 22, 20, 19] }, 'warning'],
    ['far above what is usual', { arrivedBySpans: 40, baseline: [20, 21, 22, 20, 19] }, 'critical'],
    ['exactly 1 % of what was processed', { arrivedBySpans: 2, processed: 200 }, 'warning'],
    ['above 1 % of what was processed', { arrivedBySpans: 3, processed: 200 }, 'critical'],
    ['a share of fewer than 100 processed', { arrivedBySpans: 1, processed: 3 }, 'warning'],
  ] as const)('calls %s by its severity', (_case, rest, severity) => {
    expect(detect(rest).detections).toMatchObject([{ severity }]);
  });
});

describe('spikeThreshold', () => {
  it.each([
    [[], 5],
    [[0, 0, 0, 0], 5],
    [[10], 10],
    [[10, 12, 14], 18],
    [[10, 12, 14, 100], 19],
  ])('of %j is %d', (baseline, threshold) => expect(spikeThreshold(baseline)).toBe(threshold));
});
