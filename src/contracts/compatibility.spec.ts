import { checkCompatibility, type CompatibilityRequest } from './compatibility.js';
import { adviceForRegistry } from './finding.js';
import type { Level } from './level.js';

function check(older: unknown, newer: unknown, more: Partial<CompatibilityRequest> = {}) {
  return checkCompatibility({
    format: 'JSON',
    level: 'BACKWARD',
    history: [{ version: 1, format: 'JSON', text: JSON.stringify(older) }],
    candidate: JSON.stringify(newer),
    ...more,
  });
}

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const text = { type: 'string' };
const closed = { additionalProperties: false };

describe('a finding', () => {
  it('says what happens to which events, where, and shows one', () => {
    expect(check(object({ a: text }, closed), object({ a: text, b: text }, { ...closed, required: ['b'] }))).toEqual({
      verdict: 'incompatible',
      findings: [
        {
          rule: 'required-property-added',
          severity: 'incompatible',
          direction: 'backward',
          policy: 'STRICT',
          change: 'REQUIRED_ATTRIBUTE_ADDED',
          path: 'the event itself',
          readerPath: '/required',
          writerPath: '',
          message: 'The candidate requires "b", and events of version 1 may lack it.',
          facts: ['b'],
          fix: 'Make "b" optional, or require it one version after every producer sends it.',
          conflictsWith: 1,
          witness: { event: {}, rejections: [{ path: '', reason: 'misses "b", which is required' }] },
        },
      ],
    });
  });

  it('of an optional property on open content names the event, and the policy under which it is fine', () => {
    const older = object({ id: text });
    const newer = object({ id: text, note: text });
    const { verdict, findings } = check(older, newer);
    expect(verdict).toBe('incompatible');
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ rule: 'type-narrowed', path: '/note', witness: { event: { note: null } } });
    expect(findings[0]!.fix).toContain('the policy LENIENT (--policy LENIENT) takes the change.');
    expect(adviceForRegistry(findings[0]!.fix)).toContain(
      'the policy LENIENT (PUT /config/SUBJECT {"compatibilityPolicy": "LENIENT"}) takes the change.',
    );
    expect(check(older, newer, { policy: 'LENIENT' })).toEqual({ verdict: 'compatible', findings: [] });
  });
});

describe.each<[string, unknown, unknown, string[]]>([
  ['the same schema', object({ a: text }), object({ a: text }), []],
  ['an optional property on closed content', object({ a: text }, closed), object({ a: text, b: text }, closed), []],
  ['a wider type', { type: 'integer' }, { type: 'number' }, []],
  ['a narrower type', { type: 'number' }, { type: 'integer' }, ['type-narrowed']],
  ['a longer enum', { enum: ['a', 'b'] }, { enum: ['a', 'b', 'c'] }, []],
  ['a shorter enum', { enum: ['a', 'b'] }, { enum: ['a'] }, ['values-narrowed']],
  ['enum to its type', { enum: ['a', 'b'] }, text, []],
  ['const to enum', { const: 'a' }, { enum: ['a', 'b'] }, []],
  ['boolean to the enum of its values', { type: 'boolean' }, { enum: [true, false] }, []],
  ['minLength 0', text, { ...text, minLength: 0 }, []],
  ['a raised minimum', { type: 'integer', minimum: 1 }, { type: 'integer', minimum: 2 }, ['minimum-raised']],
  ['the same minimum, exclusive', { type: 'integer', minimum: 1 }, { type: 'integer', exclusiveMinimum: 0 }, []],
  ['a lowered maxLength', { ...text, maxLength: 9 }, { ...text, maxLength: 8 }, ['maximum-characters-lowered']],
  ['a split allOf', object({ a: text, b: text }), { allOf: [object({ a: text }), object({ b: text })] }, []],
  ['an added alternative', { anyOf: [text, { type: 'null' }] }, { type: ['string', 'null', 'boolean'] }, []],
  [
    'an added alternative that overlaps under oneOf',
    { type: 'integer' },
    { oneOf: [{ type: 'integer' }, { type: 'number', minimum: 5 }] },
    ['alternatives-narrowed'],
  ],
  ['closed content', object({ a: text }), object({ a: text }, closed), ['content-closed']],
  [
    'a property taken from closed content',
    object({ a: text, b: text }, closed),
    object({ a: text }, closed),
    ['property-removed-from-closed-content'],
  ],
  [
    'required that names an undeclared property',
    {},
    { required: ['b'], type: 'object' },
    ['type-narrowed', 'required-property-added'],
  ],
  ['narrower items', { type: 'array', items: {} }, { type: 'array', items: text }, ['type-narrowed']],
  [
    'a recursive schema with a wider value',
    { $ref: '#/$defs/n', $defs: { n: object({ v: { type: 'integer' }, next: { $ref: '#/$defs/n' } }, closed) } },
    { $ref: '#/$defs/m', $defs: { m: object({ v: { type: 'number' }, next: { $ref: '#/$defs/m' } }, closed) } },
    [],
  ],
  ['an empty reader for a writer that sends nothing', false, { type: 'string' }, []],
])('%s', (_, older, newer, rules) => {
  it(rules.length === 0 ? 'is proved compatible' : `breaks events: ${rules.join(', ')}`, () => {
    const { verdict, findings } = check(older, newer);
    expect([verdict, findings.map(({ rule }) => rule)]).toEqual([
      rules.length === 0 ? 'compatible' : 'incompatible',
      rules,
    ]);
  });
});

