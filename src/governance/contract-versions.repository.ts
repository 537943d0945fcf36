import { NotFoundException } from '@nestjs/common';
import type { Format, SchemaSource } from '../contracts/source.js';
import type { RuleSet } from '../contracts/translation/migration-rule.js';
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
  /** Of the versions that are not deleted, oldest first; empty where there is no such subject. */
  abstract numbers(subject: string): Promise<number[]>;
  /** Null where it is not there, or was deleted. */
  abstract find(subject: string, version: number): Promise<ContractVersion | null>;
  /** The number that the next version is registered under; 1 for a subject without any. */
  abstract nextNumber(subject: string): Promise<number>;

  /** @throws NotFoundException. */
  async read(subject: string, version: number): Promise<ContractVersion> {
    const found = await this.find(subject, version);
    if (found === null) throw new NotFoundException(`"${subject}" has no version ${version}.`);
    return found;
  }

  /** The version that a parameter called `name` means: see `pickVersion`. */
  async pick(subject: string, name: string, wanted: string | number | null): Promise<ContractVersion> {
    return this.read(subject, pickVersion(subject, await this.numbers(subject), name, wanted));
  }
}
