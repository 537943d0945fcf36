import { told } from '../../../sentence.js';
import { hexOf } from '../bytes.js';
import { defaultOf } from '../default-of.js';
import { isList } from '../field-form.js';
import { fieldObstacle } from './obstacle.js';
import { WIRE_AND_STRICTER, type Rule } from './rule.js';

/** A value that is not sent means its default, to the producer one and to the consumer another (proto2#optional). */
export const defaultChanged: Rule = {
  policies: WIRE_AND_STRICTER,
  field: (pair) => {
    const { writer, reader } = pair;
    if (isList(writer) || isList(reader) || writer.type.kind === 'message' || reader.type.kind === 'message') return [];
    const [from, to] = [textOf(defaultOf(writer)), textOf(defaultOf(reader))];
    if (from === to) return [];
    return [
      {
        ...fieldObstacle(pair, {
          rule: 'field-default-changed',
          change: null,
          buf: 'FIELD_SAME_DEFAULT',
          message: (names) =>
            told`Where "${writer.name}" is not sent, ${names.writer} means ${shown(defaultOf(writer))}, and ${names.reader} reads ${shown(defaultOf(reader))}.`,
          fix: `Keep the default ${shown(defaultOf(pair.older))}.`,
          isPolicy: true,
        }),
        samples: [{}],
      },
    ];
  },
};

/** Zero, false and nothing are one default, whatever the type. */
function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return value.length === 0 ? '0' : `bytes ${hexOf(value)}`;
  if (typeof value === 'string') return value === '' ? '0' : `bytes ${hexOf(new TextEncoder().encode(value))}`;
  return String(typeof value === 'boolean' ? Number(value) : value);
}

const shown = (value: unknown): string =>
  value instanceof Uint8Array
    ? `the bytes ${hexOf(value)}`
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value);
