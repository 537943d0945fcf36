import type { Finding, Policy } from '../../contracts/finding.js';
import type { Level } from '../../contracts/level.js';
import { told, wording, type Told } from '../../contracts/sentence.js';
import type { Format, ReferencedSchema } from '../../contracts/source.js';
import type { JoinedFile } from './join-files.js';
import type { MissingReference } from '../references/missing-references.js';

/** A contract as a repository has it, whatever kind of file it stands in. */
export interface LocalContract {
  subject: string;
  format: Format;
  /** Relative to the root of its tree. */
  file: string;
  /** Other files that lead to the very same schema as the same subject; absent where there are none. */
  alsoIn?: readonly string[];
  /** The schema as it is registered: JSON where the file is YAML or an AsyncAPI document. */
  text: string;
  /** The file as it stands, for the places of findings, and the JSON pointer in it at which the schema begins; '' for all of it. */
  source: {
    text: string;
    pointer: string;
    /** Where parts of the schema stand in the file that lie elsewhere in it, by their pointers in the schema. */
    brought: ReadonlyMap<string, string>;
    /** Of an AsyncAPI document the files that it refers to, as pointers into it call them. */
    files?: ReadonlyMap<string, JoinedFile>;
  };
  /** Of a message of AsyncAPI the schema of its headers, which is no part of the contract; absent where it has none. */
  headers?: string;
  /** Whether the file's name makes the subject, and neither a manifest nor a document said it. */
  isNamedByFile: boolean;
  /** Whether the manifest names its file. */
  isInManifest: boolean;
  /** What the manifest says of it; null where it says nothing. */
  level: Level | null;
  policy: Policy | null;
  owner: string | null;
  metadata: ContractMetadata | null;
  /** What its text refers to by itself, each as it calls it. */
  references: LocalReference[];
  /** Those, and all that they refer to in turn. */
  closure: ReferencedSchema[];
  /** The files that those come from, as they stand, by the names of the references. */
  referredFiles: ReadonlyMap<string, { file: string; text: string }>;
  /** What only a registry has of what it, or one of those, refers to. */
  elsewhere: readonly ReferenceElsewhere[];
  /** What it, or one of those, refers to and is not here. */
  missing: readonly MissingReference[];
  /** What is wrong with the file before anybody reads its schema. */
  faults: Finding[];
  /** What is worth knowing of the file, and no reason to refuse it. */
  notes: Finding[];
}

/** A message that is there and cannot be read as a contract, and why, as the end of a sentence. */
export interface UnreadContract {
  subject: string;
  file: string;
  reason: string;
  /** What the manifest says of it; null where it says nothing. */
  level: Level | null;
  /** The files that its document refers to. */
  beside: readonly string[];
}

/** A file that was named and is no contract, and why, as a sentence. */
export interface LeftOutFile {
  file: string;
  reason: string;
  /** Whether it is a part of AsyncAPI documents, which are checked where one refers to it. */
  isPart: boolean;
  /** The document that refers to such a part; null where none does that is read. */
  referredBy: string | null;
}

/** What is registered beside a schema, in Confluent's form. */
export interface ContractMetadata {
  tags?: Record<string, string[]>;
  properties?: Record<string, string>;
  sensitive?: string[];
}

/** One schema that another one names. */
export interface LocalReference {
  /** As the text calls it: a URI, a full name, an import path. */
  name: string;
  /** The file of this tree that it leads to; null where the manifest names a subject, or a version of one, that only a registry has. */
  file: string | null;
  /** The subject it is registered under, where the manifest says so; else that of the contract with this file. */
  subject: string | null;
  /** The version that is meant; null for the newest. */
  version: number | null;
}

/** A schema that the manifest names by its subject, and which only a registry has: a version by its number, or one without a file. */
export type ReferenceElsewhere = LocalReference & { subject: string };

/** In words for people, as the beginning of a sentence. */
export function toldElsewhere({ name, subject, version }: ReferenceElsewhere): Told {
  const which = version === null ? wording('') : told`version ${version} of `;
  return told`"${name}" is ${which}the subject ${subject} by the manifest`;
}
