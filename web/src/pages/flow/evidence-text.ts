import type { Evidence } from '../../api/types.js';

const TEXT: Readonly<Record<Evidence, string>> = {
  parent: 'joined by parent span',
  link: 'joined by span link',
  'message-id': 'joined by message id',
  offset: 'joined by partition and offset',
};

/** Which fact tied an attempt to its publication. */
export function evidenceText(evidence: Evidence | null): string {
  return evidence === null ? 'not joined to a publication' : (TEXT[evidence] ?? evidence);
}
