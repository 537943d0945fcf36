/** What may be done to a subject, a context or everything. */
export const MODES = ['READWRITE', 'READONLY', 'READONLY_OVERRIDE', 'IMPORT'] as const;
export type Mode = (typeof MODES)[number];

export const isMode = (value: unknown): value is Mode => MODES.includes(value as Mode);

/** What holds where the scopes say so, the nearest first and the global one last: null for one that does not. */
export function modeInForce(scopes: readonly (Mode | null)[]): Mode {
  if (scopes.at(-1) === 'READONLY_OVERRIDE') return 'READONLY_OVERRIDE';
  return scopes.find((mode) => mode !== null) ?? 'READWRITE';
}

/** What lets a subject in read-only mode be written. */
export const HOW_TO_WRITE =
  'Set the mode READWRITE at /mode, for the subject, its context or everything, to change it.';

/** Why a registration may not be made in this mode; null where it may. An id is given to import. */
export function refusalToRegister(mode: Mode, isImport: boolean): string | null {
  if (isReadOnly(mode)) return `is in read-only mode. ${HOW_TO_WRITE}`;
  if (isImport) {
    return mode === 'IMPORT' ? null : 'is not in import mode. Leave the id out, or set the mode IMPORT at /mode first.';
  }
  return mode === 'READWRITE'
    ? null
    : 'is not in read-write mode. Give the id that it is to be imported with, or set the mode READWRITE at /mode.';
}

/** Nothing is registered, deleted or configured in such a mode; a mode can be set in every one. */
export const isReadOnly = (mode: Mode): boolean => mode === 'READONLY' || mode === 'READONLY_OVERRIDE';