describe('a format', () => {
  it('that changes is told and refuses nothing: it is an annotation', () => {
    const { verdict, findings } = check(object({ at: text }), object({ at: { ...text, format: 'date-time' } }));
    expect(verdict).toBe('compatible');
    expect(findings).toEqual([
      {
        rule: 'format-not-compared',
        severity: 'notice',
        direction: null,
        policy: 'STRICT',
        change: null,
        path: 'the event itself',
        readerPath: '/properties/at/format',
        writerPath: null,
        message:
          '"format" differs from version 1 at /properties/at/format (none, now date-time). JSON Schema takes it for an ' +
          'annotation, so it was not compared: a consumer that does enforce it may refuse events.',
        facts: ['/properties/at/format (none, now date-time)'],
        fix: '',
        conflictsWith: null,
      },
    ]);
  });

  it('that stays, or that nobody asked to compare, is not spoken of', () => {
    const dated = object({ at: { ...text, format: 'date' } });
    expect(check(dated, { ...dated, title: 'dated' }).findings).toEqual([]);
    expect(check(object({ at: text }), dated, { level: 'NONE' }).findings).toEqual([]);
  });
});

describe('where it cannot decide', () => {
  it('says so, and why', () => {
    const { verdict, findings } = check({ type: 'string', pattern: '^(a+)\\1$' }, { type: 'string', pattern: '^a+$' });
    expect(verdict).toBe('unproven');
    expect(findings).toMatchObject([{ rule: 'pattern-changed', severity: 'unproven' }]);
    expect(findings[0]!.message).toMatch(/^Not proved: /);
  });

  it('stops when the time is used up', () => {
    let time = 0;
    const { verdict, findings } = check(object({ a: text }), object({ a: { minLength: 1 } }), {
      now: () => (time += 600),
    });
    expect(verdict).toBe('unproven');
    expect(findings[0]!.message).toBe('Not proved: the time for this check was used up before it was decided.');
  });

  const chain = (length: number, last: object) => {
    const link = (i: number) => ({ allOf: [{ $ref: `#/definitions/d${i + 1}` }, { $ref: `#/definitions/d${i + 1}` }] });
    const links = Array.from({ length }, (_, i) => [`d${i}`, link(i)]);
    return { ...link(-1), definitions: { ...Object.fromEntries(links), [`d${length}`]: last } };
  };
  const itself = { $ref: '#/definitions/a' };

  it.each([
    ['for ever', { definitions: { a: { allOf: [itself, itself] } }, allOf: [itself] }],
    ['sixty times', chain(60, { type: ['boolean', 'null'] })],
    ['a hundred times, in vain', chain(100, { minimum: 1 })],
  ])('gives up on a schema that doubles %s', (_, doubling) => {
    const more = { level: 'FULL', defaultDialect: 'draft-07' } as const;
    for (const [older, newer] of [
      [{ type: 'boolean' }, doubling],
      [doubling, { type: 'integer' }],
    ] as const) {
      const { verdict, findings } = check(older, newer, more);
      expect(verdict).not.toBe('compatible');
      expect(findings.length).toBeLessThan(102);
    }
  });

  it('does not fall over schemas nested beyond all reason', () => {
    const deep = '{"not":'.repeat(20_000) + '{}' + '}'.repeat(20_000);
    const history = [{ version: 1, format: 'JSON' as const, text: '{}' }];
    expect(checkCompatibility({ format: 'JSON', level: 'FULL', history, candidate: deep }).verdict).toBe('unproven');
  });
});

