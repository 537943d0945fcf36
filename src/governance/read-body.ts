import { escapePointer } from '../contracts/formats/json-schema/reading/pointers.js';
import { BadRequestException } from '@nestjs/common';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { nearestName } from '../config/nearest-name.js';
import { NOT_STORABLE } from '../registry/storable.js';
import { findUnstorable } from './storable.js';

const MAX_TOLD = 5;
/** What is deeper could be parsed, but neither written again nor handed to another thread. */
const MAX_DEPTH = 500;
/** Events may hold what they like: they are judged, and kept as the text that JSON.stringify escapes. */
const FREE = ['event', 'samples'];

/** A body of the given shape. @throws BadRequestException with what is wrong with it, each with its place. */
export function readBody<T extends TSchema>(shape: T, body: unknown): Static<T> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new BadRequestException('The body must be a JSON object, with the content type application/json.');
  }
  if (!isWithinDepth(body, MAX_DEPTH)) {
    throw new BadRequestException(`The body is nested more than ${MAX_DEPTH} levels deep; nothing that deep is read.`);
  }
  const unstorable = findUnstorable(Object.fromEntries(Object.entries(body).filter(([name]) => !FREE.includes(name))));
  if (unstorable !== null) throw new BadRequestException(`${placeOf(unstorable)} ${NOT_STORABLE}.`);
  if (Value.Check(shape, body)) return body as Static<T>;
  refuseBareEvent(shape, body);
  const problems = problemsOf(shape, Value.Errors(shape, body));
  const more = problems.length > MAX_TOLD ? [`and ${problems.length - MAX_TOLD} more`] : [];
  throw new BadRequestException(`${[...problems.slice(0, MAX_TOLD), ...more].join('; ')}.`.replace(/\?\.$/, '?'));
}

/** Whoever sends the event itself is told how to send it, and not that its fields are none of the request's. */
function refuseBareEvent(shape: TSchema, body: object): void {
  const known = Object.keys((shape as { properties?: object }).properties ?? {});
  const given = Object.keys(body);
  if (!known.includes('event') || given.length === 0 || given.some((name) => known.includes(name))) return;
  throw new BadRequestException('The body is none of this request: give the event as {"event": …}.');
}

/** What is meant as a parameter of a request that has only a body would be left out. @throws BadRequestException. */
export function requireNoParameters(query: Readonly<Record<string, unknown>>): void {
  const [name] = Object.keys(query);
  if (name === undefined) return;
  throw new BadRequestException(
    `"${name}" is no parameter here: there are none, and all that is meant stands in the body.`,
  );
}

function isWithinDepth(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((part) => isWithinDepth(part, levels - 1));
}

type ShapeError = ReturnType<typeof Value.Errors>[number];

/** What says only that one of the others did not hold. */
const SUMMARIES = ['boolean', 'anyOf'];

/** One line a place: of alternatives, what each of them asks for. */
function problemsOf(shape: TSchema, errors: readonly ShapeError[]): string[] {
  const asked = new Map<string, string[]>();
  for (const error of errors.filter(({ keyword }) => !SUMMARIES.includes(keyword))) {
    for (const [pointer, problem] of inWords(shape, error)) {
      const before = asked.get(pointer) ?? [];
      if (!before.includes(problem)) asked.set(pointer, [...before, problem]);
    }
  }
  return [...asked].map(([pointer, problems]) => `${placeOf(pointer)}: ${problems.join(' or ')}`);
}

function inWords(shape: TSchema, { keyword, instancePath, message, params }: ShapeError): [string, string][] {
  const { additionalProperties, requiredProperties, allowedValues } = params as Record<string, string[] | undefined>;
  if (keyword === 'additionalProperties') {
    const known = instancePath === '' ? Object.keys((shape as { properties?: object }).properties ?? {}) : [];
    return (additionalProperties ?? []).map((name) => [
      `${instancePath}/${escapePointer(name)}`,
      unknownField(name, known),
    ]);
  }
  if (keyword === 'required') {
    return (requiredProperties ?? []).map((name) => [`${instancePath}/${escapePointer(name)}`, 'is missing']);
  }
  return [[instancePath, keyword === 'enum' ? `must be one of ${(allowedValues ?? []).join(', ')}` : message]];
}

function unknownField(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  return `is no field here${meant === null ? '' : `; did you mean "${meant}"?`}`;
}

/** `/links/0/url` as people write it: `links[0].url`. */
function placeOf(pointer: string): string {
  const steps = pointer.split('/').slice(1);
  if (steps.length === 0) return 'The body';
  return steps
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((step, i) => (/^\d+$/.test(step) ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}
