import { posix } from 'node:path';
import { editDistance } from '../../config/nearest-name.js';
import type { Format } from '../../contracts/source.js';
import type { LocalContract } from '../sources/local-contract.js';
import { fieldNamesOf } from './field-names.js';
import { likenessOf, statementsOf, type Statements } from './similarity.js';

/** Two names of fields in common at least, and such parts of those of the one that has fewer and of the one that has more. */
const ENOUGH = { names: 2, ofFewer: 1 / 2, ofMore: 1 / 3 };

/** Each is compared with each up to so many pairs; git's own limit is a thousand files on either side (diff.renameLimit). */
const MOST_PAIRS = 1_000_000;

/** Beyond that a new one is compared with so many that share the rarest that it says, found in so many steps. */
const MOST_CANDIDATES = 10;
const MOST_STEPS = 5_000;

export interface Renamed {
  /** What contracts were, by their subjects now. */
  was: Map<string, LocalContract>;
  /** What is gone and is much like a new one that is no rename of it, be it more like one that stays, or called so by somebody. */
  doubtful: LocalContract[];
  /** Whether there were too many to compare each with each. */
  isLimited: boolean;
}

interface Outlined {
  contract: LocalContract;
  names: ReadonlySet<string>;
  statements: Statements;
}

interface Pair {
  now: LocalContract;
  then: LocalContract;
  /** How many of the names of fields they have in common, from 0 to 1, of those of the one that has more. */
  names: number;
  /** The same of all that they say. */
  statements: number;
  /** How many letters tell the names apart, once somebody asked. */
  distance?: number;
}

interface Options {
  staying?: readonly LocalContract[];
  mostPairs?: number;
}

/**
 * Contracts that are new by their subject and were there under another file's name, each with what it was: the most alike first, each
 * one once. Only where files' names make the subjects: who says a subject means another one. Alike are those whose fields have the same
 * names and, of those, what says the same. What is more like one that stays is a copy of that; of what is as like, it is the one that is
 * gone. Events of one envelope are all alike: among several that are gone the nearest name tells which it was.
 */
export function pairRenamed(
  fresh: readonly LocalContract[],
  gone: readonly LocalContract[],
  options: Options = {},
): Renamed {
  const [nows, thens] = [fresh, gone].map((contracts) => contracts.filter(({ isNamedByFile }) => isNamedByFile));
  const { was, doubtful, isLimited } = pairAlike(nows!, thens!, options);
  if (nows!.length === fresh.length && thens!.length === gone.length) return { was, doubtful, isLimited };
  const taken = new Set(was.values());
  const others = pairAlike(
    fresh.filter(({ subject }) => !was.has(subject)),
    gone.filter((then) => !taken.has(then)),
    options,
  );
  const all = new Set([...doubtful, ...others.was.values(), ...others.doubtful]);
  return { was, doubtful: [...all], isLimited: isLimited || others.isLimited };
}

/** The same of all, whoever said their subjects. */
function pairAlike(
  nows: readonly LocalContract[],
  thens: readonly LocalContract[],
  { staying = [], mostPairs = MOST_PAIRS }: Options,
): Renamed {
  const was = new Map<string, LocalContract>();
  const stays = new Set(staying.map(keyOf));
  const left = pairSame(nows, thens, { was, stays });
  let isLimited = false;
  const copies = new Set<LocalContract>();
  const pairs = FORMATS.flatMap((format) => {
    const [news, olds] = [left.nows, left.thens].map((contracts) => outlined(contracts, format));
    const isTooMuch = news!.length * olds!.length > mostPairs;
    isLimited ||= isTooMuch;
    const candidatesOf = isTooMuch ? byRarest(olds!) : () => olds!;
    const found = news!.map((now) => ({ now, pairs: pairsOf(now, candidatesOf(now)) }));
    const likely = found.filter((one) => one.pairs.length > 0);
    const { renamed, copied } = withoutCopies(likely, outlined(staying, format), mostPairs);
    copied.forEach(({ then }) => copies.add(then));
    return renamed;
  });
  takeBest(pairs, was);
  const taken = new Set(was.values());
  return { was, doubtful: [...copies].filter((then) => !taken.has(then)), isLimited };
}

