import type { SchemaContent, StoredSchema, SubjectVersion } from '../subject-version.js';
import { findTags } from '../schemas/tags/schema-tags.js';
import type { SchemaTags } from '../schemas/tags/tag-place.js';

/** What clients of Confluent's registry read; what is empty is left out, and AVRO is not named. */
export interface SchemaBody {
  guid?: string;
  schemaType?: string;
  schema: string;
  references?: object[];
  metadata?: object;
  ruleSet?: object;
  maxId?: number;
  schemaTags?: SchemaTags[];
}

export interface VersionBody extends SchemaBody {
  subject: string;
  id: number;
  version: number;
  /** Unix time in milliseconds of the registration. */
  ts: number;
  deleted?: true;
}

export const contentBody = ({ format, text, references, metadata, ruleSet }: SchemaContent): SchemaBody => ({
  ...(format === 'AVRO' ? {} : { schemaType: format }),
  schema: text,
  ...(references.length === 0 ? {} : { references: [...references] }),
  ...(metadata === null ? {} : { metadata }),
  ...(ruleSet === null ? {} : { ruleSet }),
});

export const schemaBody = (schema: StoredSchema): SchemaBody => ({ guid: schema.guid, ...contentBody(schema) });

export const versionBody = (version: SubjectVersion): VersionBody => ({
  subject: version.subject,
  id: version.id,
  version: version.version,
  ...schemaBody(version),
  ts: version.registeredAt.getTime(),
  ...(version.deletedAt === null ? {} : { deleted: true as const }),
});

/** What in the schema has one of these tags, where a client asks for any. */
export const foundTags = ({ format, text }: SchemaContent, tags: readonly string[]): Pick<SchemaBody, 'schemaTags'> =>
  tags.length === 0 ? {} : { schemaTags: findTags(format, text, tags) };
