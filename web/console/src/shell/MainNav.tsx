import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useOpenAlerts } from '../alerts/queries';
import { useMe } from '../desk/queries';
import { useTelling } from '../ui/Notices';
import { useNow } from '../ui/useNow';
import { number } from '../words/formats';
import { useSpoken, useWords } from '../words/useWords';

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
          <AlertsLink />
          <Link to="/admin" className="main-link" activeProps={{ 'aria-current': 'page' }}>
            {words.adminPlace}
          </Link>
        </>
      )}
    </nav>
  );
}

/** The way to the alerts, with how many are open; a change of one is told wherever one is. */
function AlertsLink() {
  const { words, locale } = useSpoken();
  const { tell } = useTelling();
  const open = useOpenAlerts(useNow(60_000));
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (open === undefined) return;
    const now = new Set(open.map((alert) => `${alert.id} ${alert.told}`));
    // What was open already when the page came up is no news.
    const news = known.current === undefined ? 0 : [...now].filter((one) => known.current?.has(one) === false).length;
    if (news > 0) tell(words.alertNews(news));
    known.current = now;
  }, [open, tell, words]);
  const count = open?.length ?? 0;
  return (
    <Link
      to="/performance/alerts"
      className="main-link"
      activeProps={{ 'aria-current': 'page' }}
      activeOptions={{ includeSearch: false }}
    >
      {words.alertsPlace}
      {count > 0 && (
        <>
          {' '}
          <span className="badge alarm" aria-label={words.alertsOpen(count)} role="img">
            {number(locale, count)}
          </span>
        </>
      )}
    </Link>
  );
}