/** Pairs that are at least as alike as the new one is to anything that stays; and those that are not. */
function withoutCopies(
  found: readonly { now: Outlined; pairs: Pair[] }[],
  staying: readonly Outlined[],
  mostPairs: number,
): { renamed: Pair[]; copied: Pair[] } {
  const candidatesOf = found.length * staying.length > mostPairs ? byRarest(staying) : () => staying;
  const [renamed, copied]: [Pair[], Pair[]] = [[], []];
  for (const { now, pairs } of found) {
    const all = pairsOf(now, candidatesOf(now));
    const likest = all.reduce<Pair | null>(
      (best, one) => (best === null || byLikeness(one, best) < 0 ? one : best),
      null,
    );
    for (const pair of pairs) (likest === null || byLikeness(pair, likest) <= 0 ? renamed : copied).push(pair);
  }
  return { renamed, copied };
}

/** The most alike first. */
const byLikeness = (one: Pair, other: Pair): number => other.names - one.names || other.statements - one.statements;

/** And, of those that are as alike, the nearest by name. */
const byLikenessAndName = (one: Pair, other: Pair): number =>
  byLikeness(one, other) || distanceOf(one) - distanceOf(other);

const distanceOf = (pair: Pair): number => (pair.distance ??= editDistance(nameOf(pair.now), nameOf(pair.then)));

/** The file's name without its ending. */
const nameOf = ({ file }: LocalContract): string => posix.parse(file).name;

const keyOf = ({ format, text }: LocalContract): string => `${format} ${text}`;

const FORMATS: readonly Format[] = ['JSON', 'AVRO', 'PROTOBUF'];

const outlined = (contracts: readonly LocalContract[], format: Format): Outlined[] =>
  contracts
    .filter((contract) => contract.format === format)
    .map((contract) => {
      const { text } = contract;
      return { contract, names: fieldNamesOf(format, text), statements: statementsOf(text) };
    });

/** Those with the very same text, which none that stays has, need no comparison; answers what is left. */
function pairSame(
  nows: readonly LocalContract[],
  thens: readonly LocalContract[],
  { was, stays }: { was: Map<string, LocalContract>; stays: ReadonlySet<string> },
): { nows: LocalContract[]; thens: LocalContract[] } {
  const byText = new Map<string, LocalContract[]>();
  for (const then of thens) byText.set(keyOf(then), [...(byText.get(keyOf(then)) ?? []), then]);
  const taken = new Set<LocalContract>();
  for (const now of nows) {
    const then = stays.has(keyOf(now)) ? undefined : byText.get(keyOf(now))?.shift();
    if (then === undefined) continue;
    was.set(now.subject, then);
    taken.add(then);
  }
  return { nows: nows.filter(({ subject }) => !was.has(subject)), thens: thens.filter((then) => !taken.has(then)) };
}

const pairsOf = (now: Outlined, candidates: readonly Outlined[]): Pair[] =>
  candidates.flatMap((then) => {
    const [fewer, more] = [now.names, then.names].sort((a, b) => a.size - b.size) as [Names, Names];
    const common = [...fewer].filter((name) => more.has(name)).length;
    const isAlike =
      common >= ENOUGH.names && common >= fewer.size * ENOUGH.ofFewer && common >= more.size * ENOUGH.ofMore;
    // The same in another layout is the same, however few names it has.
    const isCompared = isAlike || common === more.size;
    const statements = isCompared ? likenessOf(now.statements, then.statements) : 0;
    if (!isAlike && statements < 1) return [];
    return [{ now: now.contract, then: then.contract, names: common / Math.max(more.size, 1), statements }];
  });

type Names = ReadonlySet<string>;

function takeBest(pairs: Pair[], was: Map<string, LocalContract>): void {
  const taken = new Set<string>();
  for (const { now, then } of pairs.sort(byLikenessAndName)) {
    if (was.has(now.subject) || taken.has(then.subject)) continue;
    was.set(now.subject, then);
    taken.add(then.subject);
  }
}

/** Looks up who shares what a text says, the rarest first: what nearly all have tells nothing apart. */
function byRarest(olds: readonly Outlined[]): (now: Outlined) => Outlined[] {
  const holders = new Map<string, Outlined[]>();
  for (const old of olds) {
    for (const one of old.statements.each.keys()) {
      const known = holders.get(one);
      if (known === undefined) holders.set(one, [old]);
      else known.push(old);
    }
  }
  return ({ statements }) => {
    const lists = [...statements.each.keys()].map((one) => holders.get(one) ?? []).sort((a, b) => a.length - b.length);
    const shared = new Map<Outlined, number>();
    let steps = 0;
    for (const list of lists) {
      steps += list.length;
      if (steps > MOST_STEPS) break;
      for (const old of list) shared.set(old, (shared.get(old) ?? 0) + 1);
    }
    const best = [...shared].sort(([, a], [, b]) => b - a).slice(0, MOST_CANDIDATES);
    return best.map(([old]) => old);
  };
}
