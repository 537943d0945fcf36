import { descend, obstacle, type Claim, type Obstacle, type Prover, type Rule } from '../claim.js';
import { conjunctionOf, namedProperties, propertyOf, type Conjunction } from '../conjunction.js';
import { childNode, type SchemaNode } from '../document.js';
import { matchesPattern } from '../values.js';

const patternsOf = (node: SchemaNode): string[] => Object.keys((node.keywords['patternProperties'] as object) ?? {});

function checkProperty(claim: Claim, name: string, reader: SchemaNode, prover: Prover): Obstacle[] {
  const writer = propertyOf(claim.writer, name);
  return prover.prove(descend(claim, { kind: 'property', name }, writer, reader));
}

/** Each property the reader describes must hold what events carry there (Confluent: PROPERTY_… changes). */
export const propertyNarrowed: Rule = {
  keywords: ['properties'],
  check(claim, prover) {
    if (!claim.writer.types.has('object')) return [];
    return Object.keys(claim.reader.keywords['properties'] as object).flatMap((name) => {
      const reader = childNode(claim.reader, 'properties', name);
      return reader === null ? [] : checkProperty(claim, name, reader, prover);
    });
  },
};

/** The same for properties the reader describes by a pattern of their names. */
export const patternPropertyNarrowed: Rule = {
  keywords: ['patternProperties'],
  check(claim, prover) {
    if (!claim.writer.types.has('object')) return [];
    return patternsOf(claim.reader).flatMap((pattern) => {
      const reader = childNode(claim.reader, 'patternProperties', pattern);
      if (reader === null) return [];
      const named = [...namedProperties(claim.writer)]
        .filter((name) => matchesPattern(pattern, name) !== false)
        .flatMap((name) => checkProperty(claim, name, reader, prover));
      const step = { kind: 'property', name: exampleName(pattern) } as const;
      return [...named, ...prover.prove(descend(claim, step, unnamedMatching(claim.writer, pattern), reader))];
    });
  },
};

/** What is known of properties that no schema names and whose name matches `pattern`. */
function unnamedMatching(writer: Conjunction, pattern: string): Conjunction {
  return conjunctionOf(
    writer.nodes.flatMap((node) => {
      const patterns = patternsOf(node);
      const keyword = patterns.length === 0 ? 'additionalProperties' : 'patternProperties';
      const schema = patterns.length === 0 ? childNode(node, keyword) : childNode(node, keyword, pattern);
      return schema === null ? [] : [schema];
    }),
  );
}

/** A name that matches simple patterns such as ^x- or _id$; a witness shows whether it does. */
const exampleName = (pattern: string): string => pattern.replace(/^\^|\$$/g, '').replace(/[^\w-]/g, '') || 'x';

const MAX_COMBINATIONS = 32;

/** Properties the reader does not describe must be allowed, with what they hold (Confluent: PROPERTY_…_CLOSED_CONTENT_MODEL). */
export const contentClosed: Rule = {
  keywords: ['additionalProperties'],
  check(claim, prover) {
    const reader = childNode(claim.reader, 'additionalProperties');
    if (reader === null || !claim.writer.types.has('object')) return [];
    const named = [...namedProperties(claim.writer)]
      .filter((name) => !isDescribed(claim.reader, name))
      .flatMap((name) =>
        checkProperty(claim, name, reader, prover).map((found) => orClosed(found, claim, name, reader)),
      );
    const unnamed = unnamedAlternatives(claim);
    if (unnamed === null) return [...named, tooManyPatterns(claim)];
    const step = { kind: 'property', name: freshName(claim) } as const;
    return [
      ...named,
      ...unnamed.flatMap((writer) =>
        prover.prove(descend(claim, step, writer, reader)).map((found) => orClosed(found, claim, null, reader)),
      ),
    ];
  },
};

function isDescribed(reader: SchemaNode, name: string): boolean {
  if (childNode(reader, 'properties', name) !== null) return true;
  return patternsOf(reader).some((pattern) => matchesPattern(pattern, name) === true);
}

/**
 * What is known of properties that no schema names. By the writer's patterns a name may fall under one or none, so there
 * are several sets; names that fall under a pattern which the reader describes too are not this rule's.
 */
function unnamedAlternatives(claim: Claim): Conjunction[] | null {
  const described = new Set(patternsOf(claim.reader));
  let combinations: SchemaNode[][] = [[]];
  for (const node of claim.writer.nodes) {
    const additional = childNode(node, 'additionalProperties');
    const matched = patternsOf(node)
      .filter((pattern) => !described.has(pattern))
      .map((pattern) => childNode(node, 'patternProperties', pattern));
    const choices = [additional, ...matched];
    combinations = combinations.flatMap((known) => choices.map((one) => (one === null ? known : [...known, one])));
    if (combinations.length > MAX_COMBINATIONS) return null;
  }
  return combinations.map((nodes) => conjunctionOf(nodes));
}

function freshName(claim: Claim): string {
  const taken = namedProperties(claim.writer);
  for (const name of ['note', 'extra', 'x', 'zz_extra', '0']) {
    if (!taken.has(name) && !isDescribed(claim.reader, name)) return name;
  }
  return 'plumbline_extra';
}

/** "Nothing is allowed here" is better told as what it is: the reader closed its content. */
function orClosed(found: Obstacle, claim: Claim, name: string | null, reader: SchemaNode): Obstacle {
  if (!reader.isNever || found.claim.reader !== reader) return found;
  const message: Obstacle['message'] =
    name === null
      ? ({ reader: r, writer }) =>
          `${r} refuses properties it does not describe, and events of ${writer} may carry more.`
      : ({ reader: r, writer }) => `${r} refuses the property "${name}", which events of ${writer} may carry.`;
  const fix =
    name === null
      ? 'Leave the content open (no "additionalProperties": false), or close it from the first version on.'
      : `Keep "${name}" among the properties, marked "deprecated": true, until no producer sends it.`;
  const rule = name === null ? 'content-closed' : 'property-removed-from-closed-content';
  return { ...found, rule, message, fix, keyword: 'additionalProperties' };
}

function tooManyPatterns(claim: Claim): Obstacle {
  return obstacle(
    'not-decided',
    claim,
    'additionalProperties',
    () => 'The patterns of property names combine in too many ways to be compared.',
    'Describe these properties by fewer patterns.',
  );
}

/** Names the reader allows: decided where the writer's object is closed (Confluent: PROPERTY_NAMES_… changes). */
export const propertyNamesNarrowed: Rule = {
  keywords: ['propertyNames'],
  check(claim, prover) {
    const reader = childNode(claim.reader, 'propertyNames');
    if (reader === null || !claim.writer.types.has('object')) return [];
    const sent = claim.writer.nodes.map((node) => childNode(node, 'propertyNames')).filter((node) => node !== null);
    const anyName = conjunctionOf([...sent, reader.document.node('#string', { type: 'string' })]);
    if (prover.isProved(anyName, reader)) return [];
    return [
      obstacle(
        'property-names-narrowed',
        claim,
        'propertyNames',
        ({ reader: r, writer }) => `${r} restricts the names of properties more than ${writer} does.`,
        'Leave propertyNames as wide as it was.',
      ),
    ];
  },
};
