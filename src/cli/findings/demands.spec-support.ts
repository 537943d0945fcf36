import type { Earlier, EarlierVersions } from '../against/earlier-versions.js';
import { runCheck } from '../check/run-check.js';
import { loadContracts } from '../sources/load-contracts.js';
import { memoryTree } from '../trees/memory-tree.spec-support.js';
import type { Policy } from '../../contracts/finding.js';
import { createPlacing } from './placing.js';

/** A rule, and what shows it. */
export interface Case {
  rule: string;
  file: string;
  /** What is registered, and two candidates that break it by the same rule at the same place. */
  schemas: readonly [older: string, one: string, other: string];
  policy?: Policy;
  level?: 'BACKWARD' | 'FORWARD';
}

/** The fingerprints of what a rule finds against the older schema of a case. */
export async function printsOf(
  { rule, file, schemas: [older], policy, level }: Case,
  candidate: string,
): Promise<string[]> {
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

export const json = (rule: string, older: object, one: object, other: object, more: Partial<Case> = {}): Case => {
  const draft = { $schema: 'https://json-schema.org/draft/2020-12/schema' };
  const [a, b, c] = [older, one, other].map((schema) => JSON.stringify({ ...draft, ...schema }));
  return { rule, file: 'a.json', schemas: [a!, b!, c!], ...more };
};
export const avro = (rule: string, older: unknown, one: unknown, other: unknown, more: Partial<Case> = {}): Case => {
  const record = (type: unknown): string =>
    JSON.stringify({ type: 'record', name: 'E', fields: [{ name: 'a', type }] });
  return { rule, file: 'a.avsc', schemas: [record(older), record(one), record(other)], ...more };
};
export const proto = (
  rule: string,
  policy: Policy,
  bodies: readonly [string, string, string],
  more: Partial<Case> = {},
): Case => {
  const [a, b, c] = bodies.map((body) => (/^(syntax|edition)/.test(body) ? body : `syntax = "proto3"; ${body}`));
  return { rule, file: 'a.proto', schemas: [a!, b!, c!], policy, ...more };
};
export const fields = (
  rule: string,
  policy: Policy,
  older: string,
  one: string,
  other: string,
  more?: Partial<Case>,
): Case =>
  proto(rule, policy, [older, one, other].map((field) => `message E { ${field} }`) as [string, string, string], more);
export const proto2 = (rule: string, policy: Policy, older: string, one: string, other: string): Case =>
  proto(
    rule,
    policy,
    [older, one, other].map((field) => `syntax = "proto2"; message E { ${field} }`) as [string, string, string],
  );

export const fixed = (size: number): object => ({ type: 'fixed', name: 'F', size });
export const named = (name: string): object => ({ type: 'record', name, fields: [] });
export const decimal = (scale: number, precision = 9): object => ({
  type: 'bytes',
  logicalType: 'decimal',
  precision,
  scale,
});
export const item = { type: 'array', items: { type: 'integer' } };

export function enumOf(...symbols: string[]): object {
  return { type: 'enum', name: 'X', symbols };
}
export function rpc(takes: string, returns: string, other: string): string {
  return `service S { rpc P(${takes}) returns (${returns}); rpc Q(M) returns (${other}); } message M {} message A {} message B {} message C {}`;
}
export function enums(values: string): string {
  return `message E { N n = 1; } enum N { ${values} }`;
}
