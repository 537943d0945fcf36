import type { Metadata, RuleSet } from '../data-contract.js';
import type { SchemaContent } from '../subject-version.js';
import { fingerprintOf } from './fingerprint.js';

const print = (extra: { metadata?: unknown; ruleSet?: unknown }): string => {
  const { metadata = null, ruleSet = null } = extra as { metadata?: Metadata | null; ruleSet?: RuleSet | null };
  const schema: SchemaContent = { format: 'AVRO', text: '"int"', references: [], metadata, ruleSet };
  return fingerprintOf(schema);
};
const rule = { name: 'r', kind: 'CONDITION', mode: 'WRITE', type: 'CEL', expr: 'true' };
const rules = (one: object, more: object = {}) => print({ ruleSet: { domainRules: [one], ...more } });

describe('one schema, however its contract is written', () => {
  it.each<[string, string]>([
    ['disabled that is false', rules({ ...rule, disabled: false })],
    ['nulls', rules({ ...rule, doc: null, tags: null, params: null, onSuccess: null, onFailure: null })],
    ['empty values', rules({ ...rule, doc: '', tags: [], params: {} })],
    ['empty lists of rules', rules(rule, { migrationRules: [], encodingRules: null, enableAt: null })],
    ['another order of members', rules(Object.fromEntries(Object.entries(rule).reverse()))],
  ])('rules with %s', (_what, other) => {
    expect(other).toBe(rules(rule));
  });

  it('rules with the defaults of kind and mode, and with tags in any order', () => {
    const bare = { name: 'r', type: 'ENCRYPT', tags: ['B', 'A'] };
    const full = { ...bare, kind: 'TRANSFORM', mode: 'WRITEREAD', tags: ['A', 'B', 'A'] };
    expect(rules(full)).toBe(rules(bare));
  });

  it('metadata with empty parts, and with tags in any order', () => {
    const metadata = { properties: { a: 'b' }, tags: { '**.x': ['PII', 'SECRET'] }, sensitive: ['a', 'c'] };
    const other = { ...metadata, tags: { '**.x': ['SECRET', 'PII'], '**.y': [] }, sensitive: ['c', 'a'] };
    expect(print({ metadata })).not.toBe(print({}));
    expect(print({ metadata: { ...other, tags: { '**.x': ['SECRET', 'PII'] } } })).toBe(print({ metadata }));
    expect(print({ metadata: { properties: { a: 'b' }, tags: {}, sensitive: null } })).toBe(
      print({ metadata: { properties: { a: 'b' } } }),
    );
  });

  it('a contract that says nothing is none', () => {
    expect(print({ metadata: {}, ruleSet: { domainRules: [], migrationRules: null } })).toBe(print({}));
    expect(print({ metadata: { tags: {}, properties: {}, sensitive: [] }, ruleSet: {} })).toBe(print({}));
  });
});

it('what clients do otherwise makes another schema', () => {
  const others = [
    rules({ ...rule, disabled: true }),
    rules({ ...rule, mode: 'READ' }),
    rules({ ...rule, expr: 'false' }),
    rules({ ...rule, tags: ['PII'] }),
    print({ ruleSet: { domainRules: [rule, { ...rule, name: 's' }] } }),
    print({ ruleSet: { domainRules: [{ ...rule, name: 's' }, rule] } }),
    print({ ruleSet: { migrationRules: [rule] } }),
    print({ metadata: { properties: { a: '' } } }),
    print({ metadata: { sensitive: ['a'] } }),
  ];
  expect(new Set([rules(rule), print({}), ...others]).size).toBe(others.length + 2);
});
