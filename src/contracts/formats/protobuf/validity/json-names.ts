import { optionText, type Field } from '../model.js';
import type { Fault, ValidityRule } from './validity-rule.js';

/** Two fields must not be one in JSON (protobuf.dev/programming-guides/json#json-options); proto2 alone lets it pass. */
export const jsonNames: ValidityRule = {
  field: ({ options, extendee }) =>
    options.flatMap(({ name, value, at }): Fault[] =>
      name === 'json_name' && extendee === null && value.kind === 'string' && /^\[.*\]$/s.test(value.text)
        ? [{ at, reason: 'In JSON, a name in brackets is an extension.' }]
        : [],
    ),
  message: ({ fields, features }) => {
    const byName = new Map<string, Field>();
    return fields.flatMap((field): Fault[] => {
      const first = byName.get(field.jsonName);
      if (first === undefined) byName.set(field.jsonName, field);
      if (first === undefined || first === field) return [];
      const isChosen = [first, field].every(({ options }) => optionText(options, 'json_name') !== null);
      if (features.json_format === 'LEGACY_BEST_EFFORT' && !isChosen) return [];
      return [{ at: field.at, reason: `In JSON, "${field.name}" and "${first.name}" are both "${field.jsonName}".` }];
    });
  },
};
