import { PRIMITIVES } from './schema.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a text may name a field, a symbol or the last part of a type (specification 1.12, "Names"). */
export const isName = (text: unknown): text is string => typeof text === 'string' && NAME.test(text);

/** Whether a text may be a namespace: names with dots between them, or nothing. */
export const isNamespace = (text: unknown): text is string =>
  typeof text === 'string' && (text === '' || text.split('.').every((part) => NAME.test(part)));

/** Nobody has a longer one, and each type of a namespace would repeat it. */
export const MOST_NAME_CHARACTERS = 1_000;

export const isTooLong = (name: string): boolean => name.length > MOST_NAME_CHARACTERS;

export const isPrimitiveName = (text: string): boolean => (PRIMITIVES as readonly string[]).includes(text);

/** `com.acme.Order` without its namespace: `Order`. */
export const shortNameOf = (fullName: string): string => fullName.slice(fullName.lastIndexOf('.') + 1);

/** The namespace of a full name; '' where it has none. */
export const namespaceOf = (fullName: string): string => fullName.slice(0, Math.max(0, fullName.lastIndexOf('.')));

/**
 * The full name of a name that stands in a namespace: one with a dot is full already, and a dot before all of it says
 * that it is in none. The specification does not tell of that; Java reads it so.
 */
export function qualified(name: string, namespace: string): string {
  if (name.lastIndexOf('.') === 0) return name.slice(1);
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}

/** One more step of a JSON pointer, escaped as RFC 6901 says. */
export function stepped(pointer: string, step: string | number): string {
  const isPlain = typeof step === 'number' || !(step.includes('/') || step.includes('~'));
  return `${pointer}/${isPlain ? step : step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
