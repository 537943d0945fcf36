import type { Witness } from '../../finding.js';
import type { Comparison, IsOver } from '../schema-format.js';
import { rejectionsByAjv } from './ajv-judge.js';
import type { JsonSchema, SchemaDocument } from './document.js';
import { evaluate } from './evaluate.js';
import { explainEvent } from './explain-event.js';
import { doubtByRounding } from './rounded-schema.js';

/** The event with the reasons why the reader refuses it; null where the judges do not all say that it breaks. */
export type Court = (event: unknown) => Witness | null;

export function courtOf(
  writer: SchemaDocument,
  reader: SchemaDocument,
  asWritten: Pick<Comparison<JsonSchema>, 'writer' | 'reader'>,
): Court {
  const [own, others] = [asWritten.writer.schema.document, asWritten.reader.schema.document];
  return (event) => {
    // A policy may read the writer's schema as another one: the event must be one of its own as well.
    if (evaluate(own.root, event) !== true) return null;
    if (evaluate(writer.root, event) !== true || evaluate(reader.root, event) !== false) return null;
    if (rejectionsByAjv(writer, event)?.length !== 0) return null;
    // By the digits that were rounded away either may answer otherwise.
    if (doubtByRounding(own, event) !== null || doubtByRounding(others, event) !== null) return null;
    const rejections = rejectionsByAjv(reader, event) ?? [];
    return rejections.length > 0 ? { event, rejections } : null;
  };
}

const MAX_REJECTIONS = 10;

/** The reasons in the order of use to a person: of alternatives the one that was meant, and first what the finding is about. */
export function explained(witness: Witness, path: string, reader: SchemaDocument, isOver: IsOver): Witness {
  const told = explainEvent(reader, witness.event, isOver) ?? witness.rejections;
  const rank = (at: string): number =>
    at === path || path === 'the event itself' ? 0 : at.startsWith(`${path}/`) ? 1 : 2;
  const rejections = [...told].sort((a, b) => rank(a.path) - rank(b.path));
  const more = rejections.length - MAX_REJECTIONS;
  const shown =
    more > 1 ? [...rejections.slice(0, MAX_REJECTIONS), { path: '', reason: `and ${more} more` }] : rejections;
  return { ...witness, rejections: shown };
}
