import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { readSchema } from '../read-schema.js';
import { LINT_RULES } from './lint-rules.js';
import { lint, type LintRequest } from './lint.js';

import { NOW, problems, told, only, object, text, described } from '../../../test/contracts/linted.js';

describe('a good contract', () => {
  const closed = { additionalProperties: false };
  const id = (description: string) => described(description, { type: 'string', format: 'uuid' });
  const moment = (description: string) => described(description, { type: 'string', format: 'date-time' });

  it.each<[string, object]>([
    [
      'of an order',
      {
        title: 'orders.created',
        description: 'A customer placed an order.',
        ...object(
          {
            orderId: id('Names the order.'),
            customerId: id('Who placed it.'),
            placedAt: moment('When it was confirmed, UTC.'),
            currency: described('ISO 4217.', { type: 'string', pattern: '^[A-Z]{3}$' }),
            totalCents: described('What is to be paid.', { type: 'integer', minimum: 0 }),
            lines: described('What was ordered.', {
              type: 'array',
              maxItems: 200,
              items: object(
                {
                  sku: described('The article.', { type: 'string', maxLength: 40 }),
                  name: described('The article as it was called that day.', { type: 'string', maxLength: 200 }),
                  price: described('For one, in minor units of `currency`.', { type: 'integer' }),
                  quantity: described('How many.', { type: 'integer', minimum: 1 }),
                },
                closed,
              ),
            }),
          },
          closed,
        ),
      },
    ],
    [
      'of a registration, with its personal data tagged',
      {
        title: 'UserRegistered',
        description: 'Somebody opened an account.',
        ...object(
          {
            userId: id('Names the account.'),
            email: described('Where to write to.', { type: 'string', format: 'email', 'confluent:tags': ['PII'] }),
            emailVerified: described('Whether the address was confirmed.', { type: 'boolean' }),
            phoneModel: described('The device, as it says itself.', { type: 'string', maxLength: 60 }),
            address: described('Where the person lives.', {
              'x-tags': ['gdpr:personal'],
              ...object({ street: described('With the number.', { type: 'string', maxLength: 99 }) }, closed),
            }),
            registeredAt: moment('When.'),
          },
          closed,
        ),
      },
    ],
    [
      'of a shipment, with units',
      {
        title: 'shipment.dispatched.v2',
        description: 'A parcel left the warehouse.',
        ...object(
          {
            shipmentId: id('Names the shipment.'),
            weightGrams: described('With the box.', { type: 'integer', minimum: 1 }),
            timeoutMs: described('How long the carrier waits.', { type: 'integer' }),
            warehouse: described('Where it left.', {
              ...object(
                {
                  name: described('The house.', { type: 'string', maxLength: 80 }),
                  address: described('Where the house stands.', { type: 'string', maxLength: 200 }),
                  serverIp: described('Of the scanner.', { type: 'string', format: 'ipv4' }),
                },
                closed,
              ),
            }),
            duration: described('Planned, ISO 8601.', { type: 'string', format: 'duration' }),
            status: described('What the carrier says; new ones come.', {
              type: 'string',
              maxLength: 30,
              'x-extensible-enum': ['dispatched', 'delivered'],
            }),
          },
          closed,
        ),
      },
    ],
    [
      'of a reading of a sensor, in snake case',
      {
        title: 'temperature_measured',
        description: 'A sensor reported.',
        ...object(
          {
            sensor_id: id('Names the sensor.'),
            device_id: id('The device it sits in.'),
            temperature_celsius: described('At the sensor.', { type: 'number' }),
            measured_at: moment('By the clock of the device.'),
            created_at: moment('When the event was written.'),
            file_name: described('Of the raw log.', { type: 'string', maxLength: 120 }),
          },
          closed,
        ),
      },
    ],
  ])('%s is left alone', (_, schema) => {
    expect(problems(schema)).toEqual([]);
  });

  it.each([
    [
      'orders.created.v1.json',
      ['unbounded-array /items', 'undocumented-field /items/*/sku', 'undocumented-field /items/*/quantity'],
    ],
    ['payments.captured.v1.json', []],
  ])('of the examples, %s, has only what is true of it', (file, expected) => {
    const schema = readFileSync(new URL(`../../../schemas/contracts/${file}`, import.meta.url), 'utf8');
    expect(told(lint({ format: 'JSON', source: { text: schema }, now: NOW }))).toEqual(expected);
  });
});

