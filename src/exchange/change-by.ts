import type { Change } from '../registry/subject-version.js';

const MAX_ACTOR = 200;

/** A change made now by whom the request names in `X-Plumbline-Actor`; `anonymous` where it names nobody. */
export function changeBy(actor: string | undefined): Change {
  const name = (actor ?? '').trim().slice(0, MAX_ACTOR);
  return { actor: name === '' ? 'anonymous' : name, at: new Date() };
}
