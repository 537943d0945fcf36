import { MORE_DEFINITIONS, type OutlinedField } from '../outline.js';
import type { FieldPair } from './pair-fields.js';

/** The places in the texts of both versions that say what a change is about; findings are told once for a pair of them. */
export interface DefinedAt {
  older: readonly string[];
  newer: readonly string[];
  /** The same for changes that do the same wherever they stand; null where that cannot be said. */
  identity: string | null;
}

type Sides = Partial<Pick<FieldPair, 'older' | 'newer'>>;

/** Where it is defined what a field holds; both versions have the field. */
export function contentDefinedAt({ older, newer }: Required<Sides>, holder: FieldPair | undefined): DefinedAt {
  const own = [older.definitions, newer.definitions];
  return {
    older: [...older.definitions, ...asMember(holder?.older, newer.name)],
    newer: [...newer.definitions, ...asMember(holder?.newer, newer.name)],
    identity: own.flat().includes(MORE_DEFINITIONS) ? null : JSON.stringify(own),
  };
}

/** Where it is defined whether a field is there at all: in what it stands in, its `holder`. */
export function presenceDefinedAt({ older, newer }: Sides, holder: FieldPair | undefined): DefinedAt {
  const name = (newer ?? older)?.name ?? '';
  const isThroughout = older !== undefined && newer !== undefined;
  const own = isThroughout ? [[], []] : [shared(older), shared(newer)];
  const shape = [shapeOf(holder?.older), shapeOf(holder?.newer)];
  return {
    older: [...(isThroughout ? [] : (older?.definitions ?? NOTHING)), ...asMember(holder?.older, name)],
    newer: [...(isThroughout ? [] : (newer?.definitions ?? NOTHING)), ...asMember(holder?.newer, name)],
    identity: own.flat().includes(MORE_DEFINITIONS) ? null : JSON.stringify([own, shape, isThroughout ? name : '']),
  };
}

/** Of two fields that one version says nothing of, what refuses the one refuses the other. */
const NOTHING = ['nothing'];

/** What holds a field says whether it is there: its definitions, and which of its fields is meant. */
const asMember = (holder: OutlinedField | undefined, name: string): string[] =>
  (holder?.definitions ?? []).map((definition) =>
    definition === MORE_DEFINITIONS ? definition : `${definition}>${name}`,
  );

/** What defines a field apart from the place it stands at, which may only refer to that. */
const shared = (field: OutlinedField | undefined): readonly string[] => {
  const definitions = field?.definitions ?? [];
  return definitions.length > 1 ? definitions.slice(1) : definitions;
};

function shapeOf(holder: OutlinedField | undefined): unknown[] {
  if (holder === undefined) return [];
  const { type, isOpen, maxLength, facets } = holder;
  return [shared(holder), type, isOpen, maxLength, Object.keys(facets)];
}
