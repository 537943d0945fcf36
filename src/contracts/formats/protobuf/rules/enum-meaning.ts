import { told } from '../../../sentence.js';
import type { Rejection } from '../../schema-format.js';
import { fieldKey } from '../codec.js';
import { eventName } from '../event-json.js';
import type { Enum, Field } from '../model.js';
import { pathTo, type Event } from '../same-event.js';
import { holding } from '../samples.js';
import { BYTES_ALONE, type Obstacle, type Pair, type Rule } from './rule.js';

/**
 * Bytes carry a value's number, and code goes by its name: under another name the same number means something else to
 * whoever reads it (programming-guides/enum). The bytes are taken, so that it is a notice; policies that look at JSON or
 * code refuse it.
 */
export const enumMeaning: Rule = {
  policies: BYTES_ALONE,
  field: (pair) => {
    const { writer, reader } = pair;
    if (writer.type.kind !== 'enum' || reader.type.kind !== 'enum') return [];
    const [from, to] = [writer.type.enum, reader.type.enum];
    return from === to ? [] : meaningsOf(from, to).map((meaning) => obstacle(pair, [from, to], meaning));
  },
};

/** Of an enum with as many other names, nobody reads more. */
const MAX_MEANINGS = 50;

interface Meaning {
  number: number;
  /** The writer's name of it. */
  name: string;
  /** The reader's; null where it has none, since the name has another number there. */
  readAs: string | null;
  /** The reader's number of the writer's name; null where it has no such name. */
  movedTo: number | null;
}

const meaningsKnown = new WeakMap<Enum, WeakMap<Enum, Meaning[]>>();

/** An enum may be that of many fields, and have tens of thousands of values. */
function meaningsOf(writer: Enum, reader: Enum): Meaning[] {
  const ofWriter = meaningsKnown.get(writer) ?? new WeakMap<Enum, Meaning[]>();
  const meanings = ofWriter.get(reader) ?? (isContinued(writer, reader) ? [] : otherMeanings(writer, reader));
  meaningsKnown.set(writer, ofWriter.set(reader, meanings));
  return meanings.slice(0, MAX_MEANINGS);
}

/** Most often values are added at the end of an enum. */
const isContinued = ({ values }: Enum, { values: others }: Enum): boolean =>
  values.every(({ name, number }, index) => others[index]?.name === name && others[index].number === number);

function otherMeanings(writer: Enum, reader: Enum): Meaning[] {
  const names = namesByNumber(reader);
  const numbers = new Map(reader.values.map(({ name, number }) => [name, number]));
  return [...namesByNumber(writer)].flatMap(([number, written]): Meaning[] => {
    const read = names.get(number) ?? [];
    const [name = ''] = written;
    if (written.some((one) => read.includes(one))) return [];
    const movedTo = numbers.get(name) ?? null;
    return read.length === 0 && movedTo === null ? [] : [{ number, name, readAs: read[0] ?? null, movedTo }];
  });
}

function namesByNumber({ values }: Enum): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const { name, number } of values) {
    const same = found.get(number);
    if (same === undefined) found.set(number, [name]);
    else same.push(name);
  }
  return found;
}

function obstacle(pair: Pair<Field>, [from, to]: [Enum, Enum], { number, name, readAs, movedTo }: Meaning): Obstacle {
  const { writer, reader } = pair;
  return {
    rule: movedTo === null ? 'enum-value-renamed' : 'enum-value-renumbered',
    change: 'ENUM_CONST_CHANGED',
    buf: null,
    message: (names) => {
      const read = readAs === null ? told`knows ${name} as ${String(movedTo)} alone` : told`reads ${readAs}`;
      return told`Where ${names.writer} writes ${name} of ${from.fullName}, its number ${number}, ${names.reader} ${read}.`;
    },
    fix: movedTo === null ? `Keep the name of ${number}.` : 'Give each value its number back.',
    readerPath: to.fullName,
    writerPath: from.fullName,
    field: writer,
    samples: [{ [fieldKey(writer)]: holding(writer, number) }],
    alsoShows: (written, read) => otherNames([written, writer, from], [read, reader, to]),
    isPolicy: true,
    isNotice: true,
  };
}

type Side = [event: Event, field: Field, type: Enum];

/** Where a number of the event has another name on the other side. */
function otherNames([written, writer, from]: Side, [read, reader, to]: Side): Rejection[] {
  const [before, after] = [valuesIn(written, writer), valuesIn(read, reader)];
  return before.flatMap(([key, number]): Rejection[] => {
    const other = after.find(([one]) => one === key)?.[1] ?? null;
    const [name, readAs] = [nameIn(from, number), other === null ? 'nothing' : nameIn(to, other)];
    const path = pathTo('', eventName(writer));
    const reason = `it reads ${readAs} where ${name} was written`;
    return name === readAs ? [] : [{ path: key === '' ? path : pathTo(path, key), reason }];
  });
}

function valuesIn({ value }: Event, field: Field): [key: string, number: number][] {
  const own = value[fieldKey(field)];
  if (typeof own === 'number') return [['', own]];
  return Object.entries((own ?? {}) as Record<string, number>);
}

const nameIn = ({ values }: Enum, number: number): string =>
  values.find((one) => one.number === number)?.name ?? String(number);
