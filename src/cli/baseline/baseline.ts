/** The file that is read where none is named and it is there, beside the manifest or in the working directory. */
export const BASELINE_NAME = 'plumbline.baseline.yaml';

/** Instead of a last day: for ever. */
export const NEVER = 'never';

/** One finding that a team knows of and accepts. */
export interface BaselineEntry {
  /** Which finding; what follows is for people. */
  fingerprint: string;
  subject: string;
  rule: string;
  reason: string;
  /** The last day on which it is accepted, as YYYY-MM-DD (UTC); null for ever. */
  until: string | null;
  /** Where it stands in its file, from 1. */
  line: number;
}

export interface Baseline {
  /** As messages call its file. */
  name: string;
  entries: readonly BaselineEntry[];
}

/** YYYY-MM-DD of a moment, in UTC, so that a baseline ends everywhere at once. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

export const isExpired = ({ until }: BaselineEntry, today: string): boolean => until !== null && until < today;

/** Whether a text gives a reason: a mark for later is none. */
export const isReason = (text: string): boolean => !/^\W*(?:todo|tbd|fixme|xxx|n\/a|none)?\W*$/i.test(firstWord(text));

const firstWord = (text: string): string => text.trim().split(/[\s:]/)[0] ?? '';

/** Whether it is a day of the calendar as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(moment.getTime()) && dayOf(moment) === text;
}
