import fc from 'fast-check';
import { checkCompatibility } from '../compatibility.js';
import type { ShownFinding } from '../finding.js';
import type { Change, Effect } from './change.js';
import { describeChanges, type DiffRequest } from './describe-changes.js';

function changes(older: unknown, newer: unknown, more: Partial<DiffRequest> = {}): Change[] {
  const source = (schema: unknown) => ({ text: JSON.stringify(schema) });
  const diff = describeChanges({ format: 'JSON', older: source(older), newer: source(newer), ...more });
  if ('problems' in diff) throw new Error(diff.problems[0]!.reason);
  return diff.changes;
}

const told = (list: readonly Change[]): string[] =>
  list.map(({ message, backward, forward }) => `${message} [${backward.effect}, ${forward.effect}]`);

const object = (properties: object, more: object = {}) => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...more,
});
const text = { type: 'string' };

describe('the changes between two versions', () => {
  it('are told with their place, in words, and what they do in both directions', () => {
    const older = object({ id: text, status: { enum: ['open', 'paid'] } }, { required: ['id'] });
    const newer = object({ id: text, status: { enum: ['open', 'paid', 'refunded'] } }, { required: ['id', 'status'] });
    const [required, gained, ...others] = changes(older, newer, { olderVersion: 3, newerVersion: 4 });
    expect(others).toEqual([]);
    expect(required!.backward.findings[0]).not.toHaveProperty('facts');
    expect(required).toEqual({
      kind: 'required',
      path: '/status',
      previousPath: null,
      message: '/status is required now.',
      before: false,
      after: true,
      backward: { effect: 'breaks', findings: [expect.objectContaining({ rule: 'required-property-added' })] },
      forward: { effect: 'fine', findings: [] },
    });
    expect(required!.backward.findings[0]).toMatchObject({
      conflictsWith: 3,
      witness: { event: { id: expect.any(String) } },
    });
    expect(gained).toMatchObject({
      kind: 'values',
      path: '/status',
      message: '/status gained the value "refunded".',
      backward: { effect: 'fine' },
      forward: { effect: 'breaks', findings: [{ direction: 'forward', witness: { event: { status: 'refunded' } } }] },
    });
  });

  it('are none between a version and itself', () => {
    expect(changes(object({ a: text }), object({ a: text }))).toEqual([]);
  });

  it.each<[string, unknown, unknown, string[]]>([
    [
      'a new optional field',
      object({ a: text }),
      object({ a: text, b: { type: 'integer' } }),
      ['/b is new: optional, integer. [fine, breaks]'],
    ],
    [
      'a field that is gone',
      object({ a: text, b: object({ c: text }) }),
      object({ a: text }),
      ['/b is gone; it was optional, object. [breaks, fine]'],
    ],
    [
      'a wider type',
      object({ a: { type: 'integer' } }),
      object({ a: { type: ['number', 'null'] } }),
      ['/a is number or null now; it was integer. [fine, breaks]'],
    ],
    [
      'a tighter bound',
      object({ a: { type: 'string', maxLength: 9 } }),
      object({ a: { type: 'string', maxLength: 5 } }),
      ['/a is at most 5 characters now; it was at most 9 characters. [breaks, fine]'],
    ],
    [
      'a new pattern in a list',
      object({ a: { type: 'array', items: text } }),
      object({ a: { type: 'array', items: { type: 'string', pattern: '^x' } } }),
      ['/a/* has "pattern" now: "^x". [breaks, fine]'],
    ],
    [
      'words only',
      object({ a: text }),
      object({
        a: {
          type: 'string',
          description: 'A.',
          deprecated: true,
          'x-deprecated-since': '2026-05-01',
          'confluent:tags': ['PII'],
        },
      }),
      [
        '/a is deprecated since 2026-05-01. [fine, fine]',
        '/a gained the tag "PII". [fine, fine]',
        '/a is described now. [fine, fine]',
      ],
    ],
    [
      'another format, which is an annotation',
      object({ a: text }),
      object({ a: { type: 'string', format: 'email' } }),
      [
        '"format" differs from the older version at /properties/a/format (none, now email). JSON Schema takes it for an annotation, so it was not compared: a consumer that does enforce it may refuse events. [noted, noted]',
        '/a has the format email now; it had none. [fine, fine]',
      ],
    ],
    [
      'closed content',
      { type: 'object', title: 'a' },
      { type: 'object', title: 'b', additionalProperties: false },
      [
        'The event refuses fields that are not described now. [breaks, fine]',
        'The schema is called b now; it was a. [fine, fine]',
      ],
    ],
    [
      'a field that moved',
      object({ email: text, customer: object({ id: text }) }),
      object({ customer: object({ id: text, email: text }) }),
      ['/customer/email stood at /email before. [breaks, breaks]'],
    ],
    [
      'a field with another name and the same words',
      object({ mail: { ...text, description: 'Where to write.' } }),
      object({ email: { ...text, description: 'Where to write.' } }),
      ['/email is renamed from "mail", as its type and description say. [breaks, breaks]'],
    ],
    [
      'an order of values',
      object({ a: { enum: ['x', 'y'] } }),
      object({ a: { enum: ['y', 'x'] } }),
      ['/a lists its values in another order. [fine, fine]'],
    ],
  ])('%s', (_, older, newer, expected) => {
    expect(told(changes(older, newer))).toEqual(expected);
  });

  it('keep a finding that no change explains, as one of their own', () => {
    const older = { type: 'object', properties: { a: text, b: text } };
    const newer = { ...older, anyOf: [{ required: ['a'] }, { required: ['b'] }] };
    const [first, ...others] = changes(older, newer);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      kind: 'other',
      path: '',
      backward: { effect: 'breaks' },
      forward: { effect: 'fine' },
    });
    expect(first!.message).toBe(first!.backward.findings[0]!.message);
    expect(first!.backward.findings[0]!.witness).toBeDefined();
  });

  it('are not called fine where the time was used up', () => {
    let clock = 0;
    const list = changes(object({ a: { enum: [1] } }), object({ a: { enum: [1, 2] } }), {
      budgetMs: 1,
      now: () => (clock += 10),
    });
    expect(list.map(({ backward }) => backward.effect)).not.toContain('fine');
  });

  it('tell which of the two schemas cannot be read, and why', () => {
    const diff = describeChanges({ format: 'JSON', older: { text: '{}' }, newer: { text: '{' } });
    expect(diff).toMatchObject({ side: 'newer', problems: [{ reason: expect.stringContaining('no JSON') }] });
  });

  it('do not overflow on deep nesting', () => {
    const nested = (depth: number): string => '{"properties":{"a":'.repeat(depth) + '{}' + '}}'.repeat(depth);
    const diff = describeChanges({ format: 'JSON', older: { text: '{}' }, newer: { text: nested(20_000) } });
    expect('changes' in diff || 'problems' in diff).toBe(true);
  });
});