describe('where the registered version reads', () => {
  const forward = (older: unknown, newer: unknown) => check(older, newer, { level: 'FORWARD' }).findings[0]!;

  it('what would mend it is what the candidate has to keep', () => {
    const { message, fix } = forward(object({ a: text }, { ...closed, required: ['a'] }), object({ a: text }, closed));
    expect(message).toBe('Version 1 requires "a", and events of the candidate may lack it.');
    expect(fix).toBe('Version 1 cannot be changed any more: keep "a" required until no consumer reads by it.');
    expect(forward({ enum: ['a'] }, { enum: ['a', 'b'] }).fix).toContain('keep to the values that it lists');
  });

  it('of alternatives the one that was meant is told', () => {
    const kind = (name: string, more: object) => object({ kind: { const: name }, ...more }, { required: ['kind'] });
    const card = (length: number) => kind('card', { number: { type: 'string', maxLength: length } });
    const older = { oneOf: [card(19), kind('iban', {})] };
    const { message, witness } = forward(older, { oneOf: [card(21), kind('iban', {})] });
    expect(message).toMatch(/^Version 1 wants exactly one of its alternatives here.* Of the event below: \/number /);
    expect(witness!.rejections.map(({ path }) => path)).toEqual(['/number']);
  });
});

describe('levels', () => {
  const versions = [
    object({ a: text }, closed),
    object({ a: text, b: text }, closed),
    object({ a: text, b: text, c: text }, closed),
  ];
  const history = versions.map((schema, i) => ({
    version: i + 1,
    format: 'JSON' as const,
    text: JSON.stringify(schema),
  }));
  const conflicts = (level: Level, candidate: unknown) =>
    checkCompatibility({ format: 'JSON', level, history, candidate: JSON.stringify(candidate) }).findings.map(
      ({ direction, conflictsWith }) => `${direction} ${conflictsWith}`,
    );

  it.each<[Level, string[]]>([
    ['NONE', []],
    ['BACKWARD', ['backward 3']],
    ['BACKWARD_TRANSITIVE', ['backward 3']],
    ['FORWARD', []],
    ['FORWARD_TRANSITIVE', ['forward 1']],
    ['FULL', ['backward 3']],
    ['FULL_TRANSITIVE', ['backward 3', 'forward 1']],
  ])('%s compares in its directions with its versions', (level, expected) =>
    expect(conflicts(level, versions[1])).toEqual(expected),
  );
});

it.each<[string, string, string]>([
  ['no JSON', '{', 'The schema is invalid: This is no JSON'],
  [
    'an invalid keyword',
    '{"properties":{"a/b":{"type":"x"}}}',
    'The schema is invalid at /properties/a~1b/type: "type" must be one of array',
  ],
  ['null', 'null', 'The schema is invalid: A JSON Schema is an object'],
  ['a list', '[]', 'The schema is invalid: A JSON Schema is an object'],
  ['nesting beyond all reason', '{"not":'.repeat(20_000) + '{}' + '}'.repeat(20_000), 'It is nested too deeply'],
  ['a number', '1', 'The schema is invalid: A JSON Schema is an object'],
  ['an unknown dialect', '{"$schema":"urn:x"}', 'The schema is invalid at /$schema: urn:x is none of draft-04'],
  [
    'a reference to nowhere',
    '{"$ref":"other.json"}',
    'The schema is invalid at /$ref: The reference other.json is missing',
  ],
  ['a broken pattern', '{"pattern":"("}', 'The schema is invalid at /pattern: "(" is no regular expression'],
])('tells %s before any check', (_, candidate, message) => {
  const result = checkCompatibility({ format: 'JSON', level: 'NONE', history: [], candidate });
  expect(result.verdict).toBe('unproven');
  expect(result.findings).toMatchObject([{ severity: 'invalid' }]);
  expect(result.findings[0]!.message).toContain(message);
});

it('neither throws nor promises anything where it fails itself', () => {
  const now = () => {
    throw new TypeError('a mistake');
  };
  const { verdict, findings } = check({}, {}, { now });
  expect(verdict).toBe('unproven');
  expect(findings.map(({ message }) => message)).toEqual([
    'Not decided: Plumbline itself failed, please report it: TypeError: a mistake.',
  ]);
});

it('promises nothing about formats it does not read', () => {
  const request = {
    // Every format there is, is read: this is one of tomorrow.
    format: 'XML' as 'JSON',
    level: 'BACKWARD' as const,
    history: [],
    candidate: '<schema/>',
  };
  expect(checkCompatibility(request)).toMatchObject({ verdict: 'unproven', findings: [{ rule: 'schema-invalid' }] });
});

it('says briefly where a schema is wrong, however deep that is', () => {
  const candidate = '{"type":"array","items":'.repeat(600) + '"string"' + '}'.repeat(600);
  const [finding] = checkCompatibility({ format: 'AVRO', level: 'BACKWARD', history: [], candidate }).findings;
  expect(finding!.message).toMatch(
    /^The schema is invalid at (\/items){25}….+\/items: It is nested more than 500 levels deep\.$/,
  );
  expect(finding!.message.length).toBeLessThan(400);
});
