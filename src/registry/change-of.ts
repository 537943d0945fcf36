import type { Change } from './subject-version.js';
import { ACTOR_HEADER, readActor } from './actor.js';

/** The headers of a request, as Node reads them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A change that a request asks for now, by whom it says. */
export const changeOf = (headers: RequestHeaders): Change => ({
  actor: readActor(headers[ACTOR_HEADER]),
  at: new Date(),
});
