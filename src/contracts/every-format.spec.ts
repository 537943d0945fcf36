import type { Change } from './diff/change.js';
import { describeChanges } from './diff/describe-changes.js';
import { schemaFormatOf } from './formats/index.js';
import { lint } from './lint/lint.js';
import type { Format } from './source.js';
import { translate } from './translation/translate.js';
import { validateEvent } from './validation/validate-event.js';

const told = ({ message, backward, forward }: Change): string => `${message} [${backward.effect}, ${forward.effect}]`;

function changes(format: Format, older: string, newer: string): string[] {
  const diff = describeChanges({ format, older: { text: older }, newer: { text: newer } });
  return 'problems' in diff ? diff.problems.map(({ reason }) => reason) : diff.changes.map(told);
}

const problems = (format: Format, text: string, previous?: string): string[] =>
  lint({
    format,
    source: { text },
    now: new Date('2026-06-01'),
    ...(previous === undefined ? {} : { previous: { text: previous } }),
    settings: { 'undocumented-field': 'off' },
  }).map(({ rule, path }) => `${rule} ${path}`);

/** Formats that are not read yet have nothing to show. */
const describeReading = (format: Format, tests: () => void): void =>
  (schemaFormatOf(format) === null ? describe.skip : describe)(format, tests);

describeReading('AVRO', () => {
  const field = (name: string, type: unknown, more: object = {}) => ({ name, type, ...more });
  const record = (...fields: object[]): string => JSON.stringify({ type: 'record', name: 'OrderPlaced', fields });
  const status = (...symbols: string[]) => ({ type: 'enum', name: 'Status', symbols });
  const older = record(
    field('id', 'string'),
    field('mail', 'string'),
    field('status', status('OPEN')),
    field('total', 'int'),
  );
  const newer = record(
    field('id', 'string'),
    field('email', 'string', { aliases: ['mail'], 'confluent:tags': ['PII'] }),
    field('status', status('OPEN', 'PAID')),
    field('total', 'long'),
    field('channel', 'string', { default: 'web' }),
  );

  it('tells renamed fields by their alias, and each change with what it breaks', () => {
    expect(changes('AVRO', older, newer)).toEqual([
      '/email is renamed from "mail", as its alias says. [fine, breaks]',
      '/status gained the value "PAID". [fine, breaks]',
      '/total is long now; it was int. [fine, breaks]',
      '/channel is new: optional, string. [fine, fine]',
      '/email gained the tag "PII". [fine, fine]',
    ]);
  });

  it('is linted, but for what it cannot say', () => {
    expect(problems('AVRO', newer)).toEqual(['missing-unit /total', 'closed-enum /status']);
    const paid = { type: 'record', name: 'Paid', fields: [field('iban', 'string')] };
    const union = record(field('createdAt', 'long'), field('amount', 'double'), field('pay', ['null', 'string', paid]));
    expect(problems('AVRO', union)).toEqual([
      'date-without-format /createdAt',
      'missing-unit /amount',
      'untagged-personal-data /pay/iban',
    ]);
  });

  it('is translated without rules by its own resolution', async () => {
    const versions = [older, newer].map((text, i) => ({ version: i + 1, text }));
    const samples = [{ id: 'a', mail: 'm', status: 'OPEN', total: 1 }];
    expect(await translate({ format: 'AVRO', versions, from: 1, to: 2, samples })).toMatchObject({
      survived: 1,
      samples: [{ result: { id: 'a', email: 'm', status: 'OPEN', total: 1, channel: 'web' } }],
    });
  });

  it('is opened where the first byte is a magic one, and left where the payload was bare', () => {
    const framed = Uint8Array.from([0, 0, 0, 0, 9, 2, 0x61]);
    expect(validateEvent({ format: 'AVRO', source: { text: '"string"' }, payload: framed })).toMatchObject({
      isValid: true,
      envelopes: [{ schemaId: 9 }],
      event: 'a',
    });
    const bare = validateEvent({ format: 'AVRO', source: { text: '"long"' }, payload: Uint8Array.from([0]) });
    expect(bare).toEqual({ isValid: true, envelopes: [], errors: [], event: 0 });
  });
});

describeReading('PROTOBUF', () => {
  const file = (fields: string): string =>
    `syntax = "proto3"; message OrderPlaced { ${fields} } message Other { string x = 1; }`;
  const older = file('string order_id = 1; string mail = 2; int32 total = 3; int64 created_at = 4;');
  const newer = file('string order_id = 1; string email = 2; string total = 3; bool gift = 5;');

  it('tells renamed fields by their number, and each change with what it breaks', () => {
    const list = changes('PROTOBUF', older, newer);
    expect(list).toContain('/total is string now; it was int32. [breaks, breaks]');
    expect(list.find((one) => one.startsWith('/email'))).toContain('is renamed from "mail", as its number says.');
  });

  it('is linted, but for what it cannot say', () => {
    expect(problems('PROTOBUF', newer, older)).toEqual([
      'removed-without-deprecation /created_at',
      'untagged-personal-data /email',
      'missing-unit /total',
    ]);
    expect(problems('PROTOBUF', file('int64 created_at = 1;'))).toEqual(['date-without-format /created_at']);
  });

  it('is translated by numbers, whichever name its JSON uses', async () => {
    const versions = [file('string order_id = 1;'), file('string order = 1;')].map((text, i) => ({
      version: i + 1,
      text,
    }));
    const samples = [{ orderId: 'a' }, { order_id: 'a' }];
    const report = await translate({ format: 'PROTOBUF', versions, from: 1, to: 2, samples });
    expect(report).toMatchObject({ survived: 2, samples: [{ result: { order: 'a' } }, { result: { order: 'a' } }] });
  });

  it('is decoded as the message that the envelope names, or not at all', () => {
    const source = { text: newer };
    const first = Uint8Array.from([0, 0, 0, 0, 9, 0, 0x0a, 1, 0x61]);
    expect(validateEvent({ format: 'PROTOBUF', source, payload: first })).toMatchObject({ isValid: true });
    const none = Uint8Array.from([0, 0, 0, 0, 9, 2, 18, 0x0a, 1, 0x61]);
    expect(validateEvent({ format: 'PROTOBUF', source, payload: none })).toMatchObject({
      isValid: false,
      errors: [{ in: 'envelope' }],
    });
  });
});
