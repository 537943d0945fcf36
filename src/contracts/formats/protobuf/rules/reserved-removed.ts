import { isReserved, type Enum, type Message, type Reserved } from '../model.js';
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
  const ranges = older.reserved.ranges.filter(({ from, to }) => !isCovered(newer.reserved, from, to));
  const gone = [
    ...ranges.map(({ from, to }) => (from === to ? String(from) : `${from} to ${to}`)),
    ...older.reserved.names.filter(({ name }) => !names.has(name)).map(({ name }) => `"${name}"`),
  ];
  return gone.map((what) =>
    policyObstacle(pair, {
      rule: 'reserved-removed',
      change: null,
      buf,
      message: ({ newer: side }) =>
        `${older.name} reserves ${what} no longer in ${side}: what is written under it by old producers may be misread later.`,
      fix: `Add "reserved ${what};" again.`,
    }),
  );
}

/** Ranges beside each other cover what spans them. */
function isCovered(reserved: Reserved, from: number, to: number): boolean {
  let at = from;
  while (at <= to) {
    if (!isReserved(reserved, at)) return false;
    at =
      Math.max(...reserved.ranges.filter((range) => range.from <= at && range.to >= at).map((range) => range.to)) + 1;
  }
  return true;
}
