import { optionText, type Field } from './model.js';
import { scalarKind } from './value-ranges.js';

/** The value of a field that is not there. */
export function defaultOf({ type, options, presence, file }: Field): unknown {
  if (presence === 'repeated') return [];
  if (presence === 'map') return {};
  const text = file.edition === 'proto3' ? null : optionText(options, 'default');
  if (type.kind === 'message') return null;
  if (type.kind === 'enum') {
    const named = type.enum.values.find(({ name }) => name === text) ?? type.enum.values[0];
    return named?.number ?? 0;
  }
  switch (scalarKind(type.scalar)) {
    case 'text':
      return text ?? '';
    case 'bytes':
      return Uint8Array.from(text ?? '', (character) => character.charCodeAt(0));
    case 'boolean':
      return text === 'true';
    case 'float':
      return text === null ? 0 : Number(text.replace('inf', 'Infinity').replace(/[fF]$/, ''));
    case 'whole':
      return text === null ? 0 : (integerOf(text) ?? 0);
  }
}

/** A whole number as Protobuf writes it: decimal, `0x` hexadecimal or `0` octal, with a sign. */
export function integerOf(text: string): bigint | null {
  const found = /^(-?)(0[xX][0-9a-fA-F]{1,32}|[0-9]{1,40})$/.exec(text);
  if (found === null) return null;
  const [, sign, digits = '0'] = found;
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return sign === '-' ? -value : value;
}
