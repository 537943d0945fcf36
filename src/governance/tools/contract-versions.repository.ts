import { NotFoundException } from '@nestjs/common';
import type { Format, SchemaSource } from '../../contracts/source.js';
import type { RuleSet } from '../../contracts/translation/migration-rule.js';
import { pickVersion } from './pick-version.js';

/** One version with all that reading it takes: its schema, what that refers to, its rules. */
export interface ContractVersion {
  version: number;
  format: Format;
  source: SchemaSource;
  ruleSet: RuleSet | null;
}

/** The port to the versions that lint, diff, validation and translation are asked about. */
export abstract class ContractVersions {
  /** Oldest first; empty where there is no such subject. Those that were deleted softly only where they are asked for. */
  abstract numbers(subject: string, withDeleted?: boolean): Promise<number[]>;
  /** Null where it is not there, or was deleted and is not asked for so. */
  abstract find(subject: string, version: number, withDeleted?: boolean): Promise<ContractVersion | null>;
  /** The number that the next version is registered under; 1 for a subject without any. */
  abstract nextNumber(subject: string): Promise<number>;

  /** @throws NotFoundException. */
  async read(subject: string, version: number, withDeleted = false): Promise<ContractVersion> {
    const found = await this.find(subject, version, withDeleted);
    if (found === null) throw new NotFoundException(`"${subject}" has no version ${version}.`);
    return found;
  }

  /** The version that a parameter called `name` means: see `pickVersion`. */
  async pick(
    subject: string,
    name: string,
    wanted: string | number | null,
    withDeleted = false,
  ): Promise<ContractVersion> {
    const numbers = await this.numbers(subject, withDeleted);
    return this.read(subject, pickVersion(subject, numbers, name, wanted), withDeleted);
  }
}
