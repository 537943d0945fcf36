import type { SchemaSource } from '../../contracts/source.js';
import { ConfluentError } from '../confluent/confluent-error.js';
import { resolvedAvro } from '../schemas/resolved-avro.js';
import type { SchemaContent, SubjectVersion } from '../subject-version.js';
import { findSame } from './same-version.js';

/** Definitions of types that have a name. */
const NAMED = /"type"\s*:\s*"(?:record|error|enum|fixed)"/g;

/** Whether a schema of Avro may have written into it what a version of it refers to: it defines more types than one. */
export const mayBeInlined = ({ format, text, references }: SchemaContent): boolean =>
  format === 'AVRO' && references.length === 0 && (text.match(NAMED)?.length ?? 0) > 1;

/**
 * The version, newest first, that is `wanted` once what it refers to is written into it: so send it the serializers of Avro's generated
 * classes, and to Confluent's registry both are one schema. `sourceOf` finds what a version refers to.
 */
export async function findInlined(
  versions: readonly SubjectVersion[],
  wanted: SchemaContent,
  sourceOf: (version: SubjectVersion) => Promise<SchemaSource>,
): Promise<SubjectVersion | null> {
  for (const version of versions) {
    const text = await inlinedText(version, sourceOf);
    if (text !== null && findSame([{ ...version, text, references: [] }], wanted) !== null) return version;
  }
  return null;
}

/** Null where what it refers to is not there, as an import may leave it. */
async function inlinedText(
  version: SubjectVersion,
  sourceOf: (version: SubjectVersion) => Promise<SchemaSource>,
): Promise<string | null> {
  try {
    return resolvedAvro(await sourceOf(version));
  } catch (error) {
    if (error instanceof ConfluentError) return null;
    throw error;
  }
}
