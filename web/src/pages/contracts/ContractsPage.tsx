import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { contractsQuery } from '../../api/queries.js';
import type { ContractSummary } from '../../api/types.js';
import { Answer } from '../../components/Answer.js';
import { FoldingTable, type Column } from '../../components/FoldingTable.js';
import { Identifier } from '../../components/Identifier.js';
import { MoreButton } from '../../components/MoreButton.js';
import { PageTitle } from '../../components/PageTitle.js';
import { Snippet } from '../../components/Snippet.js';
import { TextFilter } from '../../components/TextFilter.js';
import { Time } from '../../components/Time.js';
import { registrationCommand } from '../overview/first-steps.js';

const COLUMNS: readonly Column<ContractSummary>[] = [
  {
    title: 'Subject',
    isName: true,
    cell: ({ subject }) => (
      <Link to="/contracts/$subject" params={{ subject }} className="row-link">
        <Identifier text={subject} />
      </Link>
    ),
  },
  { title: 'Format', width: '7rem', cell: (contract) => contract.format },
  { title: 'Compatibility', width: '13rem', cell: (contract) => <span className="level">{contract.level}</span> },
  { title: 'Versions', width: '6rem', isFigure: true, cell: (contract) => contract.versionCount.toLocaleString('en') },
  { title: 'Latest', width: '6rem', isFigure: true, cell: (contract) => `v${contract.latestVersion}` },
  { title: 'Changed', width: '14rem', cell: (contract) => <Time at={contract.updatedAt} /> },
];

/** The contracts that are kept. */
export function ContractsPage() {
  const { q } = useSearch({ from: '/contracts' });
  const navigate = useNavigate({ from: '/contracts' });
  const query = useInfiniteQuery(contractsQuery(q ?? ''));
  const contracts = query.data?.pages.flatMap((page) => page.contracts) ?? [];
  return (
    <>
      <PageTitle title="Contracts" />
      <search className="filters">
        <TextFilter
          label="Subject"
          value={q ?? ''}
          onChange={(text) =>
            void navigate({ search: (before) => ({ ...before, q: text === '' ? undefined : text }), replace: true })
          }
          isMain
        />
      </search>
      <Answer query={query} what="contracts">
        {() =>
          contracts.length > 0 ? (
            <>
              <FoldingTable label="Contracts" columns={COLUMNS} rows={contracts} keyOf={(one) => one.subject} />
              <MoreButton query={query} what="more contracts" />
            </>
          ) : (
            <NoContracts q={q} />
          )
        }
      </Answer>
    </>
  );
}

function NoContracts({ q }: { q: string | undefined }) {
  if (q !== undefined) {
    return (
      <p className="empty">
        No subject has <Identifier text={q} /> in its name. Clear the filter to see them all.
      </p>
    );
  }
  return (
    <div className="empty">
      <p>No contract is registered yet. This registers the first version of one:</p>
      <Snippet title="Register a contract" text={registrationCommand(location.origin)} />
    </div>
  );
}
