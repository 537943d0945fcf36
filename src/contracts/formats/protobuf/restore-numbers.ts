import { tokensOf } from '../json-schema/reading/pointers.js';
import type { RestoredEvent } from '../schema-format.js';
import type { Field, Message } from './model.js';
import { fieldsByName, wrappedField } from './read-event.js';
import { scalarKind } from './value-ranges.js';
import { wellKnownJson } from './well-known-json.js';
import { wholeText } from './whole-literal.js';

/**
 * ProtoJSON takes a 64-bit number as its digits or as text (protobuf.dev/programming-guides/json): one that reading rounded is
 * put back as the text of its literal, where a field of whole numbers is. What such a field cannot hold stays as it was
 * written, and is refused for that.
 */
export function restoreNumbers(message: Message, event: unknown, rounded: ReadonlyMap<string, string>): RestoredEvent {
  const names = new Map<Message, Map<string, Field>>();
  const root = { '': event };
  const left = new Map(rounded);
  for (const [pointer, literal] of rounded) {
    const steps = tokensOf(pointer);
    if (!isWhole(message, steps, names)) continue;
    left.delete(pointer);
    putBack(root, ['', ...steps], literal);
  }
  return { event: root[''], rounded: left };
}

/** Of a name that stands twice the last value counts, which may be another one. */
function putBack(root: object, steps: string[], literal: string): void {
  const last = steps.pop()!;
  const holder = steps.reduce<unknown>(partOf, root);
  if (Object.is(partOf(holder, last), Number(literal)))
    (holder as Record<string, unknown>)[last] = wholeText(literal) ?? literal;
}

const partOf = (holder: unknown, step: string): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, step)
    ? (holder as Record<string, unknown>)[step]
    : undefined;

/** Whether a field of whole numbers is at that place. */
function isWhole(message: Message, steps: readonly string[], names: Map<Message, Map<string, Field>>): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return isWholeField(wrappedField(message));
  if (wellKnownJson(message.fullName) !== null) return false;
  if (!names.has(message)) names.set(message, fieldsByName(message));
  const field = names.get(message)!.get(step);
  if (field === undefined) return false;
  const inside = field.presence === 'repeated' || field.presence === 'map' ? rest.slice(1) : rest;
  if (field.type.kind === 'message') return isWhole(field.type.message, inside, names);
  return inside.length === 0 && isWholeField(field);
}

const isWholeField = (field: Field | null): boolean =>
  field?.type.kind === 'scalar' && scalarKind(field.type.scalar) === 'whole';
