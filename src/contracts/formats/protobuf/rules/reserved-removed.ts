import { told } from '../../../sentence.js';
import { type Enum, type Message, type Reserved } from '../model.js';
import { policyObstacle } from './obstacle.js';
import { WIRE_AND_STRICTER, type Obstacle, type Pair, type Rule } from './rule.js';

/** What was reserved stays so, else an old number or name may come back with another meaning (proto3#reserved). */
export const reservedRemoved: Rule = {
  policies: WIRE_AND_STRICTER,
  message: (pair) => lifted(pair, 'RESERVED_MESSAGE_NO_DELETE'),
  enum: (pair) => lifted(pair, 'RESERVED_ENUM_NO_DELETE'),
};

function lifted(pair: Pair<Message | Enum>, buf: string): Obstacle[] {
  const { older, newer } = pair;
  const names = new Set(newer.reserved.names.map(({ name }) => name));
  const kept = spansOf(newer.reserved);
  const ranges = older.reserved.ranges.filter(
    (range) => !kept.some(({ from, to }) => from <= range.from && to >= range.to),
  );
  const elements: readonly { name: string; number: number }[] = newer.kind === 'enum' ? newer.values : newer.fields;
  const gone = [
    ...ranges.map(({ from, to }) => ({
      what: from === to ? String(from) : `${from} to ${to}`,
      taker: elements.find(({ number }) => number >= from && number <= to),
    })),
    ...older.reserved.names
      .filter(({ name }) => !names.has(name))
      .map(({ name }) => ({ what: `"${name}"`, taker: elements.find((one) => one.name === name) })),
  ];
  return gone.map(({ what, taker }) =>
    policyObstacle(pair, {
      rule: 'reserved-removed',
      change: null,
      buf,
      message: ({ newer: side }) =>
        taker === undefined
          ? told`${older.name} reserves ${what} no longer in ${side}: what is written under it by old producers may be misread later.`
          : told`${older.name} reserves ${what} no longer in ${side}, and "${taker.name}" (${taker.number}) takes it: what is written under it by old producers is misread.`,
      fix: `Add "reserved ${what};" again.`,
    }),
  );
}

/** Ranges beside each other are one. */
function spansOf({ ranges }: Reserved): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to);
    else spans.push({ from, to });
  }
  return spans;
}
