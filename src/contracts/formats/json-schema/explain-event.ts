import type { IsOver, Rejection } from '../schema-format.js';
import { childNode, childNodes, escapePointer, type SchemaDocument, type SchemaNode } from './document.js';
import { dependenciesOf, evaluate, itemSchemas, propertySchemas } from './evaluate.js';
import { bestBranch, meantByConstant } from './explain-alternatives.js';
import { objectTroubles } from './explain-object.js';
import { unevaluatedTroubles } from './explain-unevaluated.js';
import { sizeTroubles, valueTroubles } from './explain-value.js';
import type { Trouble } from './trouble.js';

/** One explanation of an event; a schema that refers to itself twice asks for 2^depth steps. */
export interface Explaining {
  steps: number;
  isOver: IsOver;
}

const MAX_STEPS = 20_000;
const MAX_DEPTH = 100;

/**
 * Why a schema refuses an event, for a person: where alternatives (`anyOf`, `oneOf`) refuse a value, only the one that
 * was meant is told, by its discriminator or by how little is wrong. The most specific first, deeper ones before what
 * they are in. Null where it finds nothing, or not all in its time.
 */
export function explainEvent({ root }: SchemaDocument, event: unknown, isOver: IsOver): Rejection[] | null {
  const explaining: Explaining = { steps: 0, isOver };
  const troubles = explain(root, event, '', explaining, 0);
  if (troubles.length === 0 || isExhausted(explaining)) return null;
  return distinct(troubles)
    .sort((a, b) => rank(a) - rank(b) || depthOf(b) - depthOf(a))
    .map(({ path, reason }) => ({ path, reason }));
}

const isExhausted = ({ steps, isOver }: Explaining): boolean => steps > MAX_STEPS || isOver();
const rank = ({ kind }: Trouble): number => Number(kind === 'summary');
const depthOf = ({ path }: Trouble): number => path.split('/').length;

function distinct(troubles: readonly Trouble[]): Trouble[] {
  const found = new Map(troubles.map((trouble) => [`${trouble.path} ${trouble.reason}`, trouble]));
  return [...found.values()];
}

/** Everything wrong with `value` by `node`; none where it is right, or nothing can be said. */
export function explain(
  node: SchemaNode,
  value: unknown,
  path: string,
  explaining: Explaining,
  depth: number,
): Trouble[] {
  explaining.steps++;
  if (depth > MAX_DEPTH || explaining.steps > MAX_STEPS) return [];
  if (node.isNever) return [{ path, reason: 'must not be there', kind: 'rest' }];
  if (explaining.steps % 64 === 0 && explaining.isOver()) explaining.steps = MAX_STEPS + 1;
  const own = valueTroubles(node, value, path);
  // Whatever else is wrong with a value of the wrong kind is noise.
  if (own.some(({ kind }) => kind === 'type')) return own;
  const inside = (child: SchemaNode, part: unknown, step?: string | number): Trouble[] =>
    explain(child, part, step === undefined ? path : `${path}/${escapePointer(step)}`, explaining, depth + 1);
  return [
    ...own,
    ...sizeTroubles(node, value, path),
    ...itemTroubles(node, value, inside),
    ...propertyTroubles(node, value, path, inside),
    ...applicatorTroubles(node, value, path, inside),
    ...unevaluatedTroubles(node, value, path, inside),
  ];
}

type Inside = (child: SchemaNode, part: unknown, step?: string | number) => Trouble[];

function itemTroubles(node: SchemaNode, value: unknown, inside: Inside): Trouble[] {
  if (!Array.isArray(value)) return [];
  const { prefix, rest } = itemSchemas(node);
  return value.flatMap((item, i) => {
    const schema = prefix[i] ?? rest;
    return schema === null ? [] : inside(schema, item, i);
  });
}

function propertyTroubles(node: SchemaNode, value: unknown, path: string, inside: Inside): Trouble[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const object = value as Record<string, unknown>;
  const { troubles, refused } = objectTroubles(node, object, path);
  const within = Object.keys(object)
    .filter((name) => !refused.has(name))
    .flatMap((name) => (propertySchemas(node, name) ?? []).flatMap((schema) => inside(schema, object[name], name)));
  const implied = dependenciesOf(node)
    .filter(({ trigger, schema }) => schema !== null && Object.hasOwn(object, trigger))
    .flatMap(({ schema }) => inside(schema!, object));
  return [...troubles, ...within, ...implied];
}

function applicatorTroubles(node: SchemaNode, value: unknown, path: string, inside: Inside): Trouble[] {
  const { keywords, document } = node;
  const reference = typeof keywords['$ref'] === 'string' ? document.resolve(keywords['$ref'], node) : null;
  const dynamic = document.resolveDynamic(node);
  const forbidden = childNode(node, 'not');
  const isForbidden = forbidden !== null && evaluate(forbidden, value) === true;
  return [
    ...[reference, dynamic].flatMap((target) => (target === null ? [] : inside(target, value))),
    ...childNodes(node, 'allOf').flatMap((branch) => inside(branch, value)),
    ...alternativeTroubles(childNodes(node, 'anyOf'), value, path, inside),
    ...alternativeTroubles(childNodes(node, 'oneOf'), value, path, inside),
    ...tooManyOf(childNodes(node, 'oneOf'), value, path),
    ...(isForbidden ? [{ path, reason: 'is what "not" forbids', kind: 'summary' as const }] : []),
    ...conditionTroubles(node, value, inside),
  ];
}

function alternativeTroubles(branches: readonly SchemaNode[], value: unknown, path: string, inside: Inside): Trouble[] {
  if (branches.length === 0 || branches.some((branch) => evaluate(branch, value) !== false)) return [];
  const meant = meantByConstant(branches, value, path);
  if (meant === null)
    return bestBranch(
      branches.map((branch) => inside(branch, value)),
      path,
    );
  return 'branch' in meant ? inside(meant.branch, value) : [meant.trouble];
}

function tooManyOf(branches: readonly SchemaNode[], value: unknown, path: string): Trouble[] {
  const matching = [...branches.keys()].filter((i) => evaluate(branches[i]!, value) === true).map((i) => i + 1);
  if (matching.length < 2) return [];
  const shown = matching.slice(0, 5).join(', ');
  return [{ path, reason: `fits alternatives ${shown} of "oneOf", and must fit exactly one`, kind: 'summary' }];
}

function conditionTroubles(node: SchemaNode, value: unknown, inside: Inside): Trouble[] {
  const condition = childNode(node, 'if');
  const holds = condition === null ? null : evaluate(condition, value);
  const consequence = holds === null ? null : childNode(node, holds ? 'then' : 'else');
  return consequence === null ? [] : inside(consequence, value);
}
