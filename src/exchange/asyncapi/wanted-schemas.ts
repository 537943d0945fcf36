import { DEFAULT_CONTEXT, faultOfSubject, qualify, qualifyFrom } from '../../registry/subject-name.js';
import type { SchemaContent } from '../../registry/subject-version.js';
import type { DocumentMessage } from './document-messages.js';
import type { MessageSchema } from './message-schema.js';
import { referencedSchemas } from './referenced-schemas.js';

/** A schema of a document that is to be registered. */
export interface Wanted {
  where: string;
  subject: string;
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
}

/** What names mean here. */
export interface Places {
  /** The subject that a document names, in the context that subjects are put into. */
  placed(this: void, name: string): string;
  /** What a qualified name is another name of; else itself. */
  meant(this: void, subject: string): string;
}

export function placesIn(context: string, aliases: ReadonlyMap<string, string>): Places {
  const meant = (subject: string): string => aliases.get(subject) ?? subject;
  const placed = (name: string): string =>
    meant(context === DEFAULT_CONTEXT || name.startsWith(':.') ? name : qualify(context, name));
  return { placed, meant };
}

/** The schemas of messages, and what they refer to that the document has and no message does. */
export function wantedSchemas(
  document: Parameters<typeof referencedSchemas>[0],
  messages: readonly DocumentMessage[],
  places: Places,
): WantedSchemas {
  const bySubject = new Map<string, Wanted>();
  const refused: WantedSchemas['refused'] = new Map();
  for (const message of messages) {
    const read = wantedOf(message, places, bySubject);
    if ('reason' in read) refused.set(message.where, read);
    else if (!read.isAgain) bySubject.set(read.wanted.subject, read.wanted);
  }
  const find = referencedSchemas(document, places.placed);
  return { wanted: withReferenced([...bySubject.values()], find, places), refused };
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
  const wanted = { ...told(where, name, found, places), isForOthers: false };
  const other = before.get(name);
  if (other === undefined) return { wanted, isAgain: false };
  if (JSON.stringify(other.schema) === JSON.stringify(wanted.schema)) return { wanted, isAgain: true };
  return {
    subject: name,
    reason: `${other.where} has this subject already, with another schema. Use naming=topic-record, which names both.`,
  };
}

function told(where: string, subject: string, { schema, version, isExported }: MessageSchema, { meant }: Places) {
  const references = schema.references.map((reference) => {
    const name = qualifyFrom(subject, reference.subject);
    return meant(name) === name ? reference : { ...reference, subject: meant(name) };
  });
  return { where, subject, schema: { ...schema, references }, version, isExported };
}

/** As far as it goes. One that cannot be read is left to those that refer to it. */
function withReferenced(wanted: Wanted[], find: ReturnType<typeof referencedSchemas>, places: Places): Wanted[] {
  const known = new Set(wanted.map(({ subject, version }) => `${version} ${subject}`));
  // It grows while it is walked.
  for (const { subject, schema } of wanted) {
    for (const reference of schema.references) {
      const name = qualifyFrom(subject, reference.subject);
      const key = `${reference.version} ${name}`;
      if (known.has(key)) continue;
      known.add(key);
      const found = find(name, reference.version);
      if (found === null || 'fault' in found.found || faultOfSubject(name) !== null) continue;
      wanted.push({ ...told(found.where, name, found.found, places), isForOthers: true });
    }
  }
  return wanted;
}
