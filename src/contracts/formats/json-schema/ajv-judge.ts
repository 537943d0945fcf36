import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Rejection } from '../schema-format.js';
import { ajvFormOf } from './ajv-form.js';
import { createAjv } from './ajv-instance.js';
import type { SchemaDocument } from './document.js';
import { unfoldsBeyond } from './unfolding.js';

/** What one instance compiled. An instance keeps something of every schema for ever, so it is replaced by and by. */
interface Generation {
  ajv: Ajv2020;
  validators: Map<string, ValidateFunction>;
  size: number;
}

const MAX_VALIDATORS = 100;
/** Characters of schemas. */
const MAX_SIZE = 500_000;
/** ajv looks at every schema that speaks of a value, and has no bound of its own. */
const MAX_UNFOLDED = 5_000;
/** It keeps an error of each alternative that a value does not fit, also where another one fits: all of them at once. */
const MAX_QUESTIONS = 2_000_000;
/** ajv makes code of each property, of 20,000 of them in seconds: of more than this only of what concerns an event. */
const MANY_PROPERTIES = 500;
/** And of so many, none: a fifth of a second. */
const MAX_PROPERTIES = 2_000;
let current: Generation | null = null;
let previous: Generation | null = null;

/** Versions of one subject are compared again and again: the last schemas' validators are kept. */
function validatorOf(schema: object | boolean): ValidateFunction {
  const text = JSON.stringify(schema);
  const known = current?.validators.get(text) ?? previous?.validators.get(text);
  if (known !== undefined) return known;
  if (current === null || current.validators.size >= MAX_VALIDATORS || current.size > MAX_SIZE) {
    previous = current;
    current = { ajv: createAjv(), validators: new Map(), size: 0 };
  }
  const validate = current.ajv.compile(schema);
  if (typeof schema === 'object') current.ajv.removeSchema(schema);
  current.validators.set(text, validate);
  current.size += text.length;
  return validate;
}

const validators = new WeakMap<SchemaDocument, ValidateFunction | 'none' | 'by-event'>();

function validatorFor(document: SchemaDocument, event: unknown): ValidateFunction | null {
  let known = validators.get(document);
  if (known === undefined) {
    known = tryCompile(document);
    validators.set(document, known);
  }
  if (known === 'by-event') return validatorForEvent(document, event);
  return known === 'none' ? null : known;
}

function tryCompile(document: SchemaDocument): ValidateFunction | 'none' | 'by-event' {
  try {
    if (unfoldsBeyond(document.root, MAX_UNFOLDED)) return 'none';
    const schema = ajvFormOf(document.root, MANY_PROPERTIES);
    return schema === null ? 'by-event' : validatorOf(schema);
  } catch {
    // Nested too deeply for the stack, or larger than the engine takes: ajv has no opinion of it.
    return 'none';
  }
}

/** Of a schema with many properties ajv compiles what speaks of those that the event has. */
function validatorForEvent(document: SchemaDocument, event: unknown): ValidateFunction | null {
  const schema = ajvFormOf(document.root, MAX_PROPERTIES, namesIn(event));
  return schema === null ? null : validatorOf(schema);
}

/** The names of the properties of all objects in a value. */
function namesIn(value: unknown): Set<string> {
  const names = new Set<string>();
  const left = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one !== 'object' || one === null) continue;
    if (!Array.isArray(one)) for (const name of Object.keys(one)) names.add(name);
    for (const part of Object.values(one)) left.push(part);
  }
  return names;
}

/**
 * Why ajv refuses an event; none where it accepts it, null where it has no opinion (a pattern that cannot be tried safely, a
 * recursion deeper than the stack, an event with thousands of properties that are each described otherwise). It is asked after `evaluate`, which has decided by the letter: see `ajvFormOf` for what it
 * is known to get wrong, and in which words it is asked therefore.
 */
export function rejectionsByAjv(document: SchemaDocument, event: unknown): Rejection[] | null {
  let validate: ValidateFunction | null = null;
  try {
    validate = validatorFor(document, event);
    if (validate === null || asksTooMuch(document, event)) return null;
    return validate(event) ? [] : (validate.errors ?? []).map(rejectionOf);
  } catch {
    // Its own comparison calls `valueOf` of an event that brings one, and recursion may outgrow the stack.
    return null;
  } finally {
    if (validate !== null) validate.errors = null;
  }
}

/** Whether a long event meets a schema that asks much of each value. */
const asksTooMuch = (document: SchemaDocument, event: unknown): boolean =>
  holdsMoreThan(event, MAX_QUESTIONS / MAX_UNFOLDED) && holdsMoreThan(event, MAX_QUESTIONS / unfoldedAtMost(document));

const unfolded = new WeakMap<SchemaDocument, number>();

/** How many schemas may be asked of one value, rounded up to a power of two. */
function unfoldedAtMost(document: SchemaDocument): number {
  let most = unfolded.get(document);
  if (most === undefined) {
    for (most = 1; most < MAX_UNFOLDED && unfoldsBeyond(document.root, most);) most *= 2;
    unfolded.set(document, most);
  }
  return most;
}

/** Whether there are more than `limit` values in a value. */
function holdsMoreThan(value: unknown, limit: number): boolean {
  const left = [value];
  for (let count = 0; left.length > 0; count++) {
    if (count > limit) return true;
    const one = left.pop();
    if (typeof one === 'object' && one !== null) for (const part of Object.values(one)) left.push(part);
  }
  return false;
}

function rejectionOf({ instancePath, message, params }: ErrorObject): Rejection {
  const unexpected = (params['additionalProperty'] ?? params['unevaluatedProperty']) as string | undefined;
  return {
    path: instancePath,
    reason: (message ?? 'is refused') + (unexpected === undefined ? '' : `: "${unexpected}"`),
  };
}
