import { childNode, childNodes, type SchemaNode } from '../document.js';
import {
  alternativesOf,
  isComposed,
  isSurelyComposed,
  namesDeclaredBy,
  partsOf,
  refusesObjects,
  sureParts,
  targetOf,
} from './composition.js';

/** Which schema, whichever way it was reached. */
export const placeOf = ({ document, pointer }: Pick<SchemaNode, 'document' | 'pointer'>): string =>
  `${document.name ?? ''}\n${pointer}`;

/**
 * Which schemas are the only ones that describe their value, in every way by which they are reached: themselves, or together
 * with those that they ask to hold.
 */
export class Describers {
  private readonly alone = new Map<string, SchemaNode>();
  private readonly among = new Set<string>();
  private readonly visited = new Set<string>();

  constructor(root: SchemaNode) {
    this.reach(root, true);
  }

  /** By place, those that are. */
  get aloneByPlace(): ReadonlyMap<string, SchemaNode> {
    return new Map([...this.alone].filter(([place]) => !this.among.has(place)));
  }

  private reach(node: SchemaNode, isAlone: boolean): void {
    const place = placeOf(node);
    if (isAlone) this.alone.set(place, node);
    else this.among.add(place);
    const visit = `${isAlone} ${place}`;
    if (this.visited.has(visit)) return;
    this.visited.add(visit);
    const only = isAlone ? onlyDescriber(node) : null;
    if (only !== null) return this.reachInstead(node, only);
    const parts = isAlone ? sureParts(node) : [];
    if (parts.length > 1 && isSurelyComposed(parts)) return this.reachTogether(node, parts);
    for (const part of partsOf(node)) this.reach(part, false);
    this.reachInside(node, isAlone && !isComposed(node));
  }

  /** One of the schemas describes the object, and the others refuse objects. */
  private reachInstead(node: SchemaNode, only: SchemaNode): void {
    for (const part of partsOf(node)) this.reach(part, part === only);
  }

  /** Several describe the object together: what only one of them declares, it declares alone. */
  private reachTogether(node: SchemaNode, parts: readonly SchemaNode[]): void {
    const isFree = parts.every(
      ({ keywords }) => !('patternProperties' in keywords) && !('additionalProperties' in keywords),
    );
    const names = parts.flatMap(namesDeclaredBy);
    const declared = new Map<string, number>();
    for (const name of names) declared.set(name, (declared.get(name) ?? 0) + 1);
    for (const part of parts) {
      if (part !== node) this.among.add(placeOf(part));
      for (const name of namesDeclaredBy(part)) {
        const child = childNode(part, 'properties', name);
        if (child !== null) this.reach(child, isFree && declared.get(name) === 1);
      }
      for (const child of childrenBeside(part)) this.reach(child, false);
    }
  }

  private reachInside(node: SchemaNode, isAlone: boolean): void {
    const staysAlone = isAlone && !('patternProperties' in node.keywords);
    for (const name of namesDeclaredBy(node)) {
      const child = childNode(node, 'properties', name);
      if (child !== null) this.reach(child, staysAlone);
    }
    for (const child of childrenBeside(node)) this.reach(child, staysAlone);
  }
}

/** The schemas of items and of properties without a name. */
function childrenBeside(node: SchemaNode): SchemaNode[] {
  const single = ['items', 'additionalItems', 'additionalProperties'].map((keyword) => childNode(node, keyword));
  const listed = ['items', 'prefixItems'].flatMap((keyword) => childNodes(node, keyword));
  return [...single.filter((child) => child !== null), ...listed];
}

/** `{"$ref": ...}`, or `anyOf: [{an object}, {"type": "null"}]`: the one schema that speaks of objects; null for any other. */
function onlyDescriber(node: SchemaNode): SchemaNode | null {
  const { keywords } = node;
  if ('properties' in keywords || 'required' in keywords) return null;
  const parts = partsOf(node);
  const [target] = targetOf(node);
  if (target !== undefined) return parts.length === 1 ? target : null;
  const alternatives = alternativesOf(node);
  if (alternatives.length === 0 || alternatives.length !== parts.length) return null;
  const objects = alternatives.filter((one) => !refusesObjects(one));
  return objects.length === 1 ? objects[0]! : null;
}
