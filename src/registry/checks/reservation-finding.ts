import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Finding } from '../../contracts/finding.js';
import { wording } from '../../contracts/sentence.js';

/** A broken reservation, `rule: message`, as the finding it is. */
export function reservationFinding(broken: string): Finding {
  const [rule = '', message = ''] = broken.split(/: (.*)/s);
  return {
    ...aboutCandidate(rule, 'incompatible', '/confluent:reserved', wording(message)),
    change: rule === 'reserved-field-removed' ? 'RESERVED_FIELD_REMOVED' : 'FIELD_CONFLICTS_WITH_RESERVED_FIELD',
    fix: 'Keep what was reserved, and give the field another name.',
  };
}
