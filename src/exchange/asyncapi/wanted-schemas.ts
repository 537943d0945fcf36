import { faultOfSubject, normalizeSubject, qualify, qualifyFrom } from '../../registry/subject-name.js';
import type { SchemaContent } from '../../registry/subject-version.js';
import type { DocumentMessage } from './document-messages.js';
import type { MessageSchema } from './message-schema.js';
import { referencedSchemas } from './referenced-schemas.js';

/** A schema of a document that is to be registered. */
export interface Wanted {
  where: string;
  subject: string;
  /** As the document calls the subject, which may be another name of it here; its references are as seen from there. */
  named: string;
  /** What references of the document lead to it by (`keyOf`): a schema may stand in it under several names. */
  keys: string[];
  schema: SchemaContent;
  /** The version the document says it is; references of the document mean it. Null where it says none. */
  version: number | null;
  /** A registry wrote it: what it refers to by number is meant as it was numbered there. */
  isExported: boolean;
  /** It is an earlier version that others refer to, and no message has it. */
  isForOthers: boolean;
}

/** What a document wants registered, and the reasons against the messages that it cannot be said of, by where they stand. */
export interface WantedSchemas {
  wanted: Wanted[];
  refused: Map<string, { subject: string | null; reason: string }>;
  /** What references lead to the schemas of refused messages by. */
  refusedKeys: ReadonlySet<string>;
}

/** A version of a subject, as a document calls it. */
export const keyOf = (named: string, version: number | null): string => `${version} ${named}`;

/** What names mean here. */
export interface Places {
  /** The name that a document says, in the context that subjects are put into. */
  named(this: void, name: string): string;
  /** The subject that it means. */
  placed(this: void, name: string): string;
  /** What a qualified name is another name of; else itself. */
  meant(this: void, subject: string): string;
}

export function placesIn(context: string, aliases: ReadonlyMap<string, string>): Places {
  const meant = (subject: string): string => aliases.get(subject) ?? subject;
  const named = (name: string): string => (name.startsWith(':.') ? normalizeSubject(name) : qualify(context, name));
  return { named, placed: (name) => meant(named(name)), meant };
}

/** The schemas of messages, and what they refer to that the document has and no message does. */
export function wantedSchemas(
  document: Parameters<typeof referencedSchemas>[0],
  messages: readonly DocumentMessage[],
  places: Places,
): WantedSchemas {
  const bySubject = new Map<string, Wanted>();
  const refused: WantedSchemas['refused'] = new Map();
  const refusedKeys = new Set<string>();
  for (const message of messages) {
    const read = wantedOf(message, places, bySubject);
    if ('reason' in read) {
      refused.set(message.where, read);
      const { subject, found } = message;
      if (subject !== null && 'schema' in found) refusedKeys.add(keyOf(places.named(subject), found.version));
    } else if (!read.isAgain) bySubject.set(read.wanted.subject, read.wanted);
  }
  const find = referencedSchemas(document, places.named);
  const wanted = withReferenced([...bySubject.values()], refusedKeys, find, places);
  return { wanted, refused, refusedKeys };
}

/** A schema that several messages share is registered once. */
function wantedOf(
  { where, subject, found }: DocumentMessage,
  places: Places,
  before: ReadonlyMap<string, Wanted>,
): { wanted: Wanted; isAgain: boolean } | { subject: string | null; reason: string } {
  if ('fault' in found) return { subject, reason: found.fault };
  if (subject === null)
    return { subject, reason: 'The channel has no address to name the subject by; use naming=record.' };
  const name = places.placed(subject);
  const fault = faultOfSubject(name);
  if (fault !== null) return { subject: name, reason: `"${name}" cannot be a subject: ${fault}.` };
  const wanted = { ...told(where, places.named(subject), found, places), isForOthers: false };
  const other = before.get(name);
  if (other === undefined) return { wanted, isAgain: false };
  if (JSON.stringify(other.schema) === JSON.stringify(wanted.schema)) {
    other.keys.push(...wanted.keys);
    return { wanted, isAgain: true };
  }
  return {
    subject: name,
    reason: `${other.where} has this subject already, with another schema. Use naming=topic-record, which names both.`,
  };
}

function told(where: string, named: string, { schema, version, isExported }: MessageSchema, { meant }: Places) {
  return { where, subject: meant(named), named, keys: [keyOf(named, version)], schema, version, isExported };
}

/** As far as it goes. One that cannot be read is left to those that refer to it. */
function withReferenced(
  wanted: Wanted[],
  refused: ReadonlySet<string>,
  find: ReturnType<typeof referencedSchemas>,
  places: Places,
): Wanted[] {
  const known = new Set([...wanted.flatMap(({ keys }) => keys), ...refused]);
  // It grows while it is walked.
  for (const { named, schema } of wanted) {
    for (const reference of schema.references) {
      const name = qualifyFrom(named, reference.subject);
      const key = keyOf(name, reference.version);
      if (known.has(key)) continue;
      known.add(key);
      const found = find(name, reference.version);
      if (found === null || 'fault' in found.found || faultOfSubject(places.meant(name)) !== null) continue;
      wanted.push({ ...told(found.where, name, found.found, places), isForOthers: true });
    }
  }
  return wanted;
}
