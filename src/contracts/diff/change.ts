import type { ShownFinding } from '../finding.js';
import type { Direction } from '../level.js';

/** In the order in which changes of one field are told. */
export const CHANGE_KINDS = [
  'field-added',
  'field-removed',
  'field-renamed',
  'field-moved',
  'name',
  'type',
  'required',
  'values',
  'bounds',
  'facet',
  'openness',
  'deprecation',
  'tags',
  'documentation',
  'other',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What weighs most comes first. */
export const EFFECTS = ['breaks', 'unproven', 'noted', 'fine'] as const;

/** What a change does to consumers in one direction. */
export interface Effect {
  /**
   * fine: no finding concerns it, and the whole comparison came to its end. noted: events are taken, and a notice tells what
   * is worth knowing, such as that they are read as something else. breaks: an event, or the format's rule, shows it.
   * unproven: neither, or a finding could not be traced to a single change.
   */
  effect: (typeof EFFECTS)[number];
  /** Why; each with its witness where there is one. */
  findings: readonly ShownFinding[];
}

/** One change between two versions, in words and in what it does. */
export interface Change {
  kind: ChangeKind;
  /** In events of the newer version, with `*` for any item; of the older one where the field is gone. '' for the event. */
  path: string;
  /** In events of the older version, where that is another path. */
  previousPath: string | null;
  /** A sentence, such as `/customer/email is required now.` */
  message: string;
  before: unknown;
  after: unknown;
  /** New readers and old events. */
  backward: Effect;
  /** Old readers and new events. */
  forward: Effect;
}

/** A change before its effects are known. */
export interface Difference {
  kind: ChangeKind;
  message: string;
  before: unknown;
  after: unknown;
  /** Keywords of the schema that a finding about it points at. */
  keywords: readonly string[];
  /** The only direction in which events can show it; both where it is not said. */
  shownBy?: Direction;
  /** Of a type: nothing came or went but null. */
  isAboutNull?: boolean;
  /** Of a type: it is a list or a map as before, and of something else. */
  isAboutItems?: boolean;
  /** Nothing reads it when an event is judged: words, tags. */
  isInert: boolean;
}

/** How a sentence calls a place. */
export const placeName = (path: string): string => (path === '' ? 'The event' : path);
