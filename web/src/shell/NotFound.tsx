import { Link } from '@tanstack/react-router';
import { PageTitle } from '../components/PageTitle.js';

export function NotFound() {
  return (
    <>
      <PageTitle title="No such page" />
      <p>
        Nothing is served at this address. The <Link to="/">overview</Link> and the <Link to="/flows">flow search</Link>{' '}
        are good places to go on from.
      </p>
    </>
  );
}
