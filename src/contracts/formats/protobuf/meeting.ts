import type { Field, Message } from './model.js';

/** Two messages that read each other's bytes, and the way there from an event: the fields of the writer's. */
export interface Meeting {
  writer: Message;
  reader: Message;
  root: { writer: Message; reader: Message };
  path: readonly Field[];
  /** The same way by the fields of the reader's. */
  readerPath: readonly Field[];
  /** Whether one of them is what a map's entries are on the wire, and the other a message that looks like it. */
  isOfEntries: boolean;
  /** Fields of the same number, the writer's first. */
  common: readonly (readonly [Field, Field])[];
}
