import { told, wording } from '../../../sentence.js';
import { childNode, childNodes, type SchemaNode } from '../document.js';
import { dependenciesOf, itemSchemas } from '../evaluate.js';
import { isAtLeast } from '../dialect.js';
import {
  all,
  any,
  atom,
  FALSE,
  hasItem,
  hasProperty,
  listed,
  negate,
  schema,
  TRUE,
  unknown,
  type Formula,
} from '../satisfiability/formula.js';
import type { Keyword, Refusal } from './keyword.js';

/** What schemas for the same value have looked at, in one of the ways in which they may hold (2020-12 Core, 11). */
interface Look {
  /** Holds exactly where this way is taken, as far as it matters for what is looked at. */
  readonly when: Formula;
  /** A formula about a property's name: whether it has been looked at. */
  readonly names: Formula;
  /** So many items from the first. */
  readonly items: number;
  /** Items that `contains` found, too: a formula about an item. */
  readonly found: Formula;
}

const NOTHING: Look = { when: TRUE, names: FALSE, items: 0, found: FALSE };
/** More ways than these are not told apart. */
const MAX_LOOKS = 256;

const UNKNOWN = unknown('what is left unevaluated depends on too many alternatives.');

/** What nothing else has looked at must satisfy `unevaluatedProperties`. */
export const unevaluatedProperties: Keyword = {
  names: ['unevaluatedProperties'],
  demand: (node) =>
    inAnyWay(node, 'unevaluatedProperties', ({ names }, child) =>
      atom({ is: 'every-property', names: negate(names), value: schema(child, true) }),
    ),
  refusals: (node) => [
    refused(
      node,
      'unevaluatedProperties',
      inAnyWay(node, 'unevaluatedProperties', ({ names }, child) => hasProperty(negate(names), schema(child, false))),
      'properties',
    ),
  ],
};

/** The same for items. */
export const unevaluatedItems: Keyword = {
  names: ['unevaluatedItems'],
  demand: (node) =>
    inAnyWay(node, 'unevaluatedItems', ({ items, found }, child) =>
      atom({ is: 'every-item', from: items, to: Infinity, value: any([found, schema(child, true)]) }),
    ),
  refusals: (node) => [
    refused(
      node,
      'unevaluatedItems',
      inAnyWay(node, 'unevaluatedItems', ({ items, found }, child) =>
        hasItem(items, Infinity, all([negate(found), schema(child, false)])),
      ),
      'items',
    ),
  ],
};

function refused(node: SchemaNode, keyword: string, value: Formula, what: string): Refusal {
  if (childNode(node, keyword)!.isNever) return refusedAll(keyword, value, what);
  return {
    rule: 'unevaluated-narrowed',
    keyword,
    value,
    explain: ({ reader, writer }) =>
      told`${reader} takes ${wording(what)} that no other schema of it describes only as "${keyword}" has them, and events of ${writer} may carry others.`,
    fix: `Leave "${keyword}" as wide as it was.`,
  };
}

function refusedAll(keyword: string, value: Formula, what: string): Refusal {
  return {
    rule: 'content-closed',
    keyword,
    value,
    explain: ({ reader, writer }) =>
      told`${reader} refuses ${wording(what)} that none of its schemas describes, and events of ${writer} may carry them.`,
    fix: `Leave the content open (no "${keyword}": false), or close it from the first version on.`,
  };
}

/** The statement for each way in which the schemas beside the keyword may hold; unknown where these are too many. */
function inAnyWay(node: SchemaNode, keyword: string, say: (look: Look, child: SchemaNode) => Formula): Formula {
  const looks = looksOf(node, keyword, new Set());
  if (looks === null) return UNKNOWN;
  return any(looks.map((look) => all([look.when, say(look, childNode(node, keyword)!)])));
}

/** Every way in which a schema may have looked at the parts of a value; null where these are too many. */
function looksOf(node: SchemaNode, except: string, inside: ReadonlySet<number>): Look[] | null {
  if (inside.has(node.id)) return null;
  const within = new Set(inside).add(node.id);
  let looks: Look[] | null = [ownLook(node, except)];
  for (const { node: part, isSure, when } of partsOf(node)) {
    looks = bothLooks(looks, waysOf(part, isSure, when, within));
    if (looks === null) return null;
  }
  return looks;
}

