import { describe, expect, it } from '@jest/globals';
import type { Earlier, EarlierVersions } from '../against/earlier-versions.js';
import { runCheck } from '../check/run-check.js';
import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';
import type { Policy } from '../../contracts/finding.js';
import { createPlacing } from './placing.js';

interface Case {
  rule: string;
  file: string;
  /** What is registered, and two candidates that break it by the same rule at the same place. */
  schemas: readonly [older: string, one: string, other: string];
  policy?: Policy;
  level?: 'BACKWARD' | 'FORWARD';
}

/** The fingerprints of the findings of a rule. */
async function printsOf({ rule, file, schemas: [older], policy, level }: Case, candidate: string): Promise<string[]> {
  const contracts = (
    await loadContracts(memoryTree({ [file]: candidate }), {
      ...{ patterns: ['.'], exclude: [], manifest: null, template: null },
    })
  ).contracts;
  const versions: EarlierVersions = {
    name: 'git main (1a2b3c4)',
    of: ({ format }, asked): Promise<Earlier> => {
      const version = { version: 1, label: 'main', name: 'the version in main', format, text: older };
      return Promise.resolve({ level: asked.level ?? 'BACKWARD', policy: asked.policy, versions: [version] });
    },
    referenced: () => Promise.resolve(null),
    removed: () => Promise.resolve([]),
  };
  const run = await runCheck({
    ...{ contracts, versions, level: level ?? null, policy: policy ?? null, placing: createPlacing() },
    ...{ startedAt: new Date(0), now: () => 0 },
  });
  const problems = run.contracts.flatMap((contract) => contract.problems);
  return problems.filter(({ finding }) => finding.rule === rule).map(({ fingerprint }) => fingerprint);
}

const json = (rule: string, older: object, one: object, other: object, more: Partial<Case> = {}): Case => {
  const draft = { $schema: 'https://json-schema.org/draft/2020-12/schema' };
  const [a, b, c] = [older, one, other].map((schema) => JSON.stringify({ ...draft, ...schema }));
  return { rule, file: 'a.json', schemas: [a!, b!, c!], ...more };
};
const avro = (rule: string, older: unknown, one: unknown, other: unknown, more: Partial<Case> = {}): Case => {
  const record = (type: unknown): string =>
    JSON.stringify({ type: 'record', name: 'E', fields: [{ name: 'a', type }] });
  return { rule, file: 'a.avsc', schemas: [record(older), record(one), record(other)], ...more };
};
const proto = (
  rule: string,
  policy: Policy,
  bodies: readonly [string, string, string],
  more: Partial<Case> = {},
): Case => {
  const [a, b, c] = bodies.map((body) => (/^(syntax|edition)/.test(body) ? body : `syntax = "proto3"; ${body}`));
  return { rule, file: 'a.proto', schemas: [a!, b!, c!], policy, ...more };
};
const fields = (rule: string, policy: Policy, older: string, one: string, other: string, more?: Partial<Case>): Case =>
  proto(rule, policy, [older, one, other].map((field) => `message E { ${field} }`) as [string, string, string], more);
const proto2 = (rule: string, policy: Policy, older: string, one: string, other: string): Case =>
  proto(
    rule,
    policy,
    [older, one, other].map((field) => `syntax = "proto2"; message E { ${field} }`) as [string, string, string],
  );

const fixed = (size: number): object => ({ type: 'fixed', name: 'F', size });
const named = (name: string): object => ({ type: 'record', name, fields: [] });
const decimal = (scale: number, precision = 9): object => ({ type: 'bytes', logicalType: 'decimal', precision, scale });
const item = { type: 'array', items: { type: 'integer' } };

