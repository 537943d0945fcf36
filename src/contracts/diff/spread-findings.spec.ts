import type { Format } from '../source.js';
import { describeChanges } from './describe-changes.js';

function told(format: Format, older: unknown, newer: unknown): string[] {
  const source = (schema: unknown) => ({ text: typeof schema === 'string' ? schema : JSON.stringify(schema) });
  const diff = describeChanges({ format, older: source(older), newer: source(newer) });
  if ('problems' in diff) throw new Error(diff.problems[0]!.reason);
  return diff.changes.map(({ message, backward, forward }) => `${message} [${backward.effect}, ${forward.effect}]`);
}

const text = { type: 'string' };
const whole = { type: 'integer' };

describe('a change of a definition that stands at several places', () => {
  const order = (definition: object) => ({
    type: 'object',
    properties: { billing: { $ref: '#/$defs/Address' }, shipping: { $ref: '#/$defs/Address' } },
    $defs: { Address: definition },
  });
  const address = (properties: object, required: string[] = []) => ({ type: 'object', properties, required });
  const record = (name: string, fields: [string, unknown][]) => ({
    type: 'record',
    name,
    fields: fields.map(([field, type]) => ({ name: field, type })),
  });
  const avro = (zip: string) =>
    record('s.Order', [
      ['billing', record('s.Address', [['zip', zip]])],
      ['shipping', 's.Address'],
    ]);
  const status = (symbols: string[]) =>
    record('s.Order', [
      ['was', { type: 'enum', name: 's.Status', symbols }],
      ['is', 's.Status'],
    ]);
  const proto = (type: string) =>
    `syntax = "proto3"; message Order { Address billing = 1; Address shipping = 2; } message Address { ${type} zip = 1; }`;

  it.each<[string, Format, unknown, unknown, string[]]>([
    [
      'in JSON Schema',
      'JSON',
      order(address({ zip: text })),
      order(address({ zip: whole })),
      [
        '/billing/zip is integer now; it was string. [breaks, breaks]',
        '/shipping/zip is integer now; it was string. [breaks, breaks]',
      ],
    ],
    [
      'in JSON Schema, of a whole number',
      'JSON',
      order(address({ zip: { type: 'number' } })),
      order(address({ zip: text })),
      [
        '/billing/zip is string now; it was number. [breaks, breaks]',
        '/shipping/zip is string now; it was number. [breaks, breaks]',
      ],
    ],
    [
      'in JSON Schema, where it is new',
      'JSON',
      order(address({})),
      order(address({ zip: text })),
      [
        '/billing/zip is new: optional, string. [breaks, fine]',
        '/shipping/zip is new: optional, string. [breaks, fine]',
      ],
    ],
    [
      'in JSON Schema, of two new fields that refer to it',
      'JSON',
      { type: 'object', $defs: { Zip: text } },
      {
        type: 'object',
        properties: { from: { $ref: '#/$defs/Zip' }, to: { $ref: '#/$defs/Zip' } },
        $defs: { Zip: text },
      },
      ['/from is new: optional, string. [breaks, fine]', '/to is new: optional, string. [breaks, fine]'],
    ],
    [
      'in Avro',
      'AVRO',
      avro('string'),
      avro('int'),
      [
        '/billing/zip is int now; it was string. [breaks, breaks]',
        '/shipping/zip is int now; it was string. [breaks, breaks]',
      ],
    ],
    [
      "in an Avro enum's values",
      'AVRO',
      status(['OPEN', 'PAID']),
      status(['OPEN']),
      ['/is lost the value "PAID". [breaks, fine]', '/was lost the value "PAID". [breaks, fine]'],
    ],
    [
      'in Protobuf',
      'PROTOBUF',
      proto('string'),
      proto('int32'),
      [
        '/billing/zip is int32 now; it was string. [breaks, breaks]',
        '/shipping/zip is int32 now; it was string. [breaks, breaks]',
      ],
    ],
  ])('breaks at each of them, %s', (_, format, older, newer, expected) => {
    expect(told(format, older, newer)).toEqual(expected);
  });

  it('is not called fine where only a part of it is shared', () => {
    const inline = address({ zip: { $ref: '#/$defs/Zip' } });
    const newer = { type: 'object', properties: { billing: inline, shipping: inline }, $defs: { Zip: whole } };
    expect(told('JSON', order(address({ zip: text })), newer)).toEqual([
      '/billing/zip is integer now; it was string. [breaks, breaks]',
      '/shipping/zip is integer now; it was string. [unproven, breaks]',
    ]);
  });

  it('leaves alone what is fine beside it', () => {
    const older = order(address({ zip: text, name: { type: 'string', maxLength: 5 } }));
    const newer = order(address({ zip: { ...text, maxLength: 5 }, name: text }));
    expect(told('JSON', older, newer)).toEqual([
      '/billing/name is without that bound now; it was at most 5 characters. [fine, breaks]',
      '/billing/zip is at most 5 characters now; it was without that bound. [breaks, fine]',
      '/shipping/name is without that bound now; it was at most 5 characters. [fine, breaks]',
      '/shipping/zip is at most 5 characters now; it was without that bound. [breaks, fine]',
    ]);
  });
});
