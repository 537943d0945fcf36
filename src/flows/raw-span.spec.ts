import { showRawSpan, type RawSpanRow } from './raw-span.js';

const row: RawSpanRow = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: '',
  flags: 257,
  kind: 4,
  name: 'send orders',
  startNano: '1795262400000000001',
  endNano: '1795262400000000002',
  statusCode: 0,
  statusMessage: '',
  resource: '{"attributes":[]}',
  scope: '{"name":"kafkajs"}',
  attributeKeys: [],
  attributeValues: [],
  attributeTypes: [],
  rest: '',
};

describe('a stored span told again as OTLP JSON', () => {
  it('keeps what the columns hold, times to the nanosecond', () => {
    expect(showRawSpan(row)).toEqual({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      flags: 257,
      name: 'send orders',
      kind: 4,
      startTimeUnixNano: '1795262400000000001',
      endTimeUnixNano: '1795262400000000002',
      attributes: [],
      status: { code: 0 },
      resource: { attributes: [] },
      scope: { name: 'kafkajs' },
    });
  });

  it.each<[number, string, object]>([
    [0, '', {}],
    [1, '12', { stringValue: '12' }],
    [2, 'true', { boolValue: true }],
    [3, '-9223372036854775808', { intValue: '-9223372036854775808' }],
    [4, '0.1', { doubleValue: 0.1 }],
    [4, '-inf', { doubleValue: '-Infinity' }],
    [5, '{"arrayValue":{"values":[{"intValue":"1"}]}}', { arrayValue: { values: [{ intValue: '1' }] } }],
    [5, '{"values":[{"intValue":"1"}]}', { arrayValue: { values: [{ intValue: '1' }] } }],
    [6, '{"values":[]}', { kvlistValue: { values: [] } }],
    [7, '"AQI="', { bytesValue: 'AQI=' }],
    [7, 'AQI=', { bytesValue: 'AQI=' }],
    [99, 'later', { stringValue: 'later' }],
  ])('gives attributes of type %i their type back: %s', (type, value, shown) => {
    const span = showRawSpan({ ...row, attributeKeys: ['k'], attributeValues: [value], attributeTypes: [type] });
    expect(span['attributes']).toEqual([{ key: 'k', value: shown }]);
  });

  it('decodes events, links, trace state and dropped counts from the remaining fields', () => {
    const bytes = (field: number, content: number[] | string) => {
      const body = typeof content === 'string' ? [...Buffer.from(content)] : content;
      return [field * 8 + 2, body.length, ...body];
    };
    const attribute = (key: string, value: number[]) => [...bytes(1, key), ...bytes(2, value)];
    const rest = [
      ...bytes(3, 'a=1'),
      ...[80, 3],
      ...bytes(11, [
        ...[9, 1, 0, 0, 0, 0, 0, 0, 0x80],
        ...bytes(2, 'exception'),
        ...bytes(3, attribute('n', [0x18, ...Array<number>(9).fill(0xff), 1])),
        ...bytes(3, attribute('d', [0x21, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f])),
        ...bytes(3, attribute('l', bytes(5, bytes(1, bytes(1, 'x'))))),
        ...bytes(3, attribute('m', bytes(6, bytes(1, attribute('b', [0x10, 1]))))),
      ]),
      ...[96, 4],
      ...bytes(13, [
        ...bytes(1, Array<number>(16).fill(0xab)),
        ...bytes(2, Array<number>(8).fill(0xcd)),
        ...[0x35, 1, 1, 0, 0],
      ]),
      ...[112, 5],
    ];
    expect(showRawSpan({ ...row, rest: Buffer.from(rest).toString('base64') })).toMatchObject({
      traceState: 'a=1',
      droppedAttributesCount: 3,
      events: [
        {
          timeUnixNano: '9223372036854775809',
          name: 'exception',
          attributes: [
            { key: 'n', value: { intValue: '-1' } },
            { key: 'd', value: { doubleValue: 1.5 } },
            { key: 'l', value: { arrayValue: { values: [{ stringValue: 'x' }] } } },
            { key: 'm', value: { kvlistValue: { values: [{ key: 'b', value: { boolValue: true } }] } } },
          ],
        },
      ],
      droppedEventsCount: 4,
      links: [{ traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), flags: 257 }],
      droppedLinksCount: 5,
    });
  });

  it.each([
    ['a length past the end', [0x5a, 9, 1], 'the message ends within a field at byte 2'],
    ['a group', [0x0b], 'wire type 3 at byte 1, which OTLP does not use'],
    ['an endless varint', Array<number>(12).fill(0xff), 'a varint of more than 10 bytes before byte 10'],
    ['a number cut short', [0x61, 1], 'the message ends within a field at byte 1'],
  ])('says why the remaining fields cannot be decoded: %s', (_, bytes, reason) => {
    expect(showRawSpan({ ...row, rest: Buffer.from(bytes).toString('base64') })['undecodedRemainder']).toBe(reason);
  });
});
