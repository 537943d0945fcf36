import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Rejection, SchemaProblem } from '../schema-format.js';
import { type SchemaDocument } from './document.js';

/** ajv's opinion of one event: no rejections means that it is accepted. */
export type Judge = (event: unknown) => Rejection[];

const OPTIONS: Options = {
  strict: false,
  // An annotation, unless somebody asks for more.
  validateFormats: false,
  // Besides telling all of them, it mends what ajv 8 passes wrongly: [] for items beside contains, {} for required: [""].
  allErrors: true,
  addUsedSchema: false,
  logger: false,
};

type AjvInstance = Ajv | Ajv2019 | Ajv2020;
const instances = new Map<string, AjvInstance>();

function createAjv(document: SchemaDocument): AjvInstance {
  if (document.dialect === '2020-12') return new Ajv2020(OPTIONS);
  return document.dialect === '2019-09' ? new Ajv2019(OPTIONS) : new Ajv(OPTIONS);
}

/** An instance remembers embedded resources by their $id for ever: such schemas get one of their own. */
function ajvFor(document: SchemaDocument): AjvInstance {
  if (document.hasEmbeddedResources) return createAjv(document);
  const shared = instances.get(document.dialect) ?? createAjv(document);
  instances.set(document.dialect, shared);
  return shared;
}

/** The schema as ajv understands it: without `$schema`, since draft-06 and 04 are read as draft-07 after normalising. */
function forAjv(document: SchemaDocument): unknown {
  const schema = document.normalised;
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  const { $schema: _ignored, id, ...rest } = schema as Record<string, unknown>;
  if (document.dialect !== 'draft-04') return id === undefined ? rest : { ...rest, id };
  return typeof id === 'string' ? { ...rest, $id: id } : rest;
}

/** Compiles the schema; a problem where it is no valid schema of its dialect or refers to what is not there. */
export function judgeOf(document: SchemaDocument): Judge | SchemaProblem {
  const ajv = ajvFor(document);
  const schema = forAjv(document);
  if (!isSchema(schema)) return { place: '', reason: NOT_A_SCHEMA };
  try {
    if (ajv.validateSchema(schema) !== true) return problemOf(ajv.errors?.[0]);
    const validate = ajv.compile(schema);
    return (event) => rejectionsOf(validate, event);
  } catch (error) {
    return compileProblem(error);
  } finally {
    if (typeof schema === 'object') ajv.removeSchema(schema);
  }
}

const isSchema = (value: unknown): value is object | boolean =>
  typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value));

const NOT_A_SCHEMA = 'A JSON Schema is an object, or true or false.';

function problemOf(error: ErrorObject | undefined): SchemaProblem {
  if (!error) return { place: '', reason: 'The schema is not valid.' };
  const allowed = error.params['allowedValues'] as unknown[] | undefined;
  const reason = `${error.message ?? 'is not valid'}${allowed ? ` (${allowed.join(', ')})` : ''}`;
  return { place: error.instancePath, reason };
}

function compileProblem(error: unknown): SchemaProblem {
  const { message, missingRef } = error as Error & { missingRef?: string };
  if (missingRef === undefined) return { place: '', reason: message };
  return {
    place: '',
    reason: `The reference ${missingRef} leads nowhere: it is not in this schema, and references are never fetched.`,
  };
}

function rejectionsOf(validate: ValidateFunction, event: unknown): Rejection[] {
  if (validate(event)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const unexpected = params['additionalProperty'] as string | undefined;
    return {
      path: instancePath,
      reason: (message ?? 'is refused') + (unexpected === undefined ? '' : `: "${unexpected}"`),
    };
  });
}
