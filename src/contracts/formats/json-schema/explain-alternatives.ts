import { childNode, escapePointer, type SchemaNode } from './document.js';
import { shown } from './explain-value.js';
import { listedValues, voicesOf } from './outline-view.js';
import type { Trouble } from './trouble.js';
import { includesValue } from './values.js';

/**
 * The alternative that a constant of the value names, as `"kind": "card"` does; what the constant must be, where it names
 * none; null where no property tells the alternatives apart.
 */
export function meantByConstant(
  branches: readonly SchemaNode[],
  value: unknown,
  path: string,
): { branch: SchemaNode } | { trouble: Trouble } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || branches.length < 2) return null;
  const constants = branches.map(constantsOf);
  for (const [name, first] of constants[0]!) {
    const lists = [first, ...constants.slice(1).map((held) => held.get(name) ?? null)];
    if (!areApart(lists) || !Object.hasOwn(value, name)) continue;
    const own = (value as Record<string, unknown>)[name];
    const found = lists.findIndex((list) => includesValue(list, own));
    if (found >= 0) return { branch: branches[found]! };
    const all = lists.flat().slice(0, MAX_TOLD).map(shown).join(', ');
    const reason = `must be one of ${all}, and is ${shown(own)}`;
    return { trouble: { path: `${path}/${escapePointer(name)}`, reason, kind: 'value' } };
  }
  return null;
}

const MAX_TOLD = 8;

/** Properties that may have only listed values. */
function constantsOf(branch: SchemaNode): Map<string, unknown[]> {
  const constants = new Map<string, unknown[]>();
  for (const { node, isCertain } of voicesOf([{ node: branch, isCertain: true }])) {
    if (!isCertain) continue;
    for (const name of Object.keys((node.keywords['properties'] as object | undefined) ?? {})) {
      const child = childNode(node, 'properties', name);
      const values = child === null ? null : listedValues(child);
      if (values !== null && !constants.has(name)) constants.set(name, values);
    }
  }
  return constants;
}

/** Whether each alternative lists values that no other one lists. */
function areApart(lists: readonly (unknown[] | null)[]): lists is unknown[][] {
  const seen = new Set<string>();
  for (const list of lists) {
    if (list === null) return false;
    const own = new Set(list.map((value) => JSON.stringify(value)));
    if ([...own].some((value) => seen.has(value))) return false;
    for (const value of own) seen.add(value);
  }
  return true;
}

/**
 * Of alternatives that all refuse a value, the one that was probably meant: of its kind of value, and with the least
 * wrong. Where none is of its kind, what would be one is told in a single line.
 */
export function bestBranch(branches: readonly Trouble[][], path: string): Trouble[] {
  const ofKind = branches.filter((troubles) => !troubles.some((one) => one.kind === 'type' && one.path === path));
  if (ofKind.length === 0) return merged(branches);
  const fewest = Math.min(...ofKind.map(weight));
  const best = ofKind.filter((troubles) => weight(troubles) === fewest);
  return best.length > 1 && best.every(({ length }) => length === 1) ? merged(best) : best[0]!;
}

/** Another constant means another alternative more surely than anything else. */
const weight = (troubles: readonly Trouble[]): number =>
  troubles.reduce((sum, { kind }) => sum + (kind === 'value' ? 2 : 1), 0);

/** What alternatives want at one place in a line: "must be a or b". Of different places the first one is told. */
function merged(branches: readonly Trouble[][]): Trouble[] {
  const first = branches.map((troubles) => troubles[0]).filter((trouble) => trouble !== undefined);
  const [one] = first;
  if (one === undefined) return [];
  const reasons = [...new Set(first.filter(({ path }) => path === one.path).map(({ reason }) => reason))];
  const wanted = reasons.map((reason) => /^must be (?:one of )?(.*?)(, and is .*)?$/su.exec(reason));
  if (wanted.some((match) => match === null)) return [{ ...one, reason: reasons.slice(0, MAX_TOLD).join(', or ') }];
  const all = [...new Set(wanted.map((match) => match![1]!))];
  const told = all.slice(0, MAX_TOLD).join(' or ') + (all.length > MAX_TOLD ? ' or others' : '');
  return [{ ...one, reason: `must be ${told}${wanted[0]![2] ?? ''}` }];
}
