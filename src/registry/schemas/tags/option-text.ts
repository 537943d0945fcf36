import type { OptionValue } from '../../../contracts/formats/protobuf/model.js';

/** An option's value as it stands in a .proto file. */
export function valueText(value: OptionValue): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.text);
    case 'list':
      return `[${value.items.map(valueText).join(', ')}]`;
    case 'aggregate':
      return `{ ${value.entries.map((entry) => `${entry.name}: ${valueText(entry.value)}`).join(', ')} }`;
    default:
      return value.text;
  }
}
