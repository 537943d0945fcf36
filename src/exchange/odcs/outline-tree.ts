import type { Outline, OutlinedField } from '../../contracts/outline.js';

/** A field with those directly inside it. */
export interface Branch {
  field: OutlinedField;
  /** By their names. */
  named: Branch[];
  /** What any item of an array, any value of a map, or any other property of an object is; null where nothing says it. */
  rest: Branch | null;
}

/** The fields of an outline as a tree; null for one without any. */
export function eventOf({ fields }: Outline): Branch | null {
  let event: Branch | null = null;
  // They come as they are nested: the last one of a path is the one that what follows lies in.
  const latest = new Map<string, Branch>();
  const unions = new Map<string, Branch>();
  for (const field of fields) {
    const branch: Branch = { field, named: [], rest: null };
    const around = latest.get(field.path.slice(0, Math.max(0, field.path.lastIndexOf('/'))));
    const union = unions.get(field.path);
    // A branch that stands in events without its name.
    if (union !== undefined) union.named.push(branch);
    else if (field.path === '') event = branch;
    else if (isRest(field)) around!.rest = branch;
    else around!.named.push(branch);
    latest.set(field.path, branch);
    if (field.kind === 'union' && union === undefined) unions.set(field.path, branch);
  }
  return event;
}

/** A property may be called `*` too. */
const isRest = ({ name, path, schemaPath }: OutlinedField): boolean =>
  name === '*' && path.endsWith('/*') && !schemaPath.endsWith('/properties/*');
