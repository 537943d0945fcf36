import { nameValue, withUnit } from './named-value.js';

describe('nameValue', () => {
  it.each([
    ['lagSeconds', 412, { label: 'oldest waits', text: '6 min 52 s' }],
    ['lagMessages', 1204, { label: 'waiting', text: '1,204 messages' }],
    ['share', 0.013, { label: 'share', text: '1.3 % of processed' }],
    ['amplification', 2.2727, { label: 'amplification', text: '2.27 attempts a message' }],
    ['spikeThreshold', 5, { label: 'spike above', text: '5 messages' }],
    ['depthMessages', 3, { label: 'depth', text: '3 messages' }],
    ['retryRatio', 0.834, { label: 'retry', text: '83.4 %' }],
    ['windowMs', 60_000, { label: 'window', text: '1 min' }],
    ['attempts', 1, { label: 'attempts', text: '1 attempt' }],
    ['deliveries', 40, { label: 'deliveries', text: '40 deliveries' }],
    ['oddThing', 2.345, { label: 'odd thing', text: '2.35' }],
  ])('reads %s %d', (name, value, shown) => expect(nameValue(name, value)).toEqual(shown));

  it('says unknown, and of what, where the figure is not known', () => {
    expect(nameValue('lagMessages', null)).toEqual({ label: 'waiting', text: 'unknown' });
    expect(nameValue('depthMessages', null)).toEqual({ label: 'depth messages', text: 'unknown' });
    expect(nameValue('attempts', null)).toEqual({ label: 'attempts', text: 'unknown' });
  });
});

describe('withUnit', () => {
  it('speaks of one and of many', () => {
    expect([withUnit(0, 'message'), withUnit(1, 'message'), withUnit(2, 'delivery')]).toEqual([
      '0 messages',
      '1 message',
      '2 deliveries',
    ]);
  });
});
