import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { type Api, Problem } from './api/client';
import type { Config } from './config';
import { makeRouter } from './router';
import type { Session } from './sign-in/session';
import { StackContext } from './stack';
import { Noticing } from './ui/Notices';
import { Speaking } from './words/useWords';

/** A question is repeated where it may be answered later, and only there. */
function again(failures: number, failure: unknown): boolean {
  if (!(failure instanceof Problem)) return false;
  // A refused token has been thrown away by now: the next question takes a new one.
  return failure.status === 401 ? failures < 1 : failure.passing && failures < 3;
}

export function App({ config, session, api }: { config: Config; session: Session; api: Api }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: again, staleTime: 30_000, refetchOnWindowFocus: false } },
      }),
  );
  const [router] = useState(makeRouter);
  return (
    <StackContext value={{ config, session, api }}>
      <QueryClientProvider client={client}>
        <Speaking>
          <Noticing>
            <RouterProvider router={router} />
          </Noticing>
        </Speaking>
      </QueryClientProvider>
    </StackContext>
  );
}
