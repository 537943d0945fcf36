import { confluentField } from './rules/confluent-field.js';
import { declarationRemoved, eventRemoved, messageRemoved } from './rules/declarations-removed.js';
import { defaultChanged } from './rules/default-changed.js';
import { enumValueUnknown } from './rules/enum-value-unknown.js';
import { enumNameNotReserved, enumNumberNotReserved, enumValueRemoved, enumValueRenamed } from './rules/enum-values.js';
import { enumMeaning } from './rules/enum-meaning.js';
import { fieldListChanged } from './rules/field-list-changed.js';
import { fieldNameNotReserved, fieldNumberNotReserved, fieldRemoved } from './rules/field-removed.js';
import { fieldNumbersExchanged } from './rules/field-numbers-exchanged.js';
import { fieldRenumbered } from './rules/field-renumbered.js';
import { fieldTypeChanged } from './rules/field-type-changed.js';
import { fileOptionChanged, packageChanged } from './rules/file-options.js';
import { jsonTypeChanged } from './rules/json-type-changed.js';
import { namedTypeChanged } from './rules/named-type-changed.js';
import { fieldRenamed, jsonFormatDropped, jsonNameChanged } from './rules/names-in-json.js';
import { noticed } from './rules/noticed.js';
import { oneofChanged } from './rules/oneof-changed.js';
import { oneofFieldRemoved } from './rules/oneof-field-removed.js';
import { oneofMerged } from './rules/oneof-merged.js';
import { requiredField } from './rules/required-field.js';
import { reservedRemoved } from './rules/reserved-removed.js';
import type { Rule } from './rules/rule.js';
import { methodChanged, methodRemoved } from './rules/services.js';
import { sourceField } from './rules/source-field.js';
import { enumTypeChanged, partsRemoved } from './rules/source-types.js';
import { textChecked } from './rules/text-checked.js';
import { valuesCutOff } from './rules/values-cut-off.js';

/** What is checked, what breaks events first. A rule is a file, a line here, and the policies it names itself. */
export const RULES: readonly Rule[] = [
  requiredField,
  fieldTypeChanged,
  fieldListChanged,
  valuesCutOff,
  enumValueUnknown,
  oneofMerged,
  fieldRenumbered,
  defaultChanged,
  confluentField,
  oneofFieldRemoved,
  messageRemoved,
  eventRemoved,
  namedTypeChanged,
  fieldNumberNotReserved,
  enumNumberNotReserved,
  reservedRemoved,
  oneofChanged,
  methodChanged,
  packageChanged,
  fieldRenamed,
  jsonNameChanged,
  jsonTypeChanged,
  jsonFormatDropped,
  fieldNameNotReserved,
  enumNameNotReserved,
  enumValueRenamed,
  fieldRemoved,
  enumValueRemoved,
  sourceField,
  enumTypeChanged,
  partsRemoved,
  methodRemoved,
  declarationRemoved,
  fileOptionChanged,
  textChecked,
  enumMeaning,
  fieldNumbersExchanged,
  noticed(reservedRemoved),
  noticed(packageChanged),
  noticed(methodChanged),
];
