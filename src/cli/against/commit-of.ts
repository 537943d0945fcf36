import { findPlace } from '../trees/repository.store.js';
import type { OpenedCommit } from './open-commit.js';

/** Opens the commit that `git:REF` names, once, whoever asks first: what git has is read only where it is asked for. */
export function commitOf(against: string, { mergeBase }: { mergeBase: boolean }): () => Promise<OpenedCommit> {
  let opened: Promise<OpenedCommit> | null = null;
  const reference = against.slice('git:'.length);
  return () =>
    (opened ??= import('./open-commit.js').then(({ openCommit }) =>
      openCommit(findPlace(process.cwd()).root, reference, !mergeBase),
    ));
}
