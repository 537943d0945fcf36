import type { Finding, Policy } from '../../contracts/finding.js';
import type { Level } from '../../contracts/level.js';
import type { Format } from '../../contracts/source.js';
import type { WantedRules } from '../against/earlier-versions.js';
import { effectivePolicy } from '../check/check-contract.js';
import { fault } from '../sources/fault.js';

/** What a registry says of a subject; null where it says nothing. */
export interface RulesInForce {
  level: Level | null;
  policy: Policy | null;
}

/** Rules that were asked for and are not in force, in words, and the body of `PUT /config/{subject}` that sets them. */
export interface OtherRules {
  wanted: string;
  has: string;
  body: string;
}

/** Null where what was asked for is in force, or nothing was asked for. */
export function otherRules(format: Format, wanted: WantedRules, inForce: RulesInForce): OtherRules | null {
  const policy = effectivePolicy(format, inForce.policy);
  const other = [
    { key: 'compatibility', wanted: wanted.level, has: inForce.level },
    { key: 'compatibilityPolicy', wanted: wanted.policy, has: policy },
  ].filter((one) => one.wanted !== null && one.wanted !== one.has);
  if (other.length === 0) return null;
  return {
    wanted: other.map((one) => one.wanted).join(' and '),
    has: other.map(({ has }) => has ?? 'no level').join(' and '),
    body: JSON.stringify(Object.fromEntries(other.map((one) => [one.key, one.wanted]))),
  };
}

/** That a check was made by other rules than a registration will be. */
export function noteOfOtherRules({ wanted, has, body }: OtherRules): Finding {
  const message = `Checked by ${wanted}, as asked; a registration is judged by ${has}, which the registry has in force, and may be refused. To set it there: PUT /config/{subject} ${body}`;
  const fix = 'Set in the registry what the manifest says, or leave it out here: then what is in force there counts.';
  return { ...fault('', ''), rule: 'other-rules-in-force', severity: 'notice', message, fix };
}
