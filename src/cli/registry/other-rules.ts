import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Finding, Policy } from '../../contracts/finding.js';
import { isAsStrict, type Level } from '../../contracts/level.js';
import { wording } from '../../contracts/sentence.js';
import type { Format } from '../../contracts/source.js';
import type { WantedRules } from '../against/earlier-versions.js';
import { effectivePolicy } from '../check/check-contract.js';

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

/** That a registration may be refused which was checked by other rules than are in force; none where it was checked as strictly. */
export function noteOfOtherRules(format: Format, asked: WantedRules, inForce: RulesInForce): Finding[] {
  const other = otherRules(format, asked, inForce);
  const isSamePolicy = asked.policy === null || asked.policy === effectivePolicy(format, inForce.policy);
  const isSafe = isAsStrict(asked.level ?? inForce.level ?? 'NONE', inForce.level ?? 'NONE');
  if (other === null || inForce.level === 'NONE' || (isSamePolicy && isSafe)) return [];
  const { wanted, has, body } = other;
  const message = wording(
    `Checked by ${wanted}, as asked; a registration is judged by ${has}, which the registry has in force, and may be refused. To set it there: PUT /config/{subject} ${body}`,
  );
  const fix = 'Set in the registry what the manifest says, or leave it out here: then what is in force there counts.';
  return [{ ...aboutCandidate('other-rules-in-force', 'notice', '', message), fix }];
}
