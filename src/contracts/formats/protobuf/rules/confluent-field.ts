import { told } from '../../../sentence.js';
import { isList, typeText } from '../field-form.js';
import { localNameOf, type Field } from '../model.js';
import { fixReuse, isReused, tellReuse } from './number-reused.js';
import { fieldObstacle } from './obstacle.js';
import type { ConfluentChange, Rule } from './rule.js';

const SCALAR_KINDS: readonly (readonly string[])[] = [
  ['int32', 'int64', 'uint32', 'uint64', 'bool', 'enum'],
  ['sint32', 'sint64'],
  ['string', 'bytes'],
  ['fixed32', 'sfixed32'],
  ['fixed64', 'sfixed64'],
  ['float'],
  ['double'],
];

/**
 * What Confluent's registry refuses of a field: another kind (scalar, map, message), a scalar of another group, a message
 * of another name, a number with another label (FieldSchemaDiff). It looks at labels as they are written, so none and
 * `repeated` are no difference.
 */
export const confluentField: Rule = {
  policies: ['CONFLUENT'],
  field: (pair) => {
    const { writer, reader } = pair;
    const change = confluentChange(writer, reader);
    if (change === null) return [];
    return [
      fieldObstacle(pair, {
        rule: RULES[change],
        change,
        buf: null,
        message: (names) =>
          isReused(pair)
            ? told`${tellReuse(pair, names, described)}.`
            : told`${names.writer} writes "${writer.name}" as ${described(writer)}, and ${names.reader} reads ${described(reader)}.`,
        fix: isReused(pair) ? fixReuse(pair) : `Keep ${described(pair.older)}, or add a field with a new number.`,
        isPolicy: true,
      }),
    ];
  },
};

type FieldChange =
  'FIELD_KIND_CHANGED' | 'FIELD_SCALAR_KIND_CHANGED' | 'FIELD_NAMED_TYPE_CHANGED' | 'FIELD_NUMERIC_LABEL_CHANGED';

const RULES: Readonly<Record<FieldChange, string>> = {
  FIELD_KIND_CHANGED: 'field-kind-changed',
  FIELD_SCALAR_KIND_CHANGED: 'field-scalar-kind-changed',
  FIELD_NAMED_TYPE_CHANGED: 'field-named-type-changed',
  FIELD_NUMERIC_LABEL_CHANGED: 'field-label-changed',
};

const described = (field: Field): string => `${field.label === null ? '' : `${field.label} `}${typeText(field)}`;

/** Confluent's name for how a field's type differs; null where it sees no reason to refuse it. */
export function confluentChange(writer: Field, reader: Field): (FieldChange & ConfluentChange) | null {
  const [from, to] = [kindOf(writer), kindOf(reader)];
  if (from !== to) return 'FIELD_KIND_CHANGED';
  if (from === 'map') return ofMaps(writer, reader);
  if (from === 'message') return namesDiffer(writer, reader) ? 'FIELD_NAMED_TYPE_CHANGED' : null;
  if (scalarKindOf(writer) !== scalarKindOf(reader)) return 'FIELD_SCALAR_KIND_CHANGED';
  const labels = [writer.label, reader.label];
  const isNumber = scalarKindOf(writer) !== 2;
  return isNumber && labels[0] !== labels[1] && !labels.includes(null) ? 'FIELD_NUMERIC_LABEL_CHANGED' : null;
}

function ofMaps(writer: Field, reader: Field): FieldChange | null {
  const key = ({ mapKey }: Field): number => SCALAR_KINDS.findIndex((kind) => kind.includes(mapKey ?? ''));
  if (key(writer) !== key(reader)) return 'FIELD_SCALAR_KIND_CHANGED';
  const value = (field: Field): Field => ({ ...field, mapKey: null, label: null });
  return confluentChange(value(writer), value(reader));
}

const kindOf = ({ mapKey, type }: Field): 'map' | 'message' | 'scalar' =>
  mapKey !== null ? 'map' : type.kind === 'message' ? 'message' : 'scalar';

function scalarKindOf({ type }: Field): number {
  const name = type.kind === 'scalar' ? type.scalar : 'enum';
  return SCALAR_KINDS.findIndex((kind) => kind.includes(name));
}

/** Packages aside, as Confluent does it: a package that is renamed takes its messages with it. */
export function namesDiffer(writer: Field, reader: Field): boolean {
  const [from, to] = [writer, reader].map(({ type }) => (type.kind === 'message' ? localNameOf(type.message) : ''));
  return from !== to;
}

/** Confluent's name for another label, whether or not it refuses it. */
export function labelChange(writer: Field, reader: Field): ConfluentChange | null {
  if (isList(writer) === isList(reader) || writer.type.kind === 'message') return null;
  return scalarKindOf(writer) === 2 ? 'FIELD_STRING_OR_BYTES_LABEL_CHANGED' : 'FIELD_NUMERIC_LABEL_CHANGED';
}
