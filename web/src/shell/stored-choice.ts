/** A choice kept in this browser; null where nothing was chosen or storage is forbidden. */
export function readChoice(name: string): string | null {
  try {
    return localStorage.getItem(`plumbline.${name}`);
  } catch {
    return null;
  }
}

/** Keeps a choice, or forgets it for null. Where storage is forbidden the choice lasts as long as the page. */
export function storeChoice(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`plumbline.${name}`);
    else localStorage.setItem(`plumbline.${name}`, value);
  } catch {
    // Private windows may forbid it; the choice was applied to the page already.
  }
}