describe('a problem', () => {
  it('says its rule, how grave it is, where, what follows from it and what would mend it', () => {
    expect(problems(object({ startedAt: text }), { settings: only('date-without-format') })).toEqual([
      {
        rule: 'date-without-format',
        severity: 'warning',
        path: '/startedAt',
        schemaPath: '/properties/startedAt',
        message:
          '/startedAt is a moment by its name, and the contract does not say in which form: consumers will parse it differently.',
        fix: 'Set "format": "date-time" (or "date"), and send RFC 3339.',
      },
    ]);
  });

  it('stands after all graver ones', () => {
    const found = problems(object({ b: text, startedAt: text }, { required: [] }));
    expect(found.map(({ severity }) => severity)).toEqual([...found.map(({ severity }) => severity)].sort().reverse());
  });

  it('is as grave as the settings say, or off, or left alone at a path', () => {
    const schema = object({ startedAt: text, endedAt: text });
    const settings = { ...only('date-without-format', { severity: 'error', ignore: ['/endedAt'] }) };
    expect(problems(schema, { settings })).toMatchObject([{ severity: 'error', path: '/startedAt' }]);
    expect(problems(schema, { settings: { ...settings, 'date-without-format': 'off' } })).toEqual([]);
  });

  it('is also a setting that does nothing', () => {
    const settings = { ...only('open-content'), 'open-contents': 'off', 'closed-enum': 'fatal' } as never;
    expect(problems(object({}, { additionalProperties: false }), { settings })).toMatchObject([
      { rule: 'lint-settings', message: 'The severity of "closed-enum" is none of off, notice, warning, error.' },
      { rule: 'lint-settings', message: 'There is no rule "open-contents".' },
    ]);
  });

  it('is a schema that cannot be read, alone', () => {
    const found = lint({ format: 'JSON', source: { text: '{"type": "strin"}' }, now: NOW });
    expect(found).toMatchObject([{ rule: 'schema-invalid', severity: 'error' }]);
  });
});

describe('what would mend it is said in the words of the format', () => {
  const settings = { ...only('removed-without-deprecation'), 'undated-deprecation': {}, 'untagged-personal-data': {} };
  const fixes = (format: LintRequest['format'], text: string, previous: string): string[] =>
    lint({ format, source: { text }, previous: { text: previous }, now: NOW, settings }).map(({ fix }) => fix);
  const avro = (...fields: object[]) => JSON.stringify({ type: 'record', name: 'A', fields });
  const proto = (fields: string) => `syntax = "proto3"; message A { ${fields} }`;

  it.each<[LintRequest['format'], string, string, string[]]>([
    [
      'JSON',
      JSON.stringify(object({ email: { ...text, deprecated: true } })),
      JSON.stringify(object({ email: text, old: text })),
      [
        'Keep it, mark it with "deprecated": true and "x-deprecated-since", and remove it later.',
        'Tag it: "confluent:tags": ["PII"], or "x-sensitivity". Where it is none, tag it as public.',
        'Set "x-deprecated-since" to a date such as 2026-11-21, and "x-removal-after" to the day it may go.',
      ],
    ],
    [
      'AVRO',
      avro({ name: 'email', type: 'string', deprecated: true }),
      avro({ name: 'email', type: 'string' }, { name: 'old', type: 'string' }),
      [
        'Keep it, mark it with the property "deprecated": true and the property "x-deprecated-since", and remove it later.',
        'Tag it with the property "confluent:tags": ["PII"] on the field. Where it is none, tag it as public.',
        'Set the property "x-deprecated-since" to a date such as 2026-11-21, and "x-removal-after" to the day it may go.',
      ],
    ],
    [
      'PROTOBUF',
      proto('string email = 1 [deprecated = true];'),
      proto('string email = 1; string old = 2;'),
      [
        'Keep it, mark it with [deprecated = true] and the line "x-deprecated-since: 2026-11-21" in its comment, and remove it later.',
        'Tag it: [(confluent.field_meta).tags = "PII"]. Where it is none, tag it as public.',
        'Add the line "x-deprecated-since: 2026-11-21" in its comment, and "x-removal-after: 2027-02-21" for the day it may go.',
      ],
    ],
  ])('%s', (format, schema, previous, expected) => {
    expect(fixes(format, schema, previous)).toEqual(expected);
  });

  it('and what it says of Protobuf is read', () => {
    const marked =
      '// x-deprecated-since: 2026-01-01\n string email = 1 [deprecated = true, (confluent.field_meta).tags = "PII"];';
    const source = `syntax = "proto3"; import "confluent/meta.proto"; message A {\n ${marked} }`;
    expect(fixes('PROTOBUF', source, source)).toEqual([]);
  });
});

it('never throws, whatever the schema and the settings', () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  const keys = fc.constantFrom(
    'type',
    'properties',
    'items',
    'enum',
    'anyOf',
    'allOf',
    '$ref',
    'required',
    '__proto__',
    'deprecated',
    'x-removal-after',
  );
  const schema = fc.oneof(
    json,
    fc.dictionary(keys, json),
    object({}) && fc.constant({ properties: { toString: { enum: [1, 2] }, constructor: {} } }),
  );
  const settings = fc.dictionary(fc.constantFrom(...LINT_RULES.map(({ id }) => id), 'toString'), fc.jsonValue());
  fc.assert(
    fc.property(schema, schema, settings, (source, previous, given) => {
      const found = problems(source, { previous: { text: JSON.stringify(previous) }, settings: given as never });
      expect(Array.isArray(found)).toBe(true);
    }),
    { seed: 1, numRuns: 300 },
  );
});

it('looks at no more fields when the time is up, and says so', () => {
  const source = { text: JSON.stringify(object({ a: text, b: text, c: text })) };
  let whileReading = 0;
  readSchema({ format: 'JSON', source, isOver: () => ++whileReading < 0 });
  const found = lint({ format: 'JSON', source, now: NOW, isOver: () => whileReading-- <= 0 });
  expect(told(found)).toContain('outline-cut ');
  expect(told(lint({ format: 'JSON', source, now: NOW }))).not.toContain('outline-cut ');
});
