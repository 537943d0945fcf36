import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { ConfluentError, notPermitted, referenceExists } from './confluent/confluent-error.js';
import { ContractRules } from './contract-rules.js';
import { HOW_TO_WRITE, isReadOnly, modeInForce, type Mode } from './mode.js';
import { SchemaCache } from './schemas/schema-cache.service.js';
import { requireSettingsSize } from './schemas/schema-size.js';
import { settingsInForce, type Settings, type SettingsInForce } from './settings.js';
import {
  aliasTarget,
  contextOf,
  faultOfAlias,
  GLOBAL_SCOPE,
  isSubjectScope,
  parseSubject,
  scopesOf,
} from './subject-name.js';
import type { Change } from './subject-version.js';
import { SubjectsRepository, type ImportBeginning, type RulesSeen } from './store/subjects.repository.js';
import { untilWon } from './registration/until-won.js';

/** What holds for a subject, and what is to be minded where configuration or mode are changed. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly subjects: SubjectsRepository,
    private readonly rules: ContractRules,
    private readonly schemas: SchemaCache,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async settings(scope: string): Promise<SettingsInForce> {
    return settingsInForce(await this.subjects.settings(scopesOf(scope)));
  }

  async mode(scope: string): Promise<Mode> {
    return modeInForce(await this.subjects.modes(scopesOf(scope)));
  }

  /** The subject that a name means: itself, or what its configuration says it is another name of. */
  async subjectOf(name: string): Promise<string> {
    const [own] = await this.subjects.settings([name]);
    const alias = own?.alias ?? '';
    return alias === '' ? name : aliasTarget(name, alias);
  }

  /** Answers what was decided by, for whoever writes to give to the store. @throws ConfluentError 42205 in read-only mode. */
  async requireWritable(scope: string): Promise<RulesSeen> {
    const { modes, seen } = await this.subjects.rules(scopesOf(scope));
    if (isReadOnly(modeInForce(modes))) throw notPermitted(`${named(scope)} is in read-only mode. ${HOW_TO_WRITE}`);
    return seen;
  }

  /** Sets what is `given` and leaves the rest. Answers what the scope says now. @throws ConfluentError 42203, 42205, 42209. */
  async save(scope: string, given: Partial<Settings>, change: Change): Promise<Settings> {
    const fault = typeof given.alias === 'string' ? faultOfAlias(scope, given.alias) : null;
    if (fault !== null) throw new ConfluentError(42203, `The alias cannot be the name of a subject: ${fault}.`);
    requireSettingsSize(given, this.config.registry.maxSchemaBytes);
    return untilWon(named(scope), async () =>
      this.subjects.saveSettings(scope, given, change, await this.requireWritable(scope)),
    );
  }

  /** Takes back all that a scope says. Answers what that was; null for nothing. @throws ConfluentError 42205. */
  async delete(scope: string, change: Change): Promise<Settings | null> {
    return untilWon(named(scope), async () => {
      const [own = null] = await this.subjects.settings([scope]);
      if (own === null && scope !== GLOBAL_SCOPE) return null;
      return this.subjects.deleteSettings(scope, change, await this.requireWritable(scope));
    });
  }

  /**
   * Importing takes over ids and versions, so there must be no versions yet, unless `force`; what is left of deleted ones
   * goes for good. @throws ConfluentError 42205, 42206.
   */
  async setMode(scope: string, mode: Mode, force: boolean, change: Change): Promise<void> {
    const set =
      mode === 'IMPORT' && !force
        ? () => this.beginImport(scope, change)
        : () => this.subjects.saveMode(scope, mode, change);
    await untilWon(named(scope), set);
  }

  /** All is decided first: where it is refused, nothing is lost. */
  private async beginImport(scope: string, change: Change): Promise<'saved' | 'raced'> {
    const { modes, seen: rules } = await this.subjects.rules(scopesOf(scope));
    if (modeInForce(modes) === 'IMPORT') return this.subjects.saveMode(scope, 'IMPORT', change, rules);
    if ((await this.subjectsIn(scope, 'live', 1)).length > 0) {
      throw notPermitted(
        'Cannot import since found existing subjects. Delete them, import into a context of its own, or say force=true.',
      );
    }
    const deleted: ImportBeginning['deleted'][number][] = [];
    for (const name of await this.subjectsIn(scope, 'deleted')) {
      // Read before it is asked about: what is said of it meanwhile makes it another revision.
      const state = await this.subjects.state(name);
      if (state === null || state.latestVersion !== null) return 'raced';
      const refusal = await this.rules.deletionRefusal(name, true, change.at);
      if (refusal !== null) throw notPermitted(refusal);
      deleted.push({ name, revision: state.revision });
    }
    const begun = await this.subjects.beginImport({ scope, rules, deleted }, change);
    if (begun.outcome === 'referenced') throw referenceExists(begun.subject, begun.version);
    if (begun.outcome === 'raced') return 'raced';
    this.schemas.clear();
    return 'saved';
  }

  /** Takes the mode back from a scope, and `isRecursive` from all in it. Answers what the scope had; null for nothing. */
  async deleteMode(scope: string, isRecursive: boolean, change: Change): Promise<Mode | null> {
    const [own = null] = await this.subjects.modes([scope]);
    if (own === null && scope !== GLOBAL_SCOPE) return null;
    const inside = isRecursive && !isSubjectScope(scope) ? await this.subjects.scopesWithMode(scope) : [];
    for (const one of inside) if (one !== scope) await this.takeMode(one, change);
    return this.takeMode(scope, change);
  }

  private takeMode(scope: string, change: Change): Promise<Mode | null> {
    return untilWon(named(scope), () => this.subjects.deleteMode(scope, change));
  }

  private async subjectsIn(scope: string, deletion: 'live' | 'deleted', limit?: number): Promise<string[]> {
    if (scope === GLOBAL_SCOPE) return this.subjects.subjects({ context: null, prefix: '', deletion }, { limit });
    if (!isSubjectScope(scope)) {
      return this.subjects.subjects({ context: parseSubject(scope).context, prefix: scope, deletion }, { limit });
    }
    const state = await this.subjects.state(scope);
    return state !== null && (state.latestVersion !== null) === (deletion === 'live') ? [scope] : [];
  }
}

function named(scope: string): string {
  if (scope === GLOBAL_SCOPE) return 'Everything';
  return isSubjectScope(scope) ? `Subject ${scope}` : `Context ${contextOf(scope)}`;
}
