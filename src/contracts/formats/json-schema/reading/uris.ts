/** What relative references are resolved against where a schema has no name of its own. It is never shown. */
export const NAMELESS = 'plumbline://schema/';

/** A reference and its fragment, without the `#` between them. */
export function splitReference(reference: string): [uri: string, fragment: string] {
  const at = reference.indexOf('#');
  return at < 0 ? [reference, ''] : [reference.slice(0, at), reference.slice(at + 1)];
}

/** The absolute URI of a reference without a fragment (RFC 3986, section 5); null where it is no URI. */
export function resolveUri(uri: string, base: string): string | null {
  if (uri === '') return base;
  try {
    return new URL(uri, base).href;
  } catch {
    return null;
  }
}

/** Whether a reference says where in the world it leads, and not only what it is called. */
export const isAbsoluteUri = (uri: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(uri);
