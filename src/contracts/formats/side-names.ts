import { wording, type Told } from '../sentence.js';
import type { Comparison } from './schema-format.js';

type Named = Record<'reader' | 'writer', { name: string }>;

/** How messages call the two sides, such as "the candidate" and "version 3", and what they tell of events. */
export interface Names {
  readonly reader: Told;
  readonly writer: Told;
  /** What events of the writer carry: a fact where the candidate writes. An earlier version may carry other things in what is the same finding. */
  readonly carried: (what: Told) => Told;
}

export const namesOf = ({ reader, writer, direction }: Named & Pick<Comparison<unknown>, 'direction'>): Names => ({
  reader: wording(reader.name),
  writer: wording(writer.name),
  carried: (what) => (direction === 'forward' ? what : wording(what.text)),
});