const CASES: Case[] = [
  json(
    'alternatives-narrowed',
    {},
    { anyOf: [{ type: 'string' }, { minimum: 5 }] },
    { anyOf: [{ type: 'string' }, { minimum: 7 }] },
  ),
  json(
    'condition-narrowed',
    {},
    { if: { type: 'integer' }, then: { maximum: 9 } },
    { if: { type: 'integer' }, then: { maximum: 1 } },
  ),
  json('contains-narrowed', item, { ...item, contains: { const: 1 } }, { ...item, contains: { const: 2 } }),
  json(
    'contains-narrowed',
    item,
    { ...item, contains: { const: 1 } },
    { ...item, contains: { const: 1 }, minContains: 3 },
  ),
  json('unevaluated-narrowed', {}, { unevaluatedItems: { maximum: 100 } }, { unevaluatedItems: { maximum: 1 } }),
  json(
    'unevaluated-narrowed',
    {},
    { unevaluatedProperties: { maximum: 100 } },
    { unevaluatedProperties: { maximum: 1 } },
  ),
  json(
    'dependency-added',
    {},
    { dependentSchemas: { a: { maxProperties: 5 } } },
    { dependentSchemas: { a: { maxProperties: 1 } } },
  ),
  json('exclusion-widened', {}, { not: { const: 1 } }, { not: { const: 2 } }),
  json('maximum-characters-lowered', {}, { maxLength: 5 }, { maxLength: 1 }),
  json('maximum-items-lowered', {}, { maxItems: 5 }, { maxItems: 1 }),
  json('maximum-lowered', {}, { maximum: 5 }, { maximum: 1 }),
  json('maximum-properties-lowered', {}, { maxProperties: 5 }, { maxProperties: 1 }),
  json('minimum-characters-raised', {}, { minLength: 5 }, { minLength: 9 }),
  json('minimum-items-raised', {}, { minItems: 5 }, { minItems: 9 }),
  json('minimum-properties-raised', {}, { minProperties: 5 }, { minProperties: 9 }),
  json('minimum-raised', {}, { minimum: 5 }, { minimum: 9 }),
  json('multiple-of-narrowed', {}, { multipleOf: 2 }, { multipleOf: 3 }),
  json('pattern-changed', {}, { pattern: '^a' }, { pattern: '^b' }),
  json('maximum-characters-lowered', {}, { propertyNames: { maxLength: 9 } }, { propertyNames: { maxLength: 2 } }),
  json('required-property-added', {}, { required: ['a'] }, { required: ['b'] }),
  json('property-forbidden', {}, { properties: { a: false } }, { properties: { b: false } }),
  json('type-narrowed', {}, { type: ['string', 'null'] }, { type: 'string' }),
  json('type-narrowed', { type: 'string' }, { type: 'integer' }, { type: 'boolean' }, { level: 'FORWARD' }),
  json('values-narrowed', {}, { enum: ['a', 'b'] }, { enum: ['a'] }),
  json('values-narrowed', { enum: [1, 2, 3, 4, 5, 6] }, { enum: [5, 6] }, { enum: [6] }),
  json('values-narrowed', {}, { const: 1 }, { const: 2 }),

  avro('type-changed', 'string', 'int', 'boolean'),
  avro('type-changed', 'string', 'int', 'boolean', { level: 'FORWARD' }),
  avro('union-branch-missing', ['null', 'string', 'long'], ['null', 'string'], ['null', 'long']),
  avro('fixed-size-changed', fixed(4), fixed(8), fixed(16)),
  avro('fixed-size-changed', fixed(4), fixed(8), fixed(16), { level: 'FORWARD' }),
  avro('name-changed', fixed(4), { ...fixed(4), name: 'G' }, { ...fixed(4), name: 'H' }),
  avro('decimal-scale-changed', decimal(2), decimal(3), decimal(4)),
  avro('decimal-precision-changed', decimal(2), decimal(2, 8), decimal(2, 7)),
  avro('enum-symbols-removed', enumOf('A', 'B', 'C'), enumOf('A', 'B'), enumOf('A', 'C')),
  avro(
    'field-without-default',
    named('R'),
    { ...named('R'), fields: [{ name: 'b', type: 'int' }] },
    { ...named('R'), fields: [{ name: 'c', type: 'int' }] },
  ),

  fields('field-scalar-kind-changed', 'CONFLUENT', 'string a = 1;', 'int32 a = 1;', 'sint32 a = 1;'),
  fields('field-kind-changed', 'CONFLUENT', 'string a = 1;', 'E a = 1;', 'map<string, string> a = 1;'),
  fields(
    'field-named-type-changed',
    'CONFLUENT',
    'A a = 1; message A {} message B {} message C {}',
    'B a = 1; message A {} message B {} message C {}',
    'C a = 1; message A {} message B {} message C {}',
  ),
  fields(
    'field-named-type-changed',
    'WIRE',
    'A a = 1; message A {} message B {} message C {}',
    'B a = 1; message A {} message B {} message C {}',
    'C a = 1; message A {} message B {} message C {}',
  ),
  proto2('field-label-changed', 'CONFLUENT', 'optional int32 a = 1;', 'repeated int32 a = 1;', 'required int32 a = 1;'),
  fields('field-type-changed', 'WIRE', 'string a = 1;', 'int32 a = 1;', 'bool a = 1;'),
  fields('field-type-changed', 'WIRE', 'string a = 1;', 'int32 b = 1;', 'bool b = 1;'),
  fields('field-values-cut-off', 'WIRE', 'int64 a = 1;', 'int32 a = 1;', 'bool a = 1;'),
  fields('field-renumbered', 'WIRE', 'int64 a = 1;', 'int64 a = 2;', 'int64 a = 3;'),
  fields('json-type-changed', 'WIRE_JSON', 'int32 a = 1;', 'int64 a = 1;', 'bool a = 1;'),
  fields('field-source-type-changed', 'SOURCE', 'int32 a = 1;', 'int64 a = 1;', 'uint32 a = 1;'),
  fields('field-presence-changed', 'SOURCE', 'int32 a = 1;', 'optional int32 a = 1;', 'repeated int32 a = 1;'),
  fields(
    'field-jstype-changed',
    'SOURCE',
    'int64 a = 1;',
    'int64 a = 1 [jstype = JS_STRING];',
    'int64 a = 1 [jstype = JS_NUMBER];',
  ),
  fields(
    'field-ctype-changed',
    'SOURCE',
    'string a = 1;',
    'string a = 1 [ctype = CORD];',
    'string a = 1 [ctype = STRING_PIECE];',
  ),
  fields('field-renamed', 'WIRE_JSON', 'int64 a = 1;', 'int64 b = 1;', 'int64 c = 1;'),
  fields(
    'json-name-changed',
    'WIRE_JSON',
    'int64 a = 1;',
    'int64 a = 1 [json_name = "b"];',
    'int64 a = 1 [json_name = "c"];',
  ),
  fields('field-removed-number-not-reserved', 'WIRE', 'int64 a = 1; int64 b = 2;', 'int64 a = 1;', 'int64 b = 2;'),
  fields('field-oneof-changed', 'WIRE', 'int64 a = 1;', 'oneof o { int64 a = 1; }', 'oneof p { int64 a = 1; }'),
  fields('reserved-removed', 'WIRE', 'reserved 5, 7;', 'reserved 5;', 'reserved 7;'),
  proto2(
    'field-default-changed',
    'WIRE',
    'optional int32 a = 1;',
    'optional int32 a = 1 [default = 5];',
    'optional int32 a = 1 [default = 7];',
  ),
  proto2(
    'extension-range-removed',
    'SOURCE',
    'extensions 10 to 20, 30 to 40;',
    'extensions 10 to 20;',
    'extensions 30 to 40;',
  ),
  proto('method-changed', 'WIRE', [rpc('A', 'A', 'A'), rpc('B', 'A', 'A'), rpc('C', 'A', 'A')]),
  proto('method-changed', 'WIRE', [rpc('A', 'A', 'A'), rpc('B', 'A', 'A'), rpc('A', 'A', 'B')]),
  proto('method-removed', 'SOURCE', [
    'service S { rpc P(M) returns (M); rpc Q(M) returns (M); } message M {}',
    'service S { rpc P(M) returns (M); } message M {}',
    'service S { rpc Q(M) returns (M); } message M {}',
  ]),
  proto('package-changed', 'WIRE', ['package a; message M {}', 'package b; message M {}', 'package c; message M {}']),
  proto('file-option-changed', 'SOURCE', [
    'option go_package = "a"; message M {}',
    'option go_package = "b"; message M {}',
    'option go_package = "c"; message M {}',
  ]),
  proto('syntax-changed', 'SOURCE', [
    'syntax = "proto2"; message M {}',
    'syntax = "proto3"; message M {}',
    'edition = "2023"; message M {}',
  ]),
  proto('message-removed', 'SOURCE', [
    'message M {} message N {} message O {}',
    'message M {} message N {}',
    'message M {} message O {}',
  ]),
  proto('enum-value-renamed', 'WIRE_JSON', [enums('A = 0;'), enums('B = 0;'), enums('C = 0;')]),
  proto('enum-value-removed', 'SOURCE', [
    enums('A = 0; B = 1; C = 2;'),
    enums('A = 0; B = 1;'),
    enums('A = 0; C = 2;'),
  ]),
  proto('enum-value-renumbered', 'WIRE', [enums('A = 0; B = 1;'), enums('A = 0; B = 2;'), enums('A = 0; B = 3;')]),
];

function enumOf(...symbols: string[]): object {
  return { type: 'enum', name: 'X', symbols };
}
function rpc(takes: string, returns: string, other: string): string {
  return `service S { rpc P(${takes}) returns (${returns}); rpc Q(M) returns (${other}); } message M {} message A {} message B {} message C {}`;
}
function enums(values: string): string {
  return `message E { N n = 1; } enum N { ${values} }`;
}

describe('who accepted one demand of a rule has not accepted another', () => {
  it.each(CASES.map((one) => [one.rule, one.schemas[1].slice(0, 100), one] as const))(
    '%s: %s',
    async (_rule, _, one) => {
      const [, first, second] = one.schemas;
      const [accepted, later] = [await printsOf(one, first), await printsOf(one, second)];
      expect([accepted.length, later.length]).toEqual([1, 1]);
      expect(later).not.toEqual(accepted);
      expect(await printsOf(one, first)).toEqual(accepted);
    },
  );
});
