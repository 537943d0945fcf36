import type { IsOver } from '../schema-format.js';
import type { Claim, Step } from './claim.js';
import type { Ranks } from './inhabited.js';
import { branchFor, claimedTwice, fieldSources } from './resolution.js';
import type { AvroSchema, AvroType, RecordType } from './schema.js';

export interface Walk {
  reader: AvroSchema;
  writer: AvroSchema;
  isLogical: boolean;
  /** Types of the writer that have no values are left out; null to leave out none. */
  ranks: Ranks | null;
  isOver: IsOver;
}

/**
 * Visits every pair of types that resolution brings together, each once, the nearest to the event first. A recursive
 * type meets itself again and is not followed: it holds if all else does. False where the time was up before the end.
 */
export function visitPairs(walk: Walk, visit: (claim: Claim) => void): boolean {
  const { reader, writer, isLogical } = walk;
  const queue: Claim[] = [{ reader: reader.root, writer: writer.root, trail: null, isLogical }];
  const seen = new Set<number>();
  for (const claim of queue) {
    if (walk.isOver()) return false;
    visit(claim);
    for (const next of nextClaims(claim, walk)) {
      const key = next.writer.id * reader.types.length + next.reader.id;
      if (!seen.has(key)) queue.push(next);
      seen.add(key);
    }
  }
  return true;
}

function nextClaims(claim: Claim, { ranks }: Walk): Claim[] {
  const { reader, writer } = claim;
  const next = (reader: AvroType, part: AvroType, step: Step): Claim[] =>
    ranks !== null && ranks[part.id] === null
      ? []
      : [{ reader, writer: part, trail: { before: claim.trail, writer, step }, isLogical: claim.isLogical }];
  if (writer.kind === 'union')
    return writer.branches.flatMap((branch, index) => next(reader, branch, { into: 'branch', index }));
  if (reader.kind === 'union') {
    const branch = branchFor(reader, writer);
    return branch === null ? [] : [{ ...claim, reader: branch }];
  }
  if (reader.kind === 'array' && writer.kind === 'array') return next(reader.items, writer.items, { into: 'item' });
  if (reader.kind === 'map' && writer.kind === 'map') return next(reader.values, writer.values, { into: 'value' });
  if (reader.kind === 'record' && writer.kind === 'record') return fieldClaims(reader, writer, next);
  return [];
}

function fieldClaims(
  reader: RecordType,
  writer: RecordType,
  next: (reader: AvroType, part: AvroType, step: Step) => Claim[],
): Claim[] {
  const sources = fieldSources(reader, writer);
  const twice = claimedTwice(sources);
  return sources.flatMap((source, index) => {
    if (source.from !== 'writer' || twice.has(source.index)) return [];
    const { name, type } = source.field;
    return next(reader.fields[index]!.type, type, { into: 'field', index: source.index, name });
  });
}
