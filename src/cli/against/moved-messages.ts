import type { LocalContract } from '../sources/local-contract.js';
import { isMessage } from './named-documents.js';

/** A message that stands in another file than it did. */
export interface MovedMessage {
  contract: LocalContract;
  was: LocalContract;
}

/** Where messages that are gone from their documents stand now: what has their subject in a file that did not hold it then. */
export function movedMessages(
  gone: readonly LocalContract[],
  { then, now }: { then: readonly LocalContract[]; now: readonly LocalContract[] },
): MovedMessage[] {
  const wasThere = new Set(then.flatMap((one) => filesOf(one).map((file) => keyOf(one.subject, file))));
  return gone.filter(isMessage).flatMap((was) => {
    const there = now.filter(({ subject }) => subject === was.subject);
    const fresh = there.filter((one) => filesOf(one).every((file) => !wasThere.has(keyOf(one.subject, file))));
    return fresh.map((contract) => ({ contract, was }));
  });
}

const filesOf = ({ file, alsoIn = [] }: LocalContract): string[] => [file, ...alsoIn];
const keyOf = (subject: string, file: string): string => `${subject}\n${file}`;

/** That it is checked although nobody named the file. */
export const noteOfMove = ({ contract, was }: MovedMessage, label: string): string =>
  `${contract.subject} was in ${was.file} in ${label}, and is in ${contract.file} now: it is checked there, too.`;
