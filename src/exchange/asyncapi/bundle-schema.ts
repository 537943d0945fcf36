import { isObject } from './read-document.js';
import { escapePointer, pointerOf, valueAt, type Placed } from './resolve-pointer.js';
import { rewriteReferences } from './schema-references.js';

/** Thrown within this file only. */
class Leads extends Error {}

/**
 * A JSON Schema of a document by itself: `$ref`s to other places of the document lead into its own `definitions` (`$defs`
 * where it has them), those within itself to itself. `known` are names that its registration brings along.
 */
export function bundleSchema(
  document: unknown,
  { value: root, pointer: home }: Placed,
  known: readonly string[],
): { schema: unknown } | { fault: string } {
  const keyword = isObject(root) && isObject(root.$defs) ? '$defs' : 'definitions';
  const own = isObject(root) && isObject(root[keyword]) ? root[keyword] : {};
  const names = new Map<string, string>();
  const waiting: string[] = [];

  const rewrite = (ref: string): string => {
    // As it is written: escapes stay what they are.
    if (ref === `#${home}` || ref.startsWith(`#${home}/`)) return `#${ref.slice(home.length + 1)}`;
    const pointer = pointerOf(ref);
    if (pointer !== null && pointer !== '' && !pointer.startsWith('/')) return ref;
    if (pointer === null) {
      if (known.includes(ref.split('#')[0]!) || (isObject(root) && typeof root.$id === 'string')) return ref;
      throw new Leads(`"${ref}" leads out of the document; put what it means into it.`);
    }
    if (pointer === home || pointer.startsWith(`${home}/`)) return `#${encodeURI(pointer.slice(home.length))}`;
    if (pointer === '' || valueAt(document, pointer) === undefined) {
      // Some tools leave a schema's references as they stood in a file of its own.
      if (pointer === '' || valueAt(root, pointer) !== undefined) return ref;
      throw new Leads(`"${ref}" leads to nothing in the document.`);
    }
    if (!names.has(pointer)) {
      names.set(pointer, freeName(pointer, [...Object.keys(own), ...names.values()]));
      waiting.push(pointer);
    }
    return `#/${keyword}/${encodeURI(escapePointer(names.get(pointer)!))}`;
  };

  try {
    const schema = rewriteReferences(root, rewrite);
    const added: [string, unknown][] = [];
    for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
      added.push([names.get(pointer)!, rewriteReferences(schemaOf(valueAt(document, pointer)), rewrite)]);
    }
    if (added.length === 0 || !isObject(schema)) return { schema };
    const definitions = isObject(schema[keyword]) ? schema[keyword] : {};
    return { schema: { ...schema, [keyword]: { ...definitions, ...Object.fromEntries(added) } } };
  } catch (error) {
    if (error instanceof Leads) return { fault: error.message };
    throw error;
  }
}

/** Of a Multi Format Schema Object the schema. */
const schemaOf = (value: unknown): unknown =>
  isObject(value) && typeof value.schemaFormat === 'string' && 'schema' in value ? value.schema : value;

function freeName(pointer: string, taken: readonly string[]): string {
  const segments = pointer.split('/').filter((one) => one !== 'schema');
  const name = (segments.at(-1) ?? 'schema').replaceAll('~1', '_').replaceAll('~0', '_');
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}_${n}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
