import type { Format } from '../../contracts/source.js';
import { ConfluentError } from '../confluent/confluent-error.js';
import { rejectionReasons, type ContractEvent } from '../contract-events.js';
import type { Registration } from './registration.js';

/** What is told of a registration that was refused. */
export type Rejection = Extract<ContractEvent, { type: 'contract.rejected' }>['data'];

/** Null where nothing was refused. */
export function rejectionOf(format: Format, registration: Registration): Rejection | null {
  switch (registration.outcome) {
    case 'registered':
      return null;
    case 'invalid':
      return { format, verdict: 'invalid', findings: rejectionReasons(registration.findings) };
    case 'not-permitted':
      return forReason(format, 'not-permitted', 'lifecycle', registration.reason);
    case 'refused': {
      const { verdict, findings } = registration.result;
      const told = verdict === 'incompatible' ? verdict : 'unproven';
      return { format, verdict: told, findings: rejectionReasons(findings) };
    }
  }
}

/** The same for what was thrown in its place (`format` is null where it named none that there is); null for what failed here, which says nothing of the schema. */
export function rejectionOfError(format: Format | null, error: unknown): Rejection | null {
  if (!(error instanceof ConfluentError) || error.getStatus() >= 500) return null;
  const isInvalid = ABOUT_THE_SCHEMA.includes(error.code);
  return forReason(
    format,
    isInvalid ? 'invalid' : 'not-permitted',
    isInvalid ? 'schema-invalid' : 'mode',
    error.message,
  );
}

/** No schema, one that is too large, or rules that cannot be run. */
const ABOUT_THE_SCHEMA = [42201, 42209, 42210];

const forReason = (format: Format | null, verdict: Rejection['verdict'], rule: string, message: string): Rejection => ({
  format,
  verdict,
  findings: [{ rule, path: '', message, conflictsWith: null }],
});
