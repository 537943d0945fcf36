import type { ReferencedSchema, SchemaSource } from '../../source.js';
import type { Reading, ReadingOptions, SchemaProblem } from '../schema-format.js';
import { dialectOf } from './dialect.js';
import { SchemaDocument, type JsonSchema, type ParsedReference } from './document.js';
import { endlessReferences } from './endless-references.js';
import { findInexactNumbers } from './reading/inexact-numbers.js';
import { isNestedDeeper } from './reading/json-nesting.js';
import { isJsonObject } from './reading/json-objects.js';

/** Schemas and the values in them are compared by recursion: what is nested deeper would be read and never decided. */
const MAX_NESTING = 1_000;

/** The schema of a text and of everything it refers to, or every problem with them: its own in the order of the text. */
export function readJsonSchema(
  { text, references = [] }: SchemaSource,
  { defaultDialect, isOver }: ReadingOptions,
): Reading<JsonSchema> {
  const main = parseSchema(text);
  const others = references.map((one) => ({ name: one.name, parsed: parseSchema(one.text) }));
  const problems = 'problem' in main ? [main.problem] : [];
  for (const { name, parsed } of others) if ('problem' in parsed) problems.push(ofReference(name, parsed.problem));
  if (problems.length > 0 || 'problem' in main) return { problems };
  const parsed = others.map(({ name, parsed: one }) => ({ name, ...(one as ParsedSchema) }) satisfies ParsedReference);
  const source = { references: parsed, inexactNumbers: main.inexactNumbers };
  const document = new SchemaDocument(main.schema, defaultDialect, isOver, source);
  const found = document.problems.length > 0 ? document.problems : endlessReferences(document);
  return found.length > 0 ? { problems: found } : { schema: { raw: main.schema, document } };
}

/** A JSON text's value, or why it is none. */
export function parseJson(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: `This is no JSON: ${(error as Error).message}.` };
  }
}

interface ParsedSchema {
  schema: unknown;
  inexactNumbers: ReadonlyMap<string, string>;
}

function parseSchema(text: ReferencedSchema['text']): ParsedSchema | { problem: SchemaProblem } {
  const parsed = parseJson(text);
  if ('problem' in parsed) return { problem: { place: '', reason: parsed.problem } };
  if (isNestedDeeper(text, MAX_NESTING)) {
    return {
      problem: {
        place: '',
        reason: `It is nested too deeply to be read: more than ${MAX_NESTING} values in each other.`,
      },
    };
  }
  const schema = parsed.value;
  const metaSchema = isJsonObject(schema) ? schema['$schema'] : null;
  if (typeof metaSchema === 'string' && dialectOf(metaSchema) === null) {
    const reason = `${metaSchema} is none of draft-04, 06, 07, 2019-09 and 2020-12.`;
    return { problem: { place: '/$schema', reason } };
  }
  const inexactNumbers = findInexactNumbers(text);
  for (const [place, number] of inexactNumbers) {
    const fault = faultOfNumber(number);
    if (fault === null) continue;
    const shown = number.length > 30 ? `${number.slice(0, 30)}…` : number;
    return { problem: { place, reason: `${shown} is ${fault} can be compared.` } };
  }
  return { schema, inexactNumbers };
}

/** What a rounded number is where nothing of it is left. */
function faultOfNumber(literal: string): string | null {
  const value = Number(literal);
  if (!Number.isFinite(value)) return 'too large a number: at most 1.8e308';
  const isZero = value === 0 && /[1-9]/.test(literal.replace(/[eE].*/, ''));
  return isZero ? 'too small a number: at least 4.9e-324, or 0,' : null;
}

const ofReference = (name: string, { place, reason }: SchemaProblem): SchemaProblem => ({
  place: '',
  reason: `In the reference "${name}"${place === '' ? '' : ` at ${place}`}: ${reason}`,
});
