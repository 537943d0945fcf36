import type { RegisteredSchema } from '../../contracts/compatibility.js';
import { demandsOf } from '../../contracts/level.js';
import { CommandError, EXIT } from '../exit-code.js';
import { noteOfOtherRules } from '../registry/other-rules.js';
import type { RegistryClient } from '../registry/registry.client.js';
import type { LocalContract, LocalReference } from '../sources/local-contract.js';
import type { Earlier, EarlierVersions, RemovedContract, WantedRules } from './earlier-versions.js';

/** What a registry has. Its subjects come from many repositories, so none of them counts as removed. */
export class RegistryVersions implements EarlierVersions {
  readonly name: string;

  constructor(private readonly client: RegistryClient) {
    this.name = `the registry ${client.url}`;
  }

  async of({ subject, format }: LocalContract, wanted: WantedRules): Promise<Earlier> {
    // A level that was given still leaves the policy to the registry.
    const inForce = await this.client.settings(subject);
    const level = wanted.level ?? inForce.level;
    if (level === null)
      throw new CommandError(
        EXIT.unavailable,
        `${this.client.url} names no compatibility level. Give one with --level.`,
      );
    const policy = wanted.policy ?? inForce.policy;
    const versions = await this.client.history(subject, demandsOf(level).isTransitive ? 'all' : 'latest');
    return {
      ...{ level, policy, versions: (versions ?? []).map((one) => ({ ...one, label: String(one.version) })) },
      notesOfRules: noteOfOtherRules(format, wanted, inForce),
    };
  }

  async referenced({ subject, version }: LocalReference): Promise<RegisteredSchema | null> {
    return subject === null ? null : this.client.schema(subject, version ?? 'latest');
  }

  removed(): Promise<RemovedContract[]> {
    return Promise.resolve([]);
  }
}
