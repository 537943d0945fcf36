import type { IsOver } from '../../schema-format.js';
import { assertTime } from '../deadline.js';
import { enumsWithin, messagesWithin, type ProtoFile, type ProtoProblem } from '../model.js';
import { defaultValues } from './default-values.js';
import { enumValues } from './enum-values.js';
import { extensions } from './extensions.js';
import { features } from './features.js';
import { fieldNumbers } from './field-numbers.js';
import { fieldTypes } from './field-types.js';
import { jsonNames } from './json-names.js';
import { mapEntries } from './map-entries.js';
import { options } from './options.js';
import type { Fault, ValidityRule } from './validity-rule.js';

const RULES: readonly ValidityRule[] = [
  fieldNumbers,
  enumValues,
  fieldTypes,
  defaultValues,
  jsonNames,
  mapEntries,
  features,
  options,
  extensions,
];

/** Everything in a linked file that protoc would refuse. Throws `TimeIsUp`. */
export function faultsOf(file: ProtoFile, isOver: IsOver): ProtoProblem[] {
  const timely = <T>(elements: readonly T[], rule: ((element: T) => Fault[]) | undefined): Fault[] =>
    rule === undefined ? [] : elements.flatMap((element) => (assertTime(isOver), rule(element)));
  const messages = messagesWithin(file);
  const enums = enumsWithin(file);
  const fields = [...file.extensions, ...messages.flatMap((message) => [...message.fields, ...message.extensions])];
  const faults = RULES.flatMap((rule) => [
    ...timely([file], rule.file),
    ...timely(messages, rule.message),
    ...timely(fields, rule.field),
    ...timely(enums, rule.enum),
  ]);
  return faults.map(({ at, reason }) => ({ file, at, reason }));
}
