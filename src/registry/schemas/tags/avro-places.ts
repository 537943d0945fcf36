import { itemsOf, memberOf, readJsonText, textOf, type JsonNode } from './json-text.js';
import { jsonMemberPlace } from './json-member-place.js';
import { MAX_PATH_LENGTH, type TagPlace, type TagPlaces } from './tag-place.js';

/** The records of an Avro schema by their full names, and their fields behind these. */
export function avroPlaces(text: string): TagPlaces {
  const root = readJsonText(text);
  const places: TagPlace[] = [];
  if (root !== null) walk(root, '');
  return { places, onceTagged: [] };

  function walk(schema: JsonNode | undefined, namespace: string): void {
    for (const branch of itemsOf(schema)) walk(branch, namespace);
    if (schema?.kind !== 'object') return;
    const type = memberOf(schema, 'type');
    if (textOf(type) === 'record' || textOf(type) === 'error') return walkRecord(schema, namespace);
    for (const part of [type, memberOf(schema, 'items'), memberOf(schema, 'values')]) walk(part, namespace);
  }

  function walkRecord(schema: JsonNode & { kind: 'object' }, enclosing: string): void {
    const name = textOf(memberOf(schema, 'name')) ?? '';
    const namespace = textOf(memberOf(schema, 'namespace')) ?? enclosing;
    const full = name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
    if (full.length > MAX_PATH_LENGTH) return;
    places.push(jsonMemberPlace(text, schema, { entityPath: full, entityType: 'sr_record' }));
    for (const field of itemsOf(memberOf(schema, 'fields'))) {
      if (field.kind !== 'object') continue;
      const entityPath = `${full}.${textOf(memberOf(field, 'name')) ?? ''}`;
      places.push(jsonMemberPlace(text, field, { entityPath, entityType: 'sr_field' }));
      walk(memberOf(field, 'type'), full.slice(0, Math.max(0, full.lastIndexOf('.'))));
    }
  }
}
