import { Inject, Injectable } from '@nestjs/common';
import type { RuleSet } from '../../contracts/translation/migration-rule.js';
import { ReferenceResolver } from '../../registry/schemas/reference-resolver.service.js';
import { SubjectsRepository } from '../../registry/store/subjects.repository.js';
import { ContractVersions, type ContractVersion } from './contract-versions.repository.js';

/** The versions as the registry keeps them. */
@Injectable()
export class RegistryContractVersions extends ContractVersions {
  constructor(
    @Inject(SubjectsRepository) private readonly subjects: SubjectsRepository,
    @Inject(ReferenceResolver) private readonly references: ReferenceResolver,
  ) {
    super();
  }

  override async numbers(subject: string, withDeleted = false): Promise<number[]> {
    return (await this.subjects.versionNumbers(subject, withDeleted ? 'both' : 'live')).map(({ version }) => version);
  }

  override async find(subject: string, version: number, withDeleted = false): Promise<ContractVersion | null> {
    const found = await this.subjects.version(subject, version);
    if (found === null || (found.deletedAt !== null && !withDeleted)) return null;
    // What of it is no rule that can be run is told by the translation itself.
    const ruleSet = found.ruleSet as RuleSet | null;
    return { version, format: found.format, source: await this.references.sourceOf(found), ruleSet };
  }

  override async nextNumber(subject: string): Promise<number> {
    return ((await this.subjects.state(subject))?.lastVersion ?? 0) + 1;
  }
}
