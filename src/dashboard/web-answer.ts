/** Paths of APIs: what is not found there is an error for a program, never a page for a person. */
const API_PATHS = /^\/(api|subjects|schemas|config|mode|compatibility|contexts|jaeger|v1|metrics|livez|readyz)(\/|$)/;

/** What a GET that no route took is answered with. */
export type WebAnswer =
  | { readonly kind: 'file'; readonly path: string; readonly cacheControl: string }
  | { readonly kind: 'not-built' }
  | { readonly kind: 'not-found' };

/** Vite puts a hash of the content into the names under `assets/`, so that they never change. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
const REVALIDATE = 'no-cache';

/**
 * A file of the web UI by its own path; `index.html` for every other page address that a browser asks for, since the
 * UI has its own routes. `files` are the paths that exist, relative with `/`: only those can be named, so no path can
 * lead out of the folder.
 */
export function webAnswer(path: string, accept: string, files: ReadonlySet<string>): WebAnswer {
  if (API_PATHS.test(path)) return { kind: 'not-found' };
  const name = decode(path)?.slice(1) ?? null;
  if (name === null) return { kind: 'not-found' };
  if (name !== '' && files.has(name)) {
    return { kind: 'file', path: name, cacheControl: name.startsWith('assets/') ? IMMUTABLE : REVALIDATE };
  }
  if (!accept.includes('text/html') && !(path === '/' && accept.includes('*/*'))) return { kind: 'not-found' };
  // A missing script answered with a page would show as a riddle in the browser's console.
  if (name.startsWith('assets/')) return { kind: 'not-found' };
  return files.has('index.html')
    ? { kind: 'file', path: 'index.html', cacheControl: REVALIDATE }
    : { kind: 'not-built' };
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
