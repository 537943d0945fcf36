import { attributesOf, spanFacts } from './span-facts.js';

const span = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  name: 'orders.v1 process',
  kind: 5,
  startTimeUnixNano: '1732197600000000000',
  endTimeUnixNano: '1732197600250000000',
};

describe('spanFacts', () => {
  it('reads a span under OTLP’s JSON names', () => {
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'billing' } }] };
    expect(spanFacts({ ...span, resource, status: { code: 2 } })).toEqual({
      service: 'billing',
      kind: 'consumer',
      startUnixMs: 1732197600000,
      durationMs: 250,
      isError: true,
    });
  });

  it('says what is not known instead of guessing', () => {
    expect(spanFacts({ ...span, kind: 9, endTimeUnixNano: '' })).toEqual({
      service: null,
      kind: 'kind 9',
      startUnixMs: 1732197600000,
      durationMs: Number.NaN,
      isError: false,
    });
  });
});

describe('attributesOf', () => {
  it('unwraps OTLP’s values and survives what is none', () => {
    const attributes = [
      { key: 'n', value: { intValue: '7' } },
      { key: 'list', value: { arrayValue: { values: [{ boolValue: true }] } } },
      { key: 'none', value: {} },
      null,
    ];
    expect(attributesOf({ attributes })).toEqual([
      ['n', '7'],
      ['list', '{"values":[{"boolValue":true}]}'],
      ['none', '(none)'],
      ['undefined', '(none)'],
    ]);
    expect(attributesOf({ attributes: 'odd' })).toEqual([]);
  });
});
