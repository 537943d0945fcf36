import type { Enum, Field, Message, ProtoFile } from '../model.js';

/** What protoc would refuse in an element, at an offset into its file's text. */
export interface Fault {
  at: number;
  reason: string;
}

/** One thing that protoc checks; each looks at the kinds of element it is about. */
export interface ValidityRule {
  file?: (file: ProtoFile) => Fault[];
  message?: (message: Message) => Fault[];
  /** Fields, members of oneofs and extensions. */
  field?: (field: Field) => Fault[];
  enum?: (one: Enum) => Fault[];
}
