import { optionText, type Field } from '../model.js';
import type { Fault, ValidityRule } from './validity-rule.js';

const KEY_TYPES: readonly string[] = [
  'int32',
  'int64',
  'uint32',
  'uint64',
  'sint32',
  'sint64',
  'fixed32',
  'fixed64',
  'sfixed32',
  'sfixed64',
  'bool',
  'string',
];
const INTEGER_64: readonly string[] = ['int64', 'uint64', 'sint64', 'fixed64', 'sfixed64'];

/** What a field's type allows beside it: keys of maps, packing, presence, closed enums, options for some types only. */
export const fieldTypes: ValidityRule = {
  field: (field) => [...mapKey(field), ...packing(field), ...presence(field), ...closedEnum(field), ...jstype(field)],
  message: ({ oneofs }) =>
    oneofs
      .filter(({ fields }) => fields.length === 0)
      .map(({ at, name }) => ({ at, reason: `The oneof "${name}" has no fields.` })),
};

function mapKey({ mapKey: key, typeAt: at }: Field): Fault[] {
  if (key === null || KEY_TYPES.includes(key)) return [];
  return [{ at, reason: `A map's keys are whole numbers, booleans or strings, not ${key}.` }];
}

function packing({ options, isPacked, type, label, at }: Field): Fault[] {
  const isPackable =
    label === 'repeated' &&
    (type.kind === 'enum' || (type.kind === 'scalar' && !/^(?:string|bytes)$/.test(type.scalar)));
  return optionText(options, 'packed') === 'true' && !isPacked && !isPackable
    ? [{ at, reason: 'Only repeated numbers, booleans and enums are packed.' }]
    : [];
}

function presence({ options, oneof, label, mapKey: key, type, extendee, at }: Field): Fault[] {
  const own = optionText(options, 'features.field_presence');
  if (own === null) return [];
  if (oneof !== null || label === 'repeated' || key !== null)
    return [{ at, reason: 'Only a single field outside of oneofs has a field presence to choose.' }];
  if (own === 'IMPLICIT' && type.kind === 'message')
    return [{ at, reason: 'A message is there or not: its presence cannot be implicit.' }];
  return own === 'LEGACY_REQUIRED' && extendee !== null ? [{ at, reason: 'An extension cannot be required.' }] : [];
}

/** A field that is there only when it is not zero cannot hold an enum that may lack zero (proto3#enum, proto2 enums). */
function closedEnum({ type, features, presence: own, typeAt: at, file }: Field): Fault[] {
  if (type.kind !== 'enum' || type.enum.features.enum_type === 'OPEN') return [];
  const isForbidden = file.edition === 'proto3' || (own === 'implicit' && features.field_presence === 'IMPLICIT');
  return isForbidden
    ? [{ at, reason: `"${type.enum.fullName}" is a closed enum, as in proto2: it cannot stand here.` }]
    : [];
}

function jstype({ options, type, at }: Field): Fault[] {
  const chosen = optionText(options, 'jstype');
  if (chosen === null || chosen === 'JS_NORMAL') return [];
  return type.kind === 'scalar' && INTEGER_64.includes(type.scalar)
    ? []
    : [{ at, reason: 'Only whole numbers of 64 bits have a jstype.' }];
}
