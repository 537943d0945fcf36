import { RegistryVersions } from '../against/registry-versions.client.js';
import type { CheckRun } from '../check/check-run.js';
import { createPlacing } from '../findings/placing.js';
import type { Foreseen } from './register-contracts.service.js';
import { otherRules } from '../registry/other-rules.js';
import type { Registration, RegistryClient } from '../registry/registry.client.js';
import { runCheck } from '../check/run-check.js';
import type { LocalContract } from '../sources/local-contract.js';

/** The findings of a check by the level and policy that the registry has in force: it judges by these, whatever a manifest says. */
export function checkAsRegistry(contracts: readonly LocalContract[], client: RegistryClient): Promise<CheckRun> {
  return runCheck({
    ...{ contracts: contracts.map(byItsRules), versions: new RegistryVersions(client), level: null, policy: null },
    placing: createPlacing(),
    startedAt: new Date(),
    now: () => performance.now(),
  });
}

const byItsRules = (contract: LocalContract): LocalContract => ({ ...contract, level: null, policy: null });

/**
 * What the registry would do with a registration, which is its own to say; where it cannot, since what is referred to is not there yet or since
 * it knows no such question, what a check by its rules says. Without a proof either way it is not known.
 */
export async function foreseeRegistration(
  client: RegistryClient,
  contract: LocalContract,
  registration: Registration | null,
): Promise<Foreseen> {
  const told = await client.forecast(contract.subject, registration);
  if (told !== null) return 'refusal' in told ? { outcome: 'refused', reason: told.refusal } : { outcome: 'planned' };
  const [checked] = (await checkAsRegistry([contract], client)).contracts;
  switch (checked?.status) {
    case 'new':
    case 'unchanged':
    case 'compatible':
      return { outcome: 'planned' };
    case 'incompatible':
    case 'invalid':
      return { outcome: 'refused', reason: checked.problems[0]?.finding.message ?? 'it breaks events' };
    default:
      return checked?.level === 'NONE'
        ? { outcome: 'planned' }
        : { outcome: 'unknown', reason: 'neither proved nor refuted' };
  }
}

/** Where the manifest asks for rules that the registry does not have in force, and the command that sets them. */
export async function tellOtherRules(contract: LocalContract, client: RegistryClient): Promise<string | null> {
  const { subject, format, level, policy } = contract;
  if (level === null && policy === null) return null;
  const other = otherRules(format, { level, policy }, await client.settings(subject));
  if (other === null) return null;
  return (
    `The manifest says ${other.wanted} for ${subject}, and the registry has ${other.has} in force, which counts. To set it there:\n` +
    `  curl -X PUT -H 'content-type: application/json' -d '${other.body}' '${client.url}/config/${encodeURIComponent(subject)}'`
  );
}
