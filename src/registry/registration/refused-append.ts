import { ConfluentError, notPermitted, referenceMissing } from '../confluent/confluent-error.js';
import { contextOf, parseSubject } from '../subject-name.js';
import type { Appended } from '../store/subjects.repository.js';

/** The highest id and version that are taken as given: what follows is counted from there, up to 2^31-1. */
export const MAX_GIVEN = 2_147_000_000;

/** Why an id or a version to import would leave no room for those that follow; null where it leaves some. */
export function faultOfGivenNumbers(id: number | null, version: number | null): string | null {
  const [what, given] = id !== null && id > MAX_GIVEN ? ['id', id] : ['version', version ?? 0];
  if (given <= MAX_GIVEN) return null;
  return (
    `The ${what} ${given} would leave no numbers for what is registered later: the next is one more than the highest, ` +
    `and there are 2^31-1. Import with the ${what} ${MAX_GIVEN} at most, or leave it out to get the next.`
  );
}

type Refused = Exclude<Appended, { outcome: 'appended' | 'raced' }>;

/** Why the store kept nothing, as clients read it. */
export function refusalOf(
  refused: Refused,
  subject: string,
  { id, version }: { id: number | null; version: number | null },
): ConfluentError {
  switch (refused.outcome) {
    case 'reference-missing':
      return referenceMissing(refused.reference, refused);
    case 'id-taken':
      return notPermitted(`Overwrite new schema with id ${id} is not permitted: another schema has this id.`);
    case 'version-taken':
      return notPermitted(
        `Overwrite new schema with version ${version} is not permitted: another schema is that version.`,
      );
    case 'has-id':
      return new ConfluentError(
        42207,
        `Schema already registered as version ${version} with id ${refused.id} instead of input id ${id}. Import it with the id it has, as another version, or into another context.`,
      );
    case 'no-ids-left':
      return notPermitted(
        `No ids are left in the context "${contextOf(subject)}": the last one, 2^31-2, is given. Register in another context, such as ":.next:${parseSubject(subject).subject}".`,
      );
    case 'no-versions-left':
      return notPermitted(
        `No version numbers are left in subject "${subject}": version 2^31-1 is there. Register under another name.`,
      );
  }
}
