import type { OutlinedField } from '../../outline.js';

/** What became of the values of an enum whose events carry numbers. */
export interface NumberedValues {
  /** Names that came, and those that went, apart from what `moved` tells. */
  gained: string[];
  lost: string[];
  /** `1 was PAID and is CANCELLED`, or `PAID was 1 and is 5`: the same number or name means something else. */
  moved: string[];
}

/** Null where the values have no numbers, and go by their names. */
export function numberedValues(older: OutlinedField, newer: OutlinedField): NumberedValues | null {
  const [before, after] = [namesByNumber(older), namesByNumber(newer)];
  if (before === null || after === null) return null;
  const [had, has] = [numbersByName(before), numbersByName(after)];
  const moved: string[] = [];
  const told = new Set<string>();
  for (const [number, names] of before) {
    const others = after.get(number) ?? [];
    const [name = ''] = names;
    const [other] = others;
    if (names.some((one) => others.includes(one)) || (other === undefined && !has.has(name))) continue;
    moved.push(
      other === undefined ? `${name} was ${number} and is ${has.get(name)}` : `${number} was ${name} and is ${other}`,
    );
    for (const one of [...names, ...others]) told.add(one);
  }
  const only = (names: Map<string, number>, known: Map<string, number>): string[] =>
    [...names.keys()].filter((name) => !known.has(name) && !told.has(name));
  return { gained: only(has, had), lost: only(had, has), moved };
}

function namesByNumber({ values, numbers }: OutlinedField): Map<number, string[]> | null {
  if (values === null || numbers === undefined) return null;
  const found = new Map<number, string[]>();
  for (const [index, name] of values.entries()) {
    const same = found.get(numbers[index]!);
    if (same === undefined) found.set(numbers[index]!, [name]);
    else same.push(name);
  }
  return found;
}

const numbersByName = (names: Map<number, string[]>): Map<string, number> =>
  new Map([...names].flatMap(([number, own]) => own.map((name) => [name, number] as const)));
