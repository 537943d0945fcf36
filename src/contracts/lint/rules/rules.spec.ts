import { lint } from '../lint.js';
import { wordsOf } from '../words.js';

import { NOW, problems, told, only, object, text, described } from '../../../../test/contracts/linted.js';

/** Each rule by what it tells and what it does not. */
describe.each<[string, unknown, string[]]>([
  ['undocumented-field', object({ a: text, b: described('B.', text), c: { ...text, deprecated: true } }), ['', '/a']],
  ['open-content', object({ a: object({}), b: object({}, { additionalProperties: false }) }), ['', '/a']],
  [
    'unbounded-string',
    object({
      note: text,
      orderId: text,
      code: text,
      at: { ...text, format: 'date' },
      kind: { const: 'a' },
      x: { ...text, maxLength: 9 },
    }),
    ['/note'],
  ],
  [
    'unbounded-array',
    object({ a: { type: 'array' }, b: { type: 'array', maxItems: 9 }, m: { additionalProperties: text } }),
    ['/a', '/m'],
  ],
  [
    'inconsistent-name',
    object({ orderId: text, userId: text, total: text, ID: text, placed_at: text }),
    ['/placed_at'],
  ],
  [
    'missing-unit',
    object({
      amount: { type: 'integer' },
      timeout: { type: 'number' },
      duration: text,
      weight: described('In kilograms.', { type: 'number' }),
      delaySeconds: { type: 'integer' },
      prices: { type: 'array', items: object({ amount: { type: 'integer' }, currency: text }) },
      priceEur: object({ amount: text }),
    }),
    ['/amount', '/timeout'],
  ],
  [
    'date-without-format',
    object({
      createdAt: text,
      birth_date: text,
      occurred_on: text,
      startTime: text,
      updatedAt: { type: 'integer' },
      expiresAtMs: { type: 'integer' },
      endDate: { ...text, format: 'date' },
      day: { ...text, pattern: '^\\d{4}$' },
      processingTime: text,
      candidate: text,
      upToDate: { type: 'boolean' },
      format: text,
    }),
    ['/createdAt', '/birth_date', '/occurred_on', '/startTime', '/updatedAt'],
  ],
  [
    'untagged-personal-data',
    object({
      email: text,
      emailTemplate: text,
      hasPhone: { type: 'boolean' },
      phoneNumber: text,
      ssn: { type: 'integer' },
      iban: text,
      dateOfBirth: text,
      contact: { ...text, format: 'email' },
      clientIp: text,
      serverIp: text,
      ipAddress: { ...text, format: 'ipv4' },
      customer: object({ name: text, companyName: text, address: object({ street: text, city: text }) }),
      product: object({ name: text }),
      customerName: text,
      fileName: text,
      walletAddress: text,
      tagged: object({ firstName: { ...text, 'x-sensitivity': 'high' } }),
      passport: object({ number: text }, { 'confluent:tags': ['PII'] }),
    }),
    [
      '/email',
      '/phoneNumber',
      '/ssn',
      '/iban',
      '/dateOfBirth',
      '/contact',
      '/clientIp',
      '/ipAddress',
      '/customer/name',
      '/customer/address',
      '/customerName',
    ],
  ],
  [
    'closed-enum',
    object({ a: { enum: ['x', 'y'] }, b: { const: 'x' }, c: { anyOf: [{ enum: ['x', 'y'] }, text] } }),
    ['/a'],
  ],
  [
    'undated-deprecation',
    object({ a: { deprecated: true }, b: { 'x-deprecated-since': '2026-01-01' }, c: { 'x-deprecated-since': 'soon' } }),
    ['/a', '/c'],
  ],
  [
    'table-row',
    {
      title: 'orders',
      ...object({ id: text, created_at: text, updated_at: text, customer_id: text, address_id: text }),
    },
    [''],
  ],
])('%s', (rule, schema, paths) => {
  it('tells these fields, and no other', () => {
    expect(problems(schema, { settings: only(rule) }).map(({ path }) => path)).toEqual(paths);
  });
});

