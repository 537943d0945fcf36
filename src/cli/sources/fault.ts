import type { Finding } from '../../contracts/finding.js';

/** What is wrong with a file, or with how it is put together with others, as a finding of the candidate alone. */
export function fault(reason: string, place: string): Finding {
  return {
    rule: 'schema-invalid',
    severity: 'invalid',
    direction: null,
    policy: 'STRICT',
    change: null,
    path: 'the event itself',
    readerPath: place,
    writerPath: null,
    message: `The schema is invalid${place === '' ? '' : ` at ${place}`}: ${reason}`,
    fix: 'Correct the file.',
    conflictsWith: null,
  };
}
