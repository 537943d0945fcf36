import { useQuery } from '@tanstack/react-query';
import { profileQuery } from '../../api/queries.js';
import type { ContractProfile } from '../../api/types.js';

const FACTS = ['lifecycle', 'team', 'owner', 'sensitivity'] as const;

/** What people say of the contract, and what whoever uses it should know; nothing where nobody said anything. */
export function ProfileLines({ subject }: { subject: string }) {
  const { data, error } = useQuery(profileQuery(subject));
  if (data === undefined) {
    return error === null ? null : <p className="notice notice-stale">Who answers for it could not be read.</p>;
  }
  return (
    <>
      {data.permits.warning !== null && (
        <p className="notice notice-stale">
          <bdi>{data.permits.warning}</bdi>
        </p>
      )}
      {data.description !== null && (
        <p className="profile-text">
          <bdi>{data.description}</bdi>
        </p>
      )}
      <Facts profile={data} />
    </>
  );
}

function Facts({ profile }: { profile: ContractProfile }) {
  const facts = FACTS.flatMap((name) => {
    const value = profile[name];
    return value === null ? [] : [{ name, value }];
  });
  if (facts.length === 0) return null;
  return (
    <p className="summary-line">
      {facts.map(({ name, value }) => (
        <span key={name}>
          {name}{' '}
          <b>
            <bdi>{value}</bdi>
          </b>
        </span>
      ))}
    </p>
  );
}
