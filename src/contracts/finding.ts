/**
 * What a check assumes. STRICT is inclusion of languages: every event of the writer's is one of the reader's. LENIENT
 * (JSON Schema): writers send only what they declare, and defaults are filled in. WIRE, WIRE_JSON and SOURCE (Protobuf)
 * keep the binary form, its JSON form besides, or generated code too; CONFLUENT decides as Confluent's registry does.
 */
export const POLICIES = ['STRICT', 'LENIENT', 'CONFLUENT', 'WIRE', 'WIRE_JSON', 'SOURCE'] as const;
export type Policy = (typeof POLICIES)[number];

/** One reason why a candidate is not compatible with one version, or is not proved to be; or a notice besides. */
export interface Finding {
  /** Names the rule, such as `required-property-added`; the same in every version of Plumbline. */
  rule: string;
  /**
   * incompatible: an event shows it. unproven: no proof and no event were found. invalid: the schema itself is wrong.
   * notice: worth knowing, and no reason to refuse.
   */
  severity: 'incompatible' | 'unproven' | 'invalid' | 'notice';
  /** backward: the candidate reads events of the version. forward: the version reads events of the candidate. */
  direction: 'backward' | 'forward' | null;
  policy: Policy;
  /** What Confluent's registry calls such a change, such as `REQUIRED_ATTRIBUTE_ADDED`; null where it has no name for it. */
  change: string | null;
  /** Where in the event, as a JSON pointer; in words for the event itself. */
  path: string;
  /** JSON pointer into the reader's schema, down to the keyword, `name#/pointer` in a text that it refers to; in Protobuf the name of the element. */
  readerPath: string;
  /** JSON pointer into the writer's schema; null where it says nothing there. */
  writerPath: string | null;
  message: string;
  /**
   * What the message tells of the schemas, such as names, types and limits: findings that differ in it are different ones, however they are
   * worded. Empty where the text is no schema.
   */
  facts: readonly string[];
  /** What would mend it. */
  fix: string;
  /** The version it conflicts with; null where it concerns the candidate alone. */
  conflictsWith: number | null;
  /** An event the writer's schema accepts and the reader's refuses, checked by running both. */
  witness?: Witness;
}

/** A finding as answers and reports have it: the message tells the facts. */
export type ShownFinding = Omit<Finding, 'facts'>;

export const shownFinding = ({ facts: _, ...shown }: Finding): ShownFinding => shown;

/** An event that the writer's schema accepts and the reader's refuses. Both were asked before it is shown. */
export interface Witness {
  event: unknown;
  /** Why the reader refuses it, each with the JSON pointer into the event. */
  rejections: { path: string; reason: string }[];
  /** The event's bytes in hexadecimal, for binary formats. */
  encodedHex?: string;
}

/** Whether a finding says that a schema cannot be read at all: nothing was compared then. */
export const isAboutSchemaAlone = ({ severity }: Finding): boolean => severity === 'invalid';

/** A `fix` in the words of a registry, which takes a policy by its configuration and not by the option of a check. */
export const adviceForRegistry = (fix: string): string =>
  fix.replace(/\(--policy (\w+)\)/, '(PUT /config/SUBJECT {"compatibilityPolicy": "$1"})');