it('personal data, quantities and moments are known by many names', () => {
  const number = { type: 'number' };
  const schema = object({
    ...{ password: text, username: text, gender: { enum: ['f', 'm', 'x'] }, nationality: text, taxId: text, pan: text },
    ...{ latitude: number, stationLatitude: number, company: text },
    ...{ total: number, tax: number, discountPercent: number, voltage: number, pressureHpa: number, humidity: number },
    ...{ ts: { type: 'integer' }, tsMs: { type: 'integer' } },
  });
  const settings = { ...only('untagged-personal-data'), 'missing-unit': {}, 'date-without-format': {} };
  expect(problems(schema, { settings }).map(({ path }) => path)).toEqual([
    ...['/password', '/username', '/gender', '/nationality', '/taxId', '/pan', '/latitude'],
    ...['/total', '/tax', '/voltage', '/humidity', '/ts'],
  ]);
});

it('what is wrong with a row in a captured change is told once', () => {
  const row = object({ email: text });
  const schema = object({ before: row, after: row, op: text });
  expect(told(problems(schema, { settings: only('untagged-personal-data') }))).toEqual([
    'untagged-personal-data /after/email',
  ]);
});

describe('missing-unit', () => {
  const number = { type: 'number' };
  const silent = (own: object): string[] => {
    const schema = object({ amount: number, weight: number, timeout: number, ...own });
    const found = problems(schema, { settings: only('missing-unit') }).map(({ path }) => path);
    return ['/amount', '/weight', '/timeout'].filter((path) => !found.includes(path));
  };

  it.each<[string, object, string[]]>([
    ['nothing', {}, []],
    ['a price for one', { unitPrice: { ...number, const: 1 } }, []],
    ['a count', { unitsSold: number }, []],
    ['a department', { businessUnit: text }, []],
    ['a currency', { currencyCode: text }, ['/amount']],
    ['a unit of weight', { weightUnit: text }, ['/weight']],
    ['a unit of time', { time_unit: text }, ['/timeout']],
    ['a unit', { unit: text }, ['/amount', '/weight', '/timeout']],
    ['a unit of measure', { unitOfMeasure: text }, ['/amount', '/weight', '/timeout']],
    ['a word with "unit" in it', { amount: described('Given to the community.', number) }, []],
    ['a currency in the description of something else', { weight: described('In a currency.', number) }, []],
    ['the unit in the description', { weight: described('In units of the scale.', number) }, ['/weight']],
  ])('beside %s', (_, own, expected) => {
    expect(silent(own)).toEqual(expected);
  });
});

describe('table-row', () => {
  const columns = object({
    id: text,
    created_at: text,
    updated_at: text,
    deleted_at: text,
    customer_id: text,
    address_id: text,
  });
  const settings = only('table-row');

  it('says which marks of a row it saw', () => {
    expect(problems({ title: 'Order', ...columns }, { settings })[0]!.message).toContain(
      'created_at and updated_at, a mark of deletion, a bare id, foreign keys',
    );
  });

  it('knows the envelope of a captured change', () => {
    const schema = object({ before: object({ id: text }), after: object({ id: text }), op: text, source: object({}) });
    expect(problems(schema, { settings })[0]!.message).toContain('captured change');
  });

  it.each([
    ['whose name says what happened', { title: 'order.shipped', ...columns }],
    ['that says when it occurred', object({ ...columns.properties, occurred_at: text })],
    ['with few of the marks', { title: 'Order', ...object({ id: text, customer_id: text }) }],
  ])('is silent on an event %s', (_, schema) => {
    expect(problems(schema, { settings })).toEqual([]);
  });
});

