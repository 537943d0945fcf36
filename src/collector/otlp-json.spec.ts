import { traceRequestFromJson } from './otlp-json.js';

const spanWith = (members: object): string =>
  JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 'ab', ...members }] }] }] });

describe('traceRequestFromJson', () => {
  it('writes the bytes that Protobuf would', () => {
    // resource_spans { scope_spans { spans { trace_id: 0xab, name: "n", kind: 5, start: 2 } } }
    const request = spanWith({ traceId: 'AB', name: 'n', kind: 5, startTimeUnixNano: '2' });
    expect(traceRequestFromJson(request).toString('hex')).toBe(
      '0a151213' + '1211' + '0a01ab' + '2a016e' + '3005' + '390200000000000000',
    );
  });

  it('ignores what it does not know, and takes null for absent', () => {
    const request = spanWith({ name: null, startedBy: 'x', trace_id: '00', spanId: null });
    expect(traceRequestFromJson(request).toString('hex')).toBe('0a071205' + '1203' + '0a01ab');
  });

  it.each([
    [
      'an id that is not hex',
      { traceId: 'xyz!' },
      '$.resourceSpans[0].scopeSpans[0].spans[0].traceId is "xyz!", expected an id in hex',
    ],
    [
      'an enum by name',
      { kind: 'SPAN_KIND_SERVER' },
      'spans[0].kind is "SPAN_KIND_SERVER", expected an integer, or one in a string',
    ],
    [
      'a time before 1970',
      { startTimeUnixNano: -1 },
      'spans[0].startTimeUnixNano is -1, expected an integer that is not negative',
    ],
    [
      'a value of the wrong type',
      { attributes: [{ key: 'k', value: { boolValue: 'yes' } }] },
      'spans[0].attributes[0].value.boolValue is "yes", expected true or false',
    ],
    ['an object for a list', { attributes: {} }, 'spans[0].attributes is {}, expected an array'],
  ])('names the place of %s', (_what, members, message) => {
    expect(() => traceRequestFromJson(spanWith(members))).toThrow(message);
  });

  it('refuses what is not JSON, with the parser’s own words', () => {
    expect(() => traceRequestFromJson('{"resourceSpans": [')).toThrow(/^the body is not JSON: /);
  });

  it('refuses values nested beyond any use before they exhaust the stack', () => {
    const value = `${'{"arrayValue":{"values":['.repeat(5000)}{}${']}}'.repeat(5000)}`;
    const request = spanWith({ attributes: [{ key: 'k', value: 'deep' }] }).replace('"deep"', value);
    expect(() => traceRequestFromJson(request)).toThrow('nested more than 64 deep');
  });
});
