export type KeyAction = 'flows' | 'contracts' | 'alerts' | 'overview' | 'filter' | 'help' | 'leave';

const AFTER_G: Readonly<Record<string, KeyAction>> = { f: 'flows', c: 'contracts', a: 'alerts', o: 'overview' };
const SINGLE: Readonly<Record<string, KeyAction>> = { '/': 'filter', '?': 'help' };

/**
 * What a key asks for, null for nothing. `before` is the key pressed just before it. Escape leaves a field and always
 * works; single keys can be switched off (WCAG 2.1.4) and are off while something is typed.
 */
export function readKey(
  key: string,
  before: string,
  { isTyping, areSingleKeysOn }: { isTyping: boolean; areSingleKeysOn: boolean },
): KeyAction | null {
  if (key === 'Escape') return isTyping ? 'leave' : null;
  if (isTyping || !areSingleKeysOn) return null;
  return (before === 'g' ? AFTER_G[key] : undefined) ?? SINGLE[key] ?? null;
}
