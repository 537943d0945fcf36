import type { Finding } from '../../contracts/finding.js';

/** A broken reservation, `rule: message`, as the finding it is. */
export function reservationFinding(broken: string): Finding {
  const [rule = '', message = ''] = broken.split(/: (.*)/s);
  return {
    rule,
    severity: 'incompatible',
    direction: null,
    policy: 'STRICT',
    change: rule === 'reserved-field-removed' ? 'RESERVED_FIELD_REMOVED' : 'FIELD_CONFLICTS_WITH_RESERVED_FIELD',
    path: 'the event itself',
    readerPath: '/confluent:reserved',
    writerPath: null,
    message,
    fix: 'Keep what was reserved, and give the field another name.',
    conflictsWith: null,
  };
}
