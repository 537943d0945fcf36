import { pointerOf } from '../../contracts/asyncapi/pointers.js';
import { readExactJson, writeExactJson } from '../../contracts/exact-json.js';
import { rewriteReferences } from '../../contracts/asyncapi/rewrite-references.js';
import { canonicalText } from '../../registry/schemas/canonical-text.js';
import { parseSubject } from '../../registry/subject-name.js';
import type { SubjectVersion } from '../../registry/subject-version.js';
import type { ContractProfile } from '../odcs/contract-profiles.js';
import { messageFacts } from './document-messages.js';
import { EXTENSION, schemaFormatOf } from './schema-formats.js';

/** What a document says of one version. */
export type ExportedVersion = Pick<
  SubjectVersion,
  'subject' | 'version' | 'id' | 'format' | 'text' | 'references' | 'metadata' | 'ruleSet'
>;

type Entries = Map<string, Record<string, unknown>>;

/** What a document tells. */
export interface DocumentContent {
  /** One of each subject. */
  versions: readonly ExportedVersion[];
  /** Others that these refer to. */
  referenced?: readonly ExportedVersion[];
  profiles?: ReadonlyMap<string, ContractProfile>;
}

/**
 * An AsyncAPI 3.0 document of versions, one of each subject: `x-value` is the message of the channel `x`, `x-key` its key.
 * Who sends and who receives a registry does not know, so there are no operations. What people say of a contract stands at
 * its channel. A document that is imported again gives the same schemas under the same subjects. Its numbers are exact:
 * write it by `writeExactJson`.
 */
export function writeDocument(
  { versions, referenced = [], profiles = new Map() }: DocumentContent,
  info: { title: string; version: string },
): object {
  const names = new Names();
  const schemas: Entries = new Map();
  const channels: Entries = new Map();
  const keys = new Map(versions.filter(isKey).map((version) => [version.subject, version]));
  const values = new Set(versions.map(({ subject }) => subject));
  for (const version of versions) {
    if (isKey(version) && values.has(version.subject.replace(/-key$/, '-value'))) continue;
    const component = names.of(version.subject);
    schemas.set(component, schemaObject(version, `#/components/schemas/${component}`));
    const { address, channel } = channelOf(version.subject, names);
    const key = isKey(version) ? undefined : keys.get(version.subject.replace(/-value$/, '-key'));
    // A reference would be two of the things that the published JSON Schema lets a key be one of.
    const keyPlace = `#/channels/${channel}/messages/${component}/bindings/kafka/key`;
    const message = {
      name: component,
      ...messageFacts(version.metadata),
      payload: { $ref: `#/components/schemas/${component}` },
      ...(key === undefined ? {} : { bindings: { kafka: { key: keyObject(key, keyPlace, profiles) } } }),
    };
    channels.set(channel, { address, ...said(profiles.get(version.subject)), messages: { [component]: message } });
  }
  for (const version of referenced) {
    const component = names.of(`${version.version} ${version.subject}`, `${version.subject}.v${version.version}`);
    schemas.set(component, schemaObject(version, `#/components/schemas/${component}`));
  }
  return {
    asyncapi: '3.0.0',
    info,
    channels: Object.fromEntries(channels),
    components: { schemas: Object.fromEntries(schemas) },
  };
}

/** A key has no channel of its own where what people say of it could stand. */
function keyObject(
  key: ExportedVersion,
  place: string,
  profiles: ReadonlyMap<string, ContractProfile>,
): Record<string, unknown> {
  const written = schemaObject(key, place);
  const profile = profiles.get(key.subject);
  if (profile === undefined) return written;
  const { description, tags, owner, team, domain, lifecycle, sensitivity } = profile;
  const told = Object.entries({ description, owner, team, domain, lifecycle, sensitivity, tags });
  const facts = told.filter(([, value]) => value !== null && value.length > 0);
  if (facts.length === 0) return written;
  return { ...written, [EXTENSION]: { ...(written[EXTENSION] as object), profile: Object.fromEntries(facts) } };
}

/** At the channel, not the message: a message's tags become its metadata when the document is imported again. */
function said(profile: ContractProfile | undefined): object {
  if (profile === undefined) return {};
  const { description, tags, owner, team, domain, lifecycle, sensitivity } = profile;
  const rest = Object.entries({ owner, team, domain, lifecycle, sensitivity }).filter(([, value]) => value !== null);
  return {
    ...(description === null ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags: tags.map((name) => ({ name })) }),
    ...(rest.length === 0 ? {} : { [EXTENSION]: Object.fromEntries(rest) }),
  };
}

const isKey = ({ subject }: ExportedVersion): boolean => subject.endsWith('-key');

function channelOf(subject: string, names: Names): { address: string; channel: string } {
  const address = parseSubject(subject).subject.replace(/-value$/, '');
  return { address, channel: names.of(subject, subject.replace(/-value$/, ''), 'channel') };
}

/** `place` is where in the document it comes to stand. */
function schemaObject(version: ExportedVersion, place: string): Record<string, unknown> {
  const { subject, id, version: number, format, text, references, metadata, ruleSet } = version;
  const parsed = format === 'PROTOBUF' ? text : parseJson(text);
  const schema = format === 'JSON' ? rewriteReferences(parsed, (ref) => placedRef(ref, place)) : parsed;
  const isWhole =
    format === 'PROTOBUF' || canonicalText(format, writeExactJson(parsed)) === canonicalText(format, text);
  const extension = {
    subject,
    id,
    version: number,
    ...(references.length === 0 ? {} : { references }),
    ...(metadata === null ? {} : { metadata }),
    ...(ruleSet === null ? {} : { ruleSet }),
    ...(isWhole ? {} : { text }),
  };
  return { schemaFormat: schemaFormatOf(format, text), schema, [EXTENSION]: extension };
}

/** In AsyncAPI `#` means the document; in a registered schema it means the schema. */
const placedRef = (ref: string, place: string): string =>
  pointerOf(ref) === null ? ref : `${place}/schema${ref.slice(1)}`;

function parseJson(text: string): unknown {
  try {
    return readExactJson(text);
  } catch {
    return text;
  }
}

/** Names that a document may use for its parts, one for each of ours. */
class Names {
  private readonly given = new Map<string, string>();
  private readonly taken = new Set<string>();

  /** The same for the same subject; `wanted` is what it should look like. */
  of(subject: string, wanted = subject, kind = 'schema'): string {
    const key = `${kind} ${subject}`;
    const known = this.given.get(key);
    if (known !== undefined) return known;
    const bare = wanted.replace(/[^\w.-]/g, '_') || '_';
    let name = bare;
    for (let n = 2; this.taken.has(`${kind} ${name}`); n++) name = `${bare}_${n}`;
    this.taken.add(`${kind} ${name}`);
    this.given.set(key, name);
    return name;
  }
}
