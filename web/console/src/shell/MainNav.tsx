import { Link } from '@tanstack/react-router';
import { useMe } from '../desk/queries';
import { useWords } from '../words/useWords';

/** The parts of the product, as far as one's role goes. */
export function MainNav() {
  const words = useWords();
  const role = useMe().data?.role;
  return (
    <nav className="main-nav" aria-label={words.places}>
      <Link to="/desk" search={{}} className="main-link" activeProps={{ 'aria-current': 'page' }}>
        {words.desk}
      </Link>
      <Link to="/performance/queues" className="main-link" activeProps={{ 'aria-current': 'page' }}>
        {words.queuesPlace}
      </Link>
      {role !== undefined && role !== 'agent' && (
        <>
          <Link
            to="/performance/workspace/social/listening"
            className="main-link"
            activeProps={{ 'aria-current': 'page' }}
            activeOptions={{ includeSearch: false }}
          >
            {words.listeningPlace}
          </Link>
          <Link to="/admin" className="main-link" activeProps={{ 'aria-current': 'page' }}>
            {words.adminPlace}
          </Link>
        </>
      )}
    </nav>
  );
}
