import type { Verdict } from '../contracts/compatibility.js';
import type { Finding } from '../contracts/finding.js';
import type { DatabaseTransaction } from './database/database.js';
import type { StatementRunner } from './store/statements.js';
import type { Change, SchemaContent } from './subject-version.js';

/** What happened to a contract that others may want to know. */
export type ContractEvent = { subject: string; at: Date; actor: string } & (
  | { type: 'contract.registered'; data: { version: number; id: number; format: string } }
  | {
      type: 'contract.rejected';
      data: {
        /** Null where it named none that there is. */ format: string | null;
        verdict: RejectionVerdict;
        findings: RejectionReason[];
      };
    }
  | { type: 'contract.deprecated'; data: { sunsetOn: string | null; replacedBy: string | null } }
);

/** `invalid` is what cannot be read by itself, `not-permitted` what is refused whatever the schema is. */
export type RejectionVerdict = Exclude<Verdict, 'compatible'> | 'invalid' | 'not-permitted';

/** The type of an event; `CONTRACT_EVENT_TYPES` are all there are. */
export type ContractEventType = ContractEvent['type'];

export const CONTRACT_EVENT_TYPES: readonly ContractEventType[] = [
  'contract.registered',
  'contract.rejected',
  'contract.deprecated',
];

/** Why a version was refused. */
export interface RejectionReason {
  rule: string;
  /** Where in the event, as a JSON pointer; '' for the event itself. */
  path: string;
  message: string;
  conflictsWith: number | null;
}

const MAX_REASONS = 20;

/** The findings as an event tells them: without notices, and without the events that break, which may be large. */
export const rejectionReasons = (findings: readonly Finding[]): RejectionReason[] =>
  findings
    .filter(({ severity }) => severity !== 'notice')
    .slice(0, MAX_REASONS)
    .map(({ rule, path, message, conflictsWith }) => ({ rule, path: pointerOf(path), message, conflictsWith }));

/** Findings have words for what has no name: for the event itself, and after a pointer. */
const pointerOf = (path: string): string => (path.startsWith('/') ? path.replace(/ \(a name\)$/, '') : '');

export const registeredEvent = (
  { subject, schema: { format } }: { subject: string; schema: Pick<SchemaContent, 'format'> },
  { version, id }: { version: number; id: number },
  { actor, at }: Change,
): ContractEvent => ({ type: 'contract.registered', subject, at, actor, data: { version, id, format } });

/** The port to whom the registry tells what happens. What is told inside a transaction is told if it is committed. */
export abstract class ContractEvents {
  abstract record(event: ContractEvent, tx?: DatabaseTransaction): Promise<void>;
  /** The same in a transaction beneath Prisma. */
  abstract recordWithin(tx: StatementRunner, event: ContractEvent): Promise<void>;
}
