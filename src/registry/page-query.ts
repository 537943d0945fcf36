import { applyDecorators, BadRequestException } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { didYouMean } from '../config/nearest-name.js';
import { isStorable, NOT_STORABLE } from './storable.js';

/** What the API document says of a list that is read by `readPage`. */
export const ApiPage = (standard: number, max: number): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'limit', required: false, description: `1 to ${max}, ${standard} by default.` }),
    ApiQuery({ name: 'cursor', required: false, description: 'The `nextCursor` of the page before.' }),
  );

/** A page of a list, as a query asks for it. */
export interface PageQuery {
  limit: number;
  /** What the page before ended with; null for the first page. */
  after: string | null;
}

/** The parameter's value; null where it is not given or empty. @throws BadRequestException where it is given twice. */
export function readOnce(query: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = query[name] ?? '';
  if (typeof value !== 'string') throw new BadRequestException(`${name} was given more than once; give it once.`);
  if (!isStorable(value)) throw new BadRequestException(`${name} ${NOT_STORABLE}.`);
  return value === '' ? null : value;
}

/** A filter that is misspelt would answer with everything. @throws BadRequestException for a parameter that is none of `known`. */
export function requireKnown(query: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const said = [
    `"${unknown}" is no parameter here.`,
    didYouMean(unknown, known),
    `The parameters are ${known.join(', ')}.`,
  ];
  throw new BadRequestException(said.filter((one) => one !== null).join(' '));
}

/** @throws BadRequestException where it is no whole number from 1 to `max`. */
export function readLimit(query: Readonly<Record<string, unknown>>, standard: number, max: number): number {
  const text = readOnce(query, 'limit');
  if (text === null) return standard;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (limit >= 1 && limit <= max) return limit;
  throw new BadRequestException(`limit must be a whole number from 1 to ${max}; it is "${text}".`);
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A day (from its beginning, UTC) or a time with its zone; null where it is not given. @throws BadRequestException. */
export function readMoment(query: Readonly<Record<string, unknown>>, name: string): Date | null {
  const text = readOnce(query, name);
  if (text === null) return null;
  const moment = new Date(MOMENT.test(text) && isDay(text.slice(0, 10)) ? text : NaN);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new BadRequestException(
    `${name} must be a day or a time with its zone, such as 2026-11-21 or 2026-11-21T09:30:00Z; it is "${text}".`,
  );
}

/** The 30th of February would be read as a day of March. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Reads `limit` and `cursor`, with `filters` beside them. @throws BadRequestException. */
export function readPage(
  query: Readonly<Record<string, unknown>>,
  standard: number,
  max: number,
  filters: readonly string[] = [],
): PageQuery {
  requireKnown(query, [...filters, 'limit', 'cursor']);
  const limit = readLimit(query, standard, max);
  const cursor = readOnce(query, 'cursor');
  return { limit, after: cursor === null ? null : readCursor(cursor) };
}

function readCursor(cursor: string): string {
  const after = Buffer.from(cursor, 'base64url').toString('utf8');
  if (writeCursor(after) === cursor && isStorable(after)) return after;
  throw new BadRequestException('cursor must be the nextCursor of an earlier answer.');
}

const writeCursor = (after: string): string => Buffer.from(after).toString('base64url');

/** One page of what `find` answers, which is asked for one more, and the cursor of the next; null at the end. */
export async function pageOf<T>(
  limit: number,
  find: (limit: number) => Promise<readonly T[]>,
  keyOf: (item: T) => string,
): Promise<{ items: T[]; nextCursor: string | null }> {
  const found = await find(limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = found.length <= limit || last === undefined ? null : writeCursor(keyOf(last));
  return { items, nextCursor };
}

/**
 * False where it is not given; in any case, for Python writes `True`.
 * @throws BadRequestException for what is neither true nor false, and where it has no value: some would mean by it that it is set.
 */
export function readFlag(query: Readonly<Record<string, unknown>>, name: string): boolean {
  const text = query[name] === '' ? '' : (readOnce(query, name) ?? 'false');
  const flag = text.toLowerCase();
  if (flag === 'false') return false;
  if (flag === 'true') return true;
  throw new BadRequestException(`${name} must be true or false; it is "${text}".`);
}
