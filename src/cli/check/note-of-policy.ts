import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Finding, Policy } from '../../contracts/finding.js';
import { schemaFormatOf } from '../../contracts/formats/index.js';
import { wording } from '../../contracts/sentence.js';
import type { Format } from '../../contracts/source.js';

const NAMES: Readonly<Record<Format, string>> = { JSON: 'JSON Schema', AVRO: 'Avro', PROTOBUF: 'Protobuf' };

/**
 * That a policy which somebody asked for is none of the format, and which one was used instead; where that only noticed something, also the
 * first stricter one that refuses it. None where the format knows the policy.
 */
export function noteOfPolicy(
  { format, asked, used }: { format: Format; asked: Policy | null; used: Policy },
  found: readonly Finding[],
  refusedBy: (policy: Policy) => boolean,
): Finding[] {
  const { policies } = schemaFormatOf(format)!;
  if (asked === null || asked === used) return [];
  const isOnlyNoticed = found.length > 0 && found.every(({ severity }) => severity === 'notice');
  const refusing = isOnlyNoticed ? policies.slice(policies.indexOf(used) + 1).find(refusedBy) : undefined;
  const stricter = refusing === undefined ? '' : ` ${refusing} refuses what is told here.`;
  const message = wording(`${asked} is no policy of ${NAMES[format]}, so ${used} was used.${stricter}`);
  return [
    {
      ...aboutCandidate('policy-not-used', 'notice', '', message),
      policy: used,
      fix: `Ask for ${listed(policies)}: --policy, or \`policy\` in the manifest.`,
    },
  ];
}

const listed = (policies: readonly Policy[]): string =>
  policies.length === 1 ? policies[0]! : `${policies.slice(0, -1).join(', ')} or ${policies.at(-1)}`;
