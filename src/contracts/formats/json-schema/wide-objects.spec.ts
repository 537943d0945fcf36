import { checkCompatibility } from '../../compatibility.js';

const COUNT = 2_500;
const names = Array.from({ length: COUNT }, (_, i) => `field${i}`);
const TYPES = ['string', 'integer', 'boolean'];

type Schemas = Record<string, object>;
const described = (more: Schemas = {}): Schemas => ({
  ...Object.fromEntries(names.map((name, i) => [name, { type: TYPES[i % 3] }])),
  ...more,
});
const closed = (properties: Schemas, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** The time is looks at the clock: so many for each property, whatever the machine does beside. */
function check(older: object, newer: object, looksEach = 2) {
  let looks = 0;
  return checkCompatibility({
    format: 'JSON',
    level: 'BACKWARD',
    history: [{ version: 1, format: 'JSON', text: JSON.stringify(older) }],
    candidate: JSON.stringify(newer),
    budgetMs: looksEach * COUNT,
    now: () => looks++,
  });
}

describe('of an object of thousands of properties', () => {
  it('one more that is optional is compatible', () => {
    const more = described({ note: { type: 'string' } });
    expect(check(closed(described(), names), closed(more, names))).toEqual({ verdict: 'compatible', findings: [] });
  });

  it('one that takes another type is told with an event of that one alone', () => {
    const { verdict, findings } = check(closed(described()), closed(described({ field7: { type: 'string' } })));
    expect(verdict).toBe('incompatible');
    expect(findings).toMatchObject([
      {
        rule: 'type-narrowed',
        path: '/field7',
        witness: {
          event: { field7: 0 },
          rejections: [{ path: '/field7', reason: 'must be string, and is the integer 0' }],
        },
      },
    ]);
  });

  it('one more that is required is told, though each event has all the others', () => {
    const more = closed(described({ note: { type: 'string' } }), [...names, 'note']);
    const event = Object.fromEntries(names.map((name, i) => [name, ['text', 0, true][i % 3]]));
    const { verdict, findings } = check(closed(described(), names), more, 8);
    expect(verdict).toBe('incompatible');
    expect(findings).toMatchObject([{ rule: 'required-property-added', witness: { event } }]);
  });
});
