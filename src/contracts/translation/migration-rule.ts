/** A rule of Confluent's `ruleSet.migrationRules`. */
export interface MigrationRule {
  name: string;
  /** TRANSFORM replaces the event; CONDITION only asks whether it may pass. */
  kind: string;
  /** Only JSONATA is run. */
  type: string;
  /** UPGRADE, DOWNGRADE, or UPDOWN for both. */
  mode: string;
  expr: string;
  disabled?: boolean;
  /** What follows a failure: ERROR by default, NONE goes on without it. `A,B` of an UPDOWN rule is for up and for down. */
  onFailure?: string | null;
}

export interface RuleSet {
  migrationRules?: readonly MigrationRule[] | null;
}

export type TranslationMode = 'UPGRADE' | 'DOWNGRADE';

/**
 * The rules of one step between neighbouring versions. They stand with the newer of the two: upgrading to it runs its
 * rules in their order, downgrading from it runs them in the reverse order (Confluent's clients do so, in the order of
 * versions one by one).
 */
export function rulesOfStep(newer: RuleSet | null | undefined, mode: TranslationMode): MigrationRule[] {
  const rules: unknown = newer?.migrationRules;
  const meant = (Array.isArray(rules) ? (rules as unknown[]) : []).filter(isRule).filter((rule) => {
    return rule.disabled !== true && (rule.mode === mode || rule.mode === 'UPDOWN');
  });
  return mode === 'UPGRADE' ? meant : meant.reverse();
}

/** Rule sets are registered as they come; what is no rule at all is left to the registry to refuse. */
function isRule(value: unknown): value is MigrationRule {
  if (typeof value !== 'object' || value === null) return false;
  const { mode, expr } = value as Record<string, unknown>;
  return typeof mode === 'string' && (expr === undefined || expr === null || typeof expr === 'string');
}

/** Whether a failure of the rule stops the event. */
export function stopsOnFailure({ onFailure, mode }: MigrationRule, direction: TranslationMode): boolean {
  if (typeof onFailure !== 'string' || onFailure === '') return true;
  const [up = '', down = up] = mode === 'UPDOWN' ? onFailure.split(',') : [onFailure];
  return (direction === 'UPGRADE' ? up : down).trim() !== 'NONE';
}
