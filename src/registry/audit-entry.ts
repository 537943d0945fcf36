import type { Change } from './subject-version.js';

/** What an entry of the audit trail holds; `from` and `to` are JSON. */
export const auditEntry = (
  { actor, at }: Change,
  action: string,
  target: string,
  from: string | null,
  to: string | null,
) => ({ data: { at, actor, action, target, from, to } });
