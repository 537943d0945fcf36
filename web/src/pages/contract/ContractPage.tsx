import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { contractQuery } from '../../api/queries.js';
import type { Contract } from '../../api/types.js';
import { Answer } from '../../components/Answer.js';
import { Identifier } from '../../components/Identifier.js';
import { PageTitle } from '../../components/PageTitle.js';
import { Time } from '../../components/Time.js';
import { ProfileLines } from './ProfileLines.js';
import { SchemaText } from './SchemaText.js';

/** What is this event, and how did it change? */
export function ContractPage() {
  const { subject } = useParams({ from: '/contracts/$subject' });
  const query = useQuery(contractQuery(subject));
  return (
    <>
      <p className="crumbs">
        <Link to="/contracts">Contracts</Link>
      </p>
      <PageTitle title={subject} heading={<Identifier text={subject} />} />
      <Answer query={query} what="the contract">
        {(contract) => (
          <>
            <ProfileLines subject={subject} />
            <Versions contract={contract} />
          </>
        )}
      </Answer>
    </>
  );
}

function Versions({ contract }: { contract: Contract }) {
  const { version } = useSearch({ from: '/contracts/$subject' });
  const newestFirst = [...contract.versions].sort((a, b) => b.version - a.version);
  const found = newestFirst.findIndex((candidate) => String(candidate.version) === version);
  const shown = newestFirst[Math.max(found, 0)];
  const previous = newestFirst[Math.max(found, 0) + 1];
  if (shown === undefined) return <p className="empty">The subject has no version that is not deleted.</p>;
  return (
    <>
      <p className="summary-line">
        <span>{contract.format}</span>
        <span>
          compatibility <span className="level">{contract.level}</span>
        </span>
      </p>
      {version !== undefined && found === -1 && (
        <p className="notice notice-stale">
          There is no version <Identifier text={version} />; the newest is shown.
        </p>
      )}
      <div className="split">
        <nav aria-label="Versions">
          <ol className="versions" reversed>
            {newestFirst.map((one) => (
              <li key={one.version}>
                <Link
                  to="."
                  search={(before) => ({ ...before, version: String(one.version) })}
                  resetScroll={false}
                  aria-current={one === shown ? 'true' : undefined}
                >
                  <b>v{one.version}</b>
                  <span className="hint">schema id {one.id}</span>
                  <Time at={one.registeredAt} />
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        <SchemaText shown={shown} previous={previous} />
      </div>
    </>
  );
}
