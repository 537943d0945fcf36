import type { OpenAPIObject } from '@nestjs/swagger';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Gives the shapes that appear in the document their names: each inline copy of a shape becomes a reference to
 * `#/components/schemas/<name>`, also within other shapes. The copies are found by their content, since the framework
 * copies what the controllers hand it. Pure; the document is not changed.
 */
export function nameComponents(document: OpenAPIObject, shapes: Readonly<Record<string, object>>): OpenAPIObject {
  const plain = JSON.parse(JSON.stringify(document)) as Json;
  const names = new Map(
    Object.entries(shapes).map(([name, shape]) => [fingerprint(JSON.parse(JSON.stringify(shape)) as Json), name]),
  );
  const used = new Set<string>();
  const named = withReferences(plain, names, used) as unknown as OpenAPIObject;

  const schemas: Record<string, Json> = {};
  // A named shape may hold others: what its references need is added until nothing new is used.
  for (const name of used) {
    const shape = JSON.parse(JSON.stringify(shapes[name])) as { [key: string]: Json };
    schemas[name] = Object.fromEntries(
      Object.entries(shape).map(([key, value]) => [key, withReferences(value, names, used)]),
    );
  }
  const sorted = Object.fromEntries(
    Object.entries({ ...named.components?.schemas, ...schemas }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { ...named, components: { ...named.components, schemas: sorted as never } };
}

function withReferences(value: Json, names: ReadonlyMap<string, string>, used: Set<string>): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((each: Json) => withReferences(each, names, used));
  const name = names.get(fingerprint(value));
  if (name !== undefined) {
    used.add(name);
    return { $ref: `#/components/schemas/${name}` };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withReferences(each as Json, names, used)]),
  );
}

/** The same for equal JSON, whatever the order of its keys. */
function fingerprint(value: Json): string {
  return JSON.stringify(value, (_key, each: Json) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
