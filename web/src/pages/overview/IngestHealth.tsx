import type { Readiness, ReadinessCheck } from '../../api/readiness.js';
import { explainFailure } from '../../api/api-error.js';
import { StaleMark } from '../../components/StaleMark.js';
import { Loading } from '../../components/Loading.js';

const WORDS: Readonly<Record<Readiness['state'], string>> = {
  ready: 'The server takes spans and stores them.',
  'not-ready': 'The server is not ready: spans may be refused until this is mended.',
  unknown: 'Unknown: the server’s answer does not say whether it is ready.',
};

const CHECK: Readonly<Record<ReadinessCheck['state'], { icon: string; word: string }>> = {
  ok: { icon: '✓', word: 'ok' },
  failing: { icon: '✕', word: 'failing' },
  unknown: { icon: '?', word: 'unknown' },
};

/** Whether what is shown can be trusted to be whole: is telemetry taken and stored? */
export function IngestHealth({
  query,
}: {
  query: { data: Readiness | undefined; error: unknown; dataUpdatedAt: number };
}) {
  const { data, error } = query;
  return (
    <section aria-labelledby="ingest">
      <h2 id="ingest">Ingest</h2>
      {data === undefined && error === null && <Loading what="readiness" />}
      {data === undefined && error !== null && (
        <p className="notice notice-stale">Unknown: {explainFailure(error, location.origin).what}</p>
      )}
      {data !== undefined && error !== null && <StaleMark error={error} updatedAtMs={query.dataUpdatedAt} />}
      {data !== undefined && (
        <>
          <p className={`readiness readiness-${data.state}`}>{WORDS[data.state]}</p>
          <dl className="checks">
            {data.checks.map((check) => (
              <div key={check.name} className={`check-${check.state}`}>
                <dt>{check.name}</dt>
                <dd>
                  <span aria-hidden="true">{CHECK[check.state].icon}</span> {CHECK[check.state].word}
                  {check.detail !== null && <bdi className="hint"> {check.detail}</bdi>}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}
