import { traceRequestFromJson } from './otlp-json.js';

const spanWith = (members: object): string =>
  JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 'ab', ...members }] }] }] });
const written = (text: string): [string, object] => {
  const { body, odd } = traceRequestFromJson(text);
  return [body.toString('hex'), odd];
};
const ONLY_ITS_ID = '0a071205' + '1203' + '0a01ab';

describe('traceRequestFromJson', () => {
  it('writes the bytes that Protobuf would', () => {
    // resource_spans { scope_spans { spans { trace_id: 0xab, name: "n", kind: 5, start: 2 } } }
    const request = spanWith({ traceId: 'AB', name: 'n', kind: 5, startTimeUnixNano: '2' });
    expect(written(request)).toEqual(['0a151213' + '1211' + '0a01ab' + '2a016e' + '3005' + '390200000000000000', {}]);
  });

  it('ignores what it does not know, and takes null for absent', () => {
    expect(written(spanWith({ name: null, startedBy: 'x', trace_id: '00', spanId: null }))).toEqual([ONLY_ITS_ID, {}]);
  });

  it.each([
    ['an enum by name', { kind: 'SPAN_KIND_SERVER' }],
    ['a negative enum', { kind: -1 }],
    ['a time before 1970', { startTimeUnixNano: -1 }],
    ['a time with a fraction', { startTimeUnixNano: 1.5 }],
    ['a time beyond 64 bits', { endTimeUnixNano: '18446744073709551616' }],
    ['an object for a list', { attributes: {} }],
    ['a list for an object', { status: [] }],
    ['a number for a string', { name: 7 }],
  ])('leaves out %s, and counts it', (_what, members) => {
    expect(written(spanWith(members))).toEqual([ONLY_ITS_ID, { bad_value: 1 }]);
  });

  it('leaves out an attribute’s value of the wrong form, and keeps the attribute and the others', () => {
    const attributes = [
      { key: 'a', value: { boolValue: 'yes' } },
      'b',
      { key: 'c', value: { intValue: '9223372036854775808' } },
    ];
    const [hex, odd] = written(spanWith({ attributes }));
    expect(odd).toEqual({ bad_value: 3 });
    expect(hex).toContain('4a05' + '0a0161' + '1200' + '4a05' + '0a0163' + '1200');
  });

  it('writes an id that is none as one byte, for which the decoder rejects the span', () => {
    expect(written(spanWith({ traceId: 'xyz' }))).toEqual(['0a071205' + '1203' + '0a0100', {}]);
  });

  it.each([
    ['[]', 'the body is an array, expected an object'],
    ['7', 'the body is a number, expected an object'],
    ['{"resourceSpans": {}}', '"resourceSpans" is an object, expected an array of resource spans'],
    ['{"resourceSpans": [{"scopeSpans": 1}]}', '"scopeSpans" is a number, expected an array of scope spans'],
    ['{"resourceSpans": [{"scopeSpans": [{"spans": "x"}]}]}', '"spans" is a string, expected an array of spans'],
    ['{"resourceSpans": [', 'the body is not JSON: '],
  ])('refuses %s, of which there is no telling what the spans are', (text, message) => {
    expect(() => traceRequestFromJson(text)).toThrow(message);
  });

  it('leaves out values nested beyond any use, without exhausting the stack', () => {
    const value = `${'{"arrayValue":{"values":['.repeat(5000)}{}${']}}'.repeat(5000)}`;
    const request = spanWith({ attributes: [{ key: 'k', value: 'deep' }] }).replace('"deep"', value);
    expect(written(request)[1]).toEqual({ bad_value: 1 });
  });
});
