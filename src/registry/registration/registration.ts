import type { CompatibilityResult } from '../../contracts/compatibility.js';
import type { Finding } from '../../contracts/finding.js';
import type { SchemaContent } from '../subject-version.js';

/** What is answered to a registration. `schema` is there where it is not what was sent. */
export type Registration =
  | {
      outcome: 'registered';
      id: number;
      version: number;
      guid: string;
      schema: SchemaContent | null;
      /** What the profile says of a new version, such as that the contract is deprecated. */
      warning?: string;
    }
  | { outcome: 'invalid'; findings: Finding[] }
  | { outcome: 'refused'; result: CompatibilityResult }
  /** By what its profile says, whatever the schema is. */
  | { outcome: 'not-permitted'; reason: string };
