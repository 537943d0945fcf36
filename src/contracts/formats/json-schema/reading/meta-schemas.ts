import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { dialectOf, type Dialect } from '../dialect.js';
import { DRAFT_04_META_SCHEMA } from './draft-04-meta-schema.js';
import { DRAFT_06_META_SCHEMA } from './draft-06-meta-schema.js';

const VOCABULARY = /^https:\/\/json-schema\.org\/draft\/(2019-09|2020-12)\/meta\/[a-z-]+$/;

const shelves = new Map<Dialect, ReadonlyMap<string, unknown>>();

/** What ajv ships of a draft, by URI without a fragment; made when somebody refers to it, which is rare. */
function shelfOf(dialect: Dialect): ReadonlyMap<string, unknown> {
  const known = shelves.get(dialect);
  if (known !== undefined) return known;
  const ajv = dialect === '2020-12' ? new Ajv2020() : dialect === '2019-09' ? new Ajv2019() : new Ajv();
  const all = Object.entries(ajv.schemas).map(([uri, env]) => [uri.replace(/#$/, ''), env?.schema] as const);
  const shelf = new Map(all);
  shelves.set(dialect, shelf);
  return shelf;
}

/** The meta-schema, or the part of one, of that URI (absolute, without a fragment); null where it is none. */
export function metaSchemaOf(uri: string): { schema: unknown; dialect: Dialect } | null {
  const dialect = dialectOf(uri) ?? (VOCABULARY.exec(uri)?.[1] as Dialect | undefined) ?? null;
  if (dialect === null) return null;
  if (dialect === 'draft-04') return { schema: DRAFT_04_META_SCHEMA, dialect };
  if (dialect === 'draft-06') return { schema: DRAFT_06_META_SCHEMA, dialect };
  const schema = shelfOf(dialect).get(uri.replace(/^https:\/\/(json-schema\.org\/draft-0)/, 'http://$1'));
  return schema === undefined ? null : { schema, dialect };
}
