import type { SchemaProblem } from '../../schema-format.js';
import type { Library, Target } from './library.js';
import { encodeFragment } from './pointers.js';
import type { FoundReference, Resource, SchemaWalk } from './schema-walk.js';

/** From text to text, each with the reference that leads there. */
type Roads = Map<SchemaWalk, Map<SchemaWalk, FoundReference>>;

/**
 * Looks every reference of every text up, so that a missing one is told before any check. A `$ref` inside an embedded
 * resource is rewritten to the same place seen from the whole text: whoever follows it need not know where it stood.
 */
export function resolveReferences(library: Library): void {
  const roads: Roads = new Map();
  for (const walk of [library.main, ...library.named.map((one) => one.walk)]) {
    const resolved = new Map<SchemaWalk, FoundReference>();
    roads.set(walk, resolved);
    // Looking up may walk a place that only this reference makes a schema, with references of its own.
    for (let i = 0; i < walk.references.length; i++) {
      const found = walk.references[i]!;
      const answer = library.lookUp(found.reference, found.resource);
      if ('reason' in answer) walk.report(`${found.pointer}/${found.keyword}`, answer.reason, found.rank);
      else {
        library.shelve(walk);
        seeFromWholeText(found, answer.target);
        if (!resolved.has(answer.target.resource.walk)) resolved.set(answer.target.resource.walk, found);
      }
    }
  }
  reportCircles(library, roads);
}

function seeFromWholeText({ keyword, resource, holder }: FoundReference, target: Target): void {
  if (keyword !== '$ref' || resource === resource.walk.resource) return;
  const { walk, uri } = target.resource;
  if (walk === resource.walk) holder['$ref'] = `#${encodeFragment(target.pointer)}`;
  else holder['$ref'] = `${uri}#${encodeFragment(target.pointer.slice(target.resource.pointer.length))}`;
}

/** Schemas that refer to each other in a circle cannot be registered one after the other, and mean no order of reading. */
function reportCircles(library: Library, roads: Roads): void {
  const done = new Set<SchemaWalk>();
  const path: SchemaWalk[] = [];
  const visit = (walk: SchemaWalk): void => {
    path.push(walk);
    for (const [next, found] of roads.get(walk) ?? []) {
      if (next === walk || done.has(next)) continue;
      const at = path.indexOf(next);
      if (at < 0) visit(next);
      else walk.report(`${found.pointer}/${found.keyword}`, circle(library, path.slice(at), found), found.rank);
    }
    path.pop();
    done.add(walk);
  };
  for (const walk of roads.keys()) visit(walk);
}

function circle(library: Library, walks: readonly SchemaWalk[], { reference }: FoundReference): string {
  const names = [...walks, walks[0]!].map((walk) => {
    const name = library.nameOf(walk);
    return name === null ? 'this schema' : `"${name}"`;
  });
  return `The reference ${reference} closes a circle of schemas: ${names.join(' refers to ')}. Keep what refers to itself in one schema.`;
}

/** Everything that is wrong, of the schema itself first; of what it refers to by name. */
export function problemsOf(library: Library): SchemaProblem[] {
  const ofReferences = library.named.flatMap(({ name, walk }) =>
    walk.problems.map(({ place, reason }) => ({
      place: '',
      reason: `In the reference "${name}"${place === '' ? '' : ` at ${place}`}: ${reason}`,
    })),
  );
  return [...library.main.problems, ...ofReferences];
}

/** What a dynamic reference leads to before anybody asks for its scope. */
export interface DynamicReference {
  target: Target;
  /** The name to look for in the scope; null where it is a reference like any other. */
  anchor: string | null;
}

export function dynamicReferenceOf(
  library: Library,
  keyword: string,
  reference: string,
  base: Resource,
): DynamicReference | null {
  const answer = library.lookUp(reference, base);
  if ('reason' in answer) return null;
  const { target } = answer;
  const anchors = target.resource.dynamicAnchors;
  // Only where the first look finds a dynamic anchor is the scope asked at all.
  const anchor = keyword === '$recursiveRef' ? '' : target.anchor;
  return { target, anchor: anchor !== null && anchors.has(anchor) ? anchor : null };
}