describe('removed-without-deprecation', () => {
  const settings = only('removed-without-deprecation');
  const removed = (field: object, more: object = {}): string[] =>
    problems(object({ b: text }), {
      settings: only('removed-without-deprecation', more),
      previous: { text: JSON.stringify(object({ a: { ...text, ...field }, b: text })) },
    }).map(({ message }) => message);

  it.each<[string, object, string | null]>([
    ['that was never deprecated', {}, 'was never marked deprecated'],
    ['that was deprecated without a date', { deprecated: true }, 'deprecated without a date'],
    ['within the 30 days after its deprecation', { 'x-deprecated-since': '2026-05-20' }, 'stays until 2026-06-19'],
    ['after these days', { 'x-deprecated-since': '2026-01-20' }, null],
    [
      'before the day it may go',
      { 'x-deprecated-since': '2026-01-01', 'x-removal-after': '2026-07-01' },
      'stays until 2026-07-01',
    ],
    ['after the day it may go', { deprecated: true, 'x-removal-after': '2026-05-31' }, null],
  ])('of a field %s', (_, field, message) => {
    expect(removed(field)).toEqual(message === null ? [] : [expect.stringContaining(message)]);
  });

  it('takes the days of grace from the settings', () => {
    expect(removed({ 'x-deprecated-since': '2026-01-20' }, { graceDays: 365 })).toHaveLength(1);
  });

  it('counts what encloses the field, and tells a whole object once', () => {
    const of = (more: object) =>
      problems(object({}), {
        settings,
        previous: { text: JSON.stringify(object({ a: object({ x: text, y: text }, more) })) },
      });
    expect(told(of({}))).toEqual(['removed-without-deprecation /a']);
    expect(of({ 'x-deprecated-since': '2025-01-01' })).toEqual([]);
  });

  it.each<[string, object, object, string[]]>([
    [
      'renamed, by its description',
      object({ amount: described('What is to be paid.', text) }),
      object({ total: described('What is to be paid.', text) }),
      ['/amount'],
    ],
    [
      'moved',
      object({ customer: object({ email: text }), b: text }),
      object({ email: text, customer: object({}), b: text }),
      ['/customer/email'],
    ],
    [
      'moved with all it holds',
      object({ a: object({ x: object({ y: text }) }) }),
      object({ x: object({ y: text }), a: object({}) }),
      ['/a/x'],
    ],
  ])('tells a field that seems to be %s, since its consumers lose it', (_, before, after, paths) => {
    const found = problems(after, { settings, previous: { text: JSON.stringify(before) } });
    expect(found.map(({ path }) => path)).toEqual(paths);
  });

  it('leaves a Protobuf field that kept its number, unless names matter', () => {
    const file = (name: string) => ({ text: `syntax = "proto3"; message A { string ${name} = 1; }` });
    const of = (own: object) =>
      lint({
        format: 'PROTOBUF',
        source: file('email'),
        previous: file('mail'),
        now: NOW,
        settings: only('removed-without-deprecation', own),
      });
    expect(of({})).toEqual([]);
    expect(told(of({ namesMatter: true }))).toEqual(['removed-without-deprecation /mail']);
  });

  it('says so where the version before cannot be read', () => {
    expect(told(problems(object({}), { settings, previous: { text: '{' } }))).toEqual(['previous-not-read ']);
  });
});

it('the options of bounds tell what is allowed too much', () => {
  const schema = object({ note: { ...text, maxLength: 5000 }, tags: { type: 'array', maxItems: 5000 } });
  const settings = { ...only('unbounded-string', { maxLength: 1000 }), 'unbounded-array': { maxItems: 100 } };
  expect(told(problems(schema, { settings }))).toEqual(['unbounded-string /note', 'unbounded-array /tags']);
});

it.each([
  ['customerEMail2', ['customer', 'e', 'mail']],
  ['IBANNumber', ['iban', 'number']],
  ['created_at', ['created', 'at']],
  ['straßenName', ['straßen', 'name']],
  ['__proto__', ['proto']],
])('the words of %s', (name, expected) => {
  expect(wordsOf(name)).toEqual(expected);
});
