import type { ReactNode } from 'react';
import { Failure } from './Failure.js';
import { Loading } from './Loading.js';
import { StaleMark } from './StaleMark.js';

interface Query<Data> {
  data: Data | undefined;
  error: unknown;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

/** What a query has to show: its data (marked when it became stale), what failed, or that it is still loading. */
export function Answer<Data>({
  query,
  what,
  children,
}: {
  query: Query<Data>;
  what: string;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error !== null && <StaleMark error={query.error} updatedAtMs={query.dataUpdatedAt} />}
        {children(query.data)}
      </>
    );
  }
  if (query.error !== null) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading what={what} />;
}
