import { ConfluentError, notPermitted } from './confluent-error.js';
import { contentBody } from './confluent-bodies.js';
import { explainFindings } from './refusal-message.js';
import type { Registration } from '../registration/registration.js';
import type { SchemaContent, SubjectVersion } from '../subject-version.js';

/**
 * What a registration is answered; the schema too where it is not what was sent, or `isShown`.
 * @throws ConfluentError 409, 42201, 42205.
 */
export function registrationAnswer(
  registration: Registration,
  subject: string,
  candidate: SchemaContent,
  { isShown }: { isShown: boolean },
): object {
  if (registration.outcome === 'registered') {
    const { id, version, guid, schema, warning } = registration;
    const shown = schema ?? (isShown ? candidate : null);
    const told = warning === undefined ? {} : { warning };
    return { id, version, guid, ...(shown === null ? {} : contentBody(shown)), ...told };
  }
  if (registration.outcome === 'invalid') {
    const { findings } = registration;
    const reasons = [...findings.map(({ message }) => message), ...new Set(findings.map(({ fix }) => fix))].filter(
      Boolean,
    );
    throw new ConfluentError(42201, `Invalid ${candidate.format} schema. ${reasons.join(' ')}`);
  }
  if (registration.outcome === 'not-permitted') throw notPermitted(registration.reason);
  const { verdict, findings } = registration.result;
  const said = verdict === 'incompatible' ? 'is incompatible with' : 'could not be proved compatible with';
  throw new ConfluentError(
    409,
    [`Schema being registered ${said} an earlier schema for subject "${subject}".`, ...explainFindings(findings)].join(
      '\n',
    ),
  );
}

/** The same of a version that was there before: nothing was registered. */
export const standingAnswer = (version: SubjectVersion): object => ({
  id: version.id,
  version: version.version,
  guid: version.guid,
  ...contentBody(version),
});
