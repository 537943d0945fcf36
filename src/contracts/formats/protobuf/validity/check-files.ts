import { enumsWithin, messagesWithin, type ProtoFile, type ProtoProblem } from '../model.js';
import { defaultValues } from './default-values.js';
import { enumValues } from './enum-values.js';
import { extensions } from './extensions.js';
import { features } from './features.js';
import { fieldNumbers } from './field-numbers.js';
import { fieldTypes } from './field-types.js';
import { jsonNames } from './json-names.js';
import { options } from './options.js';
import type { ValidityRule } from './validity-rule.js';

const RULES: readonly ValidityRule[] = [
  fieldNumbers,
  enumValues,
  fieldTypes,
  defaultValues,
  jsonNames,
  features,
  options,
  extensions,
];

/** Everything in a linked file that protoc would refuse. */
export function faultsOf(file: ProtoFile): ProtoProblem[] {
  const messages = messagesWithin(file);
  const enums = enumsWithin(file);
  const fields = [...file.extensions, ...messages.flatMap((message) => [...message.fields, ...message.extensions])];
  const faults = RULES.flatMap((rule) => [
    ...(rule.file?.(file) ?? []),
    ...messages.flatMap((message) => rule.message?.(message) ?? []),
    ...fields.flatMap((field) => rule.field?.(field) ?? []),
    ...enums.flatMap((one) => rule.enum?.(one) ?? []),
  ]);
  return faults.map(({ at, reason }) => ({ file, at, reason }));
}
