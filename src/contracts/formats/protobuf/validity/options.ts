import type { Option } from '../model.js';
import type { Fault, ValidityRule } from './validity-rule.js';

/** An option is set once (descriptor.proto, "uninterpreted options"); repeated custom options may come again. */
export const options: ValidityRule = {
  file: (file) => setTwice(file.options),
  message: (message) => [...setTwice(message.options), ...message.oneofs.flatMap((oneof) => setTwice(oneof.options))],
  field: (field) => setTwice(field.options),
  enum: (one) => [...setTwice(one.options), ...one.values.flatMap((value) => setTwice(value.options))],
};

/** Options of an option's own declaration. */
const REPEATED: readonly string[] = ['targets', 'edition_defaults'];

function setTwice(all: readonly Option[]): Fault[] {
  const seen = new Set<string>();
  return all.flatMap(({ name, at }) => {
    const isAgain = seen.has(name) && !name.startsWith('(') && !REPEATED.includes(name);
    seen.add(name);
    return isAgain ? [{ at, reason: `The option "${name}" is set twice.` }] : [];
  });
}
