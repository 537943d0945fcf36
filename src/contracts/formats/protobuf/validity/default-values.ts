import type { Field, OptionValue } from '../model.js';
import { integerOf } from '../default-of.js';
import { rangeOf, scalarKind } from '../value-ranges.js';
import type { Fault, ValidityRule } from './validity-rule.js';

/** `[default = ...]` exists where a field may be absent, and is a value of its type (proto2#optional). */
export const defaultValues: ValidityRule = {
  field: (field) => {
    const option = field.options.find(({ name }) => name === 'default');
    if (option === undefined) return [];
    const reason = whyNot(field) ?? (isOfType(option.value, field) ? null : 'This default is no value of the type.');
    return reason === null ? [] : [{ at: option.at, reason } satisfies Fault];
  },
};

function whyNot({ file, presence, type }: Field): string | null {
  if (file.edition === 'proto3') return 'proto3 has no defaults of its own.';
  if (presence === 'repeated' || presence === 'map') return 'A repeated field has no default.';
  if (presence === 'implicit') return 'A field with implicit presence has no default.';
  return type.kind === 'message' ? 'A message has no default.' : null;
}

function isOfType(value: OptionValue, { type }: Field): boolean {
  if (type.kind === 'message' || !('text' in value)) return false;
  if (type.kind === 'enum') return value.kind === 'name' && type.enum.values.some(({ name }) => name === value.text);
  switch (scalarKind(type.scalar)) {
    case 'text':
    case 'bytes':
      return value.kind === 'string';
    case 'boolean':
      return value.kind === 'name' && (value.text === 'true' || value.text === 'false');
    case 'float':
      return value.kind === 'number' || (value.kind === 'name' && /^(?:inf|nan)$/.test(value.text));
    case 'whole':
      return value.kind === 'number' && isWithin(value.text, rangeOf(type.scalar));
  }
}

function isWithin(text: string, range: { from: bigint; to: bigint } | null): boolean {
  const value = integerOf(text);
  return value !== null && range !== null && value >= range.from && value <= range.to;
}
