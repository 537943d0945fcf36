import type { Edition, Features, Option } from './model.js';

/** Which values a feature of descriptor.proto takes; those of generated code (`features.(pb.go)`) are not read. */
const FEATURE_VALUES: Readonly<Record<string, readonly string[]>> = {
  field_presence: ['EXPLICIT', 'IMPLICIT', 'LEGACY_REQUIRED'],
  enum_type: ['OPEN', 'CLOSED'],
  repeated_field_encoding: ['PACKED', 'EXPANDED'],
  utf8_validation: ['VERIFY', 'NONE'],
  message_encoding: ['LENGTH_PREFIXED', 'DELIMITED'],
  json_format: ['ALLOW', 'LEGACY_BEST_EFFORT'],
  enforce_naming_style: ['STYLE2024', 'STYLE_LEGACY'],
  default_symbol_visibility: ['EXPORT_ALL', 'EXPORT_TOP_LEVEL', 'LOCAL_ALL', 'STRICT'],
};

const PROTO2: Features = {
  field_presence: 'EXPLICIT',
  enum_type: 'CLOSED',
  repeated_field_encoding: 'EXPANDED',
  utf8_validation: 'NONE',
  message_encoding: 'LENGTH_PREFIXED',
  json_format: 'LEGACY_BEST_EFFORT',
};
const EDITION_2023: Features = {
  field_presence: 'EXPLICIT',
  enum_type: 'OPEN',
  repeated_field_encoding: 'PACKED',
  utf8_validation: 'VERIFY',
  message_encoding: 'LENGTH_PREFIXED',
  json_format: 'ALLOW',
};
const DEFAULTS: Readonly<Record<Edition, Features>> = {
  proto2: PROTO2,
  proto3: { ...EDITION_2023, field_presence: 'IMPLICIT' },
  '2023': EDITION_2023,
  '2024': EDITION_2023,
};

/** What a file starts with (protobuf.dev/editions/features, "Preserving proto2 or proto3 behavior"). */
export const defaultFeatures = (edition: Edition): Features => DEFAULTS[edition];

export const isEditions = (edition: Edition): boolean => edition !== 'proto2' && edition !== 'proto3';

/** An element's features: those around it, and what its own options say instead. */
export function withOwnFeatures(inherited: Features, options: readonly Option[]): Features {
  const own = options.flatMap(namedFeatures).filter(([name, value]) => isKnown(name, value));
  return own.length === 0 ? inherited : { ...inherited, ...(Object.fromEntries(own) as Partial<Features>) };
}

/** What is wrong with the features an element sets: a name or a value that does not exist, or a file without them. */
export function featureProblems(edition: Edition, options: readonly Option[]): { at: number; reason: string }[] {
  const set = options.filter(({ name }) => name === 'features' || name.startsWith('features.'));
  if (!isEditions(edition))
    return set.map(({ at }) => ({ at, reason: 'Features exist in editions only, not in proto2 or proto3.' }));
  return set.flatMap((option) =>
    namedFeatures(option)
      .filter(([name, value]) => !name.startsWith('(') && !name.startsWith('[') && !isKnown(name, value))
      .map(([name, value]) => ({ at: option.at, reason: `There is no feature ${name} = ${value}.` })),
  );
}

function namedFeatures({ name, value }: Option): [name: string, value: string][] {
  if (name.startsWith('features.')) return 'text' in value ? [[name.slice('features.'.length), value.text]] : [];
  if (name !== 'features' || value.kind !== 'aggregate') return [];
  return value.entries.map((entry) => [entry.name, 'text' in entry.value ? entry.value.text : '{ ... }']);
}

const isKnown = (name: string, value: string): boolean =>
  Object.hasOwn(FEATURE_VALUES, name) && FEATURE_VALUES[name]!.includes(value);
