import { RULE_LISTS, type Rule, type RuleSet } from '../data-contract.js';

const MAX_NAME_LENGTH = 64;
const NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
const KINDS = ['TRANSFORM', 'CONDITION'];
const MODES = {
  migrationRules: ['UPGRADE', 'DOWNGRADE', 'UPDOWN'],
  domainRules: ['WRITE', 'READ', 'WRITEREAD'],
  encodingRules: ['WRITE', 'READ', 'WRITEREAD'],
};

/** Why clients could not run these rules; null where they can. As Confluent's registry has it. */
export function faultOfRuleSet(ruleSet: RuleSet): string | null {
  for (const list of RULE_LISTS) {
    const rules = ruleSet[list];
    if (rules === undefined || rules === null) continue;
    if (!Array.isArray(rules)) return `${list} must be a list of rules.`;
    const fault = faultOfList(rules, list);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOfList(rules: readonly Rule[], list: keyof typeof MODES): string | null {
  const names = new Set<string>();
  for (const rule of rules) {
    const fault = faultOfRule(rule, MODES[list]);
    if (fault !== null) return `${fault} It is in ${list}.`;
    if (names.has(rule.name)) return `Two rules of ${list} are named "${rule.name}".`;
    names.add(rule.name);
  }
  return null;
}

function faultOfRule(rule: Rule | null, modes: readonly string[]): string | null {
  const name = (rule as Partial<Rule> | null)?.name;
  if (rule === null || typeof name !== 'string' || name === '') return 'A rule has no name.';
  if (name.length > MAX_NAME_LENGTH || !NAME.test(name)) {
    return `"${name.slice(0, MAX_NAME_LENGTH)}" cannot name a rule: a name begins with a letter or _, goes on with letters, digits, _ and -, and has at most ${MAX_NAME_LENGTH} of them.`;
  }
  if (typeof rule.type !== 'string' || rule.type === '') return `The rule "${name}" has no type, such as CEL.`;
  if (rule.kind !== undefined && rule.kind !== null && !KINDS.includes(rule.kind)) {
    return `The rule "${name}" has the kind "${rule.kind}"; it must be ${KINDS.join(' or ')}.`;
  }
  if (rule.mode !== undefined && rule.mode !== null && !modes.includes(rule.mode)) {
    return `The rule "${name}" has the mode "${rule.mode}"; it must be one of ${modes.join(', ')}.`;
  }
  return null;
}
