import { fingerprintOf } from '../../registry/schemas/fingerprint.js';
import type { SubjectVersion } from '../../registry/subject-version.js';
import type { RemoteVersion } from './remote-registry.js';

/** How many requests are under way at once. */
export const AT_ONCE = 8;

/** A version as a registry lists it, without its schema. */
export interface ListedVersion {
  version: number;
  isDeleted: boolean;
}

/** What the versions of a subject that are here are to those of another registry. */
export interface Standing {
  /** Those that were here before anything came. */
  here: ReadonlySet<number>;
  /** Those of them that are not as they are there. */
  differing: ReadonlyMap<number, Difference>;
  /** Why nothing of the subject may come: its history here is another one. Null where it is the same as far as it goes. */
  clash: string | null;
  /** Versions that are deleted softly there. */
  deletedThere: ReadonlySet<number>;
  /** Each version has come, or it was told why it did not; `here` and `deletedThere` are forgotten then. */
  isOver: boolean;
}

interface Difference {
  /** Null where there is no such version there, so that nobody asks for it. */
  message: string | null;
  /** False where it is the same schema, deleted in one place alone. */
  isOtherSchema: boolean;
}

/**
 * Compares what is here of a subject with what another registry lists. `read` is null for what cannot be read. With
 * `isLastEnough` those before the last common version are taken to be the same where that one is, unread.
 */
export async function standingOf(
  here: ReadonlyMap<number, SubjectVersion>,
  listed: readonly ListedVersion[],
  read: (version: number) => Promise<RemoteVersion | null>,
  isLastEnough: boolean,
): Promise<Standing> {
  const common = listed.filter(({ version }) => here.has(version));
  const messages = await otherSchemas(here, common, read, isLastEnough);
  const differing = new Map<number, Difference>();
  for (const version of here.keys()) differing.set(version, { message: null, isOtherSchema: true });
  for (const { version, isDeleted } of common) {
    const message = messages.get(version);
    if (message !== undefined) differing.set(version, { message, isOtherSchema: true });
    else if ((here.get(version)!.deletedAt !== null) === isDeleted) differing.delete(version);
    else differing.set(version, { message: deletionOf(isDeleted), isOtherSchema: false });
  }
  const clash = here.size === 0 ? null : clashOf(common, messages);
  const deletedThere = new Set(listed.filter(({ isDeleted }) => isDeleted).map(({ version }) => version));
  return { here: new Set(here.keys()), differing, clash, deletedThere, isOver: false };
}

const deletionOf = (isDeleted: boolean): string =>
  `it is deleted ${isDeleted ? 'there and not here' : 'here and not there'}`;

/** A common version that is another one shows two histories, and so does that there is none. */
function clashOf(common: readonly ListedVersion[], messages: ReadonlyMap<number, string>): string | null {
  const [first] = messages.keys();
  if (first !== undefined) return `version ${first} of it is not the same here`;
  return common.length === 0 ? 'it has versions here, and none of them there' : null;
}

/** Of each common version that is not the same schema, why. */
async function otherSchemas(
  here: ReadonlyMap<number, SubjectVersion>,
  common: readonly ListedVersion[],
  read: (version: number) => Promise<RemoteVersion | null>,
  isLastEnough: boolean,
): Promise<Map<number, string>> {
  const messages = new Map<number, string>();
  const compare = async ({ version }: ListedVersion) => {
    const message = otherSchema(here.get(version)!, await read(version));
    return { version, message };
  };
  const last = common.at(-1);
  if (isLastEnough && last !== undefined && (await compare(last)).message === null) return messages;
  for (let i = 0; i < common.length; i += AT_ONCE) {
    for (const { version, message } of await Promise.all(common.slice(i, i + AT_ONCE).map(compare))) {
      if (message !== null) messages.set(version, message);
    }
  }
  return messages;
}

function otherSchema(here: SubjectVersion, there: RemoteVersion | null): string | null {
  if (there === null) return 'it is here, and cannot be compared with what is there';
  if (here.id !== there.id) return `it is schema ${here.id} here and ${there.id} there`;
  return fingerprintOf(here) === fingerprintOf(there.schema) ? null : `schema ${here.id} is another schema here`;
}
