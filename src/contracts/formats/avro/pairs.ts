import type { IsOver } from '../schema-format.js';
import type { Claim, Step } from './claim.js';
import type { Ranks } from './inhabited.js';
import { branchFor, claimedTwice, fieldSources } from './resolution.js';
import { PRIMITIVES, type AvroSchema, type AvroType, type RecordType } from './schema.js';

export interface Walk {
  reader: AvroSchema;
  writer: AvroSchema;
  isLogical: boolean;
  /** Types of the writer that have no values are left out; null to leave out none. */
  ranks: Ranks | null;
  isOver: IsOver;
}

/**
 * Visits the pairs of types that resolution brings together, each once, the nearest to the event first. A recursive
 * type meets itself again and is not followed: it holds if all else does. False where the time was up before the end.
 * Left out is what says nothing: the same primitive on both sides. A record may have tens of thousands of fields, so that
 * nothing is made here for a pair but its claim.
 */
export function visitPairs(walk: Walk, visit: (claim: Claim) => void): boolean {
  const { reader, writer, isLogical, ranks } = walk;
  const queue: Claim[] = [{ reader: reader.root, writer: writer.root, trail: null, isLogical }];
  const seen = new Set<number>();
  const add = (claim: Claim): void => {
    const key = claim.writer.id * reader.types.length + claim.reader.id;
    if (!seen.has(key)) queue.push(claim);
    seen.add(key);
  };
  for (const claim of queue) {
    if (walk.isOver()) return false;
    visit(claim);
    follow(claim, (reader, writer, step) => {
      if (isSamePrimitive(reader, writer) || (ranks !== null && ranks[writer.id] === null)) return;
      const trail = step === null ? claim.trail : { before: claim.trail, writer: claim.writer, step };
      add({ reader, writer, trail, isLogical });
    });
  }
  return true;
}

const isSamePrimitive = (reader: AvroType, writer: AvroType): boolean =>
  reader.kind === writer.kind && IS_PRIMITIVE.has(reader.kind) && (reader.logicalType ?? writer.logicalType) === null;

const IS_PRIMITIVE: ReadonlySet<string> = new Set(PRIMITIVES);

/** `step` is null where the writer's value stays the same, and its branch of the reader's union is found. */
type Add = (reader: AvroType, writer: AvroType, step: Step | null) => void;

function follow({ reader, writer }: Claim, add: Add): void {
  if (writer.kind === 'union') {
    for (const [index, branch] of writer.branches.entries()) add(reader, branch, { into: 'branch', index });
  } else if (reader.kind === 'union') {
    const branch = branchFor(reader, writer);
    if (branch !== null) add(branch, writer, null);
  } else if (reader.kind === 'array' && writer.kind === 'array') add(reader.items, writer.items, { into: 'item' });
  else if (reader.kind === 'map' && writer.kind === 'map') add(reader.values, writer.values, { into: 'value' });
  else if (reader.kind === 'record' && writer.kind === 'record') followFields(reader, writer, add);
}

function followFields(reader: RecordType, writer: RecordType, add: Add): void {
  const sources = fieldSources(reader, writer);
  const twice = claimedTwice(sources);
  for (const [at, source] of sources.entries()) {
    if (source.from !== 'writer' || twice.has(source.index)) continue;
    const { name, type } = source.field;
    add(reader.fields[at]!.type, type, { into: 'field', index: source.index, name });
  }
}
