import { createRootRoute, createRoute, createRouter, Link, Outlet, redirect } from '@tanstack/react-router';
import { DeskPage } from './desk/DeskPage';
import { useWords } from './words/useWords';

/** A view is an address. */

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

const tree = root.addChildren([home, desk.addChildren([conversation])]);

export function makeRouter() {
  return createRouter({ routeTree: tree });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
