import { told } from '../../../sentence.js';
import { typeText } from '../field-form.js';
import { localNameOf, optionText, type Field } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { SOURCE_ONLY, type Obstacle, type Rule } from './rule.js';

interface Aspect {
  rule: string;
  buf: string;
  /** As text; where it differs, generated code does. */
  of: (field: Field) => string;
  what: string;
}

const PRESENCES: Readonly<Record<Field['presence'], string>> = {
  explicit: 'optional with explicit presence',
  implicit: 'optional with implicit presence',
  required: 'required',
  repeated: 'repeated',
  map: 'a map',
};

/** Packages aside, so that a package that is renamed is told once. */
const localType = (field: Field): string => {
  const { type } = field;
  if (type.kind === 'scalar') return typeText(field);
  return `${localNameOf(type.kind === 'enum' ? type.enum : type.message)}${field.isDelimited ? ' (delimited)' : ''}`;
};

const is64Bit = ({ type }: Field): boolean => type.kind === 'scalar' && type.scalar.endsWith('64');
const isString = ({ type }: Field): boolean => type.kind === 'scalar' && type.scalar === 'string';

const ASPECTS: readonly Aspect[] = [
  { rule: 'field-source-type-changed', buf: 'FIELD_SAME_TYPE', of: localType, what: 'type' },
  {
    rule: 'field-presence-changed',
    buf: 'FIELD_SAME_CARDINALITY',
    of: ({ presence }) => PRESENCES[presence],
    what: 'cardinality',
  },
  {
    rule: 'field-utf8-changed',
    buf: 'FIELD_SAME_UTF8_VALIDATION',
    of: (field) => (isString(field) ? field.features.utf8_validation : ''),
    what: 'UTF-8 validation',
  },
  {
    rule: 'field-jstype-changed',
    buf: 'FIELD_SAME_JSTYPE',
    of: (field) => (is64Bit(field) ? (optionText(field.options, 'jstype') ?? 'JS_NORMAL') : ''),
    what: 'jstype',
  },
  {
    rule: 'field-ctype-changed',
    buf: 'FIELD_SAME_CPP_STRING_TYPE',
    of: ({ options }) =>
      optionText(options, 'ctype') ?? optionText(options, 'features.(pb.cpp).string_type') ?? 'STRING',
    what: 'C++ string type',
  },
];

/** What generated code says of a field beside its name: code that was compiled against the older one breaks. */
export const sourceField: Rule = {
  policies: SOURCE_ONLY,
  field: (pair) =>
    ASPECTS.flatMap(({ rule, buf, of, what }) => {
      const [from, to] = [of(pair.older), of(pair.newer)];
      if (from === to || from === '' || to === '') return [];
      const message: Obstacle['message'] = (names) =>
        told`The ${what} of "${pair.newer.name}" is ${from} in ${names.older} and ${to} in ${names.newer}: generated code changes.`;
      return [policyObstacle(pair, { rule, change: null, buf, message, fix: `Keep ${from}.` }, pair.writer)];
    }),
};
