import { entryNameOf } from '../map-entry.js';
import type { Message } from '../model.js';
import type { Fault, ValidityRule } from './validity-rule.js';

/** The entries of a map are a message beside it, whose name nothing else has (proto3#maps, encoding#maps). */
export const mapEntries: ValidityRule = {
  message: (message) => {
    const taken = new Map(declaredIn(message).map((name) => [name, `"${name}" stands beside it`]));
    return message.fields.flatMap((field): Fault[] => {
      if (field.mapKey === null) return [];
      const name = entryNameOf(field);
      const other = taken.get(name);
      taken.set(name, `so are those of "${field.name}"`);
      return other === undefined
        ? []
        : [{ at: field.at, reason: `The entries of "${field.name}" are called "${name}", and ${other}.` }];
    });
  },
};

const declaredIn = ({ messages, enums, fields, oneofs, extensions }: Message): string[] =>
  [...messages, ...enums, ...fields, ...oneofs, ...extensions].map(({ name }) => name);
