import type { LocalContract } from '../sources/local-contract.js';
import { commonEnd } from './nearest-contracts.js';

export interface NamedDocuments {
  /** The paths of the files that are named one by one, and not by a folder or a glob. */
  named: ReadonlySet<string>;
  /** The contracts that are checked now. */
  present: readonly LocalContract[];
  /** By such a file the subjects that it holds, too, and that are not checked. */
  standing?: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  /** Whether `then` is an earlier state of the same files; in another folder the file is meant whose path has the longest end in common. */
  isSameTree: boolean;
}

/**
 * Of earlier contracts those that stood in what is named now, where that is or was an AsyncAPI document: it has many messages, and one of
 * them may be gone while the file is still there.
 */
export function ofNamedDocuments(
  then: readonly LocalContract[],
  { named, present, standing, isSameTree }: NamedDocuments,
): ReadonlySet<LocalContract> {
  const documents = new Set(present.filter(isMessage).map(({ file }) => file));
  const found = [...named].flatMap((path) => {
    const there = isSameTree ? then.filter(({ file }) => file === path) : nearestTo(path, then);
    const stays = standing?.get(path);
    return there.filter((one) => (isMessage(one) || documents.has(path)) && stays?.has(one.subject) !== true);
  });
  return new Set(found);
}

/** Whether it is a message of an AsyncAPI document. */
export const isMessage = ({ source }: LocalContract): boolean => source.files !== undefined;

function nearestTo(path: string, then: readonly LocalContract[]): LocalContract[] {
  const common = then.map(({ file }) => commonEnd(file, path));
  const most = common.reduce((a, b) => Math.max(a, b), 0);
  return most === 0 ? [] : then.filter((_, i) => common[i] === most);
}
