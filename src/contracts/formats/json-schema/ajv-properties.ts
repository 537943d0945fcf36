import { define } from './reading/json-objects.js';

type Form = Record<string, unknown>;

/** No regular expression: nothing stands before what is to be repeated. */
const LIST_PREFIX = '*names:';

/** Names in the place of a pattern, since ajv makes code of each name: twenty thousand of them take it seconds. */
export const patternOfNames = (names: readonly string[]): string => LIST_PREFIX + JSON.stringify(names);

/** The names that `patternOfNames` was made of; null for a pattern. */
export function namesOfPattern(pattern: string): ReadonlySet<string> | null {
  if (!pattern.startsWith(LIST_PREFIX)) return null;
  return new Set(JSON.parse(pattern.slice(LIST_PREFIX.length)) as string[]);
}

/** Properties by name as `properties` and `patternProperties`: names of one and the same schema are said by one pattern. */
export function groupedProperties(properties: readonly (readonly [name: string, schema: unknown])[]): {
  properties: Form;
  patternProperties: Form;
} {
  const groups = new Map<string, { schema: unknown; names: string[] }>();
  for (const [name, schema] of properties) {
    const text = JSON.stringify(schema);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, { schema, names: [name] });
    else group.names.push(name);
  }
  const forms = { properties: {}, patternProperties: {} };
  for (const { schema, names } of groups.values()) {
    if (names.length === 1) define(forms.properties, names[0]!, schema);
    else define(forms.patternProperties, patternOfNames(names), schema);
  }
  return forms;
}
