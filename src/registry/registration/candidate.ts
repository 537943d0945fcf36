import type { SchemaContent } from '../subject-version.js';

/** What a client wants registered, looked up or checked. */
export interface Candidate extends SchemaContent {
  /** To import; null else. */
  id: number | null;
  /** The number it is to have; null for the next, -1 for the next, written into its metadata too. */
  version: number | null;
  normalize: boolean;
}
