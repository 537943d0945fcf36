/** A second way to find events besides drawing them: every small value, whatever the schemas say. */
export function smallValues(): unknown[] {
  const scalars = [null, true, false, 0, 1, 2, 3, -1, 0.5, 0.1, '', 'a', 'b', 'ab', '1', 'abc'];
  const few = [null, 0, 1, 'a', 'ab', [], {}, { a: 1 }, [0], [[]], { a: {} }];
  const names = ['a', 'b', 'ab', 'c', 'z', '', '__proto__'];
  const lists = [[], ...[...scalars, [], {}].map((one) => [one]), ...pairsOf(few), ...triplesOf([0, 1, 'a', null])];
  const objects = names.flatMap((name) => [...scalars, ...few].map((value) => objectOf([[name, value]])));
  const two = pairsOf(['a', 'b', 'ab', 'c', 'z']).flatMap(([x, y]) =>
    x === y
      ? []
      : pairsOf([null, 1, 'a', {}, []]).map(([v, w]) =>
          objectOf([
            [x!, v],
            [y!, w],
          ]),
        ),
  );
  return [...scalars, {}, ...lists, ...objects, ...two, ...nested()];
}

const pairsOf = <T>(values: readonly T[]): T[][] => values.flatMap((a) => values.map((b) => [a, b]));
const triplesOf = <T>(values: readonly T[]): T[][] =>
  pairsOf(values).flatMap((pair) => values.map((c) => [...pair, c]));

/** `__proto__` too is a name like any other. */
const objectOf = (entries: [string, unknown][]): unknown => Object.fromEntries(entries);

/** Values that recursive schemas speak of. */
function nested(): unknown[] {
  const values: unknown[] = [];
  for (const leaf of [null, 0, 'a', [], {}]) {
    for (const name of ['a', 'b', 'c']) {
      let [object, list]: [unknown, unknown] = [leaf, leaf];
      for (let depth = 0; depth < 4; depth++) {
        object = { [name]: object };
        list = depth % 2 === 0 ? [list] : [list, leaf];
        values.push(object, list, { [name]: list }, [object]);
      }
    }
  }
  return values;
}
