import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, Outlet, redirect } from '@tanstack/react-router';
import { DeskPage } from './desk/DeskPage';
import { type AlertSearch, validAlertSearch } from './alerts/search';
import { type Search, validSearch } from './listening/view';
import { useWords } from './words/useWords';

/** A view is an address. What is not the desk is loaded when it is gone to. */

function NotFound() {
  const words = useWords();
  return (
    <main className="whole">
      <h1>{words.notFound}</h1>
      <Link to="/desk" className="button primary">
        {words.toDesk}
      </Link>
    </main>
  );
}

function Waiting() {
  const words = useWords();
  return (
    <main className="whole quiet" role="status">
      {words.loading}
    </main>
  );
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/desk' });
  },
});

/** Which queue's conversations the inbox shows; none is all. */
export type DeskSearch = { queue?: string };

const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk',
  validateSearch: (search: Record<string, unknown>): DeskSearch =>
    typeof search['queue'] === 'string' ? { queue: search['queue'] } : {},
  component: DeskPage,
});

const conversation = createRoute({ getParentRoute: () => desk, path: '$conversation' });

const listening = createRoute({
  getParentRoute: () => root,
  path: '/performance/workspace/social/listening',
  validateSearch: (search: Record<string, unknown>): Search => validSearch(search),
  component: lazyRouteComponent(() => import('./listening/ListeningPage'), 'ListeningPage'),
  pendingComponent: Waiting,
});

const trace = createRoute({
  getParentRoute: () => root,
  path: '/performance/workspace/social/mentions/$mention',
  component: lazyRouteComponent(() => import('./trace/TracePage'), 'TracePage'),
  pendingComponent: Waiting,
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/performance/alerts',
  validateSearch: (search: Record<string, unknown>): AlertSearch => validAlertSearch(search),
  component: lazyRouteComponent(() => import('./alerts/AlertsPage'), 'AlertsPage'),
  pendingComponent: Waiting,
});

const queues = createRoute({
  getParentRoute: () => root,
  path: '/performance/queues',
  component: lazyRouteComponent(() => import('./performance/QueuesPage'), 'QueuesPage'),
  pendingComponent: Waiting,
});

const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  beforeLoad: ({ location }) => {
    if (location.pathname.replace(/\/$/, '') === '/admin') throw redirect({ to: '/admin/$kind', params: { kind: 'accounts' } });
  },
});

/** Which setting is open; `new` is one that is being made. */
export type AdminSearch = { id?: string };

const settings = createRoute({
  getParentRoute: () => admin,
  path: '$kind',
  validateSearch: (search: Record<string, unknown>): AdminSearch =>
    typeof search['id'] === 'string' ? { id: search['id'] } : {},
  component: lazyRouteComponent(() => import('./admin/AdminPage'), 'AdminPage'),
  pendingComponent: Waiting,
});

const tree = root.addChildren([
  home,
  desk.addChildren([conversation]),
  listening,
  trace,
  alerts,
  queues,
  admin.addChildren([settings]),
]);

export function makeRouter() {
  return createRouter({ routeTree: tree });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