/** A schema beside others that may hold or fail: where it fails it has looked at nothing. */
function waysOf(part: SchemaNode, isSure: boolean, when: Formula, inside: ReadonlySet<number>): Look[] | null {
  const looks = looksOf(part, '', inside);
  if (looks === null || looks.every((look) => look.names === FALSE && look.items === 0 && look.found === FALSE)) {
    return looks === null ? null : [NOTHING];
  }
  const holds = looks.map((look) => ({ ...look, when: all([when, schema(part, true), look.when]) }));
  if (isSure && when === TRUE) return holds;
  const fails = any([negate(when), schema(part, false)]);
  return [...holds, { ...NOTHING, when: fails }];
}

function bothLooks(some: readonly Look[], others: readonly Look[] | null): Look[] | null {
  if (others === null || some.length * others.length > MAX_LOOKS) return null;
  return some.flatMap((one) =>
    others.map((other) => ({
      when: all([one.when, other.when]),
      names: any([one.names, other.names]),
      items: Math.max(one.items, other.items),
      found: any([one.found, other.found]),
    })),
  );
}

/** The schemas that speak of the same value: those that must hold, and those that may. */
function partsOf(node: SchemaNode): { node: SchemaNode; isSure: boolean; when: Formula }[] {
  const { document, keywords } = node;
  const referred = [
    typeof keywords['$ref'] === 'string' ? document.resolve(keywords['$ref'], node) : null,
    document.resolveDynamic(node),
  ].filter((target) => target !== null);
  const test = childNode(node, 'if');
  const [then, otherwise] = [childNode(node, 'then'), childNode(node, 'else')];
  return [
    ...[...referred, ...childNodes(node, 'allOf')].map((part) => ({ node: part, isSure: true, when: TRUE })),
    ...[...childNodes(node, 'anyOf'), ...childNodes(node, 'oneOf')].map((part) => ({
      node: part,
      isSure: false,
      when: TRUE,
    })),
    ...(test === null ? [] : [{ node: test, isSure: false, when: TRUE }]),
    ...(test === null || then === null ? [] : [{ node: then, isSure: true, when: schema(test, true) }]),
    ...(test === null || otherwise === null ? [] : [{ node: otherwise, isSure: true, when: schema(test, false) }]),
    ...dependenciesOf(node).flatMap(({ trigger, schema: part }) =>
      part === null ? [] : [{ node: part, isSure: true, when: hasProperty(trigger, TRUE) }],
    ),
  ];
}

/** What the keywords of the schema itself look at. */
function ownLook(node: SchemaNode, except: string): Look {
  return { when: TRUE, names: ownNames(node, except), items: ownItems(node, except), found: ownFound(node) };
}

function ownNames({ keywords }: SchemaNode, except: string): Formula {
  const holds = (keyword: string): boolean => keyword !== except && keywords[keyword] !== undefined;
  if (holds('additionalProperties') || holds('unevaluatedProperties')) return TRUE;
  const named = Object.keys((keywords['properties'] as object | undefined) ?? {});
  const patterns = Object.keys((keywords['patternProperties'] as object | undefined) ?? {});
  return any([
    named.length === 0 ? FALSE : listed(named, true),
    ...patterns.map((pattern) => atom({ is: 'pattern', pattern, holds: true })),
  ]);
}

function ownItems(node: SchemaNode, except: string): number {
  const { prefix, rest } = itemSchemas(node);
  const looksAtAll =
    rest !== null || (except !== 'unevaluatedItems' && node.keywords['unevaluatedItems'] !== undefined);
  return looksAtAll ? Infinity : prefix.length;
}

/** Since 2020-12 what `contains` found is looked at. */
function ownFound(node: SchemaNode): Formula {
  const contains = isAtLeast(node.document.dialect, '2020-12') ? childNode(node, 'contains') : null;
  return contains === null ? FALSE : schema(contains, true);
}