describe('for any two schemas', () => {
  const leaf = fc.constantFrom<object>(
    text,
    { type: 'integer' },
    { enum: ['a', 'b'] },
    { enum: ['b', 'c'] },
    {},
    { type: 'null' },
  );
  const { schema } = fc.letrec<{ schema: object }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({
        type: fc.constant('object'),
        properties: fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'toString'), tie('schema')),
        required: fc.uniqueArray(fc.constantFrom('a', 'b')),
        additionalProperties: fc.boolean(),
      }),
      fc.record({ type: fc.constant('array'), items: tie('schema'), maxItems: fc.nat(3) }),
      fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    ),
  }));

  const keyOf = ({ direction, rule, path }: ShownFinding): string => `${direction} ${rule} ${path}`;

  it('every finding is told by some change, and nothing throws', () => {
    const effects = (list: Change[]): Effect[] => list.flatMap(({ backward, forward }) => [backward, forward]);
    fc.assert(
      fc.property(schema, schema, (older, newer) => {
        const list = changes(older, newer);
        for (const { effect, findings } of effects(list)) {
          expect(effect === 'fine' && findings.length > 0).toBe(false);
          expect(effect === 'breaks' && !findings.some(({ severity }) => severity === 'incompatible')).toBe(false);
        }
        const { findings } = checkCompatibility({
          format: 'JSON',
          level: 'FULL',
          history: [{ version: 1, format: 'JSON', text: JSON.stringify(older) }],
          candidate: JSON.stringify(newer),
        });
        const toldOf = new Set(effects(list).flatMap((effect) => effect.findings.map(keyOf)));
        const expected = findings.filter(({ severity }) => severity !== 'notice').map(keyOf);
        expect([...toldOf].sort()).toEqual([...new Set(expected)].sort());
        if (JSON.stringify(older) === JSON.stringify(newer)) expect(list).toEqual([]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
